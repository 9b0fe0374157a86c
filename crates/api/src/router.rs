//! Routing: a trie of path segments, with a table of methods at each end.
//!
//! A literal segment wins over a parameter; when the literal way leads nowhere the parameter is tried.
//! Which way is taken does not depend on the method: as in HubSpot's own server, a path that exists answers 405
//! to a method it lacks, even when a less literal path has it.
//! Repeated slashes and one at the end count for nothing, because real clients send them.

use linchpin_wire::operation::Method;

/// The most parameters that one path has.
const MAX_PARAMETERS: usize = 8;

/// Paths with their methods, each leading to a `T`.
#[derive(Debug)]
pub(crate) struct Router<T> {
    nodes: Vec<Node<T>>,
}

/// A point in the trie; the root is the first.
#[derive(Debug)]
struct Node<T> {
    /// The literal segments that may follow, sorted, with the nodes they lead to.
    literals: Vec<(Box<str>, usize)>,
    /// The node that any segment leads to.
    parameter: Option<usize>,
    /// What a path that ends here leads to.
    routes: Vec<(Method, T)>,
}

/// Where a path leads.
#[derive(Debug)]
pub(crate) enum Found<'router, 'path, T> {
    /// To this, with the values of its parameters, still percent-encoded.
    Route(&'router T, Captures<'path>),
    /// To something, but only by these methods.
    OtherMethods(Vec<Method>),
    /// Nowhere.
    Nothing,
}

/// The values of a path's parameters, in order.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Captures<'path> {
    values: [&'path str; MAX_PARAMETERS],
    n_values: usize,
}

impl<'path> Captures<'path> {
    /// The values, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'path str> + '_ {
        self.values[..self.n_values].iter().copied()
    }

    fn push(&mut self, value: &'path str) {
        self.values[self.n_values] = value;
        self.n_values += 1;
    }

    fn pop(&mut self) {
        self.n_values -= 1;
    }
}

impl<T> Router<T> {
    /// A router without paths.
    pub(crate) fn new() -> Self {
        Self { nodes: vec![Node::new()] }
    }

    /// Makes `method` on `path` lead to `route`; when it leads somewhere already, nothing changes and `false`
    /// comes back.
    pub(crate) fn insert(&mut self, method: Method, path: &str, route: T) -> bool {
        let n_parameters = segments(path).filter(|segment| is_parameter(segment)).count();
        assert!(n_parameters <= MAX_PARAMETERS, "{path} has more than {MAX_PARAMETERS} parameters");
        let end = segments(path).fold(0, |node, segment| self.child(node, segment));
        let routes = &mut self.nodes[end].routes;
        let is_new = routes.iter().all(|(known, _)| *known != method);
        if is_new {
            routes.push((method, route));
        }
        is_new
    }

    /// Where `path` leads by `method`; a method that no operation uses is `None`.
    pub(crate) fn find<'path>(&self, method: Option<Method>, path: &'path str) -> Found<'_, 'path, T> {
        let mut captures = Captures::default();
        let Some(end) = self.walk(0, path, &mut captures) else { return Found::Nothing };
        let routes = &self.nodes[end].routes;
        match routes.iter().find(|(known, _)| Some(*known) == method) {
            Some((_, route)) => Found::Route(route, captures),
            None => Found::OtherMethods(routes.iter().map(|(known, _)| *known).collect()),
        }
    }

    /// The node at which `rest` ends, seen from `node`.
    ///
    /// Recursion is bounded by the longest path that was inserted.
    fn walk<'path>(&self, node: usize, rest: &'path str, captures: &mut Captures<'path>) -> Option<usize> {
        let node_here = &self.nodes[node];
        let rest = rest.trim_start_matches('/');
        if rest.is_empty() {
            return (!node_here.routes.is_empty()).then_some(node);
        }
        let (segment, rest) = rest.split_once('/').unwrap_or((rest, ""));
        if let Some(child) = node_here.literal(segment)
            && let Some(end) = self.walk(child, rest, captures)
        {
            return Some(end);
        }
        let child = node_here.parameter?;
        captures.push(segment);
        let end = self.walk(child, rest, captures);
        if end.is_none() {
            captures.pop();
        }
        end
    }

    /// The child of `node` for one segment of a template, made when missing.
    fn child(&mut self, node: usize, segment: &str) -> usize {
        let next = self.nodes.len();
        let node = &mut self.nodes[node];
        let (child, is_new) = if is_parameter(segment) {
            let is_new = node.parameter.is_none();
            (*node.parameter.get_or_insert(next), is_new)
        } else {
            match node.literals.binary_search_by(|(known, _)| known.as_ref().cmp(segment)) {
                Ok(found) => (node.literals[found].1, false),
                Err(place) => {
                    node.literals.insert(place, (segment.into(), next));
                    (next, true)
                }
            }
        };
        if is_new {
            self.nodes.push(Node::new());
        }
        child
    }
}

impl<T> Node<T> {
    const fn new() -> Self {
        Self { literals: Vec::new(), parameter: None, routes: Vec::new() }
    }

    fn literal(&self, segment: &str) -> Option<usize> {
        let found = self.literals.binary_search_by(|(known, _)| known.as_ref().cmp(segment)).ok()?;
        Some(self.literals[found].1)
    }
}

/// The segments of a template.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{')
}

#[cfg(test)]
mod tests {
    use linchpin_wire::operation::Method;

    use super::{Found, Router};

    fn router() -> Router<&'static str> {
        let mut router = Router::new();
        for (method, path, name) in [
            (Method::Get, "/crm/v3/objects/{objectType}", "list"),
            (Method::Post, "/crm/v3/objects/{objectType}", "create"),
            (Method::Get, "/crm/v3/objects/{objectType}/{objectId}", "read"),
            (Method::Post, "/crm/v3/objects/{objectType}/batch/read", "batch_read"),
            (Method::Post, "/crm/v3/objects/{objectType}/search", "search"),
            (Method::Post, "/crm/v3/objects/deals/splits/batch/read", "splits"),
            (Method::Get, "/crm/v3/properties/{objectType}/groups", "groups"),
            (Method::Get, "/crm/v3/properties/{objectType}/{propertyName}", "property"),
        ] {
            assert!(router.insert(method, path, name), "{path}");
        }
        router
    }

    /// Where a path leads, as text.
    fn check(method: Method, path: &str, expected: &str) {
        let router = router();
        let found = match router.find(Some(method), path) {
            Found::Route(name, captures) => {
                let values: Vec<_> = captures.iter().collect();
                format!("{name} {}", values.join(" "))
            }
            Found::OtherMethods(methods) => format!("{methods:?}"),
            Found::Nothing => "nothing".to_owned(),
        };
        assert_eq!(found.trim_end(), expected, "{path}");
    }

    #[test]
    fn paths_lead_to_their_routes() {
        for (method, path, expected) in [
            (Method::Get, "/crm/v3/objects/contacts", "list contacts"),
            (Method::Post, "/crm/v3/objects/contacts", "create contacts"),
            (Method::Get, "/crm/v3/objects/contacts/12", "read contacts 12"),
            (Method::Get, "/crm/v3/objects/contacts/a@b.co", "read contacts a@b.co"),
            (Method::Post, "/crm/v3/objects/contacts/batch/read", "batch_read contacts"),
            (Method::Get, "/crm/v3/objects/contacts/batch", "read contacts batch"),
        ] {
            check(method, path, expected);
        }
    }

    #[test]
    fn a_literal_segment_wins_over_a_parameter() {
        check(Method::Get, "/crm/v3/properties/contacts/groups", "groups contacts");
        check(Method::Get, "/crm/v3/properties/contacts/group", "property contacts group");
        check(Method::Post, "/crm/v3/objects/deals/splits/batch/read", "splits");
    }

    #[test]
    fn a_literal_way_that_leads_nowhere_is_left_again() {
        check(Method::Get, "/crm/v3/objects/deals", "list deals");
        check(Method::Get, "/crm/v3/objects/deals/splits", "read deals splits");
        check(Method::Post, "/crm/v3/objects/deals/batch/read", "batch_read deals");
    }

    #[test]
    fn slashes_may_repeat_and_stand_at_the_end() {
        for path in
            ["//crm//v3/objects///contacts", "/crm/v3/objects/contacts/", "/crm/v3/objects/contacts//"]
        {
            check(Method::Get, path, "list contacts");
        }
    }

    #[test]
    fn a_method_that_a_path_lacks_is_told_from_a_path_that_does_not_exist() {
        check(Method::Delete, "/crm/v3/objects/contacts", "[Get, Post]");
        check(Method::Get, "/crm/v3/objects/contacts/search", "[Post]");
        for path in
            ["/", "", "/crm", "/crm/v3/objects", "/crm/v3/objects/contacts/1/2", "/crm/V3/objects/contacts"]
        {
            check(Method::Get, path, "nothing");
        }
    }

    #[test]
    fn the_first_route_of_a_path_stays() {
        let mut router = router();
        assert!(!router.insert(Method::Get, "/crm/v3/objects/{other}/", "again"));
    }
}

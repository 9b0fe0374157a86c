//! The catalogue of all known operations, for telling "not served yet" from "never heard of".
//!
//! It is `spec/operations.tsv`, embedded. Nothing reads it until a request misses the served paths; then it is
//! parsed once, in a few milliseconds.

use std::sync::LazyLock;

use linchpin_wire::operation::Method;

use crate::router::{Found, Router};

/// The catalogue as it lies in the repository.
const TEXT: &str = include_str!("../../../spec/operations.tsv");

/// One path of one operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Our name for the operation.
    pub id: &'static str,
    /// Its method.
    pub method: Method,
    /// The path, with its parameters in braces.
    pub path: &'static str,
}

/// Every entry of the catalogue.
pub fn entries() -> impl Iterator<Item = Entry> {
    TEXT.lines().skip(1).map(|line| {
        let mut columns = line.split('\t');
        let mut column = || columns.next().expect("a catalogue line has five columns");
        let (id, method, path) = (column(), column(), column());
        Entry { id, method: Method::parse(method).expect("a catalogue line names a method"), path }
    })
}

/// Where a path leads in the catalogue: to an operation's id.
pub(crate) fn find(method: Option<Method>, path: &str) -> Found<'static, '_, &'static str> {
    static ROUTER: LazyLock<Router<&'static str>> = LazyLock::new(|| {
        let mut router = Router::new();
        for entry in entries() {
            // Some paths are listed with and without a slash at the end; the router sees one.
            router.insert(entry.method, entry.path, entry.id);
        }
        router
    });
    ROUTER.find(method, path)
}

#[cfg(test)]
mod tests {
    use linchpin_wire::operation::Method;

    use super::find;
    use crate::router::Found;

    /// The id that a path leads to.
    fn id(method: Method, path: &str) -> Option<&'static str> {
        match find(Some(method), path) {
            Found::Route(id, _) => Some(*id),
            _ => None,
        }
    }

    #[test]
    fn every_version_of_an_operation_has_one_id() {
        for path in [
            "/crm/v3/objects/contacts/search",
            "/crm/objects/v3/0-1/search",
            "/crm/objects/2026-03/p123_car/search",
            "/crm/objects/2026-09/deals/search/",
        ] {
            assert_eq!(id(Method::Post, path), Some("crm.objects.search"), "{path}");
        }
    }

    #[test]
    fn what_clients_call_when_they_start_is_known() {
        for (path, expected) in [
            ("/account-info/v3/details", "account_info.details.read"),
            ("/integrations/v1/me", "legacy.account.me"),
            ("/oauth/v1/access-tokens/abc", "oauth.access_tokens.read"),
            ("/crm/v3/owners", "crm.owners.list"),
            ("/crm/v4/associations/contacts/companies/labels", "crm.associations.labels.list"),
        ] {
            assert_eq!(id(Method::Get, path), Some(expected), "{path}");
        }
    }

    #[test]
    fn what_nobody_knows_is_not_found() {
        assert_eq!(id(Method::Get, "/crm/v3/unicorns"), None);
        assert_eq!(id(Method::Delete, "/crm/v3/owners"), None);
    }
}

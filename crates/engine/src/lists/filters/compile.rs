//! What filters in their one form ask of records, as the filter language has it.

mod dates;
mod operation;
mod values;

use linchpin_domain::calendar::{Now, Reading, Zone};
use linchpin_domain::filter::{Filter, Link, Neighbours};
use linchpin_domain::{ListId, ObjectTypeId, Property, PropertyType, Timestamp};
use serde_json::Value;

use super::node::Node;
use super::{Definitions, FilterRefusal};
use crate::Principal;
use crate::sensitive::Intent;

type Result<T> = std::result::Result<T, FilterRefusal>;

/// What to do with a filter that does not fit the schema.
#[derive(Clone, Copy)]
pub(crate) enum Strictness<'a> {
    /// Refuse it, and what this caller may not see: it is new.
    Check(&'a Principal),
    /// Let it be true of no record: the schema changed since it was checked.
    Keep,
}

/// Makes filters of what lists say, as of a moment.
pub(crate) struct Compiler<'a> {
    /// What they refer to.
    pub(crate) definitions: &'a Definitions,
    /// When they are asked: what is relative to now is fixed here, and so has to be compiled again with time.
    pub(crate) now: Timestamp,
    /// What to do with those that do not fit.
    pub(crate) strictness: Strictness<'a>,
}

impl Compiler<'_> {
    /// The filter that the root branch of a list stands for.
    pub(crate) fn filter(&self, object_type: ObjectTypeId, root: &Value) -> Result<Filter> {
        self.branch(object_type, Node::new(root))
    }

    fn branch(&self, object_type: ObjectTypeId, branch: Node<'_>) -> Result<Filter> {
        match branch.text("filterBranchType")? {
            "ASSOCIATION" => {
                let link = self.association(object_type, branch, branch.text("objectTypeId")?)?;
                self.neighbours(&link, branch)
            }
            "PROPERTY_ASSOCIATION" => {
                let to = self.object_type(branch.text("objectTypeId")?)?;
                let link = self.reference(object_type, branch, to)?;
                self.neighbours(&link, branch)
            }
            // There are no events: nobody completed any, and everybody did not.
            "UNIFIED_EVENTS" => Ok(never(branch.opt_text("operator"))),
            "RESTRICTED" => Ok(Filter::NOTHING),
            "NOT_ALL" => Ok(Filter::All(self.parts(object_type, branch)?).negated()),
            "NOT_ANY" => Ok(Filter::Any(self.parts(object_type, branch)?).negated()),
            _ => self.joined(object_type, branch),
        }
    }

    /// The parts of a branch, as its operator joins them.
    fn joined(&self, object_type: ObjectTypeId, branch: Node<'_>) -> Result<Filter> {
        let parts = self.parts(object_type, branch)?;
        let is_any = branch.opt_text("filterBranchOperator") == Some("OR");
        Ok(if is_any { Filter::Any(parts) } else { Filter::All(parts) })
    }

    fn parts(&self, object_type: ObjectTypeId, branch: Node<'_>) -> Result<Vec<Filter>> {
        let filters = branch.nodes("filters").map(|filter| self.one(object_type, filter));
        let branches = branch.nodes("filterBranches").map(|inner| self.branch(object_type, inner));
        filters.chain(branches).collect()
    }

    /// One filter; of one that no longer fits nothing is true.
    fn one(&self, object_type: ObjectTypeId, filter: Node<'_>) -> Result<Filter> {
        match self.fitting(object_type, filter) {
            Err(_) if matches!(self.strictness, Strictness::Keep) => Ok(Filter::NOTHING),
            other => other,
        }
    }

    fn fitting(&self, object_type: ObjectTypeId, filter: Node<'_>) -> Result<Filter> {
        let operator = filter.opt_text("operator");
        match filter.text("filterType")? {
            "PROPERTY" => self.property(object_type, filter),
            // Lists of workflows and of imports, which do not exist yet.
            "IN_LIST" if filter.has("metadata") => Ok(never(operator)),
            "IN_LIST" => Ok(not_if(is_negative(operator), Filter::Member(list(filter)?))),
            "ASSOCIATION" => {
                let to = filter.opt_text("toObjectTypeId").unwrap_or_default();
                let link = self.association(object_type, filter, to)?;
                in_list(filter, &link)
            }
            "PROPERTY_ASSOCIATION" => {
                let to = self.object_type(filter.text("toObjectTypeId")?)?;
                let link = self.reference(object_type, filter, to)?;
                in_list(filter, &link)
            }
            "NUM_ASSOCIATIONS" => {
                let link = self.association(object_type, filter, "")?;
                Ok(occurrences(filter, &link, &Filter::EVERYTHING))
            }
            "CONSTANT" if filter.flag("shouldAccept") => Ok(Filter::EVERYTHING),
            "CONSTANT" => Ok(Filter::NOTHING),
            _ => Ok(never(operator)),
        }
    }

    /// The association that something names; `to` is empty where it does not say where that leads.
    fn association(&self, object_type: ObjectTypeId, node: Node<'_>, to: &str) -> Result<Link> {
        let (category, id) = (node.text("associationCategory")?, node.int("associationTypeId")?);
        let unknown = || FilterRefusal::UnknownAssociation(format!("{category}={id}"));
        let row = self.definitions.association(category, id).ok_or_else(unknown)?;
        let leads_there = to.is_empty() || self.object_type(to)? == row.to;
        if row.from != object_type || !leads_there {
            return Err(unknown());
        }
        // What every association has is not asked for.
        let meaning = (!row.is_unlabeled()).then_some(row.id);
        Ok(Link::Association { to: self.object_type(&row.to.to_string())?, meaning })
    }

    /// The record that a property names.
    fn reference(&self, object_type: ObjectTypeId, node: Node<'_>, to: ObjectTypeId) -> Result<Link> {
        let name = node.text("propertyWithObjectId")?;
        let name = self.known(object_type, name)?.name.clone();
        Ok(Link::Property { to, name })
    }

    /// The records around one that the parts of a branch are true of.
    fn neighbours(&self, link: &Link, branch: Node<'_>) -> Result<Filter> {
        let inner = self.joined(link.to(), branch)?;
        let some = at_least(1, link, inner);
        Ok(not_if(is_negative(branch.opt_text("operator")), some))
    }

    fn object_type(&self, name: &str) -> Result<ObjectTypeId> {
        let unknown = || FilterRefusal::Malformed(format!("There is no object type {name}"));
        let id: ObjectTypeId = name.parse().map_err(|_| unknown())?;
        self.definitions.schema(id).map(|_| id).ok_or_else(unknown)
    }

    fn known(&self, object_type: ObjectTypeId, name: &str) -> Result<&Property> {
        let unknown = || FilterRefusal::UnknownProperty(name.to_owned());
        let schema = self.definitions.schema(object_type).ok_or_else(unknown)?;
        let property = schema.get(name).ok_or_else(unknown)?;
        if let Strictness::Check(principal) = self.strictness {
            let lacking = schema.lacking(principal, Intent::See, property.data_sensitivity);
            lacking.map_or(Ok(()), |scopes| Err(FilterRefusal::MissingScopes(scopes)))?;
        }
        Ok(property)
    }

    /// Now, as the values of a property tell time.
    fn now(&self, property: &Property, zone: &Zone) -> Now {
        let is_day = property.property_type == PropertyType::Date;
        Now::new(self.now, zone, if is_day { Reading::Days } else { Reading::Instants })
    }

    /// Now, as changes of properties are dated.
    fn instant(&self, zone: &Zone) -> Now {
        Now::new(self.now, zone, Reading::Instants)
    }
}

/// What a filter says over things that do not exist yet: that they happened is true of nobody, that they did not is
/// true of everybody.
fn never(operator: Option<&str>) -> Filter {
    if is_negative(operator) { Filter::EVERYTHING } else { Filter::NOTHING }
}

/// Whether an operator asks for what is not so.
fn is_negative(operator: Option<&str>) -> bool {
    operator.is_some_and(|operator| {
        operator.starts_with("NOT_") || operator.starts_with("HAS_NOT_") || operator.ends_with("_NOT_GRANTED")
    })
}

fn not_if(negative: bool, filter: Filter) -> Filter {
    if negative { filter.negated() } else { filter }
}

fn list(filter: Node<'_>) -> Result<ListId> {
    let id = filter.text("listId")?;
    ListId::parse(id).ok_or_else(|| FilterRefusal::UnknownList(id.to_owned()))
}

/// Whether neighbours are members of a list.
fn in_list(filter: Node<'_>, link: &Link) -> Result<Filter> {
    let some = occurrences(filter, link, &Filter::Member(list(filter)?));
    Ok(not_if(is_negative(filter.opt_text("operator")), some))
}

fn at_least(n: usize, link: &Link, filter: Filter) -> Filter {
    Filter::Neighbours(Neighbours { link: link.clone(), at_least: n, filter: Box::new(filter) })
}

/// As many neighbours of which the filter is true as the filter wants: at least one where it does not say.
fn occurrences(node: Node<'_>, link: &Link, filter: &Filter) -> Filter {
    let wanted = node.node("coalescingRefineBy");
    if wanted.opt_text("setType") == Some("ALL") {
        let others = at_least(1, link, filter.clone().negated());
        return Filter::All(vec![at_least(1, link, filter.clone()), others.negated()]);
    }
    let number = |name: &str| wanted.opt_int(name).map(|number| usize::try_from(number).unwrap_or(0));
    let (min, max) = (number("minOccurrences"), number("maxOccurrences"));
    let enough = match min.unwrap_or(usize::from(max.is_none())) {
        0 => Filter::EVERYTHING,
        min => at_least(min, link, filter.clone()),
    };
    match max {
        None => enough,
        Some(max) => Filter::All(vec![enough, at_least(max + 1, link, filter.clone()).negated()]),
    }
}

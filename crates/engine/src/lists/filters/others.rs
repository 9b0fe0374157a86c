//! The lists that the filters of a list ask about.

use std::collections::BTreeSet;

use linchpin_domain::filter::Filter;
use linchpin_domain::{AccountId, ListId, ListKind, ObjectTypeId};
use linchpin_store::{Tx, lists};
use serde_json::Value;

use super::FilterRefusal;
use super::node::Node;
use crate::{Engine, Error, Result};

/// A list, and the type of the records that are to be members of it.
type Named = (ListId, ObjectTypeId);

impl Engine {
    /// Refuses filters that ask about lists which do not exist or have other records.
    pub(super) async fn check_others(
        &self,
        account: AccountId,
        (object_type, filter): (ObjectTypeId, &Filter),
    ) -> Result<()> {
        for (id, object_type) in named(object_type, filter) {
            let found = lists::read(&self.database, account, id).await?;
            if !found.is_some_and(|list| list.deleted_at.is_none() && list.object_type == object_type) {
                return Err(Error::Filter(FilterRefusal::UnknownList(id.to_string())));
            }
        }
        Ok(())
    }
}

/// Refuses filters that, by way of other lists, ask about the one whose filters they are to be: it would have no
/// members that it could hold to.
///
/// Deleted lists count, for they can come back. The caller keeps others from changing filters until the commit, so
/// that no two lists come to ask about each other.
pub(in crate::lists) async fn check_circle(
    tx: &mut Tx,
    account: AccountId,
    own: ListId,
    filters: &str,
) -> Result<()> {
    let mut seen = asked(filters);
    let mut open = Vec::from_iter(seen.clone());
    while let Some(id) = open.pop() {
        if id == own {
            return Err(Error::Filter(FilterRefusal::Circular(id.to_string())));
        }
        let found = lists::read_in(tx, account, id).await?;
        // The members of others do not follow their filters.
        let filters = found.filter(|list| list.kind == ListKind::Dynamic).and_then(|list| list.filters);
        let further = filters.as_deref().map(asked).unwrap_or_default();
        open.extend(further.into_iter().filter(|id| seen.insert(*id)));
    }
    Ok(())
}

/// The lists that filters in their one form ask about, whether these fit the schema now or not.
pub(in crate::lists) fn asked(filters: &str) -> BTreeSet<ListId> {
    let mut asked = BTreeSet::new();
    if let Ok(root) = serde_json::from_str::<Value>(filters) {
        visit(Node::new(&root), &mut asked);
    }
    asked
}

fn visit(node: Node<'_>, asked: &mut BTreeSet<ListId>) {
    // Lists of workflows and of imports are others.
    let list = node.opt_text("listId").filter(|_| !node.has("metadata"));
    asked.extend(list.and_then(ListId::parse));
    for inner in node.nodes("filterBranches").chain(node.nodes("filters")) {
        visit(inner, asked);
    }
}

/// The lists that a filter of records of a type asks about.
fn named(object_type: ObjectTypeId, filter: &Filter) -> BTreeSet<Named> {
    match filter {
        Filter::All(filters) | Filter::Any(filters) => {
            filters.iter().flat_map(|filter| named(object_type, filter)).collect()
        }
        Filter::Not(filter) => named(object_type, filter),
        Filter::Member(list) => BTreeSet::from([(*list, object_type)]),
        Filter::Neighbours(neighbours) => named(neighbours.link.to(), &neighbours.filter),
        _ => BTreeSet::new(),
    }
}

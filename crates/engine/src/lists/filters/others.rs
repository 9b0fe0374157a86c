//! The lists that the filters of a list ask about.

use std::collections::BTreeSet;

use linchpin_domain::filter::Filter;
use linchpin_domain::{AccountId, ListId, ObjectTypeId};
use linchpin_store::lists::{self, List};
use serde_json::Value;

use super::{Compiler, FilterRefusal, Strictness};
use crate::{Engine, Error, Result};

/// A list, and the type of the records that are to be members of it.
type Named = (ListId, ObjectTypeId);

impl Engine {
    /// Refuses filters that ask about lists which do not exist or have other records, or, by way of other lists, about
    /// the one whose filters they are.
    ///
    /// A list that asks about itself would have no members that it could hold to.
    pub(super) async fn check_others(
        &self,
        account: AccountId,
        own: Option<ListId>,
        (object_type, filter): (ObjectTypeId, &Filter),
    ) -> Result<()> {
        let direct = named(object_type, filter);
        let (mut open, mut seen) = (Vec::from_iter(direct.clone()), direct.clone());
        while let Some((id, object_type)) = open.pop() {
            if Some(id) == own {
                return Err(Error::Filter(FilterRefusal::Circular(id.to_string())));
            }
            let found = lists::read(&self.database, account, id).await?;
            match found.filter(|list| list.deleted_at.is_none() && list.object_type == object_type) {
                Some(list) => {
                    let asked = self.asked_by(account, &list).await?;
                    open.extend(asked.into_iter().filter(|named| seen.insert(*named)));
                }
                // What the filters of others name was checked when these were new.
                None if !direct.contains(&(id, object_type)) => {}
                None => return Err(Error::Filter(FilterRefusal::UnknownList(id.to_string()))),
            }
        }
        Ok(())
    }

    /// The lists that a list asks about.
    async fn asked_by(&self, account: AccountId, list: &List) -> Result<BTreeSet<Named>> {
        let filters = list.filters.as_deref().and_then(|text| serde_json::from_str::<Value>(text).ok());
        let object_type = self.own_types(account).await?.by_id(list.object_type);
        let (Some(filters), Some(object_type)) = (filters, object_type) else { return Ok(BTreeSet::new()) };
        let definitions = self.definitions(account, (object_type, 0), &filters).await?;
        let compiler =
            Compiler { definitions: &definitions, now: self.now(account), strictness: Strictness::Keep };
        let filter = compiler.filter(object_type.id, &filters).unwrap_or(Filter::NOTHING);
        Ok(named(object_type.id, &filter))
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

//! Reading lists, their members, and the lists that records are in.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use linchpin_domain::{AccountId, ListId, ObjectType, ObjectTypeId, RecordId, Timestamp};
use linchpin_store::list_memberships::{self as members, Member, Order};
use linchpin_store::records;
use linchpin_store::{changes, lists as rows};

use super::members::text;
use super::{List, ListRefusal, folded};
use crate::associations::Refusal;
use crate::objects::scope;
use crate::{Engine, Error, Principal, Result};

/// Some members of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembersPage {
    /// How many members the list has.
    pub total: i64,
    /// Some of them, in the order that was asked for.
    pub members: Vec<Member>,
    /// Whether there are more behind them in that order.
    pub has_more: bool,
}

/// A list that a record is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListOfRecord {
    /// The list.
    pub list: ListId,
    /// The version of its definition.
    pub version: i64,
    /// When the record joined for the first time.
    pub first_added_at: Timestamp,
    /// When it joined last.
    pub last_added_at: Timestamp,
}

/// The lists that a record is in; none where there is no such record.
#[derive(Debug, Clone)]
pub struct ListsOfRecord {
    /// The type of the record.
    pub object_type: &'static ObjectType,
    /// The record, as the client wrote it.
    pub id: String,
    /// The lists.
    pub lists: Option<Vec<ListOfRecord>>,
}

impl Engine {
    /// The list of a type that has a name, in any case.
    pub async fn read_list_by_name(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        name: &str,
    ) -> Result<List> {
        let account = principal.account;
        let refusal = || ListRefusal::NameNotFound { name: name.to_owned(), object_type: object_type.id };
        let id = rows::find_name(&self.database, account, object_type.id, &folded(name)).await?;
        let list = rows::read(&self.database, account, id.ok_or_else(refusal)?).await?;
        Ok(list.filter(|list| list.deleted_at.is_none()).ok_or_else(refusal)?)
    }

    /// The lists of these ids, each once, in the order of the ids; those that do not exist are left out.
    pub async fn read_lists(&self, principal: &Principal, ids: &[&str]) -> Result<Vec<List>> {
        let mut ids: Vec<_> = ids.iter().filter_map(|id| ListId::parse(id)).collect();
        ids.sort_unstable();
        ids.dedup();
        let found = rows::read_many(&self.database, principal.account, &ids).await?;
        Ok(found.into_iter().flatten().filter(|list| list.deleted_at.is_none()).collect())
    }

    /// Some members of a list.
    pub async fn list_members(
        &self,
        principal: &Principal,
        id: &str,
        order: Order,
        limit: usize,
    ) -> Result<MembersPage> {
        let list = self.read_list(principal, id).await?;
        // One more than asked for says whether there are more.
        let mut found = members::page(&self.database, principal.account, list.id, order, limit + 1).await?;
        let has_more = found.len() > limit;
        found.truncate(limit);
        Ok(MembersPage { total: list.size, members: found, has_more })
    }

    /// The lists that a record is in, in the order of their ids.
    pub async fn lists_of_record(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        id: &str,
    ) -> Result<Vec<ListOfRecord>> {
        let id = RecordId::parse(id).ok_or_else(|| Error::IdNotNumeric(id.to_owned()))?;
        let found = self.lists_of_live(principal.account, &[(object_type, id)]).await?.pop().flatten();
        found.ok_or_else(|| Refusal::NoSuchRecord { object_type, id }.into())
    }

    /// The lists that each of these records is in, whose ids are as the client wrote them.
    pub async fn lists_of_records(
        &self,
        principal: &Principal,
        records: Vec<(&'static ObjectType, String)>,
    ) -> Result<Vec<ListsOfRecord>> {
        // What is no id stands for no record.
        let id = |text: &str| RecordId::parse(text).unwrap_or(RecordId(0));
        let named: Vec<_> = records.iter().map(|(object_type, text)| (*object_type, id(text))).collect();
        let found = self.lists_of_live(principal.account, &named).await?;
        let lists = records.into_iter().zip(found);
        Ok(lists.map(|((object_type, id), lists)| ListsOfRecord { object_type, id, lists }).collect())
    }

    /// The lists that each of these records is in; none where no live record has the id.
    async fn lists_of_live(
        &self,
        account: AccountId,
        records: &[(&'static ObjectType, RecordId)],
    ) -> Result<Vec<Option<Vec<ListOfRecord>>>> {
        let named: Vec<_> = records.iter().map(|(object_type, id)| (object_type.id, *id)).collect();
        let found = members::of_records(&self.database, account, &named).await?;
        let mut in_lists = Vec::new();
        let mut others: BTreeMap<ObjectTypeId, (&ObjectType, Vec<RecordId>)> = BTreeMap::new();
        for ((object_type, id), lists) in records.iter().zip(&found) {
            if lists.is_empty() {
                others.entry(object_type.id).or_insert_with(|| (object_type, Vec::new())).1.push(*id);
            } else {
                in_lists.push((object_type.id, *id));
            }
        }
        let first = changes::first_joins(&self.database, account, &in_lists).await?;
        let first: HashMap<_, HashMap<_, _>> =
            in_lists.into_iter().zip(first.into_iter().map(|first| first.into_iter().collect())).collect();
        let mut live = BTreeSet::new();
        for (id, (object_type, ids)) in others {
            let found = records::read_many(&self.database, scope(account, object_type, false), &ids).await?;
            live.extend(found.into_iter().flatten().map(|record| (id, record.id)));
        }
        let shown = |(record, lists): (_, Vec<members::ListOfRecord>)| match first.get(&record) {
            Some(first) => Some(lists.into_iter().map(|list| with_first(list, first)).collect()),
            None => live.contains(&record).then(Vec::new),
        };
        Ok(named.into_iter().zip(found).map(shown).collect())
    }
}

/// A list with when the record joined it for the first time, by the texts of the log.
fn with_first(found: members::ListOfRecord, first: &HashMap<String, Timestamp>) -> ListOfRecord {
    ListOfRecord {
        list: found.list,
        version: found.version,
        first_added_at: first.get(&text(found.list)).copied().unwrap_or(found.added_at),
        last_added_at: found.added_at,
    }
}

//! Reading lists, their members, and the lists that records are in.

use std::collections::HashMap;

use linchpin_domain::{ListId, ObjectType, RecordId, Timestamp};
use linchpin_store::list_memberships::{self as members, Member, Order};
use linchpin_store::records;
use linchpin_store::{changes, lists as rows};

use super::members::text;
use super::{List, ListRefusal, folded};
use crate::associations::Refusal;
use crate::objects::scope;
use crate::{Engine, Principal, Result};

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
        let found = self.lists_of_live(principal, object_type, id).await?;
        let missing = || match RecordId::parse(id) {
            Some(id) => Refusal::NoSuchRecord { object_type, id }.into(),
            None => crate::Error::IdNotNumeric(id.to_owned()),
        };
        found.ok_or_else(missing)
    }

    /// The lists that each of these records is in.
    pub async fn lists_of_records(
        &self,
        principal: &Principal,
        records: Vec<(&'static ObjectType, String)>,
    ) -> Result<Vec<ListsOfRecord>> {
        let mut found = Vec::with_capacity(records.len());
        for (object_type, id) in records {
            let lists = self.lists_of_live(principal, object_type, &id).await?;
            found.push(ListsOfRecord { object_type, id, lists });
        }
        Ok(found)
    }

    /// The lists that a record is in; none where no live record has the id.
    async fn lists_of_live(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        id: &str,
    ) -> Result<Option<Vec<ListOfRecord>>> {
        let (database, account) = (&self.database, principal.account);
        let Some(id) = RecordId::parse(id) else { return Ok(None) };
        let found = members::of_record(database, account, object_type.id, id).await?;
        if found.is_empty() {
            let is_live = records::read(database, scope(account, object_type, false), id).await?.is_some();
            return Ok(is_live.then(Vec::new));
        }
        let first = changes::first_joins(database, account, object_type.id, id).await?;
        let first: HashMap<_, _> = first.into_iter().collect();
        let list = |found: members::ListOfRecord| ListOfRecord {
            list: found.list,
            version: found.version,
            first_added_at: first.get(&text(found.list)).copied().unwrap_or(found.added_at),
            last_added_at: found.added_at,
        };
        Ok(Some(found.into_iter().map(list).collect()))
    }
}

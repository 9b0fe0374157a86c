//! Adding records to lists and removing them by hand.

use std::collections::BTreeSet;

use linchpin_domain::{ListId, RecordId};
use linchpin_store::changes::Kind;
use linchpin_store::list_memberships::{self as rows, Order, Side};
use linchpin_store::{Tx, associations, lists};

use super::members::Moves;
use super::{List, ListRefusal, is_static, not_found};
use crate::effects;
use crate::objects::{Context, Tries};
use crate::{Engine, Principal, Result};

/// Records that are added or removed by one request, and members of a list whose members join another one.
pub const MAX_MEMBERS_AT_ONCE: usize = 100_000;
/// Records that join or leave in one transaction; others wait meanwhile.
const PART: usize = 2_000;

/// Records to add and to remove, as the client wrote their ids; one that is named in both is added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MembershipChange<'a> {
    /// Those to add.
    pub add: Vec<&'a str>,
    /// Those to remove.
    pub remove: Vec<&'a str>,
}

/// What became of records that were to be added or removed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MembershipsChanged {
    /// Those that joined.
    pub added: Vec<RecordId>,
    /// Those that left.
    pub removed: Vec<RecordId>,
    /// Those that do not exist or are archived, as the client wrote them.
    pub missing: Vec<String>,
}

/// Some of the records of a change, in the order of their ids.
#[derive(Debug, Clone, Default)]
struct Part {
    add: Vec<RecordId>,
    remove: Vec<RecordId>,
}

impl Engine {
    /// Adds records to a list and removes others; those that are members already or were none count as done.
    ///
    /// Many records join and leave in parts: whoever asks again after a failure loses nothing.
    pub async fn change_memberships(
        &self,
        principal: &Principal,
        id: &str,
        change: MembershipChange<'_>,
    ) -> Result<MembershipsChanged> {
        let list = self.read_list(principal, id).await?;
        is_static(&list)?;
        if change.add.len() + change.remove.len() > MAX_MEMBERS_AT_ONCE {
            return Err(ListRefusal::TooManyRecords(MAX_MEMBERS_AT_ONCE).into());
        }
        let mut changed = MembershipsChanged::default();
        let add = ids(&change.add, &mut changed.missing);
        let mut remove = ids(&change.remove, &mut changed.missing);
        remove.retain(|id| !add.contains(id));
        for part in parts(&add, &remove) {
            changed.extend(self.change_part(principal, &list, part).await?);
        }
        Ok(changed)
    }

    /// Adds all members of another list to a list.
    pub async fn add_members_of(&self, principal: &Principal, id: &str, source: &str) -> Result<()> {
        let list = self.read_list(principal, id).await?;
        let source = self.read_list(principal, source).await?;
        is_static(&list)?;
        if list.object_type != source.object_type {
            let (from, to) = (source.object_type, list.object_type);
            return Err(ListRefusal::OtherType { from, to }.into());
        }
        if source.size > MAX_MEMBERS_AT_ONCE as i64 {
            return Err(ListRefusal::TooManyRecords(MAX_MEMBERS_AT_ONCE).into());
        }
        let mut after = RecordId(0);
        while let Some(add) = self.next_members(principal, source.id, &mut after).await? {
            self.change_part(principal, &list, Part { add, remove: Vec::new() }).await?;
        }
        Ok(())
    }

    /// Removes all members of a list, but not those that join meanwhile.
    pub async fn clear_list(&self, principal: &Principal, id: &str) -> Result<()> {
        let list = self.read_list(principal, id).await?;
        is_static(&list)?;
        let mut after = RecordId(0);
        while let Some(remove) = self.next_members(principal, list.id, &mut after).await? {
            self.change_part(principal, &list, Part { add: Vec::new(), remove }).await?;
        }
        Ok(())
    }

    /// The next members of a list behind one, which becomes the last of them; none when there are none left.
    async fn next_members(
        &self,
        principal: &Principal,
        list: ListId,
        after: &mut RecordId,
    ) -> Result<Option<Vec<RecordId>>> {
        let order = Order::Record(Side::After(*after));
        let page = rows::page(&self.database, principal.account, list, order, PART).await?;
        let Some(end) = page.last() else { return Ok(None) };
        *after = end.record;
        Ok(Some(page.into_iter().map(|member| member.record).collect()))
    }

    async fn change_part(
        &self,
        principal: &Principal,
        list: &List,
        part: Part,
    ) -> Result<MembershipsChanged> {
        let object_type = self.list_type(principal, list.object_type).await?;
        let mut tries = Tries::default();
        loop {
            let context = self.write_context(principal, object_type, &tries).await?;
            let (id, part) = (list.id, part.clone());
            let work = self
                .database
                .transaction(move |tx| Box::pin(async move { change(tx, &context, id, part).await }));
            let outcome = work.await;
            if !tries.again(&outcome).await {
                return outcome;
            }
        }
    }
}

/// The ids among texts, in their order; what is no id stands for no record.
fn ids(texts: &[&str], missing: &mut Vec<String>) -> BTreeSet<RecordId> {
    let mut ids = BTreeSet::new();
    for text in texts {
        match RecordId::parse(text) {
            Some(id) => drop(ids.insert(id)),
            None => missing.push((*text).to_owned()),
        }
    }
    ids
}

/// Parts of records to add, and then of those to remove.
fn parts(add: &BTreeSet<RecordId>, remove: &BTreeSet<RecordId>) -> Vec<Part> {
    let all: Vec<_> = add.iter().map(|id| (*id, true)).chain(remove.iter().map(|id| (*id, false))).collect();
    let part = |some: &[(RecordId, bool)]| {
        let of = |is_added| some.iter().filter(move |(_, added)| *added == is_added).map(|(id, _)| *id);
        Part { add: of(true).collect(), remove: of(false).collect() }
    };
    all.chunks(PART).map(part).collect()
}

/// Lets records join and leave a list in one transaction.
async fn change(tx: &mut Tx, context: &Context, id: ListId, part: Part) -> Result<MembershipsChanged> {
    let (account, object_type) = (context.principal.account, context.object_type().id);
    // Who is archived at the same time either goes first, or leaves the list again.
    let live = associations::lock_live(tx, account, object_type, &part.add).await?;
    let known = associations::find_live(tx, account, object_type, &part.remove).await?;
    let list = lists::lock(tx, account, id).await?.filter(|list| list.deleted_at.is_none());
    is_static(&list.ok_or_else(|| not_found(&id.to_string()))?)?;
    let moves = Moves {
        joining: live.iter().map(|record| (id, *record)).collect(),
        leaving: part.remove.iter().map(|record| (id, *record)).collect(),
    };
    let entries = moves.apply(tx, context, object_type).await?;
    let of = |kind: Kind| entries.iter().filter(move |entry| entry.kind == kind).map(|entry| entry.record);
    let absent = |wanted: &[RecordId], found: &[RecordId]| {
        let missing = wanted.iter().filter(|id| found.binary_search(id).is_err());
        missing.map(ToString::to_string).collect::<Vec<_>>()
    };
    let mut missing = absent(&part.add, &live);
    missing.extend(absent(&part.remove, &known));
    let changed =
        MembershipsChanged { added: of(Kind::Join).collect(), removed: of(Kind::Leave).collect(), missing };
    effects::finish(tx, context, entries).await?;
    Ok(changed)
}

impl MembershipsChanged {
    fn extend(&mut self, other: Self) {
        self.added.extend(other.added);
        self.removed.extend(other.removed);
        self.missing.extend(other.missing);
    }
}

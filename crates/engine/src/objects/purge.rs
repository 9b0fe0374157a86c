//! Deleting records for somebody's privacy: nothing of them stays but that they were there.

use linchpin_domain::merge::merged_ids;
use linchpin_domain::{ObjectType, Properties, RecordId, value};
use linchpin_store::associations as rows;
use linchpin_store::changes::{self, Kind};
use linchpin_store::records::{self, StoredRecord};
use linchpin_store::unique_values::{self, UniqueValue};
use linchpin_store::{Tx, blocked_addresses, merged_records, schema};

use super::tries::Tries;
use super::write::{Context, EMAIL, snapshot};
use super::{logged, scope};
use crate::associations::{Move, Refusal, move_some};
use crate::effects::{self, What};
use crate::sensitive::Intent;
use crate::{Engine, Error, Principal, Result, idempotency};

/// Associations that end together with the record; what it has beyond them ends before.
const ENDED_AT_LAST: usize = 500;
/// Archived records that are looked through at once for an address.
const SCANNED_AT_ONCE: usize = 1_000;

/// Whom to forget.
#[derive(Debug, Clone)]
enum Target {
    /// The record of this id.
    Record(RecordId),
    /// Whoever has this unique value, in the form that is compared, and these archived records, which had it.
    Holder(UniqueValue, Vec<RecordId>),
}

impl Engine {
    /// Deletes a record, live or archived, with its values, their history and its associations; the addresses of a
    /// contact are blocked, an address by which it is named even if nobody has it.
    pub async fn purge_record(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        (id, id_property): (&str, Option<&str>),
    ) -> Result<()> {
        let mut tries = Tries::default();
        loop {
            let mut context = self.context(principal, object_type, &tries).await?;
            if context.schema.is_contacts() && !context.schema.blocks {
                self.start_blocking(principal).await?;
                context = self.context(principal, object_type, &tries).await?;
            }
            context.labels = Some(self.labels(principal.account, context.schema.version).await?);
            let target = self.purged(&context, id, id_property).await?;
            let outcome = self.try_purge(context, target).await;
            if !tries.again(&outcome).await {
                return outcome;
            }
        }
    }

    async fn try_purge(&self, context: Context, target: Target) -> Result<()> {
        let ids = match &target {
            Target::Record(id) => vec![*id],
            Target::Holder(value, archived) => {
                let (account, object_type) = (context.principal.account, context.object_type().id);
                let values = std::slice::from_ref(&value.value);
                let holders =
                    unique_values::find_many(&self.database, account, object_type, &value.property, values);
                holders.await?.into_iter().flatten().chain(archived.iter().copied()).collect()
            }
        };
        for id in ids {
            while self.end_some_associations(&context, id).await? {}
        }
        self.database.transaction(move |tx| Box::pin(purge(tx, context, target))).await
    }

    /// Ends some associations of a record that has very many, in a transaction of their own, so that no other writer
    /// waits for all of its neighbours; false when the rest can end with the record.
    async fn end_some_associations(&self, context: &Context, id: RecordId) -> Result<bool> {
        let context = context.clone();
        let work =
            self.database.transaction(move |tx| Box::pin(async move { end_some(tx, &context, id).await }));
        work.await
    }

    /// Lets writes to contacts look at blocked addresses from now on: those that began before fail and try again.
    async fn start_blocking(&self, principal: &Principal) -> Result<()> {
        let account = principal.account;
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                blocked_addresses::start(tx, account).await?;
                Ok(schema::raise_version(tx, account).await?)
            })
        });
        let version = work.await?;
        self.schemas.seen_version(account, version);
        Ok(())
    }

    async fn purged(&self, context: &Context, id: &str, id_property: Option<&str>) -> Result<Target> {
        let (account, object_type) = (context.principal.account, context.object_type());
        context.schema.admit(&context.principal, Intent::See, id_property)?;
        let Some(name) = id_property.filter(|name| *name != "hs_object_id") else {
            let id = RecordId::parse(id).ok_or_else(|| Error::IdNotNumeric(id.to_owned()))?;
            // Whoever was merged into another record is to be forgotten there.
            let survivors = self.survivors(&context.principal, object_type, &[id]).await?;
            return Ok(Target::Record(survivors[0].unwrap_or(id)));
        };
        let property = context
            .schema
            .get(name)
            .filter(|property| context.schema.is_unique(property))
            .ok_or_else(|| Error::NotUnique { object_type, property: name.to_owned() })?;
        let value = value::unique_key(property, id).into_owned();
        // Archived records hold no unique values any more, and no value is indexed.
        let (mut archived, mut from) = (Vec::new(), RecordId(0));
        let scope = scope(account, object_type, true);
        while let Some(scanned) =
            records::scan(&self.database, scope, from, SCANNED_AT_ONCE, (name, &value)).await?
        {
            archived.extend(scanned.found);
            from = RecordId(scanned.found.unwrap_or(scanned.last).0 + 1);
        }
        let holder = UniqueValue { property: property.name.clone(), value, record: RecordId(0) };
        Ok(Target::Holder(holder, archived))
    }
}

async fn purge(tx: &mut Tx, context: Context, target: Target) -> Result<()> {
    let (account, object_type) = (context.principal.account, context.object_type());
    let (mut ids, mut addresses) = (Vec::new(), Vec::new());
    match target {
        Target::Record(id) => ids.push(id),
        Target::Holder(value, archived) => {
            let values = std::slice::from_ref(&value.value);
            let holders =
                unique_values::find_many_in(tx, account, object_type.id, &value.property, values).await?;
            ids.extend(holders.into_iter().flatten().chain(archived));
            if context.schema.is_contacts() && value.property == EMAIL {
                addresses.push(value);
            } else if ids.is_empty() {
                return Err(Error::RecordNotFound);
            }
        }
    }
    ids.sort_unstable();
    ids.dedup();
    let must_exist = addresses.is_empty();
    for archived in [false, true] {
        let found = records::lock_many(tx, scope(account, object_type, archived), &ids).await?;
        for record in found.into_iter().flatten() {
            ids.retain(|id| *id != record.id);
            addresses.extend(purge_one(tx, &context, &record).await?);
        }
    }
    if let Some(id) = ids.first().filter(|_| must_exist) {
        return Err(Refusal::NoSuchRecord { object_type, id: *id }.into());
    }
    block(tx, &context, &addresses).await?;
    // What calls were answered may hold the values as well.
    idempotency::forget_answers(tx, account).await?;
    tx.empty_log();
    Ok(())
}

async fn end_some(tx: &mut Tx, context: &Context, id: RecordId) -> Result<bool> {
    let (account, object_type) = (context.principal.account, context.object_type());
    let Some(labels) = &context.labels else { return Ok(false) };
    let mut found = None;
    for archived in [false, true] {
        let locked = records::lock_many(tx, scope(account, object_type, archived), &[id]).await?;
        found = found.or(locked.into_iter().flatten().next());
    }
    let Some(record) = found else { return Ok(false) };
    let more = rows::of_record(tx, account, (object_type.id, id), None, ENDED_AT_LAST + 1).await?;
    if more.len() <= ENDED_AT_LAST {
        return Ok(false);
    }
    let entries = move_some(tx, labels, all_associations(context, &record), &mut None).await?;
    effects::finish(tx, context, entries).await?;
    Ok(true)
}

/// The end of all associations of a record.
fn all_associations(context: &Context, record: &StoredRecord) -> Move<'static> {
    Move {
        account: context.principal.account,
        object_type: context.object_type().id,
        from: record.id,
        is_live: record.archived_at.is_none(),
        to: None,
        gone: &[],
    }
}

/// Deletes a locked record and returns the addresses that it had.
async fn purge_one(tx: &mut Tx, context: &Context, record: &StoredRecord) -> Result<Vec<UniqueValue>> {
    let (account, object_type) = (context.principal.account, context.object_type());
    let values = context.values(record)?;
    let held = context.unique_values(record.id, &values);
    let is_live = record.archived_at.is_none();
    if is_live {
        unique_values::release(tx, account, object_type.id, &held).await?;
    }
    records::delete_many(tx, scope(account, object_type, !is_live), &[record.id]).await?;
    let mut ids = vec![record.id];
    ids.extend(merged_ids(&values));
    merged_records::delete_many(tx, account, object_type.id, &ids).await?;
    changes::erase(tx, account, object_type.id, &ids).await?;
    forget(tx, context, record, values, &ids[1..]).await?;
    let is_address = |value: &UniqueValue| context.schema.is_contacts() && value.property == EMAIL;
    Ok(held.into_iter().filter(is_address).collect())
}

/// Logs the deletion, with the ids of the records that were `merged` into the deleted one, and ends its associations.
async fn forget(
    tx: &mut Tx,
    context: &Context,
    record: &StoredRecord,
    values: Properties,
    merged: &[RecordId],
) -> Result<()> {
    let ended = all_associations(context, record);
    let what = if ended.is_live {
        What::Values { before: Some(snapshot(record, values)), after: None }
    } else {
        What::Gone
    };
    let text = logged::deletion(merged);
    let mut entries = vec![context.entry(record.id, Kind::PrivacyDelete, text, what)];
    if let Some(labels) = &context.labels {
        let mut last = None;
        loop {
            let moved = move_some(tx, labels, ended, &mut last).await?;
            if moved.is_empty() {
                break;
            }
            entries.extend(moved);
        }
    }
    effects::finish(tx, context, entries).await
}

/// Blocks addresses.
async fn block(tx: &mut Tx, context: &Context, addresses: &[UniqueValue]) -> Result<()> {
    let (account, object_type) = (context.principal.account, context.object_type().id);
    let Some(blocked) = context.blocked.as_ref().filter(|_| !addresses.is_empty()) else { return Ok(()) };
    // Whoever claims one of them at the same time waits, and finds it blocked.
    unique_values::claim(tx, account, object_type, addresses).await?;
    blocked.put(tx, addresses).await?;
    Ok(unique_values::release(tx, account, object_type, addresses).await?)
}

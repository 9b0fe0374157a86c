//! Merging two records into a new one, which takes over their values, ids, unique values, associations and history.

use linchpin_domain::merge::{MAX_MERGES, Merge, Part, merged_ids};
use linchpin_domain::rollup::Snapshot;
use linchpin_domain::{ObjectType, Properties, RecordId, value};
use linchpin_store::changes::Kind;
use linchpin_store::records::{self, StoredRecord};
use linchpin_store::{Tx, merged_records, properties_text, unique_values};

use super::tries::Tries;
use super::write::{Context, dated_text, snapshot};
use super::{Written, logged, scope};
use crate::associations::{Labels, Move, Refusal, move_some};
use crate::effects::{self, What};
use crate::{Engine, Error, Principal, Result};

/// The records that are to become one.
#[derive(Debug, Clone, Copy)]
struct Couple {
    /// The one whose values win.
    primary: RecordId,
    other: RecordId,
    /// The one that they become.
    survivor: RecordId,
}

impl Engine {
    /// Merges two records into a new one and returns that; the values of the first one win.
    pub async fn merge_records(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        (primary, other): (&str, &str),
    ) -> Result<Written> {
        let id = |text: &str| RecordId::parse(text).ok_or_else(|| Error::IdNotNumeric(text.to_owned()));
        let (primary, other) = (id(primary)?, id(other)?);
        if primary == other {
            return Err(Error::MergeWithItself(primary));
        }
        let ids = self.ids.take(&self.database, principal.account, 1).await?;
        let mut tries = Tries::default();
        loop {
            let mut context = self.context(principal, object_type, &tries).await?;
            let labels = self.labels(principal.account, context.schema.version).await?;
            context.labels = Some(labels.clone());
            let survivor = ids.clone().next().ok_or(Error::RecordNotFound)?;
            let couple = Couple { primary, other, survivor };
            let work = self.database.transaction::<_, Error, _>(move |tx| {
                Box::pin(async move { merge(tx, &context, &labels, couple).await })
            });
            let outcome = work.await;
            if !tries.again(&outcome).await {
                return outcome;
            }
        }
    }

    /// Where the id of a merged record leads; none if it was never merged.
    pub(super) async fn survivor(
        &self,
        principal: &Principal,
        object_type: &ObjectType,
        id: &str,
    ) -> Result<Option<RecordId>> {
        let Some(id) = RecordId::parse(id) else { return Ok(None) };
        Ok(self.survivors(principal, object_type, &[id]).await?.into_iter().next().flatten())
    }

    /// Where the ids of merged records lead, none for those that were never merged.
    pub(super) async fn survivors(
        &self,
        principal: &Principal,
        object_type: &ObjectType,
        ids: &[RecordId],
    ) -> Result<Vec<Option<RecordId>>> {
        Ok(merged_records::find_many(&self.database, principal.account, object_type.id, ids).await?)
    }
}

async fn merge(tx: &mut Tx, context: &Context, labels: &Labels, couple: Couple) -> Result<Written> {
    let (account, object_type) = (context.principal.account, context.object_type());
    let made = make(tx, context, couple).await?;
    let dated = dated_text(object_type, &made.record, &made.values);
    let values = dated.as_ref().unwrap_or(&made.record.properties);
    let text = logged::merge(couple.primary, couple.other, made.n_moved, values);
    let after = snapshot(&made.record, made.values.clone());
    let what = What::Merge { gone: made.gone, after };
    let mut entries = vec![context.entry(couple.survivor, Kind::Merge, text, what)];
    let gone = [couple.primary, couple.other];
    // From here on nothing that follows from their associations reaches the two themselves.
    records::delete_many(tx, scope(account, object_type, false), &gone).await?;
    for from in gone {
        let (object_type, to) = (object_type.id, Some(couple.survivor));
        let wanted = Move { account, object_type, from, is_live: true, to, gone: &gone };
        let mut last = None;
        loop {
            let moved = move_some(tx, labels, wanted, &mut last).await?;
            if moved.is_empty() {
                break;
            }
            entries.extend(moved);
        }
    }
    effects::finish(tx, context, entries).await?;
    // With what its neighbours tell of it.
    let found = records::lock_many(tx, scope(account, object_type, false), &[couple.survivor]).await?;
    let record = found.into_iter().next().flatten().ok_or(Error::RecordNotFound)?;
    let values = context.values(&record)?;
    Ok(written(context, &record, values))
}

/// The record that two others became.
struct Made {
    record: StoredRecord,
    values: Properties,
    /// How many of its values are not those of the first of the two.
    n_moved: usize,
    /// The two as they were.
    gone: [Snapshot; 2],
}

/// Makes the new record of the two that there are, which stay until their associations are moved.
async fn make(tx: &mut Tx, context: &Context, couple: Couple) -> Result<Made> {
    let (account, object_type) = (context.principal.account, context.object_type());
    let [primary, other] = lock(tx, context, couple).await?;
    let values = [context.values(&primary)?, context.values(&other)?];
    let merge = Merge {
        object_type,
        id: couple.survivor,
        now: context.now,
        primary: Part { id: primary.id, properties: &values[0] },
        other: Part { id: other.id, properties: &values[1] },
    };
    if merge.n_merges() > MAX_MERGES {
        return Err(Error::TooManyMerges(MAX_MERGES));
    }
    let is_writable =
        |name: &str| context.schema.get(name).is_some_and(|property| value::check_writable(property).is_ok());
    let mut new = merge.properties(is_writable);
    let n_moved =
        new.iter().filter(|(name, value)| is_writable(name) && values[0].get(name) != Some(*value)).count();
    let violations = context.automate(couple.survivor, primary.created_at, Some(&values[0]), &mut new);
    if !violations.is_empty() {
        return Err(Error::InvalidValues(violations));
    }
    let record = StoredRecord {
        id: couple.survivor,
        created_at: primary.created_at,
        updated_at: context.now,
        archived_at: None,
        properties: properties_text::write(&new, object_type.usual),
    };
    let held = [(&primary, &values[0]), (&other, &values[1])];
    let held: Vec<_> =
        held.into_iter().flat_map(|(part, values)| context.unique_values(part.id, values)).collect();
    unique_values::release(tx, account, object_type.id, &held).await?;
    let wanted = context.unique_values(record.id, &new);
    let free = context.claim(tx, &wanted).await?;
    if let Some((taken, _)) = wanted.iter().zip(free).find(|(_, free)| !free) {
        return Err(context.taken(tx, taken, &record, &[]).await?);
    }
    records::insert_many(tx, account, object_type.id, std::slice::from_ref(&record)).await?;
    let ids: Vec<_> = merged_ids(&new).collect();
    merged_records::put_many(tx, account, object_type.id, &ids, record.id).await?;
    let [of_primary, of_other] = values;
    let gone = [snapshot(&primary, of_primary), snapshot(&other, of_other)];
    Ok(Made { record, values: new, n_moved, gone })
}

/// Locks the two records; both must be there and live.
async fn lock(tx: &mut Tx, context: &Context, couple: Couple) -> Result<[StoredRecord; 2]> {
    let object_type = context.object_type();
    let mut ids = [couple.primary, couple.other];
    ids.sort_unstable();
    let found = records::lock_many(tx, scope(context.principal.account, object_type, false), &ids).await?;
    let find = |id: RecordId| {
        let record = found.iter().flatten().find(|record| record.id == id).cloned();
        record.ok_or(Error::Association(Refusal::NoSuchRecord { object_type, id }))
    };
    Ok([find(couple.primary)?, find(couple.other)?])
}

fn written(context: &Context, record: &StoredRecord, mut properties: Properties) -> Written {
    context.show(&mut properties);
    Written {
        id: record.id,
        created_at: record.created_at,
        updated_at: record.updated_at,
        properties,
        created: true,
        trace_id: None,
    }
}

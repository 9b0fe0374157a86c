//! Restoring archived records: they come back with their values, associations and unique values.

use std::collections::HashMap;

use linchpin_domain::{ObjectType, Properties, RecordId, Timestamp};
use linchpin_store::Tx;
use linchpin_store::changes::Kind;
use linchpin_store::records::{self, StoredRecord};
use linchpin_store::unique_values;

use super::archive::parts_of;
use super::tries::Tries;
use super::write::{Context, Failed, batch, snapshot};
use super::{Batch, ItemError, Written, scope};
use crate::effects::{self, Entry, What};
use crate::{Engine, Error, Principal, Result};

/// Ids by their places among the inputs.
type Places = Vec<(usize, RecordId)>;

impl Engine {
    /// Restores archived records, each once; those that cannot be restored become errors of their own, and those that
    /// are live count as done. Errors name their records by the trace id.
    ///
    /// There is no time after which a record cannot be restored: nothing deletes archived ones.
    pub async fn restore_records(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        ids: &[&str],
    ) -> Result<Batch<Written>> {
        let (mut places, mut failed) = (Places::new(), Vec::new());
        for (index, text) in ids.iter().enumerate() {
            match RecordId::parse(text) {
                Some(id) if places.iter().any(|(_, known)| *known == id) => {}
                Some(id) => places.push((index, id)),
                None => failed.push(missing(object_type, index, text)),
            }
        }
        places.sort_unstable_by_key(|(_, id)| *id);
        let mut tries = Tries::default();
        loop {
            let context = self.context(principal, object_type, &tries).await?;
            let places = places.clone();
            let work = self.database.transaction(move |tx| Box::pin(restore(tx, context, places)));
            let outcome: Result<_> = work.await;
            if tries.again(&outcome).await {
                continue;
            }
            let (written, refused) = outcome?;
            failed.extend(refused);
            let mut done = batch(written, Vec::new(), None);
            failed.sort_by_key(|failed| failed.index);
            let error = |Failed { index, error }| ItemError { trace_id: Some(ids[index].to_owned()), error };
            done.errors = failed.into_iter().map(error).collect();
            return Ok(done);
        }
    }
}

fn missing(object_type: &'static ObjectType, index: usize, id: &str) -> Failed {
    Failed { index, error: Error::RecordsNotFound { object_type, ids: vec![id.to_owned()] } }
}

type Restored = (Vec<(usize, Written)>, Vec<Failed>);

async fn restore(tx: &mut Tx, context: Context, places: Places) -> Result<Restored> {
    let (account, object_type) = (context.principal.account, context.object_type());
    let ids: Vec<_> = places.iter().map(|(_, id)| *id).collect();
    let archived = records::lock_many(tx, scope(account, object_type, true), &ids).await?;
    let live = records::lock_many(tx, scope(account, object_type, false), &ids).await?;
    let mut entries = Vec::new();
    let mut outcomes = HashMap::new();
    for Back { record, properties, refused } in bring_back(tx, &context, archived, &mut entries).await? {
        if refused.is_none() {
            restore_parts(tx, &context, &record, &mut entries).await?;
        }
        let shown = shown(&context, &record, context.now, properties);
        outcomes.insert(record.id, refused.map_or(Ok(shown), Err));
    }
    for record in live.into_iter().flatten() {
        let properties = context.values(&record)?;
        outcomes.insert(record.id, Ok(shown(&context, &record, record.updated_at, properties)));
    }
    let (mut written, mut failed) = (Vec::new(), Vec::new());
    for (index, id) in places {
        match outcomes.remove(&id) {
            Some(Ok(record)) => written.push((index, record)),
            Some(Err(error)) => failed.push(Failed { index, error }),
            None => failed.push(missing(object_type, index, &id.to_string())),
        }
    }
    effects::finish(tx, &context, entries).await?;
    Ok((written, failed))
}

/// An archived record that was to come back.
struct Back {
    /// The record as it was.
    record: StoredRecord,
    properties: Properties,
    /// Why it stays archived.
    refused: Option<Error>,
}

/// Makes archived records of the context's type live again, where they can have their unique values.
async fn bring_back(
    tx: &mut Tx,
    context: &Context,
    archived: Vec<Option<StoredRecord>>,
    entries: &mut Vec<Entry>,
) -> Result<Vec<Back>> {
    let (mut back, mut restored) = (Vec::new(), Vec::new());
    for record in archived.into_iter().flatten() {
        let properties = context.values(&record)?;
        let refused = claim(tx, context, &record, &properties).await?;
        if refused.is_none() {
            restored.push(record.id);
            let what = What::Values { before: None, after: Some(snapshot(&record, properties.clone())) };
            entries.push(context.entry(record.id, Kind::Restore, "{}".to_owned(), what));
        }
        back.push(Back { record, properties, refused });
    }
    let (account, object_type) = (context.principal.account, context.object_type().id);
    records::restore_many(tx, account, object_type, &restored, context.now).await?;
    Ok(back)
}

/// Restores the parts of a record that were archived with it; one whose unique values are taken stays where it is.
async fn restore_parts(
    tx: &mut Tx,
    context: &Context,
    whole: &StoredRecord,
    entries: &mut Vec<Entry>,
) -> Result<()> {
    for part in context.object_type().parts {
        let ids = parts_of(tx, context, *part, &[whole.id]).await?;
        let context = context.neighbour(*part)?;
        let scope = scope(context.principal.account, context.object_type(), true);
        let mut archived = records::lock_many(tx, scope, &ids).await?;
        archived.retain(|part| part.as_ref().is_some_and(|part| part.archived_at == whole.archived_at));
        bring_back(tx, &context, archived, entries).await?;
    }
    Ok(())
}

/// Claims the unique values of a record again, all of them or none; what another record has meanwhile is an error that
/// names it.
async fn claim(
    tx: &mut Tx,
    context: &Context,
    record: &StoredRecord,
    properties: &Properties,
) -> Result<Option<Error>> {
    let (account, object_type) = (context.principal.account, context.object_type().id);
    let wanted = context.unique_values(record.id, properties);
    let free = context.claim(tx, &wanted).await?;
    let Some(taken) = wanted.iter().zip(&free).find_map(|(value, free)| (!free).then_some(value)) else {
        return Ok(None);
    };
    let error = context.taken(tx, taken, record, &[]).await?;
    let claimed = wanted.iter().zip(&free).filter(|(_, free)| **free).map(|(value, _)| value.clone());
    unique_values::release(tx, account, object_type, &claimed.collect::<Vec<_>>()).await?;
    Ok(Some(error))
}

fn shown(
    context: &Context,
    record: &StoredRecord,
    updated_at: Timestamp,
    mut properties: Properties,
) -> Written {
    context.show(&mut properties);
    Written {
        id: record.id,
        created_at: record.created_at,
        updated_at,
        properties,
        created: false,
        trace_id: None,
    }
}

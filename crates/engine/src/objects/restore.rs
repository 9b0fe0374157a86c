//! Restoring archived records: they come back with their values, associations and unique values.

use linchpin_domain::{ObjectType, Properties, RecordId, automatic};
use linchpin_store::Tx;
use linchpin_store::changes::Kind;
use linchpin_store::records::{self, StoredRecord};
use linchpin_store::unique_values;

use super::write::{Context, Failed, Tries, batch, snapshot};
use super::{Batch, ItemError, Written, scope};
use crate::effects::{self, What};
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
            if tries.again(&outcome) {
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
    let (mut written, mut failed, mut restored, mut entries) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (((index, id), archived), live) in places.into_iter().zip(archived).zip(live) {
        let (mut record, is_archived) = match (archived, live) {
            (Some(record), _) => (record, true),
            (None, Some(record)) => (record, false),
            (None, None) => {
                failed.push(missing(object_type, index, &id.to_string()));
                continue;
            }
        };
        let properties = context.values(&record)?;
        if is_archived {
            if let Some(error) = claim(tx, &context, &record, &properties).await? {
                failed.push(Failed { index, error });
                continue;
            }
            record.updated_at = context.now;
            restored.push(id);
            let what = What::Values { before: None, after: Some(snapshot(&record, properties.clone())) };
            entries.push(context.entry(id, Kind::Restore, "{}".to_owned(), what));
        }
        written.push((index, shown(&record, properties)));
    }
    records::restore_many(tx, account, object_type.id, &restored, context.now).await?;
    effects::finish(tx, &context, entries).await?;
    Ok((written, failed))
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

fn shown(record: &StoredRecord, mut properties: Properties) -> Written {
    properties.retain(|name| !automatic::is_stage_history(name));
    Written {
        id: record.id,
        created_at: record.created_at,
        updated_at: record.updated_at,
        properties,
        created: false,
        trace_id: None,
    }
}

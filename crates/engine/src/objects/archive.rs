//! Archiving records: they leave every live view, free their unique values, and keep their own.

use linchpin_domain::{ObjectType, ObjectTypeId, RecordId};
use linchpin_store::associations::Direction;
use linchpin_store::changes::Kind;
use linchpin_store::{Tx, associations, records, unique_values};

use super::scope;
use super::tries::Tries;
use super::write::{Context, snapshot};
use crate::effects::{self, Entry, What};
use crate::{Engine, Error, Principal, Result};

/// Parts that go with one record; no quote comes near to it.
const MAX_PARTS: usize = 10_000;

impl Engine {
    /// Archives a record; one that does not exist or is archived already counts as done.
    pub async fn archive_record(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        id: &str,
    ) -> Result<()> {
        let id = RecordId::parse(id).ok_or_else(|| Error::IdNotNumeric(id.to_owned()))?;
        self.archive_records(principal, object_type, vec![id]).await
    }

    /// Archives records; those that do not exist or are archived already count as done.
    pub async fn archive_records(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        mut ids: Vec<RecordId>,
    ) -> Result<()> {
        ids.sort_unstable();
        ids.dedup();
        let mut tries = Tries::default();
        loop {
            let context = self.context(principal, object_type, &tries).await?;
            let ids = ids.clone();
            let work = self.database.transaction(move |tx| Box::pin(archive(tx, context, ids)));
            let outcome = work.await;
            if !tries.again(&outcome).await {
                return outcome;
            }
        }
    }
}

async fn archive(tx: &mut Tx, context: Context, ids: Vec<RecordId>) -> Result<()> {
    let mut entries = Vec::new();
    let archived = archive_own(tx, &context, &ids, &mut entries).await?;
    for part in context.object_type().parts {
        let ids = parts_of(tx, &context, *part, &archived).await?;
        archive_own(tx, &*context.neighbour(*part)?, &ids, &mut entries).await?;
    }
    effects::finish(tx, &context, entries).await
}

/// Archives records of the context's type and returns those that were live.
async fn archive_own(
    tx: &mut Tx,
    context: &Context,
    ids: &[RecordId],
    entries: &mut Vec<Entry>,
) -> Result<Vec<RecordId>> {
    let (account, object_type) = (context.principal.account, context.object_type());
    let found = records::lock_many(tx, scope(account, object_type, false), ids).await?;
    let (mut released, mut archived) = (Vec::new(), Vec::new());
    for record in found.into_iter().flatten() {
        let properties = context.values(&record)?;
        released.extend(context.unique_values(record.id, &properties));
        archived.push(record.id);
        let what = What::Values { before: Some(snapshot(&record, properties)), after: None };
        entries.push(context.entry(record.id, Kind::Archive, "{}".to_owned(), what));
    }
    unique_values::release(tx, account, object_type.id, &released).await?;
    records::archive_many(tx, account, object_type.id, &archived, context.now).await?;
    Ok(archived)
}

/// The records of a type that these records are associated with, in the order of their ids.
pub(super) async fn parts_of(
    tx: &mut Tx,
    context: &Context,
    part: ObjectTypeId,
    ids: &[RecordId],
) -> Result<Vec<RecordId>> {
    let direction =
        Direction { account: context.principal.account, from: context.object_type().id, to: part };
    let starts: Vec<_> = ids.iter().map(|id| (*id, RecordId(0))).collect();
    let found = associations::pages_in(tx, direction, &starts, MAX_PARTS).await?;
    let mut parts: Vec<_> = found.into_iter().flatten().map(|row| row.to).collect();
    parts.sort_unstable();
    parts.dedup();
    Ok(parts)
}

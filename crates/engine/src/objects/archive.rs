//! Archiving records: they leave every live view, free their unique values, and keep their own.

use linchpin_domain::{ObjectType, RecordId};
use linchpin_store::changes::Kind;
use linchpin_store::{Tx, records, unique_values};

use super::scope;
use super::write::{Context, Tries, snapshot};
use crate::effects::{self, What};
use crate::{Engine, Error, Principal, Result};

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
            if !tries.again(&outcome) {
                return outcome;
            }
        }
    }
}

async fn archive(tx: &mut Tx, context: Context, ids: Vec<RecordId>) -> Result<()> {
    let (account, object_type) = (context.principal.account, context.object_type());
    let found = records::lock_many(tx, scope(account, object_type, false), &ids).await?;
    let (mut released, mut entries, mut archived) = (Vec::new(), Vec::new(), Vec::new());
    for record in found.into_iter().flatten() {
        let properties = context.values(&record)?;
        released.extend(context.unique_values(record.id, &properties));
        archived.push(record.id);
        let what = What::Values { before: Some(snapshot(&record, properties)), after: None };
        entries.push(context.entry(record.id, Kind::Archive, "{}".to_owned(), what));
    }
    unique_values::release(tx, account, object_type.id, &released).await?;
    records::archive_many(tx, account, object_type.id, &archived, context.now).await?;
    effects::finish(tx, &context, entries).await
}

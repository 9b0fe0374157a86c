//! Building an index from the store: one task reads records while a thread indexes those that were read.

use std::sync::Arc;

use linchpin_domain::RecordId;
use linchpin_search::Index;
use linchpin_store::records::StoredRecord;
use linchpin_store::{changes, news, records};
use tokio::sync::mpsc;

use super::answering::{Answering, Reached};
use super::indexes::{Indexes, Spot, blocking};
use super::mapping::Mapping;
use crate::objects::scope;
use crate::{Error, Result};

/// Records that are read at once: a page of SQLite's is read where others are answered too.
const PAGE: usize = 500;
/// Pages that wait to be indexed.
const PAGES: usize = 4;

/// Is told of how many more records were read.
pub(super) type Watch<'a> = &'a (dyn Fn(u64) + Send + Sync);

/// Nobody watches.
pub(super) fn unwatched(_: u64) {}

impl Indexes {
    /// Builds the index of a type from its records; whoever calls has the turn.
    ///
    /// It stands at the change that was the newest before the first record was read: what happened meanwhile is
    /// followed afterwards, again where a record was read after it.
    pub(super) async fn build(&self, spot: &Spot, watch: Watch<'_>) -> Result<Arc<Answering>> {
        let reached = self.beginning(spot).await?;
        let (home, mapping) = (spot.home.clone(), Arc::clone(&reached.mapping));
        let (pages, queue) = mpsc::channel(PAGES);
        let indexing = blocking(move || fill(home.create()?, &mapping, queue));
        let reading = async {
            let read = self.read_all(spot, &pages, watch).await;
            // The indexing ends when there will be no more pages.
            drop(pages);
            read
        };
        let (index, read) = tokio::join!(indexing, reading);
        let index = index?;
        read?;
        let home = spot.home.clone();
        let whole = move || {
            index.commit(reached.commit())?;
            home.remove_older().map_err(linchpin_search::Error::from)?;
            Ok(Arc::new(Answering::new(index, reached)))
        };
        blocking(whole).await
    }

    /// Where an index stands that is built from now on.
    async fn beginning(&self, spot: &Spot) -> Result<Reached> {
        let account = spot.account;
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let sequence = changes::settle(tx, account).await?;
                Ok((sequence, news::mark_in(tx, account, sequence).await?))
            })
        });
        let (sequence, mark) = work.await?;
        // Read after that, and so with all changes of it up to there.
        let schema = self.schemas.fresh(&self.database, account, spot.object_type).await?;
        let version = schema.version;
        let mapping = Arc::new(Mapping::new(schema));
        Ok(Reached { sequence, mark, version, mapping, to_forget: Vec::new() })
    }

    /// Reads all records, page by page, for as long as they are wanted.
    async fn read_all(
        &self,
        spot: &Spot,
        pages: &mpsc::Sender<Vec<StoredRecord>>,
        watch: Watch<'_>,
    ) -> Result<()> {
        let scope = scope(spot.account, spot.object_type, false);
        let mut from = RecordId(0);
        loop {
            let page = records::page(&self.database, scope, from, PAGE).await?;
            let Some(last) = page.last() else { return Ok(()) };
            from = RecordId(last.id.0 + 1);
            let n_records = page.len() as u64;
            if pages.send(page).await.is_err() {
                // The indexing failed, and says why.
                return Ok(());
            }
            watch(n_records);
        }
    }
}

/// Brings the records of all pages into an index.
fn fill(index: Index, mapping: &Mapping, mut pages: mpsc::Receiver<Vec<StoredRecord>>) -> Result<Index> {
    while let Some(page) = pages.blocking_recv() {
        for record in &page {
            mapping.document(record, |document| index.put(document))??;
        }
    }
    Ok(index)
}

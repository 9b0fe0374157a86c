//! Deliveries that wait to be sent.

use linchpin_store::Error as StoreError;
use linchpin_store::webhook_deliveries::{ending, outcome, taking};

use super::{Event, Queue};
use crate::{Engine, Result};

/// Deliveries that one transaction changes at most, so that nobody waits long for it.
const PART: usize = 500;

/// A delivery that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its number.
    pub id: i64,
    /// How often it was sent.
    pub attempts: i64,
    /// What it says.
    pub events: Vec<Event>,
    /// How long its events are as they are kept.
    pub n_bytes: usize,
}

impl Engine {
    /// Deliveries of a queue that were never sent, in their order, other than those that are known already.
    ///
    /// There are enough of them for `n_events`, but no more, and at least one where any wait.
    pub async fn first_attempts(
        &self,
        queue: Queue,
        is_known: impl Fn(i64) -> bool + Send,
        (n_known, n_events): (usize, usize),
    ) -> Result<Vec<Delivery>> {
        let limit = n_known + n_events;
        let due = taking::first_attempts(&self.database, queue.account, queue.app, limit).await?;
        let (mut ids, mut left) = (Vec::new(), n_events);
        for delivery in due.iter().filter(|delivery| !is_known(delivery.id)) {
            ids.push(delivery.id);
            if delivery.n_events >= left {
                break;
            }
            left -= delivery.n_events;
        }
        self.read_deliveries(queue, &ids).await
    }

    /// Up to `limit` deliveries of a queue that are to be sent again by now, other than those that are known already.
    pub async fn retries(
        &self,
        queue: Queue,
        is_known: impl Fn(i64) -> bool + Send,
        (n_known, limit): (usize, usize),
    ) -> Result<Vec<Delivery>> {
        let now = self.now(queue.account);
        let due = taking::retries(&self.database, queue.account, queue.app, now, n_known + limit).await?;
        let ids: Vec<_> = due.into_iter().filter(|id| !is_known(*id)).take(limit).collect();
        self.read_deliveries(queue, &ids).await
    }

    async fn read_deliveries(&self, queue: Queue, ids: &[i64]) -> Result<Vec<Delivery>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut deliveries = Vec::with_capacity(ids.len());
        for row in taking::read(&self.database, queue.account, queue.app, ids).await? {
            let n_bytes = row.events.len();
            match Event::read(&row.events) {
                Ok(events) => {
                    deliveries.push(Delivery { id: row.id, attempts: row.attempts, events, n_bytes });
                }
                Err(error) => self.fail_unreadable(queue, row.id, &error).await?,
            }
        }
        Ok(deliveries)
    }

    /// Lets a delivery fail that would stand in the way of others forever.
    async fn fail_unreadable(&self, queue: Queue, id: i64, error: &StoreError) -> Result<()> {
        tracing::error!(%error, account = %queue.account, app = %queue.app, delivery = id, "cannot read what to send");
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                ending::fail(tx, queue.account, queue.app, id, "its events cannot be read").await
            })
        });
        Ok(work.await?)
    }

    /// Lets a delivery hold the events of others behind it, which go; none of them was sent yet.
    pub async fn join_deliveries(&self, queue: Queue, into: &Delivery, others: Vec<i64>) -> Result<()> {
        let events = Event::write(&into.events);
        let row = taking::DeliveryRow { id: into.id, events, attempts: into.attempts };
        let n_events = into.events.len();
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move { taking::join(tx, queue.account, queue.app, &row, n_events, &others).await })
        });
        Ok(work.await?)
    }

    /// Lets everything in a queue that waits for another try be tried now: its receiver is back.
    pub async fn pull_retries_forward(&self, queue: Queue) -> Result<()> {
        let now = self.now(queue.account);
        loop {
            let work = self.database.transaction::<_, StoreError, _>(move |tx| {
                Box::pin(async move { outcome::pull_forward(tx, queue.account, queue.app, now, PART).await })
            });
            if work.await? < PART as u64 {
                return Ok(());
            }
        }
    }

    /// Lets everything fail that waits in a queue, for this reason.
    pub async fn fail_waiting(&self, queue: Queue, reason: &'static str) -> Result<()> {
        loop {
            let work = self.database.transaction::<_, StoreError, _>(move |tx| {
                Box::pin(
                    async move { ending::fail_waiting(tx, queue.account, queue.app, reason, PART).await },
                )
            });
            let n_failed = work.await?;
            self.sending.given_up(n_failed);
            if n_failed < PART as u64 {
                return Ok(());
            }
        }
    }

    /// How many deliveries wait in all queues together, up to `limit`.
    pub async fn count_waiting_deliveries(&self, limit: usize) -> Result<i64> {
        Ok(taking::count_waiting(&self.database, limit).await?)
    }
}

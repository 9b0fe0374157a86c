//! Forgetting what was sent long ago.

use std::sync::Arc;
use std::time::Duration;

use linchpin_domain::account::Setting;
use linchpin_domain::{AccountId, AppId, Timestamp};
use linchpin_store::Error as StoreError;
use linchpin_store::webhook_deliveries::ending;
use linchpin_store::webhook_queues::holding;

use super::Queue;
use crate::{Engine, Result};

/// How many deliveries of a queue are kept at most, besides those that wait.
const KEPT: usize = 100_000;
/// How often there is a look.
const PAUSE: Duration = Duration::from_mins(5);
/// Deliveries that one transaction forgets at most, so that nobody waits long for it.
const PART: usize = 500;
/// Queues that are read at a time.
const QUEUES: usize = 1_000;
const MS_PER_DAY: i64 = 86_400_000;

impl Engine {
    /// Forgets what was sent long ago, for as long as the server runs.
    pub async fn forget_deliveries(self: Arc<Self>) {
        loop {
            tokio::time::sleep(PAUSE).await;
            if let Err(error) = self.sweep_deliveries().await {
                tracing::warn!(%error, "could not forget old deliveries; tries again later");
            }
        }
    }

    /// Forgets deliveries that nobody waits for and that are older than their account keeps them, or too many; returns
    /// how many.
    pub async fn sweep_deliveries(&self) -> Result<u64> {
        self.sweep_deliveries_beyond(KEPT).await
    }

    pub(super) async fn sweep_deliveries_beyond(&self, n_kept: usize) -> Result<u64> {
        let (mut last, mut total) = ((AccountId(i64::MIN), AppId(i64::MIN)), 0);
        loop {
            let queues = holding::page(&self.database, last, QUEUES).await?;
            let Some(end) = queues.last() else { return Ok(total) };
            last = *end;
            for queue in queues {
                total += self.sweep_queue(queue.into(), n_kept).await?;
            }
        }
    }

    async fn sweep_queue(&self, Queue { account, app }: Queue, n_kept: usize) -> Result<u64> {
        let days = self.account_settings(account).await?;
        let days: i64 = days.get(Setting::WebhookLogDays).parse().unwrap_or(1);
        let before = Timestamp(self.now(account).0 - days * MS_PER_DAY);
        let through = ending::beyond(&self.database, account, app, n_kept).await?.unwrap_or(i64::MIN);
        let mut total = 0;
        loop {
            let work = self.database.transaction::<_, StoreError, _>(move |tx| {
                Box::pin(async move { ending::forget(tx, account, app, before, through, PART).await })
            });
            let n_forgotten = work.await?;
            total += n_forgotten;
            if n_forgotten < PART as u64 {
                return Ok(total);
            }
        }
    }
}

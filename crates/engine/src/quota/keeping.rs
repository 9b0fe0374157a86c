//! Writing counts to the database, and learning those of other servers from it.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use linchpin_domain::AccountId;
use linchpin_store::api_usage;

use crate::{Engine, Result};

/// How often counts are written: what a server that dies forgets.
const INTERVAL: Duration = Duration::from_secs(2);
/// How far back days are kept, as a difference of dates such as 20260304: a year.
const KEPT: i64 = 10_000;

impl Engine {
    /// Writes counts of calls every few seconds; ends only with its caller.
    pub async fn keep_usage(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(INTERVAL);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            self.write_usage().await;
        }
    }

    /// Writes the counts of all accounts; what cannot be written waits for the next time.
    pub async fn write_usage(&self) {
        let accounts: Vec<_> = {
            let accounts = self.quotas.accounts.read().unwrap_or_else(PoisonError::into_inner);
            accounts.keys().copied().collect()
        };
        for account in accounts {
            if let Err(error) = self.write_usage_of(account).await {
                tracing::error!(%error, %account, "cannot write how many calls were made");
            }
        }
    }

    /// Writes the counts of an account, if there are new ones.
    pub(super) async fn write_usage_of(&self, account: AccountId) -> Result<()> {
        let Some(meter) = self.quotas.find(account) else { return Ok(()) };
        let _turn = meter.writing.lock().await;
        let (date, usage) = meter.unwritten();
        if usage.is_empty() {
            return Ok(());
        }
        let rows = usage.clone();
        let work = self.database.transaction::<_, linchpin_store::Error, _>(move |tx| {
            Box::pin(async move {
                api_usage::forget(tx, account, date - KEPT).await?;
                api_usage::add(tx, account, &rows).await
            })
        });
        if let Err(error) = work.await {
            meter.put_back(usage);
            return Err(error.into());
        }
        let rows = api_usage::of_day(&self.database, account, date).await?;
        meter.learn(date, &rows, &usage);
        Ok(())
    }
}

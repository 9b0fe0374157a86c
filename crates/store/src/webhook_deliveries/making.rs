//! New deliveries.

use linchpin_domain::{AccountId, AppId, Timestamp};

use super::AT_ONCE;
use crate::{Param, Result, Tx};

/// A delivery to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDelivery {
    /// The app that it is for.
    pub app: AppId,
    /// Its number.
    pub id: i64,
    /// How many events it holds.
    pub n_events: usize,
    /// The events.
    pub events: String,
}

/// Lets deliveries wait, which are due at once.
pub async fn insert_many(
    tx: &mut Tx,
    account: AccountId,
    deliveries: &[NewDelivery],
    now: Timestamp,
) -> Result<()> {
    let row = |delivery: &NewDelivery| {
        [account.0, delivery.app.0, delivery.id, delivery.n_events as i64].map(Param::Int)
    };
    let rows: Vec<_> = deliveries
        .iter()
        .map(|delivery| {
            let [account, app, id, n_events] = row(delivery);
            [
                account,
                app,
                id,
                n_events,
                Param::Text(&delivery.events),
                Param::Int(now.0),
                Param::Int(AT_ONCE.0),
            ]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO webhook_deliveries \
         (account_id, app_id, id, state, n_events, events, created_at, due_at, attempts) \
         VALUES ($1, $2, $3, 'waiting', $4, $5, $6, $7, 0)",
        &rows,
    )
    .await?;
    Ok(())
}

//! Deliveries that are due.

use linchpin_domain::{AccountId, AppId, Timestamp};

use super::AT_ONCE;
use crate::{Database, Param, Result, Tx};

/// A delivery that is due, without its events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueDelivery {
    /// Its number.
    pub id: i64,
    /// How many events it holds.
    pub n_events: usize,
}

/// A delivery to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRow {
    /// Its number.
    pub id: i64,
    /// Its events.
    pub events: String,
    /// How often it was sent.
    pub attempts: i64,
}

/// Up to `limit` deliveries that were never sent, in the order of their numbers.
pub async fn first_attempts(
    database: &Database,
    account: AccountId,
    app: AppId,
    limit: usize,
) -> Result<Vec<DueDelivery>> {
    let params = [account.0, app.0, AT_ONCE.0, limit as i64].map(Param::Int);
    let sql = "SELECT id, n_events FROM webhook_deliveries \
               WHERE account_id = $1 AND app_id = $2 AND due_at = $3 ORDER BY id LIMIT $4";
    let delivery = |row: &crate::Row<'_>| Ok(DueDelivery { id: row.int(0)?, n_events: row.int(1)? as usize });
    database.query(sql, &params, delivery).await
}

/// Up to `limit` deliveries that are to be sent again by now, those first that have waited longest.
pub async fn retries(
    database: &Database,
    account: AccountId,
    app: AppId,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<i64>> {
    let params = [account.0, app.0, AT_ONCE.0, now.0, limit as i64].map(Param::Int);
    let sql = "SELECT id FROM webhook_deliveries WHERE account_id = $1 AND app_id = $2 AND due_at > $3 \
               AND due_at <= $4 ORDER BY due_at, id LIMIT $5";
    database.query(sql, &params, |row| row.int(0)).await
}

/// Deliveries by their numbers; those that wait no more are left out.
pub async fn read(
    database: &Database,
    account: AccountId,
    app: AppId,
    ids: &[i64],
) -> Result<Vec<DeliveryRow>> {
    let rows: Vec<_> = ids.iter().map(|id| [account.0, app.0, *id].map(Param::Int)).collect();
    let sql = "SELECT id, events, attempts FROM webhook_deliveries \
               WHERE account_id = $1 AND app_id = $2 AND id = $3 AND due_at IS NOT NULL";
    let read = database.query_many(sql, &rows, |row| {
        Ok(DeliveryRow { id: row.int(0)?, events: row.text(1)?.to_owned(), attempts: row.int(2)? })
    });
    Ok(read.await?.into_iter().flatten().collect())
}

/// When the next delivery of a queue is due, if any is.
pub async fn next_due(tx: &mut Tx, account: AccountId, app: AppId) -> Result<Option<Timestamp>> {
    let sql = "SELECT due_at FROM webhook_deliveries WHERE account_id = $1 AND app_id = $2 AND due_at IS NOT NULL \
               ORDER BY due_at, id LIMIT 1";
    tx.query_opt(sql, &[account.0, app.0].map(Param::Int), |row| row.int(0).map(Timestamp)).await
}

/// Lets one delivery hold the events of others as well, which go; none of them was sent yet.
pub async fn join(
    tx: &mut Tx,
    account: AccountId,
    app: AppId,
    into: &DeliveryRow,
    n_events: usize,
    others: &[i64],
) -> Result<()> {
    tx.execute(
        "UPDATE webhook_deliveries SET events = $1, n_events = $2 \
         WHERE account_id = $3 AND app_id = $4 AND id = $5",
        &[
            Param::Text(&into.events),
            Param::Int(n_events as i64),
            Param::Int(account.0),
            Param::Int(app.0),
            Param::Int(into.id),
        ],
    )
    .await?;
    let rows: Vec<_> = others.iter().map(|id| [account.0, app.0, *id].map(Param::Int)).collect();
    tx.execute_many(
        "DELETE FROM webhook_deliveries WHERE account_id = $1 AND app_id = $2 AND id = $3",
        &rows,
    )
    .await?;
    Ok(())
}

/// Whether the queues of all accounts together have so many deliveries that wait, up to `limit`; for metrics.
pub async fn count_waiting(database: &Database, limit: usize) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM webhook_deliveries WHERE due_at IS NOT NULL LIMIT $1) AS waiting";
    let count = database.query_opt(sql, &[Param::Int(limit as i64)], |row| row.int(0)).await?;
    Ok(count.unwrap_or_default())
}

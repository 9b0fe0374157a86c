//! The end of deliveries that cannot be sent, and of those that were sent long ago.

use linchpin_domain::{AccountId, AppId, Timestamp};

use crate::{Database, Param, Result, Tx};

/// Lets up to `limit` deliveries fail that wait for an app; returns how many.
pub async fn fail_waiting(
    tx: &mut Tx,
    account: AccountId,
    app: AppId,
    reason: &str,
    limit: usize,
) -> Result<u64> {
    tx.execute(
        "UPDATE webhook_deliveries SET state = 'failed', due_at = NULL, error = $1 \
         WHERE account_id = $2 AND app_id = $3 AND id IN \
         (SELECT id FROM webhook_deliveries WHERE account_id = $2 AND app_id = $3 AND due_at IS NOT NULL \
          ORDER BY due_at, id LIMIT $4)",
        &[Param::Text(reason), Param::Int(account.0), Param::Int(app.0), Param::Int(limit as i64)],
    )
    .await
}

/// Lets one delivery fail whose events cannot be read.
pub async fn fail(tx: &mut Tx, account: AccountId, app: AppId, id: i64, reason: &str) -> Result<()> {
    tx.execute(
        "UPDATE webhook_deliveries SET state = 'failed', due_at = NULL, error = $1 \
         WHERE account_id = $2 AND app_id = $3 AND id = $4",
        &[Param::Text(reason), Param::Int(account.0), Param::Int(app.0), Param::Int(id)],
    )
    .await?;
    Ok(())
}

/// The number of the newest of a queue's deliveries that nobody waits for and that has so many newer ones.
pub async fn beyond(
    database: &Database,
    account: AccountId,
    app: AppId,
    n_kept: usize,
) -> Result<Option<i64>> {
    let sql = "SELECT id FROM webhook_deliveries WHERE account_id = $1 AND app_id = $2 AND due_at IS NULL \
               ORDER BY id DESC LIMIT 1 OFFSET $3";
    database.query_opt(sql, &[account.0, app.0, n_kept as i64].map(Param::Int), |row| row.int(0)).await
}

/// Forgets up to `limit` of a queue's oldest deliveries that nobody waits for: those made before a moment, and those
/// whose numbers are not above one; returns how many.
pub async fn forget(
    tx: &mut Tx,
    account: AccountId,
    app: AppId,
    before: Timestamp,
    through: i64,
    limit: usize,
) -> Result<u64> {
    let oldest = "SELECT id, created_at FROM webhook_deliveries WHERE account_id = $1 AND app_id = $2 \
                  AND due_at IS NULL ORDER BY id LIMIT $3";
    let params = [account.0, app.0, limit as i64].map(Param::Int);
    let oldest = tx.query(oldest, &params, |row| Ok((row.int(0)?, row.int(1)?))).await?;
    let is_old = |(id, created_at): &(i64, i64)| *created_at < before.0 || *id <= through;
    let old: Vec<_> =
        oldest.into_iter().take_while(is_old).map(|(id, _)| [account.0, app.0, id].map(Param::Int)).collect();
    let attempts = "DELETE FROM webhook_attempts WHERE account_id = $1 AND app_id = $2 AND delivery_id = $3";
    tx.execute_many(attempts, &old).await?;
    let deliveries = "DELETE FROM webhook_deliveries WHERE account_id = $1 AND app_id = $2 AND id = $3";
    tx.execute_many(deliveries, &old).await?;
    Ok(old.len() as u64)
}

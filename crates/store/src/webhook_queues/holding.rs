//! Who sends what is due: a node holds a queue while it does, and says again and again that it still does.

use linchpin_domain::{AccountId, AppId, Timestamp};

use super::filling::Hold;
use crate::{Database, Param, Result, Sql, Tx};

/// A queue in which something may be due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueRow {
    /// The account that the events are of.
    pub account: AccountId,
    /// The app.
    pub app: AppId,
    /// When its next delivery is due.
    pub due_at: Timestamp,
}

/// Up to `limit` queues that nobody holds and in which something is due by `due_by`, the earliest first; this finds the
/// accounts.
pub async fn due(
    database: &Database,
    due_by: Timestamp,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<DueRow>> {
    database
        .query(
            "SELECT account_id, app_id, due_at FROM webhook_queues \
             WHERE due_at IS NOT NULL AND due_at <= $1 AND (node IS NULL OR held_until <= $2) \
             ORDER BY due_at LIMIT $3",
            &[Param::Int(due_by.0), Param::Int(now.0), Param::Int(limit as i64)],
            |row| {
                Ok(DueRow {
                    account: AccountId(row.int(0)?),
                    app: AppId(row.int(1)?),
                    due_at: Timestamp(row.int(2)?),
                })
            },
        )
        .await
}

/// Takes queues that nobody holds; says of each whether the node holds it from then on.
pub async fn take(
    tx: &mut Tx,
    queues: &[(AccountId, AppId)],
    hold: &Hold,
    now: Timestamp,
) -> Result<Vec<bool>> {
    let rows: Vec<_> = queues
        .iter()
        .map(|(account, app)| {
            [
                Param::Text(&hold.node),
                Param::Int(hold.until.0),
                Param::Int(account.0),
                Param::Int(app.0),
                Param::Int(now.0),
            ]
        })
        .collect();
    let touched = tx
        .execute_many(
            "UPDATE webhook_queues SET node = $1, held_until = $2 \
             WHERE account_id = $3 AND app_id = $4 AND (node IS NULL OR held_until <= $5)",
            &rows,
        )
        .await?;
    Ok(touched.into_iter().map(|n_rows| n_rows == 1).collect())
}

/// Goes on holding queues; says of each whether the node still does.
pub async fn renew(tx: &mut Tx, queues: &[(AccountId, AppId)], hold: &Hold) -> Result<Vec<bool>> {
    let rows: Vec<_> = queues
        .iter()
        .map(|(account, app)| {
            [Param::Int(hold.until.0), Param::Int(account.0), Param::Int(app.0), Param::Text(&hold.node)]
        })
        .collect();
    let touched = tx
        .execute_many(
            "UPDATE webhook_queues SET held_until = $1 WHERE account_id = $2 AND app_id = $3 AND node = $4",
            &rows,
        )
        .await?;
    Ok(touched.into_iter().map(|n_rows| n_rows == 1).collect())
}

/// Whether a node holds a queue; nobody fills or takes it until the transaction ends.
pub async fn lock(tx: &mut Tx, account: AccountId, app: AppId, node: &str) -> Result<bool> {
    const HELD: &str = "SELECT 1 FROM webhook_queues WHERE account_id = $1 AND app_id = $2 AND node = $3";
    const LOCK: Sql = Sql {
        sqlite: HELD,
        postgres: "SELECT 1 FROM webhook_queues WHERE account_id = $1 AND app_id = $2 AND node = $3 FOR UPDATE",
    };
    let params = [Param::Int(account.0), Param::Int(app.0), Param::Text(node)];
    Ok(tx.query_opt(LOCK, &params, |_| Ok(())).await?.is_some())
}

/// Lets go of a queue that was locked, in which something is due at a moment, if ever.
pub async fn let_go(tx: &mut Tx, account: AccountId, app: AppId, due_at: Option<Timestamp>) -> Result<()> {
    tx.execute(
        "UPDATE webhook_queues SET due_at = $1, node = NULL, held_until = 0 WHERE account_id = $2 AND app_id = $3",
        &[Param::opt(due_at.map(|at| at.0)), Param::Int(account.0), Param::Int(app.0)],
    )
    .await?;
    Ok(())
}

/// Lets go of every queue that a node holds, of all accounts; what was due stays so.
///
/// What is held waits, and what waits has an index: idle queues, however many there are, are not looked at.
pub async fn let_all_go(tx: &mut Tx, node: &str) -> Result<()> {
    let sql = "UPDATE webhook_queues SET node = NULL, held_until = 0 WHERE due_at IS NOT NULL AND node = $1";
    tx.execute(sql, &[Param::Text(node)]).await?;
    Ok(())
}

/// Lets go of every queue, of all accounts: where a database has one process at a time, those before are no more.
///
/// It looks at those that wait, as [`let_all_go`] does.
pub async fn void(tx: &mut Tx) -> Result<()> {
    let sql =
        "UPDATE webhook_queues SET node = NULL, held_until = 0 WHERE due_at IS NOT NULL AND node IS NOT NULL";
    tx.execute(sql, &[]).await?;
    Ok(())
}

/// Every queue there ever was, of all accounts, behind one of them; up to `limit`.
pub async fn page(
    database: &Database,
    (account, app): (AccountId, AppId),
    limit: usize,
) -> Result<Vec<(AccountId, AppId)>> {
    database
        .query(
            "SELECT account_id, app_id FROM webhook_queues WHERE (account_id, app_id) > ($1, $2) \
             ORDER BY account_id, app_id LIMIT $3",
            &[Param::Int(account.0), Param::Int(app.0), Param::Int(limit as i64)],
            |row| Ok((AccountId(row.int(0)?), AppId(row.int(1)?))),
        )
        .await
}

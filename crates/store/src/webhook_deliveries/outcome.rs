//! What became of sending deliveries.

use linchpin_domain::{AccountId, AppId, Timestamp};

use super::AT_ONCE;
use crate::{Param, Result, Tx};

/// What became of sending a delivery once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeRow {
    /// The account that the events are of.
    pub account: AccountId,
    /// The app.
    pub app: AppId,
    /// The delivery.
    pub id: i64,
    /// What it is now: waiting, delivered or failed.
    pub state: &'static str,
    /// When it is to be sent again, if it is.
    pub due_at: Option<Timestamp>,
    /// How often it was sent before.
    pub attempts_before: i64,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// How long it took, in microseconds.
    pub duration_us: i64,
    /// The status of the answer, if one came.
    pub status: Option<u16>,
    /// Why none came, or why it does not count.
    pub error: Option<String>,
    /// How the answer begins.
    pub response: Option<String>,
    /// What else was said, in one text.
    pub exchange: String,
}

/// Notes what became of deliveries, and keeps what was noted of the times before.
pub async fn put_many(tx: &mut Tx, outcomes: &[OutcomeRow]) -> Result<()> {
    let again = outcomes.iter().filter(|outcome| outcome.attempts_before > 0);
    let again: Vec<_> =
        again.map(|one| [one.account.0, one.app.0, one.id, one.attempts_before].map(Param::Int)).collect();
    tx.execute_many(
        "INSERT INTO webhook_attempts (account_id, app_id, delivery_id, attempt, sent_at, duration_us, status, error, \
         response, exchange) \
         SELECT account_id, app_id, id, attempts, sent_at, duration_us, status, error, response, exchange \
         FROM webhook_deliveries WHERE account_id = $1 AND app_id = $2 AND id = $3 AND attempts = $4 \
         AND sent_at IS NOT NULL ON CONFLICT (account_id, app_id, delivery_id, attempt) DO NOTHING",
        &again,
    )
    .await?;
    let rows: Vec<_> = outcomes.iter().map(params).collect();
    tx.execute_many(
        "UPDATE webhook_deliveries SET state = $1, due_at = $2, attempts = $3, sent_at = $4, duration_us = $5, \
         status = $6, error = $7, response = $8, exchange = $9 WHERE account_id = $10 AND app_id = $11 AND id = $12",
        &rows,
    )
    .await?;
    Ok(())
}

fn params(one: &OutcomeRow) -> [Param<'_>; 12] {
    [
        Param::Text(one.state),
        Param::opt(one.due_at.map(|at| at.0)),
        Param::Int(one.attempts_before + 1),
        Param::Int(one.sent_at.0),
        Param::Int(one.duration_us),
        Param::opt(one.status.map(i64::from)),
        Param::opt_text(one.error.as_deref()),
        Param::opt_text(one.response.as_deref()),
        Param::Text(&one.exchange),
        Param::Int(one.account.0),
        Param::Int(one.app.0),
        Param::Int(one.id),
    ]
}

/// Lets up to `limit` deliveries that wait for another try be tried now; returns how many.
pub async fn pull_forward(
    tx: &mut Tx,
    account: AccountId,
    app: AppId,
    now: Timestamp,
    limit: usize,
) -> Result<u64> {
    tx.execute(
        "UPDATE webhook_deliveries SET due_at = $1 WHERE account_id = $2 AND app_id = $3 AND id IN \
         (SELECT id FROM webhook_deliveries WHERE account_id = $2 AND app_id = $3 AND due_at > $1 AND due_at > $4 \
          ORDER BY due_at, id LIMIT $5)",
        &[now.0, account.0, app.0, AT_ONCE.0, limit as i64].map(Param::Int),
    )
    .await
}

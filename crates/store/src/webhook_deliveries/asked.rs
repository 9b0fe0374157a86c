//! Deliveries that do not come from the log: somebody asks for them.

use linchpin_domain::{AccountId, AppId, Timestamp};

use crate::{Param, Result, Tx, counters};

/// Which deliveries to send once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Those of this app.
    pub app: AppId,
    /// Those in this state, or in all if it is empty.
    pub state: &'static str,
    /// Those with a number between these two, both included.
    pub ids: (i64, i64),
    /// At most so many, the oldest ones.
    pub limit: usize,
}

/// What became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Again {
    /// The new deliveries, with those that they repeat, the oldest first.
    pub repeated: Vec<(i64, i64)>,
    /// Those that waited and are due now.
    pub hurried: Vec<i64>,
    /// The newest one that was found; the next ones stand behind it.
    pub last: Option<i64>,
}

/// Sends deliveries once more: those that wait are due at once, others are repeated by new ones with the same events,
/// so that what became of them stays known.
pub async fn send(tx: &mut Tx, account: AccountId, range: Range, now: Timestamp) -> Result<Again> {
    let found = tx
        .query(
            "SELECT id, state FROM webhook_deliveries WHERE account_id = $1 AND app_id = $2 \
             AND (CAST($3 AS TEXT) = '' OR state = $3) AND id >= $4 AND id <= $5 ORDER BY id LIMIT $6",
            &[
                Param::Int(account.0),
                Param::Int(range.app.0),
                Param::Text(range.state),
                Param::Int(range.ids.0),
                Param::Int(range.ids.1),
                Param::Int(range.limit as i64),
            ],
            |row| Ok((row.int(0)?, row.text(1)? == "waiting")),
        )
        .await?;
    let last = found.last().map(|(id, _)| *id);
    let (waiting, done): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, is_waiting)| *is_waiting);
    let ids = |found: Vec<(i64, bool)>| found.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    let hurried = ids(waiting);
    hurry(tx, (account, range.app), &hurried, now).await?;
    let repeated = repeat(tx, (account, range.app), &ids(done), now).await?;
    if last.is_some() {
        let sql = "UPDATE webhook_queues SET due_at = $1 WHERE account_id = $2 AND app_id = $3 \
                   AND (due_at IS NULL OR due_at > $1)";
        tx.execute(sql, &[Param::Int(now.0), Param::Int(account.0), Param::Int(range.app.0)]).await?;
    }
    Ok(Again { repeated, hurried, last })
}

async fn hurry(tx: &mut Tx, (account, app): (AccountId, AppId), ids: &[i64], now: Timestamp) -> Result<()> {
    let row = |id: &i64| [Param::Int(now.0), Param::Int(account.0), Param::Int(app.0), Param::Int(*id)];
    let rows: Vec<_> = ids.iter().map(row).collect();
    let sql = "UPDATE webhook_deliveries SET due_at = $1 WHERE account_id = $2 AND app_id = $3 AND id = $4 \
               AND due_at > $1";
    tx.execute_many(sql, &rows).await?;
    Ok(())
}

async fn repeat(
    tx: &mut Tx,
    (account, app): (AccountId, AppId),
    ids: &[i64],
    now: Timestamp,
) -> Result<Vec<(i64, i64)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let first = counters::take(tx, "webhook_delivery", 1, ids.len() as i64).await?;
    let pairs: Vec<_> = (first..).zip(ids.iter().copied()).collect();
    let row = |(new, old): &(i64, i64)| {
        let (account, app) = (Param::Int(account.0), Param::Int(app.0));
        [Param::Int(*new), Param::Int(now.0), account, app, Param::Int(*old)]
    };
    let rows: Vec<_> = pairs.iter().map(row).collect();
    tx.execute_many(
        "INSERT INTO webhook_deliveries (account_id, app_id, id, state, n_events, events, created_at, due_at, \
         attempts, replay_of, is_test) \
         SELECT account_id, app_id, CAST($1 AS BIGINT), 'waiting', n_events, events, CAST($2 AS BIGINT), \
         CAST($2 AS BIGINT), 0, id, is_test FROM webhook_deliveries \
         WHERE account_id = $3 AND app_id = $4 AND id = $5",
        &rows,
    )
    .await?;
    Ok(pairs)
}

/// Lets an event wait that never happened, for an app with the account that made it, and returns the delivery.
///
/// It is taken by whoever sends: this may be a process that sends nothing.
pub async fn insert_trial(
    tx: &mut Tx,
    account: AccountId,
    (owner, app): (AccountId, AppId),
    events: &str,
    now: Timestamp,
) -> Result<i64> {
    let id = counters::next(tx, "webhook_delivery", 1).await?;
    let [account, app, owner, now] = [account.0, app.0, owner.0, now.0].map(Param::Int);
    tx.execute(
        "INSERT INTO webhook_deliveries (account_id, app_id, id, state, n_events, events, created_at, due_at, \
         attempts, is_test) VALUES ($1, $2, $3, 'waiting', 1, $4, $5, $5, 0, 1)",
        &[account, app, Param::Int(id), Param::Text(events), now],
    )
    .await?;
    tx.execute(
        "INSERT INTO webhook_queues (account_id, app_id, owner_id, due_at, held_until) VALUES ($1, $2, $3, $4, 0) \
         ON CONFLICT (account_id, app_id) DO UPDATE SET \
         due_at = CASE WHEN webhook_queues.due_at < $4 THEN webhook_queues.due_at ELSE $4 END",
        &[account, app, owner, now],
    )
    .await?;
    Ok(id)
}

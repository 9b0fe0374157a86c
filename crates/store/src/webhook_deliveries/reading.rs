//! Deliveries as people look at them.

use linchpin_domain::webhook::Health;
use linchpin_domain::{AccountId, AppId, Timestamp};

use crate::webhook_queues::health;
use crate::{Database, Param, Result, Row};

/// Which deliveries somebody may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// The account that the events are of.
    pub account: AccountId,
    /// Only those of apps that this account made.
    pub maker: Option<AccountId>,
}

impl Reach {
    fn params(self) -> [Param<'static>; 2] {
        [Param::Int(self.account.0), Param::Int(self.maker.map_or(0, |maker| maker.0))]
    }
}

/// Which deliveries to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// Those of this app.
    pub app: AppId,
    /// Those in this state, or in all if it is empty.
    pub state: &'a str,
    /// Those that were made between these two moments, both included.
    pub created: (Timestamp, Timestamp),
    /// Those before this number.
    pub before: i64,
    /// At most so many.
    pub limit: usize,
}

/// A delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its number.
    pub id: i64,
    /// The app that it is for.
    pub app: AppId,
    /// `waiting`, `delivered` or `failed`.
    pub state: String,
    /// The events, as they are kept.
    pub events: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it is to be sent, or sent again.
    pub due_at: Option<Timestamp>,
    /// How often it was sent.
    pub n_attempts: i64,
    /// How it was sent the last time.
    pub last: Option<Attempt>,
    /// The delivery that it repeats.
    pub replay_of: Option<i64>,
    /// Whether its events never happened.
    pub is_test: bool,
}

/// One time that a delivery was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The how manieth it was, from 0 on.
    pub number: i64,
    /// When.
    pub sent_at: Timestamp,
    /// How long it took, in microseconds.
    pub duration_us: i64,
    /// The status that came back.
    pub status: Option<i64>,
    /// Why none did.
    pub error: Option<String>,
    /// The beginning of the answer.
    pub response: Option<String>,
    /// What else was said, in one text; none where that was not kept yet.
    pub exchange: Option<String>,
}

/// What waits for an app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// The app.
    pub app: AppId,
    /// The account that made it.
    pub maker: AccountId,
    /// When the next delivery is due.
    pub due_at: Option<Timestamp>,
    /// How many wait.
    pub n_waiting: i64,
    /// Since when the oldest of them waits.
    pub oldest_at: Option<Timestamp>,
    /// Whether nothing is to be sent.
    pub is_paused: bool,
    /// How well the receiver does.
    pub health: Health,
}

/// The columns that [`delivery`] reads, in its order.
macro_rules! select {
    ($condition:literal) => {
        concat!(
            "SELECT id, app_id, state, events, created_at, due_at, attempts, sent_at, duration_us, status, error, \
             response, replay_of, is_test, exchange FROM webhook_deliveries WHERE account_id = $1 AND app_id = $2 AND ",
            $condition
        )
    };
}

fn delivery(row: &Row<'_>) -> Result<Delivery> {
    let n_attempts = row.int(6)?;
    let sent_at = row.opt_int(7)?;
    let last = match sent_at {
        None => None,
        Some(sent_at) => Some(Attempt {
            number: n_attempts - 1,
            sent_at: Timestamp(sent_at),
            duration_us: row.opt_int(8)?.unwrap_or_default(),
            status: row.opt_int(9)?,
            error: row.opt_text(10)?.map(str::to_owned),
            response: row.opt_text(11)?.map(str::to_owned),
            exchange: row.opt_text(14)?.map(str::to_owned),
        }),
    };
    Ok(Delivery {
        id: row.int(0)?,
        app: AppId(row.int(1)?),
        state: row.text(2)?.to_owned(),
        events: row.text(3)?.to_owned(),
        created_at: Timestamp(row.int(4)?),
        due_at: row.opt_int(5)?.map(Timestamp),
        n_attempts,
        last,
        replay_of: row.opt_int(12)?,
        is_test: row.int(13)? != 0,
    })
}

/// Deliveries to an app, the newest first.
pub async fn list(database: &Database, account: AccountId, wanted: Wanted<'_>) -> Result<Vec<Delivery>> {
    database
        .query(
            select!(
                "(CAST($3 AS TEXT) = '' OR state = $3) AND created_at >= $4 AND created_at <= $5 AND id < $6 \
                 ORDER BY id DESC LIMIT $7"
            ),
            &[
                Param::Int(account.0),
                Param::Int(wanted.app.0),
                Param::Text(wanted.state),
                Param::Int(wanted.created.0.0),
                Param::Int(wanted.created.1.0),
                Param::Int(wanted.before),
                Param::Int(wanted.limit as i64),
            ],
            delivery,
        )
        .await
}

/// One delivery to one of these apps.
pub async fn read(
    database: &Database,
    account: AccountId,
    apps: &[AppId],
    id: i64,
) -> Result<Option<Delivery>> {
    let rows: Vec<_> =
        apps.iter().map(|app| [Param::Int(account.0), Param::Int(app.0), Param::Int(id)]).collect();
    let found = database.query_many(select!("id = $3"), &rows, delivery).await?;
    Ok(found.into_iter().flatten().next())
}

/// The times before the last one that a delivery was sent, the first one first.
pub async fn attempts(database: &Database, account: AccountId, of: &Delivery) -> Result<Vec<Attempt>> {
    let sql = "SELECT attempt, sent_at, duration_us, status, error, response, exchange FROM webhook_attempts \
               WHERE account_id = $1 AND app_id = $2 AND delivery_id = $3 ORDER BY attempt";
    let params = [Param::Int(account.0), Param::Int(of.app.0), Param::Int(of.id)];
    let attempt = |row: &Row<'_>| {
        Ok(Attempt {
            // Kept is how often it had been sent by then.
            number: row.int(0)? - 1,
            sent_at: Timestamp(row.int(1)?),
            duration_us: row.int(2)?,
            status: row.opt_int(3)?,
            error: row.opt_text(4)?.map(str::to_owned),
            response: row.opt_text(5)?.map(str::to_owned),
            exchange: row.opt_text(6)?.map(str::to_owned),
        })
    };
    database.query(sql, &params, attempt).await
}

/// The receiver of a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receiver {
    /// The account that made the app.
    pub maker: AccountId,
    /// How well it does.
    pub health: Health,
}

/// The receiver of a queue; none if there is no such queue.
pub async fn receiver(database: &Database, account: AccountId, app: AppId) -> Result<Option<Receiver>> {
    let sql =
        "SELECT owner_id, failures, failing_since FROM webhook_queues WHERE account_id = $1 AND app_id = $2";
    let receiver =
        |row: &Row<'_>| Ok(Receiver { maker: AccountId(row.int(0)?), health: health::read_at(row, 1)? });
    database.query_opt(sql, &[account.0, app.0].map(Param::Int), receiver).await
}

/// What waits, for each app that ever had a delivery, in the order of the apps' numbers.
pub async fn queues(database: &Database, reach: Reach) -> Result<Vec<Queue>> {
    // The settings of an app lie in the account that made it, as the row of the queue says.
    let sql = "SELECT queue.app_id, queue.owner_id, queue.due_at, COALESCE(waiting.n, 0), \
               (SELECT created_at FROM webhook_deliveries AS oldest WHERE oldest.account_id = $1 \
                AND oldest.app_id = queue.app_id AND oldest.id = waiting.first), \
               COALESCE(settings.paused, 0), queue.failures, queue.failing_since \
               FROM webhook_queues AS queue \
               LEFT JOIN (SELECT app_id, COUNT(*) AS n, MIN(id) AS first FROM webhook_deliveries \
                          WHERE account_id = $1 AND due_at IS NOT NULL GROUP BY app_id) AS waiting \
               ON waiting.app_id = queue.app_id \
               LEFT JOIN webhook_settings AS settings \
               ON settings.account_id = queue.owner_id AND settings.app_id = queue.app_id \
               WHERE queue.account_id = $1 AND (CAST($2 AS BIGINT) = 0 OR queue.owner_id = $2) \
               ORDER BY queue.app_id";
    let queue = |row: &Row<'_>| {
        Ok(Queue {
            app: AppId(row.int(0)?),
            maker: AccountId(row.int(1)?),
            due_at: row.opt_int(2)?.map(Timestamp),
            n_waiting: row.int(3)?,
            oldest_at: row.opt_int(4)?.map(Timestamp),
            is_paused: row.int(5)? != 0,
            health: health::read_at(row, 6)?,
        })
    };
    database.query(sql, &reach.params(), queue).await
}

/// The apps that ever had a delivery.
pub async fn apps(database: &Database, reach: Reach) -> Result<Vec<AppId>> {
    let sql = "SELECT app_id FROM webhook_queues WHERE account_id = $1 \
               AND (CAST($2 AS BIGINT) = 0 OR owner_id = $2) ORDER BY app_id";
    database.query(sql, &reach.params(), |row| Ok(AppId(row.int(0)?))).await
}

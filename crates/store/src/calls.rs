//! The log of calls.

use linchpin_domain::{AccountId, AppId, Timestamp, UserId};

use crate::{Database, Param, Result, Row, Tx, counters};

/// A call as it is logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Its number, unique in the whole database; 0 until it is kept.
    pub id: i64,
    /// When it came.
    pub at: Timestamp,
    /// The id of the operation.
    pub operation: String,
    /// The method.
    pub method: String,
    /// The path with the query.
    pub path: String,
    /// The app that called; 0 for somebody who is signed in.
    pub app: AppId,
    /// Who let the app in, or is signed in.
    pub user: Option<UserId>,
    /// The status of the answer.
    pub status: i64,
    /// How long it took, in microseconds.
    pub duration_us: i64,
    /// Its name in the answer.
    pub correlation_id: String,
    /// The body that came, or its beginning.
    pub request: Option<String>,
    /// The body of the answer, or its beginning.
    pub response: Option<String>,
}

/// Which calls to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// Those of this operation, or of all if it is empty.
    pub operation: &'a str,
    /// Those of this app, or of all if it is 0.
    pub app: i64,
    /// Those with a status between these two.
    pub status: (i64, i64),
    /// Those that came between these two moments.
    pub at: (Timestamp, Timestamp),
    /// Those whose path, correlation id or bodies contain this, in any case; all if it is empty.
    pub text: &'a str,
    /// Those before this number.
    pub before: i64,
    /// At most so many.
    pub limit: usize,
}

impl Wanted<'_> {
    /// The newest calls of all.
    pub fn newest(limit: usize) -> Self {
        Self {
            operation: "",
            app: 0,
            status: (0, i64::MAX),
            at: (Timestamp(i64::MIN), Timestamp(i64::MAX)),
            text: "",
            before: i64::MAX,
            limit,
        }
    }
}

/// Keeps calls, which may be of several accounts.
pub async fn insert(tx: &mut Tx, calls: &[(AccountId, Call)]) -> Result<()> {
    let first = counters::take(tx, "call", 1, calls.len() as i64).await?;
    let rows: Vec<_> = calls
        .iter()
        .zip(first..)
        .map(|((account, call), id)| {
            [
                Param::Int(account.0),
                Param::Int(id),
                Param::Int(call.at.0),
                Param::Text(&call.operation),
                Param::Text(&call.method),
                Param::Text(&call.path),
                Param::Int(call.app.0),
                Param::opt(call.user.map(|user| user.0)),
                Param::Int(call.status),
                Param::Int(call.duration_us),
                Param::Text(&call.correlation_id),
                call.request.as_deref().map_or(Param::Null, Param::Text),
                call.response.as_deref().map_or(Param::Null, Param::Text),
            ]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO calls (account_id, id, at, operation, method, path, app_id, user_id, status, duration_us, \
         correlation_id, request, response) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        &rows,
    )
    .await?;
    Ok(())
}

fn call(row: &Row<'_>) -> Result<Call> {
    Ok(Call {
        id: row.int(0)?,
        at: Timestamp(row.int(1)?),
        operation: row.text(2)?.to_owned(),
        method: row.text(3)?.to_owned(),
        path: row.text(4)?.to_owned(),
        app: AppId(row.int(5)?),
        user: row.opt_int(6)?.map(UserId),
        status: row.int(7)?,
        duration_us: row.int(8)?,
        correlation_id: row.text(9)?.to_owned(),
        request: row.opt_text(10)?.map(str::to_owned),
        response: row.opt_text(11)?.map(str::to_owned),
    })
}

/// Calls of an account, the newest first, without their bodies.
pub async fn list(database: &Database, account: AccountId, wanted: Wanted<'_>) -> Result<Vec<Call>> {
    // In a pattern these stand for others.
    let text = wanted.text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let pattern = format!("%{text}%");
    database
        .query(
            "SELECT id, at, operation, method, path, app_id, user_id, status, duration_us, correlation_id, \
             CAST(NULL AS TEXT), CAST(NULL AS TEXT) FROM calls WHERE account_id = $1 AND id < $2 \
             AND (CAST($3 AS TEXT) = '' OR operation = $3) AND (CAST($4 AS BIGINT) = 0 OR app_id = $4) \
             AND status >= $5 AND status <= $6 AND at >= $7 AND at <= $8 \
             AND (CAST($9 AS TEXT) = '%%' OR LOWER(path) LIKE $9 ESCAPE '\\' \
             OR LOWER(correlation_id) LIKE $9 ESCAPE '\\' OR LOWER(request) LIKE $9 ESCAPE '\\' \
             OR LOWER(response) LIKE $9 ESCAPE '\\') ORDER BY id DESC LIMIT $10",
            &[
                Param::Int(account.0),
                Param::Int(wanted.before),
                Param::Text(wanted.operation),
                Param::Int(wanted.app),
                Param::Int(wanted.status.0),
                Param::Int(wanted.status.1),
                Param::Int(wanted.at.0.0),
                Param::Int(wanted.at.1.0),
                Param::Text(&pattern),
                Param::Int(wanted.limit as i64),
            ],
            call,
        )
        .await
}

/// A call of an account with its bodies.
pub async fn read(database: &Database, account: AccountId, id: i64) -> Result<Option<Call>> {
    database
        .query_opt(
            "SELECT id, at, operation, method, path, app_id, user_id, status, duration_us, correlation_id, request, \
             response FROM calls WHERE account_id = $1 AND id = $2",
            &[Param::Int(account.0), Param::Int(id)],
            call,
        )
        .await
}

/// Deletes the oldest calls of an account: those from before a moment, and those that are more than `most`.
pub async fn tidy(tx: &mut Tx, account: AccountId, since: Timestamp, most: usize) -> Result<()> {
    let sql = "SELECT id FROM calls WHERE account_id = $1 ORDER BY id DESC LIMIT 1 OFFSET $2";
    let params = [Param::Int(account.0), Param::Int(most as i64)];
    if let Some(id) = tx.query_opt(sql, &params, |row| row.int(0)).await? {
        let sql = "DELETE FROM calls WHERE account_id = $1 AND id <= $2";
        tx.execute(sql, &[Param::Int(account.0), Param::Int(id)]).await?;
    }
    // Numbers are in the order of time but for the little that calls take: what is younger ends the range.
    let sql = "DELETE FROM calls WHERE account_id = $1 AND id < \
               COALESCE((SELECT MIN(id) FROM calls WHERE account_id = $1 AND at >= $2), 9007199254740992)";
    tx.execute(sql, &[Param::Int(account.0), Param::Int(since.0)]).await?;
    Ok(())
}

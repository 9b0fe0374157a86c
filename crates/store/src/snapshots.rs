//! Snapshots: what they are; their rows stand in the tables of the account.

use linchpin_domain::{AccountId, Timestamp};

use crate::{Database, Param, Result, Row, Sql, Tx, account_tables, changes, counters};

/// A snapshot of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Its number, unique in the whole database.
    pub id: i64,
    /// What people call it.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// How many records it holds, archived ones included.
    pub n_records: i64,
    /// How many bytes the values of its records and its log have.
    pub n_bytes: i64,
}

/// The account number that the rows of a snapshot have: no account's.
pub fn rows_of(id: i64) -> AccountId {
    AccountId(-id)
}

const LIST: &str =
    "SELECT id, name, created_at, n_records, n_bytes FROM snapshots WHERE account_id = $1 ORDER BY id DESC";

const ONE: &str =
    "SELECT id, name, created_at, n_records, n_bytes FROM snapshots WHERE account_id = $1 AND id = $2";

const LOCK: Sql = Sql {
    sqlite: ONE,
    postgres: "SELECT id, name, created_at, n_records, n_bytes FROM snapshots WHERE account_id = $1 AND id = $2 \
               FOR UPDATE",
};

fn snapshot(row: &Row<'_>) -> Result<Snapshot> {
    Ok(Snapshot {
        id: row.int(0)?,
        name: row.text(1)?.to_owned(),
        created_at: Timestamp(row.int(2)?),
        n_records: row.int(3)?,
        n_bytes: row.int(4)?,
    })
}

/// Keeps what an account is now; nobody else may be writing to it.
pub async fn create(tx: &mut Tx, account: AccountId, name: &str, now: Timestamp) -> Result<Snapshot> {
    let id = counters::next(tx, "snapshot", 1).await?;
    let rows = rows_of(id);
    account_tables::copy(tx, account, rows).await?;
    changes::keep(tx, account, rows).await?;
    let (n_records, n_bytes) = size(tx, rows).await?;
    let made = Snapshot { id, name: name.to_owned(), created_at: now, n_records, n_bytes };
    tx.execute(
        "INSERT INTO snapshots (account_id, id, name, created_at, n_records, n_bytes) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            Param::Int(account.0),
            Param::Int(id),
            Param::Text(name),
            Param::Int(now.0),
            Param::Int(n_records),
            Param::Int(n_bytes),
        ],
    )
    .await?;
    Ok(made)
}

/// How many records an account has, and how many bytes their values and the log.
async fn size(tx: &mut Tx, account: AccountId) -> Result<(i64, i64)> {
    let count = "SELECT COUNT(*), CAST(COALESCE(SUM(OCTET_LENGTH(properties)), 0) AS BIGINT) FROM records \
                 WHERE account_id = $1";
    let account = [Param::Int(account.0)];
    let read = |row: &Row<'_>| Ok((row.int(0)?, row.int(1)?));
    let (n_records, of_records) = tx.query_opt(count, &account, read).await?.unwrap_or_default();
    let sum = "SELECT CAST(COALESCE(SUM(OCTET_LENGTH(properties)), 0) AS BIGINT) FROM changes WHERE account_id = $1";
    let of_log = tx.query_opt(sum, &account, |row| row.int(0)).await?.unwrap_or_default();
    Ok((n_records, of_records + of_log))
}

/// The snapshots of an account, the newest first.
pub async fn list(database: &Database, account: AccountId) -> Result<Vec<Snapshot>> {
    database.query(LIST, &[Param::Int(account.0)], snapshot).await
}

/// [`list`] inside a transaction.
pub async fn list_in(tx: &mut Tx, account: AccountId) -> Result<Vec<Snapshot>> {
    tx.query(LIST, &[Param::Int(account.0)], snapshot).await
}

/// A snapshot that nobody deletes until the transaction ends, if the account has it.
pub async fn lock(tx: &mut Tx, account: AccountId, id: i64) -> Result<Option<Snapshot>> {
    tx.query_opt(LOCK, &[Param::Int(account.0), Param::Int(id)], snapshot).await
}

/// Deletes a snapshot with its rows; false when the account has no such one.
pub async fn delete(tx: &mut Tx, account: AccountId, id: i64) -> Result<bool> {
    let sql = "DELETE FROM snapshots WHERE account_id = $1 AND id = $2";
    if tx.execute(sql, &[Param::Int(account.0), Param::Int(id)]).await? == 0 {
        return Ok(false);
    }
    let rows = rows_of(id);
    account_tables::clear(tx, rows, |_| true).await?;
    changes::clear(tx, rows).await?;
    Ok(true)
}

//! How far those have come who follow the change log in transactions of their own.

use linchpin_domain::AccountId;

use crate::{Database, Param, Result, Sql, Tx};

const READ: &str = "SELECT sequence FROM log_cursors WHERE account_id = $1 AND reader = $2";

const LOCK: Sql = Sql {
    sqlite: READ,
    // One node at a time follows an account.
    postgres: "SELECT sequence FROM log_cursors WHERE account_id = $1 AND reader = $2 FOR UPDATE",
};

/// The last change that a reader followed; none of one that never began.
pub async fn read(database: &Database, account: AccountId, reader: &str) -> Result<Option<i64>> {
    database.query_opt(READ, &[Param::Int(account.0), Param::Text(reader)], |row| row.int(0)).await
}

/// [`read`], and keeps other nodes from following the account until the transaction ends.
pub async fn lock(tx: &mut Tx, account: AccountId, reader: &str) -> Result<Option<i64>> {
    tx.query_opt(LOCK, &[Param::Int(account.0), Param::Text(reader)], |row| row.int(0)).await
}

/// Lets a reader begin behind a change, unless it began before.
pub async fn begin(tx: &mut Tx, account: AccountId, reader: &str, sequence: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO log_cursors (account_id, reader, sequence) VALUES ($1, $2, $3) \
         ON CONFLICT (account_id, reader) DO NOTHING",
        &[Param::Int(account.0), Param::Text(reader), Param::Int(sequence)],
    )
    .await?;
    Ok(())
}

/// Notes the last change that a reader followed.
pub async fn put(tx: &mut Tx, account: AccountId, reader: &str, sequence: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO log_cursors (account_id, reader, sequence) VALUES ($1, $2, $3) \
         ON CONFLICT (account_id, reader) DO UPDATE SET sequence = $3",
        &[Param::Int(account.0), Param::Text(reader), Param::Int(sequence)],
    )
    .await?;
    Ok(())
}

/// Moves the number that a reader stands at, because the numbers of the log moved.
pub async fn shift(tx: &mut Tx, account: AccountId, reader: &str, by: i64) -> Result<()> {
    tx.execute(
        "UPDATE log_cursors SET sequence = sequence + $1 WHERE account_id = $2 AND reader = $3",
        &[Param::Int(by), Param::Int(account.0), Param::Text(reader)],
    )
    .await?;
    Ok(())
}

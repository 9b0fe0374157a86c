//! The webhooks journal: subscriptions with their filters, how far accounts were followed, and the files.

mod files;
mod subscriptions;

use linchpin_domain::AccountId;

use crate::{Database, Param, Result, Sql, Tx};

pub use files::{
    File, NewFile, Snapshot, Wanted, file, files, insert, insert_snapshot, snapshot, sweep_files,
    sweep_snapshots,
};
pub use subscriptions::{
    AppKey, Filter, FollowedSubscription, Subscription, delete, delete_filter, delete_in, filters, followed,
    may_follow, put, put_filter, read, read_all, read_filter,
};

/// Begins to follow an account behind its newest change, unless that began before; returns the newest change.
///
/// Whoever is about to end it is waited for, so that it either sees the subscription or is over.
pub async fn begin(tx: &mut Tx, account: AccountId) -> Result<i64> {
    let newest = crate::changes::settle(tx, account).await?;
    tx.execute(
        "INSERT INTO journal_cursors (account_id, sequence) VALUES ($1, $2) \
         ON CONFLICT (account_id) DO UPDATE SET sequence = journal_cursors.sequence",
        &[Param::Int(account.0), Param::Int(newest)],
    )
    .await?;
    Ok(newest)
}

/// The accounts whose logs are longer than what was followed of them, with how far they were; the others cost nothing.
pub async fn behind(database: &Database) -> Result<Vec<(AccountId, i64)>> {
    let sql = "SELECT c.account_id, c.sequence FROM journal_cursors AS c \
               JOIN account_states AS s ON s.account_id = c.account_id WHERE s.last_sequence > c.sequence";
    database.query(sql, &[], |row| Ok((AccountId(row.int(0)?), row.int(1)?))).await
}

const CURSOR: Sql = Sql {
    sqlite: "SELECT sequence FROM journal_cursors WHERE account_id = $1",
    // One node at a time follows an account.
    postgres: "SELECT sequence FROM journal_cursors WHERE account_id = $1 FOR UPDATE",
};

/// How far an account was followed; keeps others from following it until the transaction ends.
pub async fn lock(tx: &mut Tx, account: AccountId) -> Result<Option<i64>> {
    tx.query_opt(CURSOR, &[Param::Int(account.0)], |row| row.int(0)).await
}

/// Notes how far an account was followed.
pub async fn advance(tx: &mut Tx, account: AccountId, sequence: i64) -> Result<()> {
    let params = [Param::Int(sequence), Param::Int(account.0)];
    tx.execute("UPDATE journal_cursors SET sequence = $1 WHERE account_id = $2", &params).await?;
    Ok(())
}

/// Follows an account no more.
pub async fn end(tx: &mut Tx, account: AccountId) -> Result<()> {
    tx.execute("DELETE FROM journal_cursors WHERE account_id = $1", &[Param::Int(account.0)]).await?;
    Ok(())
}

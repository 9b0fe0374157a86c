//! The revision of what all apps want to be told: whoever keeps plans in memory reads them again when it moved.

use crate::{Database, Param, Result, Sql, Tx, counters};

/// The counter that the revision is.
const COUNTER: &str = "webhooks";
const READ: &str = "SELECT next_value FROM counters WHERE name = $1";

/// Raises the revision, in every transaction that changes what some app wants to be told, or where.
///
/// Others who do so wait from here to the commit, so that each sees what the one before changed.
pub async fn raise(tx: &mut Tx) -> Result<()> {
    counters::next(tx, COUNTER, 1).await?;
    Ok(())
}

/// The revision; 0 while no app ever wanted to be told anything.
pub async fn read(database: &Database) -> Result<i64> {
    Ok(database.query_opt(READ, &[Param::Text(COUNTER)], |row| row.int(0)).await?.unwrap_or_default())
}

/// [`read`], and keeps it from moving until the transaction ends.
pub async fn lock(tx: &mut Tx) -> Result<i64> {
    const LOCK: Sql =
        Sql { sqlite: READ, postgres: "SELECT next_value FROM counters WHERE name = $1 FOR UPDATE" };
    Ok(tx.query_opt(LOCK, &[Param::Text(COUNTER)], |row| row.int(0)).await?.unwrap_or_default())
}

//! Numbers that are unique in the whole database.

use crate::{Error, Param, Result, Tx};

/// The next number of a counter, which starts at `first`.
pub async fn next(tx: &mut Tx, name: &str, first: i64) -> Result<i64> {
    take(tx, name, first, 1).await
}

/// The first of the next `n` numbers of a counter, which starts at `first`.
pub async fn take(tx: &mut Tx, name: &str, first: i64, n: i64) -> Result<i64> {
    let next = tx
        .query_opt(
            "INSERT INTO counters (name, next_value) VALUES ($1, CAST($2 AS BIGINT) + CAST($3 AS BIGINT)) \
             ON CONFLICT (name) DO UPDATE SET next_value = counters.next_value + $3 RETURNING next_value",
            &[Param::Text(name), Param::Int(first), Param::Int(n)],
            |row| row.int(0),
        )
        .await?;
    Ok(next.ok_or_else(|| Error::Corrupt("no number came back".into()))? - n)
}

//! The servers that share the database.

use linchpin_domain::Timestamp;

use crate::{Param, Result, Tx, counters};

/// A number for a server that starts.
pub async fn number(tx: &mut Tx) -> Result<i64> {
    counters::next(tx, "nodes", 1).await
}

/// Notes that a server is there, and tells how many were seen after `since`; those that were not are forgotten.
pub async fn seen(tx: &mut Tx, node: i64, now: Timestamp, since: Timestamp) -> Result<i64> {
    tx.execute("DELETE FROM nodes WHERE seen_at <= $1", &[Param::Int(since.0)]).await?;
    tx.execute(
        "INSERT INTO nodes (id, seen_at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET seen_at = $2",
        &[Param::Int(node), Param::Int(now.0)],
    )
    .await?;
    let counted = tx.query_opt("SELECT COUNT(*) FROM nodes", &[], |row| row.int(0)).await?;
    Ok(counted.unwrap_or_default())
}

/// Forgets a server that ends.
pub async fn forget(tx: &mut Tx, node: i64) -> Result<()> {
    tx.execute("DELETE FROM nodes WHERE id = $1", &[Param::Int(node)]).await?;
    Ok(())
}

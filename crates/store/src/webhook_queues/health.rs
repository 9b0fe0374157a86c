//! How well the receivers of queues do.

use linchpin_domain::webhook::Health;
use linchpin_domain::{AccountId, AppId, Timestamp};

use crate::{Param, Result, Row, Tx};

/// How well a receiver does, of which a queue's row has these two columns from a place on.
pub(crate) fn read_at(row: &Row<'_>, index: usize) -> Result<Health> {
    let failures = row.int(index)?;
    Ok(Health { failures, failing_since: row.opt_int(index + 1)?.map(Timestamp) })
}

/// Writes down how well the receivers of queues do that a node holds; of others somebody else knows better.
pub async fn put_many(tx: &mut Tx, news: &[((AccountId, AppId), Health)], node: &str) -> Result<()> {
    let row = |((account, app), health): &((AccountId, AppId), Health)| {
        [
            Param::Int(health.failures),
            Param::opt(health.failing_since.map(|at| at.0)),
            Param::Int(account.0),
            Param::Int(app.0),
            Param::Text(node),
        ]
    };
    let rows: Vec<_> = news.iter().map(row).collect();
    tx.execute_many(
        "UPDATE webhook_queues SET failures = $1, failing_since = $2 \
         WHERE account_id = $3 AND app_id = $4 AND node = $5",
        &rows,
    )
    .await?;
    Ok(())
}

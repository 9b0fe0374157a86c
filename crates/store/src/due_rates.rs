//! Moments from which records are worth something else, for what currencies are worth changes then.

use linchpin_domain::{AccountId, RecordId, Timestamp};

use crate::{Database, Param, Result, Tx};

/// A moment whose records still wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueRates {
    /// The moment.
    pub at: Timestamp,
    /// The lowest id that may wait.
    pub from: RecordId,
    /// Which change of the rates they wait for; a later one has a higher number.
    pub revision: i64,
}

/// Lets all records wait for moments.
pub async fn put_many(
    tx: &mut Tx,
    account: AccountId,
    moments: impl IntoIterator<Item = Timestamp>,
) -> Result<()> {
    let rows: Vec<_> = moments.into_iter().map(|at| [Param::Int(account.0), Param::Int(at.0)]).collect();
    tx.execute_many(
        "INSERT INTO due_rates (account_id, due_at, from_id, revision) VALUES ($1, $2, 0, 1) \
         ON CONFLICT (account_id, due_at) DO UPDATE SET from_id = 0, revision = due_rates.revision + 1",
        &rows,
    )
    .await?;
    Ok(())
}

/// The first moment of an account that has come and whose records wait.
pub async fn first(database: &Database, account: AccountId, now: Timestamp) -> Result<Option<DueRates>> {
    let sql = "SELECT due_at, from_id, revision FROM due_rates \
         WHERE account_id = $1 AND due_at <= $2 ORDER BY due_at LIMIT 1";
    let params = [Param::Int(account.0), Param::Int(now.0)];
    database
        .query_opt(sql, &params, |row| {
            Ok(DueRates { at: Timestamp(row.int(0)?), from: RecordId(row.int(1)?), revision: row.int(2)? })
        })
        .await
}

/// Notes that the records before `next` wait no longer, or that none does; nothing when rates changed again meanwhile
/// or somebody else was faster.
pub async fn advance(tx: &mut Tx, account: AccountId, done: DueRates, next: Option<RecordId>) -> Result<()> {
    let [account, at] = [Param::Int(account.0), Param::Int(done.at.0)];
    let (from, revision) = (Param::Int(done.from.0), Param::Int(done.revision));
    match next {
        Some(next) => {
            tx.execute(
                "UPDATE due_rates SET from_id = $1 \
                 WHERE account_id = $2 AND due_at = $3 AND from_id = $4 AND revision = $5",
                &[Param::Int(next.0), account, at, from, revision],
            )
            .await?
        }
        None => {
            tx.execute(
                "DELETE FROM due_rates WHERE account_id = $1 AND due_at = $2 AND from_id = $3 AND revision = $4",
                &[account, at, from, revision],
            )
            .await?
        }
    };
    Ok(())
}

//! Following the logs of accounts: where the cursors stand, and their moves.

use linchpin_domain::AccountId;

use crate::{Database, Param, Result, Tx, webhooks_revision};

/// What whoever follows an account has to know first, all of it as of one moment.
///
/// A subscription that was answered before a write is of a revision that shows beside the write's change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The number of the account's newest change.
    pub newest: i64,
    /// The version of its schema.
    pub schema_version: i64,
    /// The revision of everybody's subscriptions.
    pub revision: i64,
    /// The last change that was turned into events; none where nobody wants any.
    pub cursor: Option<i64>,
}

/// Where an account stands; none of one that is gone.
pub async fn standing(database: &Database, account: AccountId) -> Result<Option<Standing>> {
    let sql = "SELECT s.last_sequence, s.schema_version, COALESCE(r.next_value, 0), c.sequence \
               FROM account_states AS s LEFT JOIN counters AS r ON r.name = 'webhooks' \
               LEFT JOIN webhook_cursors AS c ON c.account_id = s.account_id WHERE s.account_id = $1";
    let params = [Param::Int(account.0)];
    let standing = database.query_opt(sql, &params, |row| {
        Ok(Standing {
            newest: row.int(0)?,
            schema_version: row.int(1)?,
            revision: row.int(2)?,
            cursor: row.opt_int(3)?,
        })
    });
    standing.await
}

/// All accounts whose logs are followed, in the order of their numbers, and whether a log goes on behind its cursor.
///
/// This crosses accounts on purpose: it is how those are found in which there is something to do.
pub async fn followed(database: &Database) -> Result<Vec<(AccountId, bool)>> {
    let sql = "SELECT c.account_id, s.last_sequence - c.sequence FROM webhook_cursors AS c \
               JOIN account_states AS s ON s.account_id = c.account_id ORDER BY c.account_id";
    database.query(sql, &[], |row| Ok((AccountId(row.int(0)?), row.int(1)? > 0))).await
}

/// Moves a cursor; false when it is not where it was seen, for another node moved it.
pub async fn move_on(tx: &mut Tx, account: AccountId, from: i64, to: i64) -> Result<bool> {
    let sql = "UPDATE webhook_cursors SET sequence = $1 WHERE account_id = $2 AND sequence = $3";
    Ok(tx.execute(sql, &[Param::Int(to), Param::Int(account.0), Param::Int(from)]).await? == 1)
}

/// Stops following an account, unless somebody's subscriptions changed since this revision.
///
/// Whoever subscribes raises the revision first and then begins the cursor: of the two, one waits for the other.
pub async fn end(tx: &mut Tx, account: AccountId, revision: i64) -> Result<bool> {
    if webhooks_revision::lock(tx).await? != revision {
        return Ok(false);
    }
    tx.execute("DELETE FROM webhook_cursors WHERE account_id = $1", &[Param::Int(account.0)]).await?;
    Ok(true)
}

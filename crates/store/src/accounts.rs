//! Accounts.

use linchpin_domain::{AccountId, Timestamp};

use crate::{Database, Param, Result, Tx, account_tables, changes, counters};

/// The id of the first account of a database; the next ones count up.
const FIRST_ACCOUNT: i64 = 1_000_001;

/// An account, which HubSpot calls a portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub id: AccountId,
    /// What people call it.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Makes an account with an id that no account ever had.
pub async fn create(tx: &mut Tx, name: &str, now: Timestamp) -> Result<AccountId> {
    let highest = tx.query_opt("SELECT max(id) FROM accounts", &[], |row| row.opt_int(0)).await?.flatten();
    // The counter is younger than the first accounts, and remembers the ids of those that are deleted.
    let id = counters::next(tx, "account", highest.map_or(FIRST_ACCOUNT, |id| id + 1)).await?;
    tx.execute(
        "INSERT INTO accounts (id, name, created_at) VALUES ($1, $2, $3)",
        &[Param::Int(id), Param::Text(name), Param::Int(now.0)],
    )
    .await?;
    tx.execute(
        "INSERT INTO account_states (account_id, last_sequence, schema_version) VALUES ($1, 0, 0)",
        &[Param::Int(id)],
    )
    .await?;
    Ok(AccountId(id))
}

/// Deletes an account with everything in it; what snapshots hold of it goes with them.
pub async fn delete(tx: &mut Tx, account: AccountId) -> Result<()> {
    account_tables::clear(tx, account, |_| true).await?;
    changes::clear(tx, account).await?;
    tx.execute("DELETE FROM accounts WHERE id = $1", &[Param::Int(account.0)]).await?;
    Ok(())
}

/// All accounts, oldest first.
pub async fn list(database: &Database) -> Result<Vec<Account>> {
    database
        .query("SELECT id, name, created_at FROM accounts ORDER BY id", &[], |row| {
            Ok(Account {
                id: AccountId(row.int(0)?),
                name: row.text(1)?.to_owned(),
                created_at: Timestamp(row.int(2)?),
            })
        })
        .await
}

//! Accounts.

use linchpin_domain::{AccountId, Timestamp};

use crate::{Database, Param, Result, Tx};

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

/// Makes an account with the next free id.
pub async fn create(tx: &mut Tx, name: &str, now: Timestamp) -> Result<AccountId> {
    let highest = tx.query_opt("SELECT max(id) FROM accounts", &[], |row| row.opt_int(0)).await?.flatten();
    let id = highest.map_or(FIRST_ACCOUNT, |id| id + 1);
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

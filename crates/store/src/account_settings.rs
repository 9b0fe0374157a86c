//! What accounts set about themselves.

use linchpin_domain::{AccountId, Timestamp};

use crate::{Database, Param, Result, Tx};

/// What the account set itself: names with values.
pub async fn all(database: &Database, account: AccountId) -> Result<Vec<(String, String)>> {
    database
        .query(
            "SELECT name, value FROM account_settings WHERE account_id = $1 ORDER BY name",
            &[Param::Int(account.0)],
            |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())),
        )
        .await
}

/// When the account last set this, if it did.
pub async fn updated_at(database: &Database, account: AccountId, name: &str) -> Result<Option<Timestamp>> {
    database
        .query_opt(
            "SELECT updated_at FROM account_settings WHERE account_id = $1 AND name = $2",
            &[Param::Int(account.0), Param::Text(name)],
            |row| row.int(0).map(Timestamp),
        )
        .await
}

/// Sets a value.
pub async fn put(tx: &mut Tx, account: AccountId, name: &str, value: &str, now: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO account_settings (account_id, name, value, updated_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (account_id, name) DO UPDATE SET value = $3, updated_at = $4",
        &[Param::Int(account.0), Param::Text(name), Param::Text(value), Param::Int(now.0)],
    )
    .await?;
    Ok(())
}

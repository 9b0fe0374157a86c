//! What accounts set about themselves.

use linchpin_domain::AccountId;

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

/// Sets a value.
pub async fn put(tx: &mut Tx, account: AccountId, name: &str, value: &str) -> Result<()> {
    tx.execute(
        "INSERT INTO account_settings (account_id, name, value) VALUES ($1, $2, $3) \
         ON CONFLICT (account_id, name) DO UPDATE SET value = $3",
        &[Param::Int(account.0), Param::Text(name), Param::Text(value)],
    )
    .await?;
    Ok(())
}

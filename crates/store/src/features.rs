//! What accounts switched on and off.

use linchpin_domain::AccountId;

use crate::{Database, Param, Result, Row, Tx};

/// A feature by its name, and whether the account switched it on.
pub type FeatureRow = (String, bool);

const ALL: &str = "SELECT name, enabled FROM account_features WHERE account_id = $1 ORDER BY name";

fn feature(row: &Row<'_>) -> Result<FeatureRow> {
    Ok((row.text(0)?.to_owned(), row.int(1)? == 1))
}

/// The features that the account switched.
pub async fn all(database: &Database, account: AccountId) -> Result<Vec<FeatureRow>> {
    database.query(ALL, &[Param::Int(account.0)], feature).await
}

/// Switches a feature.
pub async fn put(tx: &mut Tx, account: AccountId, name: &str, enabled: bool) -> Result<()> {
    tx.execute(
        "INSERT INTO account_features (account_id, name, enabled) VALUES ($1, $2, $3) \
         ON CONFLICT (account_id, name) DO UPDATE SET enabled = $3",
        &[Param::Int(account.0), Param::Text(name), Param::Int(enabled.into())],
    )
    .await?;
    Ok(())
}

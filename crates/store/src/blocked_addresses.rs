//! Addresses that no record may have: of those who were deleted for their privacy.

use linchpin_domain::AccountId;

use crate::{Database, Param, Result, Tx};

/// Lets [`any`] say that the account has some, before it has.
pub async fn start(tx: &mut Tx, account: AccountId) -> Result<()> {
    // The hash of no address.
    put_many(tx, account, &[Vec::new()]).await
}

/// Blocks addresses by their hashes.
pub async fn put_many(tx: &mut Tx, account: AccountId, hashes: &[Vec<u8>]) -> Result<()> {
    tx.execute_many(
        "INSERT INTO blocked_addresses (account_id, hash) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        &rows(account, hashes),
    )
    .await?;
    Ok(())
}

/// Whether each of these hashes is of a blocked address.
pub async fn find_many(tx: &mut Tx, account: AccountId, hashes: &[Vec<u8>]) -> Result<Vec<bool>> {
    let sql = "SELECT 1 FROM blocked_addresses WHERE account_id = $1 AND hash = $2";
    let found = tx.query_many(sql, &rows(account, hashes), |_| Ok(())).await?;
    Ok(found.into_iter().map(|found| found.is_some()).collect())
}

/// Whether the account has any.
pub async fn any(database: &Database, account: AccountId) -> Result<bool> {
    let sql = "SELECT 1 FROM blocked_addresses WHERE account_id = $1 LIMIT 1";
    Ok(database.query_opt(sql, &[Param::Int(account.0)], |_| Ok(())).await?.is_some())
}

fn rows(account: AccountId, hashes: &[Vec<u8>]) -> Vec<[Param<'_>; 2]> {
    hashes.iter().map(|hash| [Param::Int(account.0), Param::Blob(hash)]).collect()
}

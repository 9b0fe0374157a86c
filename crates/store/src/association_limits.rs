//! Association limits: how many records a record may have a type to, where the account set a number.

use linchpin_domain::{AccountId, AssociationTypeId};

use crate::{Database, Param, Result, Row, Tx};

/// A type, and how many records a record may have it to.
pub type LimitRow = (AssociationTypeId, i64);

const ALL: &str =
    "SELECT type_id, max_records FROM association_limits WHERE account_id = $1 ORDER BY type_id";

fn limit(row: &Row<'_>) -> Result<LimitRow> {
    // Ids are made by `engine`, which counts them in 32 bits.
    Ok((AssociationTypeId(row.int(0)? as i32), row.int(1)?))
}

/// All limits of an account, in the order of their types.
pub async fn all(database: &Database, account: AccountId) -> Result<Vec<LimitRow>> {
    database.query(ALL, &[Param::Int(account.0)], limit).await
}

/// [`all`] inside a transaction.
pub async fn all_in(tx: &mut Tx, account: AccountId) -> Result<Vec<LimitRow>> {
    tx.query(ALL, &[Param::Int(account.0)], limit).await
}

/// Sets a limit.
pub async fn put(tx: &mut Tx, account: AccountId, (id, max): LimitRow) -> Result<()> {
    tx.execute(
        "INSERT INTO association_limits (account_id, type_id, max_records) VALUES ($1, $2, $3) \
         ON CONFLICT (account_id, type_id) DO UPDATE SET max_records = $3",
        &[Param::Int(account.0), Param::Int(id.0.into()), Param::Int(max)],
    )
    .await?;
    Ok(())
}

/// Takes a limit away.
pub async fn delete(tx: &mut Tx, account: AccountId, id: AssociationTypeId) -> Result<()> {
    tx.execute(
        "DELETE FROM association_limits WHERE account_id = $1 AND type_id = $2",
        &[Param::Int(account.0), Param::Int(id.0.into())],
    )
    .await?;
    Ok(())
}

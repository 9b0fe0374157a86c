//! What accounts charge beside their prices.

use linchpin_domain::{AccountId, Timestamp};

use crate::{Database, Param, Result, Row, Tx, counters};

/// A tax, with its rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxRateRow {
    /// The id.
    pub id: i64,
    /// The name.
    pub name: String,
    /// What people read.
    pub label: String,
    /// A decimal number of percents.
    pub percentage: String,
    /// Whether it can be used.
    pub active: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

fn tax_rate(row: &Row<'_>) -> Result<TaxRateRow> {
    Ok(TaxRateRow {
        id: row.int(0)?,
        name: row.text(1)?.to_owned(),
        label: row.text(2)?.to_owned(),
        percentage: row.text(3)?.to_owned(),
        active: row.int(4)? == 1,
        created_at: Timestamp(row.int(5)?),
        updated_at: Timestamp(row.int(6)?),
    })
}

/// All tax rates of an account, in the order of their ids.
pub async fn all(database: &Database, account: AccountId) -> Result<Vec<TaxRateRow>> {
    database
        .query(
            "SELECT id, name, label, percentage, active, created_at, updated_at FROM tax_rates \
             WHERE account_id = $1 ORDER BY id",
            &[Param::Int(account.0)],
            tax_rate,
        )
        .await
}

/// Keeps a new tax rate and returns it with its id, which counts up in each account.
pub async fn create(tx: &mut Tx, account: AccountId, mut row: TaxRateRow) -> Result<TaxRateRow> {
    row.id = counters::next(tx, &format!("tax_rate.{account}"), 1).await?;
    tx.execute(
        "INSERT INTO tax_rates (account_id, id, name, label, percentage, active, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            Param::Int(account.0),
            Param::Int(row.id),
            Param::Text(&row.name),
            Param::Text(&row.label),
            Param::Text(&row.percentage),
            Param::Int(row.active.into()),
            Param::Int(row.created_at.0),
            Param::Int(row.updated_at.0),
        ],
    )
    .await?;
    Ok(row)
}

//! The brands that an account has, which HubSpot calls business units.

use linchpin_domain::{AccountId, Timestamp};

use crate::{Database, Param, Result, Row, Tx, counters};

/// A business unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BusinessUnitRow {
    /// The id.
    pub id: i64,
    /// The name.
    pub name: String,
    /// The address of its picture; empty where there is none.
    pub logo_url: String,
    /// What stands in the place of the picture; empty where there is none.
    pub logo_alt_text: String,
    /// When it was made.
    pub created_at: Timestamp,
}

fn business_unit(row: &Row<'_>) -> Result<BusinessUnitRow> {
    Ok(BusinessUnitRow {
        id: row.int(0)?,
        name: row.text(1)?.to_owned(),
        logo_url: row.text(2)?.to_owned(),
        logo_alt_text: row.text(3)?.to_owned(),
        created_at: Timestamp(row.int(4)?),
    })
}

/// All business units of an account, in the order of their ids.
pub async fn all(database: &Database, account: AccountId) -> Result<Vec<BusinessUnitRow>> {
    database
        .query(
            "SELECT id, name, logo_url, logo_alt_text, created_at FROM business_units \
             WHERE account_id = $1 ORDER BY id",
            &[Param::Int(account.0)],
            business_unit,
        )
        .await
}

/// Keeps a new business unit and returns it with its id, which counts up in each account.
pub async fn create(tx: &mut Tx, account: AccountId, mut row: BusinessUnitRow) -> Result<BusinessUnitRow> {
    row.id = counters::next(tx, &format!("business_unit.{account}"), 1).await?;
    tx.execute(
        "INSERT INTO business_units (account_id, id, name, logo_url, logo_alt_text, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            Param::Int(account.0),
            Param::Int(row.id),
            Param::Text(&row.name),
            Param::Text(&row.logo_url),
            Param::Text(&row.logo_alt_text),
            Param::Int(row.created_at.0),
        ],
    )
    .await?;
    Ok(row)
}

//! What currencies are worth in each other, in each account.

use linchpin_domain::{AccountId, Timestamp};

use crate::{Database, Param, Result, Row, Tx, counters};

/// What a currency is worth in another one, from a moment on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangeRateRow {
    /// The id.
    pub id: i64,
    /// The code of the currency.
    pub from: String,
    /// The code of the other one.
    pub to: String,
    /// A decimal number.
    pub rate: String,
    /// Whether people see the pair.
    pub visible: bool,
    /// From when on it counts.
    pub effective_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

const ALL: &str = "SELECT id, from_code, to_code, rate, visible, effective_at, created_at, updated_at \
     FROM exchange_rates WHERE account_id = $1 ORDER BY id";

fn exchange_rate(row: &Row<'_>) -> Result<ExchangeRateRow> {
    Ok(ExchangeRateRow {
        id: row.int(0)?,
        from: row.text(1)?.to_owned(),
        to: row.text(2)?.to_owned(),
        rate: row.text(3)?.to_owned(),
        visible: row.int(4)? == 1,
        effective_at: Timestamp(row.int(5)?),
        created_at: Timestamp(row.int(6)?),
        updated_at: Timestamp(row.int(7)?),
    })
}

/// All rates of an account, in the order of their ids.
pub async fn all(database: &Database, account: AccountId) -> Result<Vec<ExchangeRateRow>> {
    database.query(ALL, &[Param::Int(account.0)], exchange_rate).await
}

/// All rates of an account, in the order of their ids.
pub async fn all_in(tx: &mut Tx, account: AccountId) -> Result<Vec<ExchangeRateRow>> {
    tx.query(ALL, &[Param::Int(account.0)], exchange_rate).await
}

/// Keeps a new rate and returns it with its id, which counts up in each account.
pub async fn create(tx: &mut Tx, account: AccountId, mut row: ExchangeRateRow) -> Result<ExchangeRateRow> {
    row.id = counters::next(tx, &format!("exchange_rate.{account}"), 1).await?;
    tx.execute(
        "INSERT INTO exchange_rates (account_id, id, from_code, to_code, rate, visible, effective_at, created_at, \
         updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            Param::Int(account.0),
            Param::Int(row.id),
            Param::Text(&row.from),
            Param::Text(&row.to),
            Param::Text(&row.rate),
            Param::Int(row.visible.into()),
            Param::Int(row.effective_at.0),
            Param::Int(row.created_at.0),
            Param::Int(row.updated_at.0),
        ],
    )
    .await?;
    Ok(row)
}

/// Writes what can change about a rate.
pub async fn update(tx: &mut Tx, account: AccountId, row: &ExchangeRateRow) -> Result<()> {
    tx.execute(
        "UPDATE exchange_rates SET rate = $1, visible = $2, effective_at = $3, updated_at = $4 \
         WHERE account_id = $5 AND id = $6",
        &[
            Param::Text(&row.rate),
            Param::Int(row.visible.into()),
            Param::Int(row.effective_at.0),
            Param::Int(row.updated_at.0),
            Param::Int(account.0),
            Param::Int(row.id),
        ],
    )
    .await?;
    Ok(())
}

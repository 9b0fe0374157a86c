//! Reports that accounts asked for.

use linchpin_domain::{AccountId, Timestamp, UserId};

use crate::{Database, Param, Result, Row, Tx, changes};

/// A report without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Its number in the account; later ones have higher ones.
    pub id: i64,
    /// What it is about.
    pub kind: String,
    /// The user whom it was made for.
    pub user: UserId,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// How many lines the content has below its header.
    pub n_rows: i64,
}

/// A report to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReport {
    /// What it is about.
    pub kind: &'static str,
    /// The user whom it was made for.
    pub user: UserId,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// How many lines the content has below its header.
    pub n_rows: i64,
    /// CSV with a header.
    pub content: String,
}

fn report(row: &Row<'_>) -> Result<Report> {
    Ok(Report {
        id: row.int(0)?,
        kind: row.text(1)?.to_owned(),
        user: UserId(row.int(2)?),
        created_at: Timestamp(row.int(3)?),
        n_rows: row.int(4)?,
    })
}

/// Keeps a report under the next number of its account, and of all those that the account has the newest `max`.
pub async fn create(tx: &mut Tx, account: AccountId, new: &NewReport, max: i64) -> Result<()> {
    // Two that come at the same time take turns, so that each finds the number of the other.
    changes::settle(tx, account).await?;
    let highest = tx
        .query_opt("SELECT max(id) FROM reports WHERE account_id = $1", &[Param::Int(account.0)], |row| {
            row.opt_int(0)
        })
        .await?
        .flatten();
    let id = highest.unwrap_or_default() + 1;
    tx.execute(
        "INSERT INTO reports (account_id, id, kind, user_id, created_at, n_rows, content) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &[
            Param::Int(account.0),
            Param::Int(id),
            Param::Text(new.kind),
            Param::Int(new.user.0),
            Param::Int(new.created_at.0),
            Param::Int(new.n_rows),
            Param::Text(&new.content),
        ],
    )
    .await?;
    tx.execute(
        "DELETE FROM reports WHERE account_id = $1 AND id <= $2",
        &[Param::Int(account.0), Param::Int(id - max)],
    )
    .await?;
    Ok(())
}

/// The reports of an account, the newest first.
pub async fn list(database: &Database, account: AccountId) -> Result<Vec<Report>> {
    database
        .query(
            "SELECT id, kind, user_id, created_at, n_rows FROM reports WHERE account_id = $1 ORDER BY id DESC",
            &[Param::Int(account.0)],
            report,
        )
        .await
}

/// The content of a report.
pub async fn content(database: &Database, account: AccountId, id: i64) -> Result<Option<String>> {
    database
        .query_opt(
            "SELECT content FROM reports WHERE account_id = $1 AND id = $2",
            &[Param::Int(account.0), Param::Int(id)],
            |row| row.text(0).map(str::to_owned),
        )
        .await
}

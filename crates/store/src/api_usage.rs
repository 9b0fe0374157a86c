//! How often apps called, day by day.

use linchpin_domain::{AccountId, AppId};

use crate::{Database, Error, Param, Result, Tx};

/// Calls of an app on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// The app.
    pub app: AppId,
    /// The day as a number, such as 20260304.
    pub day: i64,
    /// What kind of calls they are.
    pub kind: String,
    /// How many.
    pub calls: i64,
}

/// Counts more calls.
pub async fn add(tx: &mut Tx, account: AccountId, more: &[Usage]) -> Result<()> {
    let rows: Vec<_> = more
        .iter()
        .map(|usage| {
            let (app, calls) = (Param::Int(usage.app.0), Param::Int(usage.calls));
            [Param::Int(account.0), Param::Int(usage.day), app, Param::Text(&usage.kind), calls]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO api_usage (account_id, day, app_id, kind, calls) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (account_id, day, app_id, kind) DO UPDATE SET calls = api_usage.calls + $5",
        &rows,
    )
    .await?;
    Ok(())
}

/// Forgets the days before one.
pub async fn forget(tx: &mut Tx, account: AccountId, before: i64) -> Result<()> {
    let params = [Param::Int(account.0), Param::Int(before)];
    tx.execute("DELETE FROM api_usage WHERE account_id = $1 AND day < $2", &params).await?;
    Ok(())
}

/// The calls of a day, by app and kind.
pub async fn of_day(database: &Database, account: AccountId, day: i64) -> Result<Vec<Usage>> {
    let sql =
        "SELECT app_id, kind, calls FROM api_usage WHERE account_id = $1 AND day = $2 ORDER BY app_id, kind";
    database
        .query(sql, &[Param::Int(account.0), Param::Int(day)], |row| {
            Ok::<_, Error>(Usage {
                app: AppId(row.int(0)?),
                day,
                kind: row.text(1)?.to_owned(),
                calls: row.int(2)?,
            })
        })
        .await
}

//! Where apps want their events, in the accounts that made the apps.

use linchpin_domain::{AccountId, AppId, Timestamp};

use crate::{Database, Error, Param, Result, Row, Tx};

/// Where an app wants its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsRow {
    /// The URL that they are sent to.
    pub target_url: String,
    /// How many requests there may be for each account that the events are of, at a time or within the period.
    pub max_concurrent_requests: i64,
    /// The name of the period, where there is one.
    pub period: Option<String>,
    /// Whether nothing is to be sent for now.
    pub paused: bool,
    /// When the settings were made.
    pub created_at: Timestamp,
    /// When they last changed.
    pub updated_at: Timestamp,
}

/// Where an app wants its events from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSettings {
    /// The URL that they are sent to.
    pub target_url: String,
    /// How many requests there may be.
    pub max_concurrent_requests: i64,
    /// The name of the period, where there is one.
    pub period: Option<String>,
}

/// The columns of [`settings`], in its order.
macro_rules! columns {
    () => {
        "target_url, max_concurrent_requests, period, paused, created_at, updated_at"
    };
}

fn settings(row: &Row<'_>) -> Result<SettingsRow> {
    Ok(SettingsRow {
        target_url: row.text(0)?.to_owned(),
        max_concurrent_requests: row.int(1)?,
        period: row.opt_text(2)?.map(str::to_owned),
        paused: row.int(3)? == 1,
        created_at: Timestamp(row.int(4)?),
        updated_at: Timestamp(row.int(5)?),
    })
}

/// Where an app wants its events; none while it does not say.
pub async fn read(database: &Database, account: AccountId, app: AppId) -> Result<Option<SettingsRow>> {
    database
        .query_opt(
            concat!("SELECT ", columns!(), " FROM webhook_settings WHERE account_id = $1 AND app_id = $2"),
            &[Param::Int(account.0), Param::Int(app.0)],
            settings,
        )
        .await
}

/// Says where an app wants its events; a pause goes on.
pub async fn put(
    tx: &mut Tx,
    account: AccountId,
    app: AppId,
    new: &NewSettings,
    now: Timestamp,
) -> Result<SettingsRow> {
    let put = tx
        .query_opt(
            concat!(
                "INSERT INTO webhook_settings \
                 (account_id, app_id, target_url, max_concurrent_requests, period, paused, created_at, updated_at) \
                 VALUES ($1, $2, $3, $4, $5, 0, $6, $6) \
                 ON CONFLICT (account_id, app_id) DO UPDATE \
                 SET target_url = $3, max_concurrent_requests = $4, period = $5, updated_at = $6 RETURNING ",
                columns!()
            ),
            &[
                Param::Int(account.0),
                Param::Int(app.0),
                Param::Text(&new.target_url),
                Param::Int(new.max_concurrent_requests),
                Param::opt_text(new.period.as_deref()),
                Param::Int(now.0),
            ],
            settings,
        )
        .await?;
    put.ok_or_else(|| Error::Corrupt("no settings came back".into()))
}

/// Lets nothing be sent to an app for now, or lets it be sent again; none when the app does not say where.
pub async fn pause(
    tx: &mut Tx,
    account: AccountId,
    app: AppId,
    paused: bool,
    now: Timestamp,
) -> Result<Option<SettingsRow>> {
    tx.query_opt(
        concat!(
            "UPDATE webhook_settings SET paused = $1, updated_at = $2 WHERE account_id = $3 AND app_id = $4 RETURNING ",
            columns!()
        ),
        &[Param::Int(paused.into()), Param::Int(now.0), Param::Int(account.0), Param::Int(app.0)],
        settings,
    )
    .await
}

/// Lets an app say no more where it wants its events; false when it does not.
pub async fn delete(tx: &mut Tx, account: AccountId, app: AppId) -> Result<bool> {
    let touched = tx
        .execute(
            "DELETE FROM webhook_settings WHERE account_id = $1 AND app_id = $2",
            &[Param::Int(account.0), Param::Int(app.0)],
        )
        .await?;
    Ok(touched == 1)
}

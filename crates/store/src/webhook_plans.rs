//! What is wanted of an account: the active subscriptions of the apps that live in it.

use linchpin_domain::{AccountId, AppId};

use crate::{Database, Param, Result};

/// An active subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedRow {
    /// The app.
    pub app: AppId,
    /// The account that made it.
    pub owner: AccountId,
    /// What the app may do in the account, separated by spaces.
    pub scopes: String,
    /// The subscription.
    pub id: i64,
    /// The name of the type of its events.
    pub event_type: String,
    /// The code of the object type, where the subscription names it.
    pub object_type: Option<i64>,
    /// The property, where the subscription names one.
    pub property: Option<String>,
}

/// What is wanted of an account, by its private apps and by the public ones that it let in, in the order of their
/// numbers.
pub async fn wanted(database: &Database, account: AccountId) -> Result<Vec<WantedRow>> {
    let sql = "SELECT app.app_id, app.owner_id, app.scopes, s.id, s.event_type, s.object_type, s.property_name FROM \
               (SELECT id AS app_id, account_id AS owner_id, required_scopes AS scopes FROM apps \
                WHERE account_id = $1 AND kind = 'private' AND archived_at IS NULL \
                UNION ALL SELECT app_id, owner_id, scopes FROM installs WHERE account_id = $1) AS app \
               JOIN webhook_settings AS w ON w.account_id = app.owner_id AND w.app_id = app.app_id \
               JOIN webhook_subscriptions AS s ON s.account_id = app.owner_id AND s.app_id = app.app_id \
               WHERE s.active = 1 ORDER BY app.app_id, s.id";
    let params = [Param::Int(account.0)];
    let wanted = database.query(sql, &params, |row| {
        Ok(WantedRow {
            app: AppId(row.int(0)?),
            owner: AccountId(row.int(1)?),
            scopes: row.text(2)?.to_owned(),
            id: row.int(3)?,
            event_type: row.text(4)?.to_owned(),
            object_type: row.opt_int(5)?,
            property: row.opt_text(6)?.map(str::to_owned),
        })
    });
    wanted.await
}

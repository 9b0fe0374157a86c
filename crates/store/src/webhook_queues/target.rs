//! Where the events of a queue go.

use linchpin_domain::webhook::Health;
use linchpin_domain::{AccountId, AppId};

use super::health;
use crate::{Database, Param, Result};

/// What decides where the events of a queue go.
#[derive(Clone, PartialEq, Eq)]
pub struct TargetRow {
    /// The name of the app's kind; none if there is no such app.
    pub kind: Option<String>,
    /// Whether it is archived.
    pub is_archived: bool,
    /// Its secret, sealed.
    pub sealed_secret: Option<Vec<u8>>,
    /// Whether the account let it in.
    pub is_installed: bool,
    /// What it says about its webhooks.
    pub settings: Option<SettingsOfTarget>,
    /// How well it did when that was last written down.
    pub health: Health,
}

/// What an app says about its webhooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsOfTarget {
    /// Where they go.
    pub url: String,
    /// How many requests there may be, at a time or within the period.
    pub max_concurrent_requests: i64,
    /// The name of the period, where there is one.
    pub period: Option<String>,
    /// Whether nothing is to be sent now.
    pub is_paused: bool,
}

/// Where the events of a queue go; none if there is no such queue.
pub async fn read(database: &Database, account: AccountId, app: AppId) -> Result<Option<TargetRow>> {
    database
        .query_opt(
            "SELECT a.kind, a.archived_at, a.client_secret, i.app_id, s.target_url, s.max_concurrent_requests, \
             s.period, s.paused, q.failures, q.failing_since FROM webhook_queues q \
             LEFT JOIN apps a ON a.account_id = q.owner_id AND a.id = q.app_id \
             LEFT JOIN installs i ON i.account_id = q.account_id AND i.app_id = q.app_id \
             LEFT JOIN webhook_settings s ON s.account_id = q.owner_id AND s.app_id = q.app_id \
             WHERE q.account_id = $1 AND q.app_id = $2",
            &[Param::Int(account.0), Param::Int(app.0)],
            |row| {
                let settings = match row.opt_text(4)? {
                    Some(url) => Some(SettingsOfTarget {
                        url: url.to_owned(),
                        max_concurrent_requests: row.int(5)?,
                        period: row.opt_text(6)?.map(str::to_owned),
                        is_paused: row.int(7)? == 1,
                    }),
                    None => None,
                };
                Ok(TargetRow {
                    kind: row.opt_text(0)?.map(str::to_owned),
                    is_archived: row.opt_int(1)?.is_some(),
                    sealed_secret: row.opt_blob(2)?,
                    is_installed: row.opt_int(3)?.is_some(),
                    settings,
                    health: health::read_at(row, 8)?,
                })
            },
        )
        .await
}

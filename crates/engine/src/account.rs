//! What an account says about itself.

use std::sync::Arc;

use linchpin_domain::AccountId;
use linchpin_domain::account::{Setting, Settings};
use linchpin_domain::calendar::Zone;
use linchpin_store::{Database, account_settings as rows, due_rates, schema};

use crate::audit::{self, Action, Actor, Category, Deed};
use crate::effects::nobody;
use crate::lists::follow::refill;
use crate::{Engine, Error, Result};

/// The settings of an account, at one version of its schema.
pub(crate) struct KeptSettings {
    /// The version of the account's schema that this was read at or after.
    pub(crate) version: i64,
    pub(crate) settings: Arc<Settings>,
}

/// Where the days of an account begin, as the database has it.
pub(crate) async fn zone(database: &Database, account: AccountId) -> Result<Zone> {
    Ok(of_rows(rows::all(database, account).await?).zone().clone())
}

/// What was set; what a newer program set is nothing to this one.
fn of_rows(set: Vec<(String, String)>) -> Settings {
    set.into_iter().filter_map(|(name, value)| Some((Setting::parse(&name)?, value))).collect()
}

impl Engine {
    /// The settings of an account; what another process set is seen within a second.
    pub async fn account_settings(&self, account: AccountId) -> Result<Arc<Settings>> {
        if let Some(settings) = self.schemas.settings(account) {
            return Ok(settings);
        }
        // Read first: what is set afterwards raises the version, and what was read here is dropped then.
        let version = schema::version(&self.database, account).await?.unwrap_or_default();
        let set = rows::all(&self.database, account).await?;
        let settings = Arc::new(of_rows(set));
        self.schemas.keep_settings(account, KeptSettings { version, settings: Arc::clone(&settings) });
        Ok(settings)
    }

    /// Changes a setting of an account; a running server follows within a second.
    pub async fn set_in_account(&self, by: impl Into<Actor>, setting: Setting, value: &str) -> Result<()> {
        let by = by.into();
        let (account, now) = (by.account, self.now(by.account));
        if !setting.allows(value) {
            return Err(Error::SettingNotAllowed { setting, value: value.to_owned() });
        }
        let value = value.to_owned();
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                // Lists mean the account's days, and are locked before the schema, as everywhere.
                let is_zone = setting == Setting::TimeZone;
                let restarted = if is_zone { refill::restart_all(tx, account).await? } else { Vec::new() };
                // Settings in memory go with the schema: under a new version they are read again.
                let version = schema::raise_version(tx, account).await?;
                if setting == Setting::CompanyCurrency {
                    due_rates::put_many(tx, account, [now]).await?;
                }
                rows::put(tx, account, setting.as_str(), &value, now).await?;
                refill::log_restarted(tx, &nobody(account), version, &restarted).await?;
                let deed = Deed {
                    category: Category::AccountSettings,
                    sub_category: "SETTING",
                    action: Action::Update,
                    target: setting.as_str(),
                };
                audit::append(tx, by, now, deed).await?;
                Ok(version)
            })
        });
        let version = work.await?;
        self.schemas.seen_version(account, version);
        self.backlog.add(account);
        self.refresh_tools(account, version).await
    }
}

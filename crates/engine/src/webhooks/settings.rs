//! Where apps want their events.

use linchpin_domain::webhook::{Period, Throttling, check_target};
use linchpin_domain::{AccountId, AppId, Timestamp};
use linchpin_store::webhook_settings::{self as rows, NewSettings, SettingsRow};
use linchpin_store::{
    Error as StoreError, Tx, apps, webhook_cursors, webhook_subscriptions, webhooks_revision,
};

use super::WebhookRefusal;
use crate::apps::AppRefusal;
use crate::audit::{self, Action, Actor, Category, Deed};
use crate::{Engine, Error, Result, Secret};

/// What the audit log calls it.
const AUDITED: &str = "WEBHOOK_SETTINGS";

/// Where an app wants its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookSettings {
    /// The URL that they are sent to.
    pub target_url: String,
    /// How many requests it takes for the events of one account.
    pub throttling: Throttling,
    /// Whether nothing is to be sent for now.
    pub is_paused: bool,
    /// When the settings were made.
    pub created_at: Timestamp,
    /// When they last changed.
    pub updated_at: Timestamp,
}

/// Who is sent events: what whoever sends has to know.
#[derive(Debug, Clone)]
pub struct Receiver {
    /// Where and how.
    pub settings: WebhookSettings,
    /// The secret to sign with.
    pub secret: Secret,
}

impl Engine {
    /// Where an app that the account made wants its events.
    pub async fn webhook_settings(&self, account: AccountId, app: AppId) -> Result<WebhookSettings> {
        self.live_app(account, app).await?;
        let found = rows::read(&self.database, account, app).await?;
        settings(found.ok_or(WebhookRefusal::NoSettings)?)
    }

    /// Says where an app wants its events; one that has no secret to sign them with gets one.
    pub async fn put_webhook_settings(
        &self,
        by: Actor,
        app: AppId,
        target_url: &str,
        throttling: Throttling,
    ) -> Result<WebhookSettings> {
        check_target(target_url)
            .map_err(|violation| WebhookRefusal::Target { url: target_url.to_owned(), violation })?;
        if !throttling.is_allowed() {
            return Err(WebhookRefusal::Throttling.into());
        }
        let missing_secret = self.missing_secret(&self.live_app(by.account, app).await?)?;
        let now = self.now(by.account);
        let new = NewSettings {
            target_url: target_url.to_owned(),
            max_concurrent_requests: throttling.max_concurrent_requests,
            period: throttling.period.map(|period| period.as_str().to_owned()),
        };
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                hold(tx, by.account, app).await?;
                if let Some(sealed) = missing_secret {
                    apps::give_secret(tx, by.account, app, &sealed).await?;
                }
                let put = rows::put(tx, by.account, app, &new, now).await?;
                webhook_cursors::begin(tx, by.account, app).await?;
                let action = if put.created_at == put.updated_at { Action::Create } else { Action::Update };
                note(tx, by, now, action, app).await?;
                Ok(put)
            })
        });
        let put = work.await?;
        self.fan_out.note_subscription();
        settings(put)
    }

    /// Lets an app say no more where it wants its events; its subscriptions rest.
    pub async fn delete_webhook_settings(&self, by: Actor, app: AppId) -> Result<()> {
        let now = self.now(by.account);
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                hold(tx, by.account, app).await?;
                webhook_subscriptions::switch_all_off(tx, by.account, app, now).await?;
                if rows::delete(tx, by.account, app).await? {
                    note(tx, by, now, Action::Delete, app).await?;
                }
                Ok(())
            })
        });
        work.await
    }

    /// Where events of an app go and how they are signed; none when they go nowhere, because the app does not say where
    /// or is no more.
    pub async fn webhook_receiver(&self, owner: AccountId, app: AppId) -> Result<Option<Receiver>> {
        let app = match self.live_app(owner, app).await {
            Ok(app) => app,
            Err(Error::App(AppRefusal::NotFound(_))) => return Ok(None),
            Err(error) => return Err(error),
        };
        let found = rows::read(&self.database, owner, app.id).await?;
        let (Some(found), Some(secret)) = (found, self.app_secret(&app)?) else { return Ok(None) };
        Ok(Some(Receiver { settings: settings(found)?, secret }))
    }
}

/// Lets whoever changes what an app wants to be told take turns, and everybody see that it changed.
pub(super) async fn hold(tx: &mut Tx, account: AccountId, app: AppId) -> Result<()> {
    if apps::hold(tx, account, app).await?.is_none() {
        return Err(AppRefusal::NotFound(app.to_string()).into());
    }
    Ok(webhooks_revision::raise(tx).await?)
}

/// Lets the audit log say that the settings changed.
pub(super) async fn note(tx: &mut Tx, by: Actor, now: Timestamp, action: Action, app: AppId) -> Result<()> {
    let target = app.to_string();
    let deed = Deed { category: Category::App, sub_category: AUDITED, action, target: &target };
    audit::append(tx, by, now, deed).await
}

/// Settings as their row says.
pub(super) fn settings(row: SettingsRow) -> Result<WebhookSettings> {
    let period = match row.period {
        None => None,
        Some(name) => Some(
            Period::parse(&name)
                .ok_or_else(|| StoreError::Corrupt(format!("there is no period {name:?}").into()))?,
        ),
    };
    Ok(WebhookSettings {
        target_url: row.target_url,
        throttling: Throttling { max_concurrent_requests: row.max_concurrent_requests, period },
        is_paused: row.paused,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

//! `linchpin webhooks`: say where an app wants its events, and which.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use linchpin_domain::webhook::{Throttling, Topic};
use linchpin_domain::{AccountId, AppId};
use linchpin_engine::apps::{AppKind, NewPrivateApp};
use linchpin_engine::audit::Actor;
use linchpin_engine::webhooks::{Switch, WebhookRefusal};
use linchpin_engine::{Engine, Error, Scopes};

use super::account;
use crate::cli::webhooks::{NewReceiver, WebhooksCommand};
use crate::config::Config;
use crate::installation::Installation;

/// What the app is called that is made where none is named.
const RECEIVER: &str = "Receiver";

/// Runs the command; a running server follows at once.
pub(crate) async fn run(config: &Config, command: WebhooksCommand) -> Result<ExitCode> {
    let WebhooksCommand::Set(new) = command;
    let engine = Installation::open_beside(config).await?.engine;
    let done = set(&engine, new).await;
    engine.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn set(engine: &Engine, new: NewReceiver) -> Result<()> {
    let account = account::find(engine, new.of.account).await?;
    let app = match new.app {
        Some(id) => AppId(id),
        None => receiver(engine, account).await?,
    };
    let by = Actor::from(account);
    engine.put_webhook_settings(by, app, &new.url, Throttling::default()).await?;
    for topic in &new.events {
        subscribe(engine, by, app, topic)
            .await
            .with_context(|| format!("cannot subscribe to {}", topic.event_type))?;
    }
    let mut told = std::io::stderr().lock();
    write!(told, "app {app} of account {account} is told of {} events at {}; ", new.events.len(), new.url)?;
    if new.app.is_some() {
        writeln!(told, "what signs them stays, or is made anew by `linchpin app rotate-secret {app}`")?;
        return Ok(());
    }
    writeln!(told, "the client secret that signs them is:")?;
    let secret = engine.rotate_client_secret(account, app).await?;
    writeln!(std::io::stdout(), "{}", secret.expose())?;
    Ok(())
}

/// The app that this command made before, or makes now.
async fn receiver(engine: &Engine, account: AccountId) -> Result<AppId> {
    let apps = engine.apps(account).await?;
    if let Some(app) = apps.iter().find(|app| app.kind == AppKind::Private && app.name == RECEIVER) {
        return Ok(app.id);
    }
    let new = NewPrivateApp { account, name: RECEIVER, scopes: Scopes::All };
    Ok(engine.create_private_app(new).await?.app)
}

/// Subscribes an app, or lets a subscription of before count again.
async fn subscribe(engine: &Engine, by: Actor, app: AppId, topic: &Topic) -> Result<()> {
    match engine.create_webhook_subscription(by, app, topic.clone(), true).await {
        Err(Error::Webhook(WebhookRefusal::Exists(id))) => {
            let switch = Switch { id, is_active: true };
            engine.switch_webhook_subscriptions(by, app, vec![switch]).await?;
        }
        made => drop(made?),
    }
    Ok(())
}

//! `linchpin webhooks receive`: everything that a first receiver needs.

use std::io::Write as _;

use anyhow::{Context as _, Result};
use linchpin_domain::webhook::{Throttling, Topic};
use linchpin_domain::{AccountId, AppId};
use linchpin_engine::apps::{AppKind, NewPrivateApp};
use linchpin_engine::audit::Actor;
use linchpin_engine::webhooks::{Switch, WebhookRefusal};
use linchpin_engine::{Engine, Error, Scopes};

use super::account;
use crate::cli::receivers::NewReceiver;

/// What the app is called that is made where none is named.
const RECEIVER: &str = "Receiver";

/// Sends events to a receiver, and prints the client secret that signs them.
pub(super) async fn receive(engine: &Engine, new: NewReceiver) -> Result<()> {
    let account = account::find(engine, new.of.account).await?;
    let app = receiver(engine, account).await?;
    let by = Actor::from(account);
    engine.put_webhook_settings(by, app, &new.url, Throttling::default()).await?;
    for topic in &new.events {
        let subscribed = subscribe(engine, by, app, topic).await;
        subscribed.with_context(|| format!("cannot subscribe to {}", topic.event_type))?;
    }
    let (url, n_events) = (&new.url, new.events.len());
    writeln!(
        std::io::stderr(),
        "app {app} of account {account} is told of {n_events} types of events at {url}; the client secret that signs \
         them is:"
    )?;
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

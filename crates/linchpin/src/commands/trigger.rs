//! `linchpin trigger`: let an event happen.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use linchpin_domain::webhook::{EventType, Family};
use linchpin_domain::{AccountId, AppId, ObjectType};
use linchpin_engine::apps::AppKind;
use linchpin_engine::webhooks::deliveries::TrialEvent;
use linchpin_engine::{Credential, Engine, Error, Principal, Scopes};

use super::account;
use crate::cli::receivers::TriggerArguments;
use crate::config::Config;
use crate::installation::Installation;
use crate::trigger::{self, Trigger};

/// Runs the command; a running server sends the event within a second.
pub(crate) async fn run(config: &Config, arguments: TriggerArguments) -> Result<ExitCode> {
    let engine = Installation::open_beside(config).await?.engine;
    let done = happen(&engine, arguments).await;
    engine.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn happen(engine: &Engine, arguments: TriggerArguments) -> Result<()> {
    let account = account::find(engine, arguments.of.account).await?;
    let event = arguments.event;
    let mut out = std::io::stdout().lock();
    let Some(object_type) = object_type(engine, account, event, arguments.object_type.as_deref()).await?
    else {
        let (app, delivery) = make_up(engine, account, arguments).await?;
        writeln!(out, "sent app {app} a {event} that never happened, in delivery {delivery}")?;
        return Ok(());
    };
    let principal = principal(engine, account, arguments.app).await?;
    let trigger = Trigger { event, object_type, property: arguments.property };
    for step in trigger::happen(engine, &principal, &trigger).await? {
        writeln!(out, "{step}")?;
    }
    Ok(())
}

/// The type of the records that the event is about; none where it is about no record.
async fn object_type(
    engine: &Engine,
    account: AccountId,
    event: EventType,
    named: Option<&str>,
) -> Result<Option<&'static ObjectType>> {
    match (event.family, named) {
        (Family::Object, None) => bail!("say the type of the records, with --object-type"),
        (Family::Object, Some(name)) => match engine.object_type(account, name).await {
            Err(Error::UnknownObjectType(_)) => {
                bail!("there is no object type {name:?} in account {account}")
            }
            found => Ok(Some(found?)),
        },
        (_, Some(_)) => bail!("--object-type goes with object.* only"),
        (family, None) => Ok(family.object_type()),
    }
}

/// Sends an app an event about what there is not, and returns the app and the delivery.
async fn make_up(engine: &Engine, account: AccountId, arguments: TriggerArguments) -> Result<(AppId, i64)> {
    let app = match arguments.app {
        Some(id) => AppId(id),
        None => receiver(engine, account).await?,
    };
    let (property, value) = arguments.property.unzip();
    let trial = TrialEvent { event_type: Some(arguments.event), property, value, ..TrialEvent::default() };
    let principal = principal(engine, account, Some(app.0)).await?;
    let delivery = engine.send_trial_event(&principal, app, trial).await.context("cannot send the event")?;
    Ok((app, delivery.row.id))
}

/// The oldest app of an account that says where it wants its events.
async fn receiver(engine: &Engine, account: AccountId) -> Result<AppId> {
    for app in engine.apps(account).await? {
        if engine.webhook_settings(account, app.id).await.is_ok() {
            return Ok(app.id);
        }
    }
    bail!("no app of account {account} says where it wants its events")
}

/// Whoever does it: an app of the account, as calls of its tokens would.
async fn principal(engine: &Engine, account: AccountId, app: Option<i64>) -> Result<Principal> {
    let app = if let Some(id) = app {
        engine.app(account, AppId(id)).await.with_context(|| format!("no app {id}"))?.id
    } else {
        let apps = engine.apps(account).await?;
        apps.iter().find(|app| app.kind == AppKind::Private).map_or(AppId(0), |app| app.id)
    };
    Ok(Principal { account, app, credential: Credential::PrivateApp, user: None, scopes: Scopes::All })
}

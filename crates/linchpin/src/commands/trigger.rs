//! `linchpin trigger`: let an event happen.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use linchpin_domain::webhook::{EventType, Family};
use linchpin_domain::{AccountId, AppId, ObjectType};
use linchpin_engine::apps::AppKind;
use linchpin_engine::{Credential, Engine, Error, Principal, Scopes};

use super::account;
use crate::cli::webhooks::TriggerArguments;
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
    let principal = principal(engine, account, arguments.app).await?;
    let event = arguments.event;
    let object_type = object_type(engine, account, event, arguments.object_type.as_deref()).await?;
    let trigger = Trigger { event, object_type, property: arguments.property };
    let mut out = std::io::stdout().lock();
    for step in trigger::happen(engine, &principal, &trigger).await? {
        writeln!(out, "{step}")?;
    }
    Ok(())
}

/// The type of the records that the event is about.
async fn object_type(
    engine: &Engine,
    account: AccountId,
    event: EventType,
    named: Option<&str>,
) -> Result<&'static ObjectType> {
    match (event.family.object_type(), named) {
        (Some(_), Some(_)) => bail!("--object-type goes with object.* only"),
        (Some(object_type), None) => Ok(object_type),
        (None, _) if event.family != Family::Object => {
            bail!("{event} does not happen to records, which is all that there is so far")
        }
        (None, None) => bail!("say the type of the records, with --object-type"),
        (None, Some(name)) => match engine.object_type(account, name).await {
            Err(Error::UnknownObjectType(_)) => {
                bail!("there is no object type {name:?} in account {account}")
            }
            found => Ok(found?),
        },
    }
}

/// Whoever does it: an app of the account, as calls of its tokens would.
async fn principal(engine: &Engine, account: AccountId, app: Option<i64>) -> Result<Principal> {
    let app = match app {
        Some(id) => engine.app(account, AppId(id)).await.with_context(|| format!("no app {id}"))?.id,
        None => {
            let apps = engine.apps(account).await?;
            apps.iter().find(|app| app.kind == AppKind::Private).map_or(AppId(0), |app| app.id)
        }
    };
    Ok(Principal { account, app, credential: Credential::PrivateApp, user: None, scopes: Scopes::All })
}

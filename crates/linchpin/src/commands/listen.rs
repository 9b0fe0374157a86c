//! `linchpin listen`: print events as they happen, and forward them to a receiver in the making.

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use linchpin_deliver::guarded::{Client, Networks, Trust};
use linchpin_deliver::{headers, payload};
use linchpin_domain::{AccountId, AppId, ObjectTypeId, Timestamp, object_type};
use linchpin_engine::webhooks::{Delivery, Event, MAX_EVENTS, Queue, What};
use linchpin_engine::{Engine, Secret};

use super::account;
use crate::cli::receivers::ListenArguments;
use crate::config::Config;
use crate::installation::Installation;

/// How often it is looked for what happened.
const INTERVAL: Duration = Duration::from_millis(200);

/// Runs the command beside a running server; nothing is written to the database.
pub(crate) async fn run(config: &Config, arguments: &ListenArguments) -> Result<ExitCode> {
    let engine = Installation::open_beside(config).await?.engine;
    let done = listen(&engine, arguments).await;
    engine.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn listen(engine: &Engine, arguments: &ListenArguments) -> Result<()> {
    let account = account::find(engine, arguments.of.account).await?;
    let app = arguments.app.map(AppId);
    let mut listening = engine.listen_to_webhooks(account, app, &arguments.events).await?;
    let forward = match &arguments.forward_to {
        Some(url) => Some(Forward::new(engine, account, app, url).await?),
        None => None,
    };
    writeln!(std::io::stderr(), "listening to account {account}; Ctrl-C ends it")?;
    loop {
        let events = engine.heard(&mut listening).await?;
        for part in events.chunks(MAX_EVENTS) {
            // Each part is read without a gap by whoever the output goes to.
            let body = payload::body(Queue { account, app: app.unwrap_or(AppId(0)) }, &delivery(part));
            print(part, &body, arguments.print_json)?;
            if let Some(forward) = &forward {
                forward.send(engine, body).await?;
            }
        }
        if events.is_empty() {
            tokio::time::sleep(INTERVAL).await;
        }
    }
}

/// Events as if they were to be sent for the first time.
fn delivery(events: &[Event]) -> Delivery {
    Delivery { id: 0, attempts: 0, events: events.to_vec(), n_bytes: 0 }
}

fn print(events: &[Event], body: &[u8], as_json: bool) -> Result<()> {
    let mut out = std::io::stdout().lock();
    if as_json {
        let events: Vec<&serde_json::value::RawValue> = serde_json::from_slice(body)?;
        for event in events {
            writeln!(out, "{event}")?;
        }
    } else {
        for event in events {
            write_line(&mut out, event)?;
        }
    }
    Ok(out.flush()?)
}

/// Writes a line: when, the type, what it happened to, and what is new about that.
fn write_line(out: &mut impl Write, event: &Event) -> std::io::Result<()> {
    let at = Timestamp(event.at);
    let id = ObjectTypeId::from_code(event.object_type);
    let name = object_type::by_id(id).map_or_else(|| id.to_string(), |row| row.singular.to_owned());
    write!(out, "{at}\t{}\t{name} ", event.event_type)?;
    match &event.what {
        What::Created(id) | What::Deleted(id) | What::Restored(id) | What::PrivacyDeleted(id) => {
            writeln!(out, "{id}")
        }
        What::PropertyChanged { id, name, value, .. } => writeln!(out, "{id}\t{name} = {value:?}"),
        What::Merged { primary, merged, new, .. } => writeln!(out, "{primary} and {merged:?} -> {new}"),
        What::AssociationChanged { from, to, type_name, is_removed, .. } => {
            let verb = if *is_removed { "no longer with" } else { "with" };
            writeln!(out, "{from} {verb} {to}\t{type_name}")
        }
    }
}

/// A receiver in the making.
struct Forward {
    client: Client,
    url: String,
    secret: Secret,
}

impl Forward {
    /// Signs with the secret of the app, or with one that is made for it and printed.
    async fn new(engine: &Engine, account: AccountId, app: Option<AppId>, url: &str) -> Result<Self> {
        let secret = if let Some(app) = app {
            let receiver = engine.webhook_receiver(account, app).await?;
            receiver.with_context(|| format!("app {app} says nowhere where it wants its events"))?.secret
        } else {
            let secret = Engine::listening_secret()?;
            writeln!(std::io::stderr(), "the client secret that signs is: {}", secret.expose())?;
            secret
        };
        // Whoever types a URL may reach it.
        let networks = Networks { loopback: true, private: true };
        Ok(Self { client: Client::new(networks, Trust::of_machine())?, url: url.to_owned(), secret })
    }

    async fn send(&self, engine: &Engine, body: Vec<u8>) -> Result<()> {
        let now = engine.clock().now();
        let headers = headers(&self.secret, &self.url, &body, now);
        let answered = self.client.post(&self.url, headers, body, now).await;
        let came = match (answered.status, answered.error) {
            (Some(status), _) => status.to_string(),
            (None, error) => error.unwrap_or_default(),
        };
        writeln!(std::io::stderr(), "-> {} {came}", self.url)?;
        Ok(())
    }
}

//! `linchpin listen`: print events as they happen.

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use linchpin_domain::{AppId, ObjectTypeId, Timestamp, object_type};
use linchpin_engine::Engine;
use linchpin_engine::webhooks::{Event, What};

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
    writeln!(std::io::stderr(), "listening to account {account}; Ctrl-C ends it")?;
    loop {
        let events = engine.heard(&mut listening).await?;
        let mut out = std::io::stdout().lock();
        for event in &events {
            write_line(&mut out, event)?;
        }
        drop(out);
        if events.is_empty() {
            tokio::time::sleep(INTERVAL).await;
        }
    }
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

//! `linchpin deliveries`: print what is sent to apps, or send it once more.

mod show;

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use linchpin_domain::{AccountId, AppId};
use linchpin_engine::webhooks::deliveries::{Delivery, Replay, Wanted};
use linchpin_engine::{Credential, Engine, Principal, Scopes};

use super::account;
use crate::cli::receivers::DeliveriesArguments;
use crate::config::Config;
use crate::installation::Installation;

/// How often it is looked for deliveries that were made or sent.
const INTERVAL: Duration = Duration::from_millis(500);
/// How many of them are looked at.
const PART: usize = 200;

/// Runs the command; a server may be running.
pub(crate) async fn run(config: &Config, arguments: &DeliveriesArguments) -> Result<ExitCode> {
    let engine = Installation::open_beside(config).await?.engine;
    let account = account::find(&engine, arguments.of.account).await;
    let done = match (account, arguments.replay, &arguments.show) {
        (Ok(account), Some(ids), _) => replay(&engine, account, arguments, ids).await,
        (Ok(account), None, Some(id)) => show::show(&engine, &operator(account), id).await,
        (Ok(account), None, None) => print(&engine, account, arguments).await,
        (Err(error), ..) => Err(error),
    };
    engine.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

/// Whoever runs the server, who sees everything of an account.
pub(super) fn operator(account: AccountId) -> Principal {
    Principal { account, app: AppId(0), credential: Credential::PrivateApp, user: None, scopes: Scopes::All }
}

async fn print(engine: &Engine, account: AccountId, arguments: &DeliveriesArguments) -> Result<()> {
    let wanted = Wanted {
        app: arguments.app.map(AppId),
        state: arguments.state,
        event_type: arguments.event,
        ..Wanted::newest(arguments.limit)
    };
    let mut seen = Seen::default();
    seen.print(engine, account, wanted).await?;
    if !arguments.follow {
        return Ok(());
    }
    loop {
        tokio::time::sleep(INTERVAL).await;
        seen.print(engine, account, Wanted { limit: PART, ..wanted }).await?;
    }
}

/// What was printed already: deliveries with how far they had come.
#[derive(Default)]
struct Seen(Vec<(i64, i64, String)>);

impl Seen {
    /// Prints what is new about the newest deliveries, the newest last.
    async fn print(&mut self, engine: &Engine, account: AccountId, wanted: Wanted) -> Result<()> {
        let page = engine.list_webhook_deliveries(&operator(account), wanted).await?;
        let mut out = std::io::stdout().lock();
        let mut now = Vec::with_capacity(page.deliveries.len());
        for delivery in page.deliveries.iter().rev() {
            let row = &delivery.row;
            let state = (row.id, row.n_attempts, row.state.clone());
            if !self.0.contains(&state) {
                write(&mut out, delivery)?;
            }
            now.push(state);
        }
        self.0 = now;
        Ok(())
    }
}

/// Writes a line: id, when, app, state, attempts, status or error, milliseconds, events.
fn write(out: &mut impl Write, delivery: &Delivery) -> std::io::Result<()> {
    let row = &delivery.row;
    let mut types: Vec<_> = delivery.events.iter().map(|event| event.event_type.as_str()).collect();
    types.sort_unstable();
    types.dedup();
    let (came, duration_ms) = row.last.as_ref().map_or((String::new(), 0.0), |last| {
        let status = last.status.map(|status| status.to_string());
        (status.or_else(|| last.error.clone()).unwrap_or_default(), last.duration_us as f64 / 1e3)
    });
    writeln!(
        out,
        "{}\t{}\t{}\t{}\t{}\t{came}\t{duration_ms:.1} ms\t{} {}",
        row.id,
        row.created_at,
        row.app,
        row.state,
        row.n_attempts,
        delivery.events.len(),
        types.join(",")
    )
}

async fn replay(
    engine: &Engine,
    account: AccountId,
    arguments: &DeliveriesArguments,
    (first, last): (i64, i64),
) -> Result<()> {
    let app = arguments.app.context("say the app of the deliveries, with --app")?;
    let (mut from, mut n_replayed, mut n_hurried) = (first, 0, 0);
    loop {
        let replay = Replay { account: None, app: AppId(app), ids: (from, last), state: arguments.state };
        let again = engine.replay_webhook_deliveries(&operator(account), replay).await?;
        n_replayed += again.repeated.len();
        n_hurried += again.hurried.len();
        match again.last {
            Some(reached) if reached < last => from = reached + 1,
            _ => break,
        }
    }
    writeln!(
        std::io::stdout(),
        "{n_replayed} deliveries are sent once more; {n_hurried} that waited are due now"
    )?;
    Ok(())
}

//! `linchpin calls`: print the log of calls.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use linchpin_domain::AccountId;
use linchpin_engine::Engine;
use linchpin_engine::tools::{LoggedCall, WantedCalls};

use super::account;
use crate::cli::CallsArguments;
use crate::config::Config;
use crate::installation::Installation;

/// How often it is looked for calls that came.
const INTERVAL: Duration = Duration::from_millis(500);
/// How many of them are printed at a time.
const PART: usize = 1_000;

/// Runs the command; a server may be running.
pub(crate) async fn run(config: &Config, arguments: &CallsArguments) -> Result<ExitCode> {
    let engine = Installation::open_beside(config).await?.engine;
    let done = print(&engine, arguments).await;
    engine.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn print(engine: &Engine, arguments: &CallsArguments) -> Result<()> {
    let account = account::find(engine, arguments.account).await?;
    let mut last = print_after(engine, account, 0, arguments.limit).await?;
    if !arguments.follow {
        return Ok(());
    }
    loop {
        tokio::time::sleep(INTERVAL).await;
        last = print_after(engine, account, last, PART).await?;
    }
}

/// Prints calls that came after one, the newest last, and returns which that is.
async fn print_after(engine: &Engine, account: AccountId, last: i64, limit: usize) -> Result<i64> {
    let calls = engine.list_calls(account, WantedCalls::newest(limit)).await?;
    let mut out = std::io::stdout().lock();
    for call in calls.iter().rev().filter(|call| call.id > last) {
        write(&mut out, call)?;
    }
    Ok(calls.first().map_or(last, |newest| newest.id.max(last)))
}

fn write(out: &mut impl std::io::Write, call: &LoggedCall) -> std::io::Result<()> {
    let LoggedCall { at, status, method, path, operation, app, correlation_id, .. } = call;
    let duration_ms = call.duration_us as f64 / 1e3;
    writeln!(
        out,
        "{at}\t{status}\t{duration_ms:.1} ms\t{method}\t{path}\t{operation}\t{app}\t{correlation_id}"
    )
}

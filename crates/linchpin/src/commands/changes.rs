//! `linchpin changes`: print the change log.

use std::io::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use linchpin_api::change_line;
use linchpin_domain::AccountId;
use linchpin_engine::Engine;

use super::account;
use crate::cli::ChangesArguments;
use crate::config::Config;
use crate::installation::Installation;

/// How often it is looked for changes that came.
const INTERVAL: Duration = Duration::from_millis(200);
/// How many of them are read at a time.
const PART: usize = 1_000;

/// Runs the command; a server may be running.
pub(crate) async fn run(config: &Config, arguments: &ChangesArguments) -> Result<ExitCode> {
    let engine = Installation::open_beside(config).await?.engine;
    let done = print(&engine, arguments).await;
    engine.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn print(engine: &Engine, arguments: &ChangesArguments) -> Result<()> {
    let account = account::find(engine, arguments.account).await?;
    let mut last = arguments.after;
    loop {
        let printed = print_after(engine, account, last).await?;
        match printed {
            Some(newest) => last = newest,
            None if arguments.follow => tokio::time::sleep(INTERVAL).await,
            None => return Ok(()),
        }
    }
}

/// Prints the changes that follow one, and returns the number of the last of them.
async fn print_after(engine: &Engine, account: AccountId, last: i64) -> Result<Option<i64>> {
    let changes = engine.changes_after(account, last, PART).await?;
    let mut out = std::io::stdout().lock();
    for change in &changes {
        writeln!(out, "{}", change_line(change)?)?;
    }
    out.flush()?;
    Ok(changes.last().map(|change| change.sequence))
}

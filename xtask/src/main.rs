//! The commands of the house, as `cargo xtask COMMAND`: everything that plain cargo cannot do alone.
//!
//! It depends on nothing of ours, so that it runs while the rest does not compile.

mod acceptance;
mod browser;
mod counts;
mod crash;
mod faults;
mod packages;
mod postgres;
mod sdk;
mod server;
mod shell;
#[cfg(test)]
mod tidy;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, anyhow};

use crate::counts::Counts;

const USAGE: &str = "\
cargo xtask COMMAND

  test         set up what tests need, run all tests, then `acceptance`
  acceptance   the official SDKs, the examples, a crash and faults against the binary, on SQLite and on PostgreSQL
  faults       only the faults of webhooks and the journal, for as many seconds each as the next argument says, 4 without one
  ci           formatting, lints, documentation, then `test`: exactly what CI runs
  sdk          only install the pinned official SDKs and extract their field tables";

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_default();
    let outcome = match command.as_str() {
        "test" => test(Scope::All),
        "acceptance" => test(Scope::Acceptance),
        "faults" => faults(),
        "ci" => workspace::lint().and_then(|()| test(Scope::All)),
        "sdk" => sdk::prepare().map(|()| ExitCode::SUCCESS),
        _ => Err(anyhow!(USAGE)),
    };
    outcome.unwrap_or_else(|error| {
        shell::say(&format!("{error:#}"));
        ExitCode::FAILURE
    })
}

/// Breaks things for as long as somebody wants.
fn faults() -> Result<ExitCode> {
    let seconds = match std::env::args().nth(2) {
        Some(text) => text.parse().map_err(|_| anyhow!("{text:?} is no number of seconds"))?,
        None => faults::SHORT,
    };
    sdk::prepare()?;
    postgres::install()?;
    workspace::build()?;
    let database = postgres::Server::start()?;
    let mut counts = Counts::default();
    for engine in [acceptance::Engine::Sqlite, acceptance::Engine::Postgres(&database)] {
        counts += faults::run(engine, seconds)?;
    }
    shell::say(&counts.to_string());
    Ok(if counts.all_passed() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Which tests to run.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Scope {
    All,
    Acceptance,
}

/// Runs tests and closes with one line of counts.
fn test(scope: Scope) -> Result<ExitCode> {
    sdk::prepare()?;
    browser::prepare()?;
    postgres::install()?;
    workspace::build()?;
    let database = postgres::Server::start()?;
    let mut counts = Counts::default();
    if scope == Scope::All {
        counts += workspace::test(&database)?;
    }
    counts += acceptance::run(&database)?;
    // Last of all, and alone on its line: CI reads it.
    shell::say(&counts.to_string());
    Ok(if counts.all_passed() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

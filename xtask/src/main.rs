//! The commands of the house, as `cargo xtask COMMAND`: everything that plain cargo cannot do alone.
//!
//! It depends on nothing of ours, so that it runs while the rest does not compile.

mod acceptance;
mod browser;
mod counts;
mod crash;
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
  acceptance   the official SDKs, the examples and a crash against the binary, on SQLite and on PostgreSQL
  ci           formatting, lints, documentation, then `test`: exactly what CI runs
  sdk          only install the pinned official SDKs and extract their field tables";

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_default();
    let outcome = match command.as_str() {
        "test" => test(Scope::All),
        "acceptance" => test(Scope::Acceptance),
        "ci" => workspace::lint().and_then(|()| test(Scope::All)),
        "sdk" => sdk::prepare().map(|()| ExitCode::SUCCESS),
        _ => Err(anyhow!(USAGE)),
    };
    outcome.unwrap_or_else(|error| {
        shell::say(&format!("{error:#}"));
        ExitCode::FAILURE
    })
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

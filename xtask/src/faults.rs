//! Webhooks and their journal while things break: servers that are killed, receivers that misbehave, disks that are
//! full, accounts that become what they were.

use std::process::Command;

use anyhow::Result;

use crate::acceptance::Engine;
use crate::counts::Counts;
use crate::postgres;
use crate::sdk;
use crate::shell::{command, say, target, watch};

/// How long each test goes on breaking things, in seconds, unless somebody wants the long form.
pub(crate) const SHORT: u32 = 4;

/// Runs the fault tests on an engine.
pub(crate) fn run(engine: Engine<'_>, seconds: u32) -> Result<Counts> {
    let label = format!("faults on {}", engine.name());
    say(&format!("\n=== {label}"));
    let outcome = watch(&mut tests(engine, seconds))?;
    let counts = Counts::read(&outcome.output, outcome.succeeded);
    say(&format!("{label}: {counts}"));
    Ok(counts)
}

/// The tests start their servers themselves, for they kill them.
fn tests(engine: Engine<'_>, seconds: u32) -> Command {
    let mut python = command(sdk::python());
    python
        .args(["-m", "unittest", "discover", "--start-directory", "tests/faults"])
        .env("LINCHPIN_TEST_BINARY", target().join("debug/linchpin"))
        .env("LINCHPIN_TEST_ENGINE", engine.name())
        .env("LINCHPIN_TEST_DATABASES", target().join("debug/test-postgres"))
        .env("LINCHPIN_TEST_FAULT_SECONDS", seconds.to_string());
    if let Engine::Postgres(server) = engine {
        python.env(postgres::Server::VARIABLE, server.url());
    }
    python
}

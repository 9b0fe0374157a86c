//! The promise that an answered write survives: the server is killed in the middle of a load, started again on the same
//! data, and asked for every record of every batch that it had answered.

use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

use anyhow::{Result, bail};

use crate::acceptance::{Engine, fresh_folder};
use crate::counts::Counts;
use crate::sdk;
use crate::server::{Server, print_log};
use crate::shell::{command, say, watch};

/// How much is to be loaded, in records: more than is answered before the kill.
const RECORDS: &str = "6000";

/// After how many answered batches of 100 the server is killed.
const BATCHES: usize = 15;

/// How long the load may take to answer that many; a debug build on a busy machine needs seconds.
const PATIENCE: Duration = Duration::from_mins(2);

/// How often the load's progress is looked at.
const GLANCE: Duration = Duration::from_millis(5);

/// Kills a server in the middle of a load and proves that nothing answered is missing.
pub(crate) fn run(engine: Engine<'_>) -> Result<Counts> {
    let label = format!("kill -9 on {}", engine.name());
    say(&format!("\n=== {label}"));
    let data = fresh_folder(&format!("crash-{}", engine.name()))?;
    let outcome = survive(engine, &data);
    if let Err(error) = &outcome {
        say(&format!("{error:#}"));
        print_log(&data);
    }
    let counts = Counts::one(outcome.is_ok());
    say(&format!("{label}: {counts}"));
    Ok(counts)
}

fn survive(engine: Engine<'_>, data: &Path) -> Result<()> {
    let database_url = engine.database_url()?;
    let answered = data.with_extension("answered");
    std::fs::write(&answered, "")?;

    let server = Server::start(data, database_url.as_deref())?;
    let mut load =
        server.introduce(airports().args(["--limit", RECORDS, "--answered"]).arg(&answered)).spawn()?;
    let waited = wait_for_batches(&mut load, &answered);
    server.kill()?;
    // The load ends by itself, on the connection that broke.
    load.wait()?;
    waited?;

    let server = Server::start(data, database_url.as_deref())?;
    let outcome = watch(server.introduce(airports().arg("--verify").arg(&answered)))?;
    if outcome.succeeded { Ok(()) } else { bail!("an answered batch is missing or differs") }
}

fn airports() -> Command {
    let mut program = command(sdk::python());
    program.arg("examples/airports.py");
    program
}

fn wait_for_batches(load: &mut Child, answered: &Path) -> Result<()> {
    let glances = PATIENCE.as_millis() / GLANCE.as_millis();
    for _ in 0..glances {
        if std::fs::read_to_string(answered)?.lines().count() >= BATCHES {
            return Ok(());
        }
        if let Some(status) = load.try_wait()? {
            bail!("the load ended with {status} before the server was killed");
        }
        std::thread::sleep(GLANCE);
    }
    bail!("the load did not answer {BATCHES} batches in {} s", PATIENCE.as_secs())
}

//! The official SDKs and the examples against the real binary, on both engines.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::counts::Counts;
use crate::crash;
use crate::faults;
use crate::postgres;
use crate::sdk;
use crate::server::{Server, print_log};
use crate::shell::{command, root, say, target, watch};

/// Where a server under test keeps its data.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Engine<'a> {
    Sqlite,
    Postgres(&'a postgres::Server),
}

impl Engine<'_> {
    /// The engine's name, for folders and messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }

    /// Returns the URL of an empty database, where the engine needs one.
    pub(crate) fn database_url(self) -> Result<Option<String>> {
        match self {
            Self::Sqlite => Ok(None),
            Self::Postgres(server) => server.database().map(Some),
        }
    }
}

/// Runs everything on both engines, each suite on a server and a data folder of its own.
pub(crate) fn run(database: &postgres::Server) -> Result<Counts> {
    let mut counts = Counts::default();
    for engine in [Engine::Sqlite, Engine::Postgres(database)] {
        for (name, mut program) in programs(engine)? {
            counts += against_server(name, engine, &mut program)?;
        }
        counts += crash::run(engine)?;
        counts += faults::run(engine, faults::SHORT)?;
    }
    Ok(counts)
}

/// The suites and examples by name.
fn programs(engine: Engine<'_>) -> Result<Vec<(&'static str, Command)>> {
    let mut python = command(sdk::python());
    python.args(["-m", "unittest", "discover", "--start-directory", "tests/sdk/python"]);

    let mut node = command("node");
    node.args(["--test", "--test-reporter=./tests/sdk/node/reporter.mjs"])
        .args(test_files("tests/sdk/node")?);

    let mut browser = command("node");
    browser
        .args(["--test", "--test-reporter=./tests/sdk/node/reporter.mjs"])
        .args(test_files("tests/browser")?);

    let mut airports = command(sdk::python());
    airports.arg("examples/airports.py");
    if matches!(engine, Engine::Postgres(_)) {
        // The whole set has gone through once by then; the rest of its minutes would only repeat that.
        airports.args(["--limit", "3000"]);
    }

    let mut company = command(sdk::python());
    company.arg("examples/company.py");

    let mut search = command(sdk::python());
    search.arg("examples/search.py");

    let mut lists = command(sdk::python());
    lists.arg("examples/lists.py");
    Ok(vec![
        ("python", python),
        ("node", node),
        ("browser", browser),
        ("company", company),
        ("search", search),
        ("lists", lists),
        ("airports", airports),
    ])
}

fn test_files(folder: &str) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(root().join(folder))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn against_server(name: &str, engine: Engine<'_>, program: &mut Command) -> Result<Counts> {
    let label = format!("{name} on {}", engine.name());
    say(&format!("\n=== {label}"));
    let data = fresh_folder(&format!("{name}-{}", engine.name()))?;
    let Ok(server) = Server::start(&data, engine.database_url()?.as_deref()) else {
        say(&format!("{label}: the server does not start"));
        return Ok(Counts::one(false));
    };
    let outcome = watch(server.introduce(program))?;
    let mut counts = Counts::read(&outcome.output, outcome.succeeded);
    if counts == Counts::default() {
        // A program that is one test: it tells by its exit code alone.
        counts = Counts::one(outcome.succeeded);
    }
    if !outcome.succeeded {
        print_log(&data);
    }
    say(&format!("{label}: {counts}"));
    Ok(counts)
}

/// An empty folder of this name for a server's data; the last run's stay for a look after a failure.
pub(crate) fn fresh_folder(name: &str) -> Result<PathBuf> {
    let folder = target().join("acceptance").join(name);
    remove(&folder)?;
    remove(&folder.with_extension("log"))?;
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn remove(path: &Path) -> std::io::Result<()> {
    match if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) } {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

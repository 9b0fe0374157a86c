//! Linchpin in its own process, as its users run it.

use std::fs::File;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::load::Connection;
use crate::process::Process;
use crate::requests;

/// What every setting in the environment starts with; the default configuration is measured.
const SETTINGS: &str = "LINCHPIN_";

/// A running Linchpin.
#[derive(Debug)]
pub(crate) struct Linchpin {
    /// The process.
    pub(crate) process: Process,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// The token that opens it.
    pub(crate) token: String,
    /// The time from its start until it took calls.
    pub(crate) ready_in: Duration,
}

/// What the store did since the start.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counters {
    /// Transactions that ran.
    pub(crate) transactions: u64,
    /// Commits, which on SQLite are the fsyncs of its log.
    pub(crate) commits: u64,
}

/// A command of the binary, without settings from the environment.
pub(crate) fn command(binary: &Path) -> Command {
    let mut command = Command::new(binary);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with(SETTINGS) {
            command.env_remove(name);
        }
    }
    command
}

impl Linchpin {
    /// Serves a data folder, on PostgreSQL when there is a `database_url`; its log goes into a file beside the folder.
    pub(crate) fn start(binary: &Path, folder: &Path, database_url: Option<&str>) -> Result<Self> {
        let mut command = command(binary);
        command.args(["serve", "--listen", "127.0.0.1:0", "--ready-json", "--data"]).arg(folder);
        if let Some(url) = database_url {
            command.args(["--database-url", url]);
        }
        let log = folder.with_extension("log");
        command.stderr(File::create(&log).with_context(|| format!("cannot write {}", log.display()))?);
        let started = Instant::now();
        let (process, line) =
            Process::start(&mut command).with_context(|| format!("see {}", log.display()))?;
        let ready_in = started.elapsed();
        let ready: Value = serde_json::from_str(&line).with_context(|| format!("no ready line: {line}"))?;
        let text = |name: &str| ready[name].as_str().with_context(|| format!("no {name} in {line}"));
        let address = text("base_url")?.trim_start_matches("http://").trim_end_matches('/').parse()?;
        let token = text("token")?.to_owned();
        Ok(Self { process, address, token, ready_in })
    }

    /// The body of the answer to a GET.
    pub(crate) async fn get(&self, path: &str) -> Result<Vec<u8>> {
        let mut connection = Connection::open(self.address).await?;
        let answer = connection.exchange(&requests::get(path, &self.token)).await?;
        anyhow::ensure!(answer.status == 200, "{path} answers {}", answer.status);
        Ok(answer.body.to_vec())
    }

    /// The answer to a POST, which has to succeed.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let mut connection = Connection::open(self.address).await?;
        let request = requests::with_body("POST", path, &self.token, body.to_string().as_bytes());
        let answer = connection.exchange(&request).await?;
        let text = String::from_utf8_lossy(answer.body);
        anyhow::ensure!((200..=201).contains(&answer.status), "{path} answers {}: {text}", answer.status);
        serde_json::from_str(&text).with_context(|| format!("{path} answers no JSON: {text}"))
    }

    /// What `/metrics` counts of the store.
    pub(crate) async fn counters(&self) -> Result<Counters> {
        let text = String::from_utf8(self.get("/metrics").await?)?;
        let counter = |name: &str| {
            let mut lines = text.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
            lines
                .next()
                .and_then(|count| count.parse().ok())
                .with_context(|| format!("no {name} in /metrics"))
        };
        Ok(Counters {
            transactions: counter("linchpin_store_transactions_total")?,
            commits: counter("linchpin_store_commits_total")?,
        })
    }

    /// Stops it and waits until it did.
    pub(crate) fn stop(self) -> Result<()> {
        self.process.stop()
    }
}

//! The PostgreSQL that all tests of a run share.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};

use anyhow::{Context, Result, bail};

use crate::packages;
use crate::shell::{command, target};

/// Installs PostgreSQL's server programs when there are none.
pub(crate) fn install() -> Result<()> {
    // Debian keeps them off PATH; crates/testkit/src/postgres.rs looks in the same places.
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = versions.map(|version| version.path().join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let complete =
        |folder: &Path| ["initdb", "pg_ctl", "createdb"].iter().all(|name| folder.join(name).is_file());
    if std::env::split_paths(&path).chain(debian).any(|folder| complete(&folder)) {
        return Ok(());
    }
    packages::install(&["postgresql"])
}

/// A running server; it stops when this is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    url: String,
    process: Child,
}

impl Server {
    /// The variable by which tests find the server.
    pub(crate) const VARIABLE: &str = "LINCHPIN_TEST_POSTGRES";

    /// Starts the server by the testkit's program, which must have been built.
    pub(crate) fn start() -> Result<Self> {
        let mut process = command(target().join("debug/test-postgres"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("test-postgres does not run")?;
        let mut url = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output).read_line(&mut url)?;
        }
        if url.trim().is_empty() {
            bail!("test-postgres ended with {}", process.wait()?);
        }
        Ok(Self { url: url.trim().to_owned(), process })
    }

    /// The server's URL without a database.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Creates an empty database and returns its URL.
    pub(crate) fn database(&self) -> Result<String> {
        let output = command(target().join("debug/test-postgres"))
            .arg("database")
            .env(Self::VARIABLE, &self.url)
            .output()
            .context("test-postgres does not run")?;
        let url = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if url.is_empty() {
            bail!("no database: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(url)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        // It ends by itself once its input is closed, whether or not we can wait for that.
        _ = self.process.wait();
    }
}

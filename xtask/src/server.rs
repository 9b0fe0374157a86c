//! The real binary, started for a test and stopped after it.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::shell::{command, say, target};

/// A running `linchpin serve`; it is killed when this is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    process: Child,
    base_url: String,
    account_id: String,
    token: String,
    /// Where it stands in for HubSpot's hosts, and the file with the authority to trust for that.
    drop_in: String,
    authority: PathBuf,
}

impl Server {
    /// Starts the binary on a data folder and waits until it takes calls; its log goes beside that folder.
    pub(crate) fn start(data: &Path, database_url: Option<&str>) -> Result<Self> {
        std::fs::create_dir_all(data)?;
        let log = File::options().create(true).append(true).open(data.with_extension("log"))?;
        let mut serve = command(target().join("debug/linchpin"));
        serve.args(["serve", "--listen", "127.0.0.1:0", "--ready-json"]);
        serve.args(["--drop-in", "--drop-in-listen", "127.0.0.1:0", "--data"]).arg(data);
        if let Some(url) = database_url {
            serve.args(["--database-url", url]);
        }
        let mut process = serve
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .context("the linchpin binary does not run")?;
        let mut line = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        let Ok(ready) = serde_json::from_str::<Value>(&line) else {
            _ = process.kill();
            print_log(data);
            bail!("linchpin ended with {}, having said {line:?}", process.wait()?);
        };
        let text = |key: &str| match &ready[key] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        Ok(Self {
            base_url: text("base_url"),
            account_id: text("account_id"),
            token: text("token"),
            drop_in: text("drop_in"),
            authority: data.join("ca.pem"),
            process,
        })
    }

    /// Tells a test program where the server is and how to get in.
    pub(crate) fn introduce<'a>(&self, program: &'a mut Command) -> &'a mut Command {
        program
            .env("LINCHPIN_BASE_URL", &self.base_url)
            .env("LINCHPIN_TOKEN", &self.token)
            .env("LINCHPIN_ACCOUNT_ID", &self.account_id)
            .env("LINCHPIN_TEST_DROP_IN", &self.drop_in)
            .env("LINCHPIN_TEST_CA", &self.authority)
    }

    /// Ends the server at once, as a power cut would: no handler of its own runs.
    pub(crate) fn kill(mut self) -> Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A process that has ended already cannot be killed, which is all right.
        _ = self.process.kill();
        _ = self.process.wait();
    }
}

/// Prints the end of a server's log, for a test that failed.
pub(crate) fn print_log(data: &Path) {
    const LINES: usize = 40;
    let log = std::fs::read_to_string(data.with_extension("log")).unwrap_or_default();
    let skipped = log.lines().count().saturating_sub(LINES);
    say("--- the server's last words");
    log.lines().skip(skipped).for_each(say);
    say("---");
}

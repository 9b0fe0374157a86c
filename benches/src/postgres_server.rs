//! A PostgreSQL server whose commits reach the disk.
//!
//! The testkit's server does not wait for the disk, which is right for tests and wrong for figures; like that one,
//! this one ends with its process, however that ends.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::{Context as _, Result, bail};

/// Runs as a user other than root, which PostgreSQL refuses; its arguments are the folder of the programs and a port.
///
/// Everything that makes a commit durable stays at PostgreSQL's defaults.
const SCRIPT: &str = r#"
set -eu
folder=$(mktemp -d "${TMPDIR:-/tmp}/linchpin-bench-postgres.XXXXXX")
trap 'rm -rf "$folder"' EXIT
"$1/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C >"$folder/log" 2>&1 ||
  { cat "$folder/log" >&2; exit 1; }
options="-c listen_addresses=127.0.0.1 -c port=$2 -c unix_socket_directories=$folder"
options="$options -c shared_buffers=512MB -c max_wal_size=4GB"
"$1/pg_ctl" -D "$folder/data" -l "$folder/log" -w -o "$options" start >/dev/null 2>&1 ||
  { cat "$folder/log" >&2; exit 1; }
echo ready
read -r _ || true
"$1/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
"#;

/// A running server; it stops when this is dropped.
#[derive(Debug)]
pub(crate) struct PostgresServer {
    url: String,
    keeper: Child,
    /// Held open for the script to wait on.
    pipe: Option<ChildStdin>,
}

impl PostgresServer {
    /// Starts a server on a free port, or returns none where PostgreSQL is not installed.
    pub(crate) fn start() -> Result<Option<Self>> {
        let Some(programs) = programs() else {
            return Ok(None);
        };
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let mut keeper = shell()
            .args(["-c", SCRIPT, "linchpin-bench-postgres"])
            .arg(programs)
            .arg(port.to_string())
            .current_dir("/")
            .env("LC_ALL", "C")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Ctrl-C in a terminal goes to a process group; the script must outlive it to clean up.
            .process_group(0)
            .spawn()
            .context("cannot run a shell for PostgreSQL")?;
        let pipe = keeper.stdin.take();
        let output = keeper.stdout.take().context("standard output is piped")?;
        let mut said = String::new();
        BufReader::new(output).read_line(&mut said)?;
        if said.trim() != "ready" {
            bail!("PostgreSQL does not start: {}", keeper.wait()?);
        }
        Ok(Some(Self { url: format!("postgres://postgres@127.0.0.1:{port}"), keeper, pipe }))
    }

    /// The URL of a database.
    pub(crate) fn database(&self, name: &str) -> String {
        format!("{}/{name}", self.url)
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        drop(self.pipe.take());
        // Nothing can be done about a script that cannot be waited for, and its server is gone either way.
        let _ = self.keeper.wait();
    }
}

/// The shell that runs the script, as another user when we are root.
fn shell() -> Command {
    let id = Command::new("id").arg("-u").output();
    if !id.is_ok_and(|output| output.stdout.trim_ascii() == b"0") {
        return Command::new("sh");
    }
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let user = if users.lines().any(|line| line.starts_with("postgres:")) { "postgres" } else { "nobody" };
    let mut command = Command::new("runuser");
    command.args(["-u", user, "--", "sh"]);
    command
}

/// The folder of PostgreSQL's programs: one of PATH, else one of Debian's, which are not on PATH.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let complete = |folder: &Path| ["initdb", "pg_ctl"].iter().all(|name| folder.join(name).is_file());
    std::env::split_paths(&path)
        .chain(debian.map(|version| version.path().join("bin")))
        .find(|folder| complete(folder))
}

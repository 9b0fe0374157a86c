//! A PostgreSQL server for tests, and fresh databases in it.
//!
//! The server lives exactly as long as the process that started it, however that process ends: a small shell script
//! waits on a pipe, sees it close, stops the server and removes its folder.

use std::collections::hash_map::RandomState;
use std::fmt::Write as _;
use std::hash::{BuildHasher, Hasher};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;

/// Names a server that is running already, as `postgres://user@host:port`: `cargo xtask test` starts one for all.
pub const SHARED_VARIABLE: &str = "LINCHPIN_TEST_POSTGRES";

/// The programs of PostgreSQL that we run, which must stand in one folder.
const PROGRAMS: [&str; 3] = ["initdb", "pg_ctl", "createdb"];

/// How often another port is tried: between our choice and the server's use of it, another process may take it.
const ATTEMPTS: usize = 5;

/// Runs as a user other than root, which PostgreSQL refuses. Its arguments are the folder of the programs and a port.
///
/// A test's data is worth nothing after the test, so nothing waits for the disk. Text sorts by bytes, as in SQLite.
const SCRIPT: &str = r#"
set -eu
folder=$(mktemp -d "${TMPDIR:-/tmp}/linchpin-postgres.XXXXXX")
trap 'rm -rf "$folder"' EXIT
"$1/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$folder/log" 2>&1 ||
  { cat "$folder/log" >&2; exit 1; }
options="-c listen_addresses=127.0.0.1 -c port=$2 -c unix_socket_directories=$folder -c max_connections=200"
options="$options -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
"$1/pg_ctl" -D "$folder/data" -l "$folder/log" -w -o "$options" start >/dev/null 2>&1 ||
  { cat "$folder/log" >&2; exit 1; }
echo ready
read -r _ || true
"$1/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
"#;

/// A server of our own; it stops when this is dropped, or when the process ends without that.
#[derive(Debug)]
pub struct Postgres {
    url: String,
    keeper: Child,
    /// Held open for the script to wait on.
    pipe: Option<ChildStdin>,
}

impl Postgres {
    /// Starts a server on a free port of 127.0.0.1.
    ///
    /// Panics when PostgreSQL is not installed or does not start: no test can go on then.
    pub fn start() -> Self {
        let programs = programs();
        let mut faults = String::new();
        for _ in 0..ATTEMPTS {
            let port = free_port();
            match Self::start_on(programs, port) {
                Ok(server) => return server,
                // Writing to a String cannot fail.
                Err(error) => _ = writeln!(faults, "port {port}: {error}"),
            }
        }
        panic!("PostgreSQL of {} does not start:\n{faults}", programs.display());
    }

    fn start_on(programs: &Path, port: u16) -> std::io::Result<Self> {
        let mut keeper = shell()
            .args(["-c", SCRIPT, "linchpin-postgres"])
            .arg(programs)
            .arg(port.to_string())
            .current_dir("/")
            .env("LC_ALL", "C")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Ctrl-C in a terminal goes to a process group; the script must outlive it to clean up.
            .process_group(0)
            .spawn()?;
        let pipe = keeper.stdin.take();
        let mut said = String::new();
        if let Some(output) = keeper.stdout.take() {
            BufReader::new(output).read_line(&mut said)?;
        }
        if said.trim() == "ready" {
            return Ok(Self { url: format!("postgres://postgres@127.0.0.1:{port}"), keeper, pipe });
        }
        let status = keeper.wait()?;
        Err(std::io::Error::other(format!("the server ended with {status}, see its log above")))
    }

    /// Returns the server's URL without a database, `postgres://postgres@127.0.0.1:5432`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the URL, without a database, of the server that all tests of this process share.
    pub fn shared() -> &'static str {
        static SHARED: OnceLock<String> = OnceLock::new();
        // Statics are never dropped: the server ends with the process, by its pipe.
        static OWN: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(|| match std::env::var(SHARED_VARIABLE) {
            Ok(url) => url.trim_end_matches('/').to_owned(),
            Err(_) => OWN.get_or_init(Self::start).url.clone(),
        })
    }

    /// Creates an empty database in the shared server and returns its URL.
    pub fn database() -> String {
        let server = Self::shared();
        let name = format!("test_{:016x}", random());
        let output = Command::new(programs().join("createdb"))
            .args(["--maintenance-db", &format!("{server}/postgres"), &name])
            .output()
            .expect("createdb was found beside the other programs");
        assert!(output.status.success(), "createdb at {server}: {}", String::from_utf8_lossy(&output.stderr));
        format!("{server}/{name}")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.pipe.take());
        // Nothing can be done about a script that cannot be waited for, and its server is gone either way.
        _ = self.keeper.wait();
    }
}

/// The shell that runs the script, as `postgres` (or `nobody`, where there is none) when we are root.
fn shell() -> Command {
    if !is_root() {
        return Command::new("sh");
    }
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let user = if users.lines().any(|line| line.starts_with("postgres:")) { "postgres" } else { "nobody" };
    let mut command = Command::new("runuser");
    command.args(["-u", user, "--", "sh"]);
    command
}

/// Are we root? std has no way to ask for the user id without `unsafe`.
fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// The folder of PostgreSQL's programs: one of PATH, else the newest of Debian's, which are not on PATH.
fn programs() -> &'static Path {
    static FOUND: OnceLock<PathBuf> = OnceLock::new();
    FOUND.get_or_init(|| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
        folders.extend(debian_folders());
        let complete = |folder: &PathBuf| PROGRAMS.iter().all(|program| folder.join(program).is_file());
        folders.into_iter().find(complete).unwrap_or_else(|| {
            panic!(
                "found no PostgreSQL (its {PROGRAMS:?}): install it, or run `cargo xtask test`, which does"
            )
        })
    })
}

fn debian_folders() -> Vec<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<_> = versions.map(|version| version.path()).collect();
    let number = |folder: &PathBuf| folder.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    folders.sort_by_key(number);
    folders.into_iter().rev().map(|folder| folder.join("bin")).collect()
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the loopback address has a free port");
    listener.local_addr().expect("a bound listener has an address").port()
}

/// Names must differ between processes that share a server; the hasher's keys are random per process and call.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    fn connects(url: &str) -> bool {
        let address = url.trim_start_matches("postgres://postgres@");
        TcpStream::connect(address.split('/').next().unwrap_or_default()).is_ok()
    }

    #[test]
    fn a_server_runs_until_it_is_dropped() {
        let server = Postgres::start();
        let url = server.url().to_owned();
        assert!(connects(&url));
        drop(server);
        assert!(!connects(&url));
    }

    #[test]
    fn databases_are_new_each_time() {
        let (one, other) = (Postgres::database(), Postgres::database());
        assert_ne!(one, other);
        assert!(one.starts_with(Postgres::shared()));
    }
}

//! The other sides of the read ratio: axum handlers that do nothing but return bytes, or a row.

use std::cell::RefCell;
use std::io::{Read as _, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use axum::Router;
use axum::extract;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use axum::serve::ListenerExt as _;
use bytes::Bytes;
use rusqlite::Connection;
use tokio::net::TcpListener;

use crate::process::Process;

/// Where both answer.
const PATH: &str = "/crm/v3/objects/contacts/{id}";
const JSON: &str = "application/json;charset=utf-8";
/// How Linchpin finds a record.
const FIND: &str =
    "SELECT properties FROM records WHERE account_id = $1 AND object_type = 1 AND archived = 0 AND id = $2";
/// As much as one of Linchpin's readers has.
const CACHE_KIB: i64 = 24 * 1024;

/// Serves on a free port, whose address it prints: the body that standard input holds, or, when there is a database,
/// what that has stored of the contact, with no authentication, no rendering and no log.
pub(crate) async fn serve(database: Option<PathBuf>) -> Result<()> {
    match database {
        None => {
            let mut body = Vec::new();
            std::io::stdin().read_to_end(&mut body)?;
            let body = Bytes::from(body);
            let handler = move || {
                let body = body.clone();
                async move { ([(CONTENT_TYPE, JSON)], body) }
            };
            listen(Router::new().route(PATH, get(handler))).await
        }
        Some(database) => {
            let account = open(&database)?.query_row("SELECT id FROM accounts", [], |row| row.get(0))?;
            let database: Arc<Path> = database.into();
            let handler = move |extract::Path(id): extract::Path<i64>| {
                let body = stored(&database, account, id).map_err(|error| error.to_string());
                let body = body.map_err(|error| (StatusCode::INTERNAL_SERVER_ERROR, error));
                async move { body.map(|body| ([(CONTENT_TYPE, JSON)], body)) }
            };
            listen(Router::new().route(PATH, get(handler))).await
        }
    }
}

/// What is stored of a contact, read by this thread's own connection.
fn stored(database: &Path, account: i64, id: i64) -> Result<String> {
    thread_local! {
        static CONNECTION: RefCell<Option<Connection>> = const { RefCell::new(None) };
    }
    CONNECTION.with_borrow_mut(|connection| {
        let connection = if let Some(connection) = connection {
            connection
        } else {
            // Nobody writes meanwhile, so one snapshot serves for all reads.
            let opened = open(database)?;
            opened.execute_batch("BEGIN")?;
            connection.insert(opened)
        };
        Ok(connection.prepare_cached(FIND)?.query_row([account, id], |row| row.get(0))?)
    })
}

fn open(database: &Path) -> Result<Connection> {
    let connection = Connection::open(database)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    Ok(connection)
}

async fn listen(router: Router) -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    writeln!(std::io::stdout(), "{}", listener.local_addr()?)?;
    let listener = listener.tap_io(|stream| {
        // A connection that is gone already needs no option.
        let _ = stream.set_nodelay(true);
    });
    Ok(axum::serve(listener, router).await?)
}

/// One of the handlers in its own process.
#[derive(Debug)]
pub(crate) struct Bare {
    /// The process.
    pub(crate) process: Process,
    /// Where it listens.
    pub(crate) address: SocketAddr,
}

impl Bare {
    /// Starts the one that returns this body.
    pub(crate) fn start(body: &[u8]) -> Result<Self> {
        let mut file = tempfile::tempfile()?;
        file.write_all(body)?;
        std::io::Seek::rewind(&mut file)?;
        Self::run(Command::new(std::env::current_exe()?).arg("bare").stdin(Stdio::from(file)))
    }

    /// Starts the one that reads from a database.
    pub(crate) fn reading(database: &Path) -> Result<Self> {
        Self::run(Command::new(std::env::current_exe()?).args(["bare", "--database"]).arg(database))
    }

    fn run(command: &mut Command) -> Result<Self> {
        let (process, line) = Process::start(command)?;
        let address = line.trim().parse().with_context(|| format!("no address: {line}"))?;
        Ok(Self { process, address })
    }
}

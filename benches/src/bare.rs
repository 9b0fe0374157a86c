//! The other side of the read ratio: an axum handler that does nothing but return bytes.

use std::io::{Read as _, Write as _};
use std::net::SocketAddr;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use axum::serve::ListenerExt as _;
use bytes::Bytes;
use tokio::net::TcpListener;

use crate::process::Process;

/// Serves the body that standard input holds on a free port, whose address it prints.
pub(crate) async fn serve() -> Result<()> {
    let mut body = Vec::new();
    std::io::stdin().read_to_end(&mut body)?;
    let body = Bytes::from(body);
    let handler = move || {
        let body = body.clone();
        async move { ([(CONTENT_TYPE, "application/json;charset=utf-8")], body) }
    };
    let router = Router::new().route("/crm/v3/objects/contacts/{id}", get(handler));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    writeln!(std::io::stdout(), "{}", listener.local_addr()?)?;
    let listener = listener.tap_io(|stream| {
        // A connection that is gone already needs no option.
        let _ = stream.set_nodelay(true);
    });
    Ok(axum::serve(listener, router).await?)
}

/// The bare handler in its own process.
#[derive(Debug)]
pub(crate) struct Bare {
    /// The process.
    pub(crate) process: Process,
    /// Where it listens.
    pub(crate) address: SocketAddr,
}

impl Bare {
    /// Starts it with the body that it will return.
    pub(crate) fn start(body: &[u8]) -> Result<Self> {
        let mut file = tempfile::tempfile()?;
        file.write_all(body)?;
        std::io::Seek::rewind(&mut file)?;
        let mut command = Command::new(std::env::current_exe()?);
        let (process, line) = Process::start(command.arg("bare").stdin(Stdio::from(file)))?;
        let address = line.trim().parse().with_context(|| format!("no address: {line}"))?;
        Ok(Self { process, address })
    }
}

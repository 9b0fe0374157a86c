//! `linchpin serve`: take calls until told to stop.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use linchpin_api::{App, Front};
use linchpin_web::Web;

use crate::config::Config;
use crate::data_folder::DataFolder;
use crate::home::Home;
use crate::http_server::{HttpServer, Site};
use crate::installation::Installation;
use crate::ready::{Ready, Shown};
use crate::sample;

/// How long requests in flight may take once the server was told to stop: the whole stop has five seconds.
const REQUESTS_END: Duration = Duration::from_secs(4);
/// What a shell reports for a process that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

/// Serves until told to stop, then finishes what was begun.
pub(crate) async fn run(config: &Config) -> Result<ExitCode> {
    // Asked for first: a signal that arrives from here on stops the server and does not kill it.
    let mut signals = Signals::listen()?;
    let folder = DataFolder::open(&config.data)?;
    let lock = folder.lock()?;
    let server = HttpServer::bind(&config.listen).await?;
    let installation = Installation::open(config, folder, &lock).await?;
    let app = installation.default_app().await?;
    let Installation { folder, engine } = installation;
    if config.sample_data {
        sample::fill(&engine, &app.principal).await?;
    }

    let address = server.address();
    let front = Front::new(Arc::new(App::new(Arc::clone(&engine))), linchpin_api::table());
    let home = Home::new(address, app.principal.account, &folder.token_file());
    let serving = server.serve(Site::new(front, Web::new(Arc::clone(&engine)), home));
    let following = tokio::spawn(Arc::clone(&engine).follow_up());
    let indexing = tokio::spawn(Arc::clone(&engine).keep_searchable());
    let listing = tokio::spawn(Arc::clone(&engine).follow_lists());
    let forgetting = tokio::spawn(Arc::clone(&engine).forget_expired_tokens());
    tracing::info!(%address, data = %folder.path().display(), "takes calls");
    let setup_link = engine.setup_link().await?;
    let shown = Shown { token: &app.token, is_new: app.is_new, setup_link: setup_link.as_deref() };
    let ready = Ready::new(address, app.principal.account, &shown);
    if config.ready_json { ready.print_json() } else { ready.print_text(&folder.token_file()) }
        .context("cannot write to standard output")?;

    let signal = signals.next().await;
    tracing::info!(signal, "stops: finishes the requests in flight");
    let stop = async {
        if !serving.stop(REQUESTS_END).await {
            tracing::warn!("some requests did not finish in time and were cut off");
        }
        // What they leave undone stands in the database and is done after the next start.
        following.abort();
        indexing.abort();
        listing.abort();
        forgetting.abort();
        engine.close().await;
        tracing::info!("stopped");
    };
    tokio::select! {
        () = stop => Ok(ExitCode::SUCCESS),
        _ = signals.next() => Ok(ExitCode::from(INTERRUPTED)),
    }
}

/// The signals that stop a server.
struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind| signal(kind).context("cannot listen for signals");
        Ok(Self { terminate: listen(SignalKind::terminate())?, interrupt: listen(SignalKind::interrupt())? })
    }

    /// Waits for one of them and names it.
    async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }
}

#[cfg(not(unix))]
impl Signals {
    fn listen() -> Result<Self> {
        Ok(Self {})
    }

    /// Waits for Ctrl-C.
    async fn next(&mut self) -> &'static str {
        if tokio::signal::ctrl_c().await.is_err() {
            // A process that cannot be told to stop serves on.
            std::future::pending::<()>().await;
        }
        "Ctrl-C"
    }
}

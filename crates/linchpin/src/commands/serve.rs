//! `linchpin serve`: take calls until told to stop.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use linchpin_api::{App, Front};
use linchpin_deliver::Deliverer;
use linchpin_engine::Engine;
use linchpin_web::Web;
use tokio::task::JoinSet;

use crate::config::Config;
use crate::data_folder::DataFolder;
use crate::home::Home;
use crate::http_server::{HttpServer, Serving, Site};
use crate::installation::Installation;
use crate::ready::{Ready, Shown, Sockets};
use crate::sample;
use crate::tls::authority::Authority;
use crate::tls::{Files, Source, Tls};
use crate::webhooks;

/// How long requests in flight may take once the server was told to stop: the whole stop has five seconds.
const REQUESTS_END: Duration = Duration::from_secs(4);
/// How long the deliveries of webhooks in flight may take then: those that are cut off are sent again.
const DELIVERIES_END: Duration = Duration::from_secs(3);
/// What a shell reports for a process that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

/// Serves until told to stop, then finishes what was begun.
pub(crate) async fn run(config: &Config) -> Result<ExitCode> {
    // Asked for first: a signal that arrives from here on stops the server and does not kill it.
    let mut signals = Signals::listen()?;
    let folder = DataFolder::open(&config.data)?;
    let lock = folder.lock()?;
    let server = HttpServer::bind(&config.listen).await?;
    let drop_in =
        if config.drop_in { Some(HttpServer::bind_drop_in(&config.drop_in_listen).await?) } else { None };
    let installation = Installation::open(config, folder, &lock).await?;
    let app = installation.default_app().await?;
    let Installation { folder, engine } = installation;
    if config.sample_data {
        sample::fill(&engine, &app.principal).await?;
    }

    let tls = secured(config, &engine)?;
    let sockets = Sockets {
        address: server.address(),
        is_secure: tls.is_some(),
        drop_in: drop_in.as_ref().map(HttpServer::address),
    };
    let address = sockets.address;
    let api = Arc::new(App::new(Arc::clone(&engine)));
    let front = Front::new(Arc::clone(&api), linchpin_api::table());
    let home = Home::new(address, app.principal.account, &folder.token_file());
    let site = Site::new(front, Web::new(Arc::clone(&engine)), home);
    let mut serving = Serving::new();
    if let Some(server) = drop_in {
        let authority = Authority::open(&folder, engine.clock().now())?;
        let tls = Tls::start(Source::Authority(Box::new(authority)), &engine)?;
        serving.add(server, Some(tls), site.clone());
    }
    serving.add(server, tls, site);
    let background = in_background(&engine);
    let deliverer = Deliverer::start(&engine, webhooks::client(config, &folder, address)?);
    tracing::info!(%address, data = %folder.path().display(), "takes calls");
    let setup_link = engine.setup_link().await?;
    let shown = Shown { token: &app.token, is_new: app.is_new, setup_link: setup_link.as_deref() };
    let ready = Ready::new(sockets, app.principal.account, &shown);
    if config.ready_json { ready.print_json() } else { ready.print_text(&folder.token_file()) }
        .context("cannot write to standard output")?;

    let signal = signals.next().await;
    tracing::info!(signal, "stops: finishes the requests in flight");
    let stop = async {
        api.stop_waiting();
        let ((), are_answered) = tokio::join!(deliverer.stop(DELIVERIES_END), serving.stop(REQUESTS_END));
        if !are_answered {
            tracing::warn!("some requests did not finish in time and were cut off");
        }
        // What they leave undone stands in the database and is done after the next start.
        drop(background);
        if let Err(error) = engine.write_token_uses().await {
            tracing::warn!(%error, "could not keep when tokens were last used");
        }
        engine.keep_calls_now().await;
        engine.close().await;
        tracing::info!("stopped");
    };
    tokio::select! {
        () = stop => Ok(ExitCode::SUCCESS),
        _ = signals.next() => Ok(ExitCode::from(INTERRUPTED)),
    }
}

/// Starts what goes on by itself beside the calls; it ends when this is dropped.
fn in_background(engine: &Arc<Engine>) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    tasks.spawn(Arc::clone(engine).watch_other_processes());
    tasks.spawn(Arc::clone(engine).follow_up());
    tasks.spawn(Arc::clone(engine).keep_searchable());
    tasks.spawn(Arc::clone(engine).forget_idempotency_keys());
    tasks.spawn(Arc::clone(engine).follow_lists());
    tasks.spawn(Arc::clone(engine).keep_usage());
    tasks.spawn(Arc::clone(engine).keep_company());
    tasks.spawn(Arc::clone(engine).forget_expired_tokens());
    tasks.spawn(Arc::clone(engine).keep_token_uses());
    tasks.spawn(Arc::clone(engine).keep_calls());
    tasks.spawn(Arc::clone(engine).fan_out_webhooks());
    tasks.spawn(Arc::clone(engine).keep_journal());
    tasks
}

/// TLS with the operator's own certificate, if there is one.
fn secured(config: &Config, engine: &Arc<Engine>) -> Result<Option<Tls>> {
    match (&config.tls_cert, &config.tls_key) {
        (Some(certificate), Some(key)) => {
            Tls::start(Source::Files(Files::new(certificate, key)), engine).map(Some)
        }
        (None, None) => Ok(None),
        _ => bail!("--tls-cert and --tls-key go together: a certificate is of no use without its key"),
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

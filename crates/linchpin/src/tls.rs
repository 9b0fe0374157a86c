//! TLS: with the operator's own certificate, or as a stand-in for HubSpot's hosts with one that is made here.

pub(crate) mod authority;
mod files;
pub(crate) mod hosts;

use std::fmt;
use std::io;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use anyhow::{Context as _, Result};
use linchpin_engine::{Clock, Engine};
use tokio::net::TcpStream;
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert, ServerConfig};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::server::TlsStream;

use self::authority::Authority;
pub(crate) use self::files::Files;

/// How long a client may take to agree with us about keys: some round trips of a slow line.
const HANDSHAKE_TIME: Duration = Duration::from_secs(10);
/// How often the operator's files are read, and certificates of our own looked at.
const LOOK: Duration = Duration::from_secs(10);

/// Speaks TLS on connections that were accepted.
#[derive(Clone)]
pub(crate) struct Tls(tokio_rustls::TlsAcceptor);

/// Where certificates come from.
pub(crate) enum Source {
    /// Files of the operator's, which may change.
    Files(Files),
    /// The authority of the data folder.
    Authority(Box<Authority>),
}

/// The certificate of now, which new connections get; those that are open keep theirs.
struct Current(RwLock<Arc<CertifiedKey>>);

impl Tls {
    /// TLS with certificates from this source, which a task of its own follows.
    pub(crate) fn start(mut source: Source, engine: &Arc<Engine>) -> Result<Self> {
        let provider = Arc::new(ring::default_provider());
        let first = source.next(&provider, engine.clock())?;
        let first = first.context("a source has a certificate to begin with")?;
        let current = Arc::new(Current(RwLock::new(Arc::new(first))));
        let resolver: Arc<dyn ResolvesServerCert> = Arc::<Current>::clone(&current);
        let mut config = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_protocol_versions(&[&TLS13, &TLS12])
            .context("the TLS library lacks a version")?
            .with_no_client_auth()
            .with_cert_resolver(resolver);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        tokio::spawn(follow(source, provider, Arc::clone(engine), current));
        Ok(Self(Arc::new(config).into()))
    }

    /// Agrees with a client about keys.
    pub(crate) async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        tokio::time::timeout(HANDSHAKE_TIME, self.0.accept(stream)).await?
    }
}

/// Lets new connections have the newest certificate of a source, until the process ends.
async fn follow(
    mut source: Source,
    provider: Arc<CryptoProvider>,
    engine: Arc<Engine>,
    current: Arc<Current>,
) {
    let mut hangups = Hangups::listen();
    loop {
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            () = hangups.next() => {}
        }
        match source.next(&provider, engine.clock()) {
            Ok(Some(next)) => {
                current.replace(next);
                tracing::info!("new connections get another TLS certificate");
            }
            Ok(None) => {}
            Err(error) => {
                let error = format!("{error:#}");
                tracing::warn!(error, "goes on with the old TLS certificate");
            }
        }
    }
}

impl Source {
    /// The next certificate, if there is another one than last time.
    fn next(&mut self, provider: &CryptoProvider, clock: &Clock) -> Result<Option<CertifiedKey>> {
        match self {
            Self::Files(files) => files.next(provider),
            Self::Authority(authority) => authority.next(provider, clock.now()),
        }
    }
}

impl Current {
    fn replace(&self, next: CertifiedKey) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
    }
}

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl fmt::Debug for Current {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Current")
    }
}

/// The signal by which operators ask daemons to read their files again.
struct Hangups {
    #[cfg(unix)]
    signal: Option<tokio::signal::unix::Signal>,
}

impl Hangups {
    fn listen() -> Self {
        Self {
            // Without it the files are read a few seconds later.
            #[cfg(unix)]
            signal: tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup()).ok(),
        }
    }

    async fn next(&mut self) {
        #[cfg(unix)]
        if let Some(signal) = &mut self.signal
            && signal.recv().await.is_some()
        {
            return;
        }
        std::future::pending::<()>().await;
    }
}

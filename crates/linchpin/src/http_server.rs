//! HTTP: the listening socket, the connections, and their end.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, Result};
use axum::body::Body;
use axum::http::uri::Scheme;
use axum::http::{Method, Request, Response};
use futures_util::future::{BoxFuture, join_all};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use linchpin_api::{Dropped, Front};
use linchpin_web::{Peer, Web};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tower::Service as _;

use crate::home::Home;
use crate::tls::Tls;

/// How long a client may take to send the head of a request, be it the first of its connection or a later one:
/// longer than the idle time after which the common clients give up a connection themselves.
const HEADER_TIME: Duration = Duration::from_secs(90);
/// How long to wait after a failed accept: out of file descriptors, it would fail again at once.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// A bound socket.
pub(crate) struct HttpServer {
    listener: TcpListener,
    address: SocketAddr,
}

/// Servers that take calls, and stop together.
pub(crate) struct Serving {
    /// Dropped as a sign to stop.
    stop: watch::Sender<()>,
    accepting: Vec<JoinHandle<GracefulShutdown>>,
}

/// Everything that answers: the API, the pages for people, and the one at `/`.
#[derive(Clone)]
pub(crate) struct Site {
    front: Front,
    web: Web,
    home: Home,
}

/// The site as whoever is at the other end of one connection sees it.
#[derive(Clone)]
struct Visited {
    site: Site,
    peer: Peer,
    /// By what it calls.
    scheme: Scheme,
}

impl Site {
    /// A site of these parts.
    pub(crate) fn new(front: Front, web: Web, home: Home) -> Self {
        Self { front, web, home }
    }
}

impl Service<Request<Incoming>> for Visited {
    type Response = Response<Body>;
    type Error = io::Error;
    type Future = BoxFuture<'static, Result<Response<Body>, io::Error>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let Self { site, peer, scheme } = self;
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(scheme.clone());
        let path = request.uri().path();
        if path == "/" && matches!(*request.method(), Method::GET | Method::HEAD) {
            let page = site.home.page(request.headers(), scheme);
            return Box::pin(async { Ok(page) });
        }
        if Web::serves(path) {
            request.extensions_mut().insert(*peer);
            let answering = site.web.clone().call(request);
            return Box::pin(async { answering.await.map_err(|error| match error {}) });
        }
        let answering = site.front.clone().call(request);
        Box::pin(async {
            let Ok(response) = answering.await;
            // The HTTP library ends the connection of a call that came to an error.
            match response.extensions().get::<Dropped>() {
                Some(_) => Err(io::Error::other("a fault ends the connection")),
                None => Ok(response),
            }
        })
    }
}

impl HttpServer {
    /// Binds the address that the configuration names.
    pub(crate) async fn bind(listen: &str) -> Result<Self> {
        Self::bind_with(listen, |kind| match kind {
            io::ErrorKind::AddrInUse => "; choose another port with --listen, or 0 for any free one",
            _ => "",
        })
        .await
    }

    /// Binds the address on which the server stands in for HubSpot's hosts.
    pub(crate) async fn bind_drop_in(listen: &str) -> Result<Self> {
        Self::bind_with(listen, |kind| match kind {
            io::ErrorKind::AddrInUse => "; choose another port with --drop-in-listen",
            io::ErrorKind::PermissionDenied => {
                "; ports below 1024 need root, or `setcap cap_net_bind_service=+ep` on the binary"
            }
            _ => "",
        })
        .await
    }

    async fn bind_with(listen: &str, hint: impl Fn(io::ErrorKind) -> &'static str) -> Result<Self> {
        let listener = TcpListener::bind(listen).await.map_err(|error| {
            let hint = hint(error.kind());
            anyhow::anyhow!("cannot listen on {listen}: {error}{hint}")
        })?;
        let address = listener.local_addr().context("the socket has no address")?;
        Ok(Self { listener, address })
    }

    /// The address it is bound to.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Serving {
    /// Servers that take calls for nobody yet.
    pub(crate) fn new() -> Self {
        Self { stop: watch::Sender::new(()), accepting: Vec::new() }
    }

    /// Takes calls on a socket, by TLS where that is given.
    pub(crate) fn add(&mut self, server: HttpServer, tls: Option<Tls>, site: Site) {
        let accepting = accept_until(server.listener, tls, site, self.stop.subscribe());
        self.accepting.push(tokio::spawn(accepting));
    }

    /// Takes no more connections and waits until the requests in flight are answered; false when `limit` passed
    /// before they were.
    pub(crate) async fn stop(self, limit: Duration) -> bool {
        let ended = async {
            drop(self.stop);
            // A task that panicked leaves nothing to wait for.
            let stopped = join_all(self.accepting).await.into_iter().flatten();
            join_all(stopped.map(GracefulShutdown::shutdown)).await;
        };
        tokio::time::timeout(limit, ended).await.is_ok()
    }
}

/// Accepts connections; hands back those that are open when told to stop, with the socket closed.
async fn accept_until(
    listener: TcpListener,
    tls: Option<Tls>,
    site: Site,
    mut stopped: watch::Receiver<()>,
) -> GracefulShutdown {
    let connections = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.changed() => return connections,
        };
        match accepted {
            Ok((stream, peer)) => {
                let scheme = if tls.is_some() { Scheme::HTTPS } else { Scheme::HTTP };
                let visited = Visited { site: site.clone(), peer: Peer(peer.ip()), scheme };
                begin(stream, tls.clone(), visited, &connections, &stopped);
            }
            Err(error) => {
                tracing::warn!(%error, "could not accept a connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

/// Serves a connection in a task of its own, once keys are agreed upon where there are any.
fn begin(
    stream: TcpStream,
    tls: Option<Tls>,
    site: Visited,
    connections: &GracefulShutdown,
    stopped: &watch::Receiver<()>,
) {
    // Without it a response in two packets may wait for the client's acknowledgement of the first.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection ended before it began");
        return;
    }
    let Some(tls) = tls else {
        tokio::spawn(serve(connections.watch(connection(stream, site))));
        return;
    };
    let (watcher, mut stopped) = (connections.watcher(), stopped.clone());
    tokio::spawn(async move {
        let agreed = tokio::select! {
            agreed = tls.accept(stream) => agreed,
            // Nothing was asked yet, so nothing is lost.
            _ = stopped.changed() => return,
        };
        match agreed {
            Ok(stream) => serve(watcher.watch(connection(stream, site))).await,
            Err(error) => tracing::debug!(%error, "a client and we did not agree about keys"),
        }
    });
}

/// HTTP on a connection.
fn connection<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    site: Visited,
) -> http1::Connection<TokioIo<S>, Visited> {
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIME)
        .serve_connection(TokioIo::new(stream), site)
}

async fn serve(connection: impl Future<Output = hyper::Result<()>>) {
    if let Err(error) = connection.await {
        tracing::debug!(%error, "a connection ended in an error");
    }
}

//! HTTP: the listening socket, the connections, and their end.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, Result};
use axum::body::Body;
use axum::http::{Method, Request, Response};
use futures_util::future::BoxFuture;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use linchpin_api::Front;
use linchpin_web::{Peer, Web};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tower::Service as _;

use crate::home::Home;

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

/// A server that takes calls.
pub(crate) struct Serving {
    stop: oneshot::Sender<()>,
    connections: JoinHandle<GracefulShutdown>,
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
}

impl Site {
    /// A site of these parts.
    pub(crate) fn new(front: Front, web: Web, home: Home) -> Self {
        Self { front, web, home }
    }
}

impl Service<Request<Incoming>> for Visited {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response<Body>, Infallible>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let Self { site, peer } = self;
        let mut request = request.map(Body::new);
        let path = request.uri().path();
        if path == "/" && matches!(*request.method(), Method::GET | Method::HEAD) {
            let page = site.home.page(request.headers());
            return Box::pin(async { Ok(page) });
        }
        if Web::serves(path) {
            request.extensions_mut().insert(*peer);
            return site.web.clone().call(request);
        }
        site.front.clone().call(request)
    }
}

impl HttpServer {
    /// Binds the address that the configuration names.
    pub(crate) async fn bind(listen: &str) -> Result<Self> {
        let listener = TcpListener::bind(listen).await.map_err(|error| {
            let hint = match error.kind() {
                io::ErrorKind::AddrInUse => "; choose another port with --listen, or 0 for any free one",
                _ => "",
            };
            anyhow::anyhow!("cannot listen on {listen}: {error}{hint}")
        })?;
        let address = listener.local_addr().context("the socket has no address")?;
        Ok(Self { listener, address })
    }

    /// The address it is bound to.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes calls.
    pub(crate) fn serve(self, site: Site) -> Serving {
        let (stop, stopped) = oneshot::channel();
        let connections = tokio::spawn(accept_until(self.listener, site, stopped));
        Serving { stop, connections }
    }
}

impl Serving {
    /// Takes no more connections and waits until the requests in flight are answered; false when `limit` passed
    /// before they were.
    pub(crate) async fn stop(self, limit: Duration) -> bool {
        let ended = async {
            // The task ends only by this message, or by a panic, which leaves nothing to wait for.
            let _ = self.stop.send(());
            if let Ok(connections) = self.connections.await {
                connections.shutdown().await;
            }
        };
        tokio::time::timeout(limit, ended).await.is_ok()
    }
}

/// Accepts connections; hands back those that are open when told to stop, with the socket closed.
async fn accept_until(
    listener: TcpListener,
    site: Site,
    mut stopped: oneshot::Receiver<()>,
) -> GracefulShutdown {
    let connections = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = &mut stopped => return connections,
        };
        match accepted {
            Ok((stream, peer)) => {
                let visited = Visited { site: site.clone(), peer: Peer(peer.ip()) };
                serve_connection(stream, visited, &connections);
            }
            Err(error) => {
                tracing::warn!(%error, "could not accept a connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

fn serve_connection(stream: TcpStream, site: Visited, connections: &GracefulShutdown) {
    // Without it a response in two packets may wait for the client's acknowledgement of the first.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection ended before it began");
        return;
    }
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIME)
        .serve_connection(TokioIo::new(stream), site);
    let connection = connections.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended in an error");
        }
    });
}

//! Connections: the address that is looked at is the one that is connected to.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::Uri;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

use super::addresses::{Networks, is_loopback};
use super::trust::{Trust, TrustError};

/// How long one of several addresses is tried: so that an address that is dead leaves time for the next one.
const EACH: Duration = Duration::from_millis(1_500);
/// Addresses of a host that are tried.
const MAX_ADDRESSES: usize = 4;

/// Why a URL is not reached.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// It is none.
    #[error("this is no URL that can be posted to")]
    Url,
    /// It is not safe.
    #[error("receivers are reached by https, and by http on this machine only")]
    Insecure,
    /// Nobody knows its host.
    #[error("cannot find the host {0}: {1}")]
    Unknown(String, io::Error),
    /// Its host is where nobody is reached.
    #[error("{0} is not a public address, which this server does not connect to")]
    Network(IpAddr),
    /// Nobody answers there.
    #[error("cannot connect to {0}: {1}")]
    Unreachable(SocketAddr, io::Error),
    /// Its certificate is not believed, or TLS fails otherwise.
    #[error("TLS with {0} fails: {1}")]
    Tls(String, io::Error),
}

/// Whether a URL may be posted to, as far as that can be seen in it.
pub(super) fn check(uri: &Uri) -> Result<(), Refusal> {
    let authority = uri.authority().ok_or(Refusal::Url)?;
    // Who is let in by a name in the URL would find it in logs.
    if authority.host().is_empty() || authority.as_str().contains('@') {
        return Err(Refusal::Url);
    }
    match uri.scheme_str() {
        Some("https") => Ok(()),
        Some("http") if is_this_machine(bare(authority.host())) => Ok(()),
        Some("http") => Err(Refusal::Insecure),
        _ => Err(Refusal::Url),
    }
}

fn is_this_machine(host: &str) -> bool {
    let is_loopback = host.parse().is_ok_and(is_loopback);
    is_loopback || host.eq_ignore_ascii_case("localhost")
}

/// A host without the brackets that addresses of version 6 have in URLs.
fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

/// Connects to where it may.
#[derive(Clone)]
pub(super) struct Connector {
    networks: Networks,
    tls: TlsConnector,
}

impl Connector {
    pub(super) fn new(networks: Networks, trust: Trust) -> Result<Self, TrustError> {
        Ok(Self { networks, tls: trust.config()?.into() })
    }

    async fn connect(self, uri: Uri) -> Result<Open, Refusal> {
        check(&uri)?;
        let host = bare(uri.host().ok_or(Refusal::Url)?);
        let is_secure = uri.scheme_str() == Some("https");
        let port = uri.port_u16().unwrap_or(if is_secure { 443 } else { 80 });
        let stream = self.reach(host, port, is_secure).await?;
        if !is_secure {
            return Ok(Open(TokioIo::new(Box::new(stream))));
        }
        let name = ServerName::try_from(host.to_owned()).map_err(|_| Refusal::Url)?;
        let secured = self.tls.connect(name, stream).await;
        let secured = secured.map_err(|error| Refusal::Tls(host.to_owned(), error))?;
        Ok(Open(TokioIo::new(Box::new(secured))))
    }

    /// A connection to the first of a host's addresses that may be reached and can be.
    async fn reach(&self, host: &str, port: u16, is_secure: bool) -> Result<TcpStream, Refusal> {
        let unknown = |error| Refusal::Unknown(host.to_owned(), error);
        let found: Vec<_> = lookup_host((host, port)).await.map_err(unknown)?.collect();
        let may_reach = |address: &&SocketAddr| {
            self.networks.allow(address.ip()) && (is_secure || is_loopback(address.ip()))
        };
        let addresses: Vec<_> = found.iter().filter(may_reach).take(MAX_ADDRESSES).collect();
        let mut refusal = match found.first() {
            Some(address) => Refusal::Network(address.ip()),
            None => unknown(io::ErrorKind::NotFound.into()),
        };
        for address in &addresses {
            let connecting = TcpStream::connect(*address);
            let connected = if addresses.len() == 1 {
                connecting.await
            } else {
                tokio::time::timeout(EACH, connecting).await.unwrap_or_else(|late| Err(late.into()))
            };
            match connected {
                Ok(stream) => {
                    // A request is written at once; waiting to send more with it only costs time.
                    let _ = stream.set_nodelay(true);
                    return Ok(stream);
                }
                Err(error) => refusal = Refusal::Unreachable(**address, error),
            }
        }
        Err(refusal)
    }
}

impl tower::Service<Uri> for Connector {
    type Response = Open;
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Open, Refusal>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Refusal>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        Box::pin(self.clone().connect(uri))
    }
}

/// What carries bytes both ways.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// An open connection, with TLS or without.
pub(super) struct Open(TokioIo<Box<dyn Stream>>);

impl Connection for Open {
    fn connected(&self) -> Connected {
        Connected::new()
    }
}

impl Read for Open {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl Write for Open {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::{Refusal, check};

    #[test]
    fn urls_are_looked_at() {
        for (url, is_allowed) in [
            ("https://example.com/hook?x=1", true),
            ("https://10.0.0.1/", true),
            ("http://localhost:3000/", true),
            ("http://127.0.0.1/", true),
            ("http://[::1]:8080/", true),
            ("http://example.com/", false),
            ("http://10.0.0.1/", false),
            ("http://localhost.example.com/", false),
            ("https://user:password@example.com/", false),
            ("ftp://example.com/", false),
            ("/hook", false),
            ("example.com", false),
        ] {
            let checked: Result<(), Refusal> =
                url.parse().map_err(|_| Refusal::Url).and_then(|uri| check(&uri));
            assert_eq!(checked.is_ok(), is_allowed, "{url}");
        }
    }
}

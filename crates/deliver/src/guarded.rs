//! Requests to URLs that others choose: they reach no network that they must not, follow no redirect, and end in time.

mod addresses;
mod connector;
mod trust;

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::header::{HeaderMap, RETRY_AFTER};
use hyper::{Method, Request, Response, Uri};
use hyper_util::client::legacy;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use linchpin_domain::Timestamp;
use linchpin_engine::webhooks::Answered;

pub use addresses::Networks;
pub use connector::Refusal;
pub use trust::{Trust, TrustError};

use crate::{headers, retry_after};
use connector::Connector;

/// How long a request may take from its beginning to the end of its answer (documented).
const TIMEOUT: Duration = Duration::from_secs(5);
/// How much of an answer is read, so that its connection can be used again, and how much of that is kept.
const MAX_READ: usize = 64 << 10;
const MAX_KEPT: usize = 4 << 10;
/// How long a connection that nobody uses stays open.
const IDLE: Duration = Duration::from_mins(1);
/// Connections to one host that stay open.
const IDLE_PER_HOST: usize = 16;

/// Posts to URLs that others choose.
#[derive(Clone)]
pub struct Client {
    http: legacy::Client<Connector, Full<Bytes>>,
    timeout: Duration,
}

impl Client {
    /// A client that reaches these networks and trusts these authorities.
    pub fn new(networks: Networks, trust: Trust) -> Result<Self, TrustError> {
        let http = legacy::Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(IDLE_PER_HOST)
            .pool_timer(TokioTimer::new())
            .build(Connector::new(networks, trust)?);
        Ok(Self { http, timeout: TIMEOUT })
    }

    /// The client with another limit of time.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// Posts a body and returns what comes back; `now` is what dates in the answer are compared with.
    pub async fn post(&self, url: &str, headers: HeaderMap, body: Vec<u8>, now: Timestamp) -> Answered {
        let request = match request(url, headers, body) {
            Ok(request) => request,
            Err(refusal) => return failed(refusal.to_string()),
        };
        let end = tokio::time::Instant::now() + self.timeout;
        match tokio::time::timeout_at(end, self.http.request(request)).await {
            Ok(Ok(response)) => answered(response, end, now).await,
            Ok(Err(error)) => failed(reason(&error)),
            Err(_) => failed(format!("no answer within {} ms", self.timeout.as_millis())),
        }
    }
}

fn request(url: &str, headers: HeaderMap, body: Vec<u8>) -> Result<Request<Full<Bytes>>, Refusal> {
    let uri: Uri = url.parse().map_err(|_| Refusal::Url)?;
    connector::check(&uri)?;
    let mut request = Request::new(Full::new(Bytes::from(body)));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = uri;
    *request.headers_mut() = headers;
    Ok(request)
}

/// What an answer says. Its status counts as soon as it is there, however the rest of it goes.
async fn answered(response: Response<Incoming>, end: tokio::time::Instant, now: Timestamp) -> Answered {
    let (parts, mut body) = response.into_parts();
    let retry_after = parts.headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    let mut kept = Vec::new();
    let read = async {
        let mut n_read = 0;
        while let Some(Ok(frame)) = body.frame().await {
            let Some(data) = frame.data_ref() else { continue };
            n_read += data.len();
            kept.extend_from_slice(&data[..data.len().min(MAX_KEPT - kept.len())]);
            if n_read > MAX_READ {
                return;
            }
        }
    };
    // What does not come in time is not kept.
    let _ = tokio::time::timeout_at(end, read).await;
    let status = parts.status.as_u16();
    Answered {
        status: Some(status),
        error: parts.status.is_redirection().then(|| "redirects are not followed".to_owned()),
        headers: headers::lines(&parts.headers),
        body: (!kept.is_empty()).then(|| String::from_utf8_lossy(&kept).into_owned()),
        retry_after: retry_after.and_then(|text| retry_after::parse(text, now)),
    }
}

fn failed(error: String) -> Answered {
    Answered { error: Some(error), ..Answered::default() }
}

/// Why no answer came, in the words of the innermost cause.
fn reason(error: &legacy::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
        if cause.is::<Refusal>() {
            break;
        }
    }
    cause.to_string()
}

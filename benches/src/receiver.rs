//! A receiver of webhooks that takes everything at once and only counts.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::serve::ListenerExt as _;
use bytes::Bytes;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// The largest request that is taken: a hundred events with the longest of values.
const MAX_BYTES: usize = 16 << 20;
/// Where events are sent.
const PATH: &str = "/hooks";

/// What came so far.
#[derive(Debug, Default)]
struct Seen {
    events: AtomicU64,
    requests: AtomicU64,
    came: Notify,
}

/// A listening receiver; it closes when this is dropped.
#[derive(Debug)]
pub(crate) struct Receiver {
    address: SocketAddr,
    seen: Arc<Seen>,
    task: JoinHandle<()>,
}

impl Receiver {
    /// Listens on a free port.
    pub(crate) async fn start() -> Result<Self> {
        Self::at(SocketAddr::from(([127, 0, 0, 1], 0))).await
    }

    /// Listens at an address.
    pub(crate) async fn at(address: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let seen = Arc::<Seen>::default();
        let router = Router::new()
            .route(PATH, post(take))
            .layer(axum::extract::DefaultBodyLimit::max(MAX_BYTES))
            .with_state(Arc::clone(&seen));
        let listener = listener.tap_io(|stream| {
            // A connection that is gone already needs no option.
            let _ = stream.set_nodelay(true);
        });
        let task = tokio::spawn(async move {
            // It listens until it is dropped.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { address, seen, task })
    }

    /// Where events are to be sent.
    pub(crate) fn url(&self) -> String {
        url(self.address)
    }

    /// The events that came so far.
    pub(crate) fn events(&self) -> u64 {
        self.seen.events.load(Ordering::Acquire)
    }

    /// The requests that came so far.
    pub(crate) fn requests(&self) -> u64 {
        self.seen.requests.load(Ordering::Acquire)
    }

    /// Waits until this many events came.
    pub(crate) async fn reach(&self, events: u64, patience: Duration) -> Result<()> {
        let end = Instant::now() + patience;
        while self.events() < events {
            let came = self.seen.came.notified();
            if self.events() < events {
                let left = end.saturating_duration_since(Instant::now());
                ensure!(!left.is_zero(), "only {} of {events} events came", self.events());
                // Whoever notified between the look and the wait is seen at the next look.
                let _ = tokio::time::timeout(left.min(Duration::from_secs(1)), came).await;
            }
        }
        Ok(())
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The URL at which a receiver takes events.
pub(crate) fn url(address: SocketAddr) -> String {
    format!("http://{address}{PATH}")
}

async fn take(State(seen): State<Arc<Seen>>, body: Bytes) -> StatusCode {
    let events = std::str::from_utf8(&body).map_or(0, |text| text.matches("\"eventId\"").count());
    seen.events.fetch_add(events as u64, Ordering::AcqRel);
    seen.requests.fetch_add(1, Ordering::AcqRel);
    seen.came.notify_waiters();
    StatusCode::NO_CONTENT
}

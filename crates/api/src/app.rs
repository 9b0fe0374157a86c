//! What every handler needs.

use std::fmt;
use std::sync::Arc;

use linchpin_engine::Engine;
use tokio::sync::watch;

use crate::correlation::{CorrelationId, CorrelationIds};
use crate::metrics::Metrics;

/// What every handler needs; one for each server.
pub struct App {
    /// The use cases.
    pub engine: Arc<Engine>,
    /// What is counted.
    pub metrics: Metrics,
    correlation_ids: CorrelationIds,
    /// True once the server stops.
    stops: watch::Sender<bool>,
}

impl App {
    /// An app over an engine.
    pub fn new(engine: Arc<Engine>) -> Self {
        let metrics = Metrics::new(Arc::clone(&engine));
        let stops = watch::Sender::new(false);
        Self { engine, metrics, correlation_ids: CorrelationIds::new(), stops }
    }

    /// Ends the calls that wait for something to happen, or tell of it without an end: the server stops.
    pub fn stop_waiting(&self) {
        self.stops.send_replace(true);
    }

    /// Waits until the server stops.
    pub(crate) async fn stopped(&self) {
        // It lives as long as whoever asks.
        let _ = self.stops.subscribe().wait_for(|stops| *stops).await;
    }

    /// The name of a request that arrives now.
    pub(crate) fn next_correlation_id(&self) -> CorrelationId {
        self.correlation_ids.next(self.engine.clock().now().0.unsigned_abs())
    }
}

impl fmt::Debug for App {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("App").finish_non_exhaustive()
    }
}

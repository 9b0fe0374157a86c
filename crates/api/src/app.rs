//! What every handler needs.

use std::fmt;
use std::sync::Arc;

use linchpin_engine::Engine;

use crate::correlation::{CorrelationId, CorrelationIds};
use crate::metrics::Metrics;

/// What every handler needs; one for each server.
pub struct App {
    /// The use cases.
    pub engine: Arc<Engine>,
    /// What is counted.
    pub metrics: Metrics,
    correlation_ids: CorrelationIds,
}

impl App {
    /// An app over an engine.
    pub fn new(engine: Arc<Engine>) -> Self {
        let metrics = Metrics::new(Arc::clone(&engine));
        Self { engine, metrics, correlation_ids: CorrelationIds::new() }
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

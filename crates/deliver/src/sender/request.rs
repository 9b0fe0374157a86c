//! One request: joined, signed, sent, and what became of it kept.

use std::sync::Arc;
use std::time::Instant;

use linchpin_engine::webhooks::{Attempt, Queue, Sending};
use tokio::sync::OwnedSemaphorePermit;

use super::window::Batch;
use crate::dispatcher::Shared;
use crate::headers::{self, headers};
use crate::payload;

/// A request to make.
pub(super) struct Request {
    pub(super) shared: Arc<Shared>,
    pub(super) queue: Queue,
    pub(super) sending: Arc<Sending>,
    pub(super) batch: Batch,
    /// The right to it, which goes with it.
    pub(super) permit: Permit,
}

/// The right to a request: a share of what all queues may have at a time, beside the first one of each.
pub(super) struct Permit(pub(super) Option<OwnedSemaphorePermit>);

/// How a request ended.
pub(super) struct Done {
    /// The delivery.
    pub(super) id: i64,
    /// Whether the receiver took it; nothing if it was not sent after all.
    pub(super) is_success: Option<bool>,
}

impl Request {
    /// Sends it, and returns after what became of it is durable.
    pub(super) async fn send(self) -> Done {
        let Self { shared, queue, sending, batch: Batch { delivery, joined }, permit } = self;
        let id = delivery.id;
        if !joined.is_empty()
            && let Err(error) = shared.engine.join_deliveries(queue, &delivery, joined).await
        {
            tracing::error!(%error, account = %queue.account, app = %queue.app, "cannot join deliveries; tries again");
            return Done { id, is_success: None };
        }
        let body = payload::body(queue, &delivery);
        // Receivers compare the time of the signature with their own clocks.
        let (machine, sent_at) = (shared.engine.clock().now(), shared.engine.now(queue.account));
        let begun = Instant::now();
        let headers = headers(&sending.secret, &sending.url, &body, machine);
        let sent = headers::lines(&headers);
        let answered = shared.client.post(&sending.url, headers, body, machine).await;
        drop(permit.0);
        let is_success = answered.is_success();
        if is_success && delivery.attempts == 0 {
            let now = shared.engine.now(queue.account);
            let took = delivery.events.iter().filter_map(|event| u64::try_from(now.0 - event.at).ok());
            shared.engine.note_webhook_latency(took);
        }
        let attempt = Attempt {
            queue,
            id,
            n_events: delivery.events.len(),
            attempts_before: delivery.attempts,
            sent_at,
            took: begun.elapsed(),
            url: sending.url.clone(),
            headers: sent,
            answered,
        };
        shared.recorder.record(attempt).await;
        Done { id, is_success: Some(is_success) }
    }
}

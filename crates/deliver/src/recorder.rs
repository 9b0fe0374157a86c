//! Keeping what became of requests: what ends while one transaction commits is kept together in the next one.

use std::sync::Arc;
use std::time::Duration;

use linchpin_engine::Engine;
use linchpin_engine::webhooks::{Attempt, Verdict};
use tokio::sync::{mpsc, oneshot};

/// Attempts that one transaction keeps at most.
const PART: usize = 200;
/// How long to wait before what could not be kept is tried again: nothing is sent twice meanwhile.
const PAUSE: Duration = Duration::from_secs(1);

type Waiting = (Attempt, oneshot::Sender<Verdict>);

/// Takes what became of requests.
#[derive(Clone)]
pub(crate) struct Recorder(mpsc::Sender<Waiting>);

impl Recorder {
    /// A recorder, with the work that somebody has to do for it.
    pub(crate) fn new(engine: Arc<Engine>) -> (Self, impl Future<Output = ()> + Send + 'static) {
        let (sender, receiver) = mpsc::channel(PART);
        (Self(sender), work(engine, receiver))
    }

    /// Keeps what became of a request, and returns after that is durable; nothing while the server stops.
    pub(crate) async fn record(&self, attempt: Attempt) -> Option<Verdict> {
        let (done, verdict) = oneshot::channel();
        self.0.send((attempt, done)).await.ok()?;
        verdict.await.ok()
    }
}

async fn work(engine: Arc<Engine>, mut waiting: mpsc::Receiver<Waiting>) {
    let mut taken = Vec::with_capacity(PART);
    while waiting.recv_many(&mut taken, PART).await > 0 {
        let (attempts, done): (Vec<_>, Vec<_>) = taken.drain(..).unzip();
        let verdicts = loop {
            match engine.record_attempts(attempts.clone()).await {
                Ok(verdicts) => break verdicts,
                Err(error) => {
                    tracing::error!(%error, "cannot keep what became of deliveries; tries again");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        };
        for (done, verdict) in done.into_iter().zip(verdicts) {
            // Who does not wait any more learns it from the database.
            let _ = done.send(verdict);
        }
    }
}

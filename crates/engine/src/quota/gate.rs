//! A window that calls pass one after the other, and that asks the database for its part where servers share it.
//!
//! A server asks before it has used up what it holds, so that calls wait for the answer only where nothing is left:
//! at the first one, and where the limit is so low that nothing of it can be held.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use linchpin_store::Database;
use linchpin_store::call_windows::{self as rows, Place};
use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

use super::ledger::{Bounds, Grant, Ledger};
use super::nodes::Company;
use super::window::{Step, Window};
use crate::{Clock, Engine, Error, Result};

/// How long a call waits for the database to say what others have; after it, each server goes by its share.
const WAIT: Duration = Duration::from_millis(500);

/// A window that several calls want to pass.
#[derive(Debug, Default)]
pub(super) struct Gate {
    window: Mutex<Window>,
    answered: Notify,
}

/// What is asked for at a gate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passage {
    /// The limit as the database knows it.
    pub(super) place: Place,
    /// The limit.
    pub(super) bounds: Bounds,
}

impl Gate {
    /// How many calls could pass at once, as far as this server knows.
    pub(super) fn left(&self, now: i64, bounds: Bounds) -> u32 {
        self.window().left(now, bounds)
    }

    fn window(&self) -> MutexGuard<'_, Window> {
        self.window.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine {
    /// Lets a call pass, if there is room, and tells how many more could follow.
    pub(super) async fn pass(&self, gate: &Arc<Gate>, passage: Passage) -> Option<u32> {
        let mut deadline = None;
        loop {
            let company = self.quotas.nodes.company();
            let now = self.clock.now().0;
            let (step, answered) = {
                let mut window = gate.window();
                let step = window.take(now, passage.bounds, company);
                // Begun before the window is let go, so that no answer is missed.
                (step, matches!(step, Step::Wait { .. }).then(|| gate.answered.notified()))
            };
            if let (Step::Made { asks: true, .. } | Step::Wait { asks: true }, Company::Known { n_nodes }) =
                (step, company)
            {
                // What was begun is finished, whoever waits for it.
                tokio::spawn(self.ask_others(gate, passage, n_nodes));
            }
            match (step, answered) {
                (Step::Made { left, .. }, _) => return Some(left),
                (Step::Wait { .. }, Some(answered)) => {
                    let deadline = *deadline.get_or_insert_with(|| Instant::now() + WAIT);
                    if timeout_at(deadline, answered).await.is_err() {
                        gate.window().give_up(self.clock.now().0);
                    }
                }
                (Step::Full | Step::Wait { .. }, _) => return None,
            }
        }
    }

    /// Asks what others have of a limit, and for more of it.
    fn ask_others(
        &self,
        gate: &Arc<Gate>,
        passage: Passage,
        n_nodes: u32,
    ) -> impl Future<Output = ()> + Send + 'static {
        let asking = Asking {
            clock: self.clock.clone(),
            gate: Arc::clone(gate),
            passage,
            node: self.quotas.nodes.own(),
            n_nodes,
        };
        let (database, gate) = (Arc::clone(&self.database), Arc::clone(gate));
        let now = self.clock.now().0;
        async move {
            match asking.settle(&database).await {
                Ok(grant) => gate.window().receive(grant),
                Err(error) => {
                    gate.window().fail(now);
                    let account = passage.place.account;
                    tracing::warn!(%error, %account, "cannot learn what other servers have of a limit");
                }
            }
            gate.answered.notify_waiters();
        }
    }

    /// Tells others what was made while this server was alone.
    pub(super) async fn tell_others(&self, n_nodes: u32) {
        for (gate, place) in self.quotas.gates() {
            let bounds = gate.window().begin_telling(self.clock.now().0);
            if let Some(bounds) = bounds {
                self.ask_others(&gate, Passage { place, bounds }, n_nodes).await;
            }
        }
    }
}

/// A question to the database.
struct Asking {
    clock: Clock,
    gate: Arc<Gate>,
    passage: Passage,
    node: i64,
    n_nodes: u32,
}

impl Asking {
    async fn settle(self, database: &Database) -> Result<Grant> {
        let work = database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let Passage { place, bounds } = self.passage;
                let mut ledger = Ledger::parse(&rows::lock(tx, place).await?);
                // From here on it is this server's turn: what it says and what it gets are of the same moment.
                let now = self.clock.now().0;
                let report = self.gate.window().report(now, bounds, self.node, self.n_nodes);
                let grant = ledger.settle(now, bounds, report);
                rows::write(tx, place, &ledger.to_text()).await?;
                Ok(grant)
            })
        });
        work.await
    }
}

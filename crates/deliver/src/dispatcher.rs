//! Who sends what: each queue in which something is due has a task of its own, on the node that holds it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use linchpin_engine::Engine;
use linchpin_engine::webhooks::{HOLD, Queue};
use tokio::sync::{Notify, Semaphore, watch};
use tokio::task::{AbortHandle, Id, JoinHandle, JoinSet};
use tokio::time::{MissedTickBehavior, interval};

use crate::guarded::Client;
use crate::news::News;
use crate::probes::Probes;
use crate::recorder::Recorder;
use crate::sender::Sender;

/// How often it is looked for queues that nobody told of: retries that come due, and what other nodes left.
const LOOK: Duration = Duration::from_millis(200);
/// How often a node says that it still holds its queues, and looks whether clocks of accounts were moved elsewhere.
const RENEW: Duration = HOLD.checked_div(3).expect("three is not zero");
/// How often it is counted how much waits, and how far.
const COUNT: Duration = Duration::from_secs(10);
const MAX_COUNT: usize = 100_000;
/// Requests at a time of all queues together, beside one of each, which always may be.
const SOCKETS: usize = 512;

/// Sends what is due, until it is stopped.
pub struct Deliverer {
    engine: Arc<Engine>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// What all queues share.
pub(crate) struct Shared {
    pub(crate) engine: Arc<Engine>,
    pub(crate) client: Client,
    pub(crate) recorder: Recorder,
    pub(crate) sockets: Arc<Semaphore>,
    pub(crate) news: News,
    pub(crate) probes: Probes,
}

impl Deliverer {
    /// Begins to send.
    pub fn start(engine: &Arc<Engine>, client: Client) -> Self {
        let (stop, stopping) = watch::channel(false);
        let task = tokio::spawn(Dispatcher::new(engine, client, stopping).run());
        Self { engine: Arc::clone(engine), stop, task }
    }

    /// Finishes the requests in flight, for as long as there is time, and lets others have the queues.
    pub async fn stop(mut self, limit: Duration) {
        // Without a receiver it has ended already.
        let _ = self.stop.send(true);
        if tokio::time::timeout(limit, &mut self.task).await.is_err() {
            tracing::warn!("some deliveries were cut off; they are sent again");
            self.task.abort();
        }
        if let Err(error) = self.engine.let_all_queues_go().await {
            tracing::warn!(%error, "could not let go of queues; others take them over soon");
        }
    }
}

impl Drop for Deliverer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A queue with a task.
struct Running {
    /// Tells the task that something new is due.
    wake: Arc<Notify>,
    task: AbortHandle,
}

struct Dispatcher {
    shared: Arc<Shared>,
    stopping: watch::Receiver<bool>,
    running: HashMap<Queue, Running>,
    senders: JoinSet<()>,
    queues: HashMap<Id, Queue>,
    /// What ends only with this.
    background: JoinSet<()>,
}

impl Dispatcher {
    fn new(engine: &Arc<Engine>, client: Client, stopping: watch::Receiver<bool>) -> Self {
        let (recorder, recording) = Recorder::new(Arc::clone(engine));
        let mut background = JoinSet::new();
        background.spawn(recording);
        background.spawn(Arc::clone(engine).forget_deliveries());
        let shared = Shared {
            engine: Arc::clone(engine),
            client,
            recorder,
            sockets: Arc::new(Semaphore::new(SOCKETS)),
            news: News::default(),
            probes: Probes::default(),
        };
        Self {
            shared: Arc::new(shared),
            stopping,
            running: HashMap::new(),
            senders: JoinSet::new(),
            queues: HashMap::new(),
            background,
        }
    }

    async fn run(mut self) {
        let engine = Arc::clone(&self.shared.engine);
        if let Err(error) = engine.void_former_holds().await {
            tracing::warn!(%error, "could not let go of queues that a former process held; waits for them");
        }
        let (mut looks, mut renewals, mut counts) = (ticks(LOOK), ticks(RENEW), ticks(COUNT));
        loop {
            tokio::select! {
                due = engine.due_webhooks() => due.into_iter().for_each(|queue| self.start(queue.into())),
                _ = looks.tick() => self.look().await,
                _ = renewals.tick() => {
                    self.refresh_clocks().await;
                    self.renew().await;
                }
                _ = counts.tick() => self.count().await,
                Some(ended) = self.senders.join_next_with_id() => {
                    self.ended(ended.map_or_else(|error| error.id(), |(id, ())| id));
                }
                _ = self.stopping.changed() => break,
            }
        }
        while self.senders.join_next().await.is_some() {}
        self.background.shutdown().await;
    }

    /// Lets the task of a queue that this node holds know that something is due; it gets one if it has none.
    fn start(&mut self, queue: Queue) {
        if let Some(running) = self.running.get(&queue) {
            return running.wake.notify_one();
        }
        let wake = Arc::new(Notify::new());
        let sender = Sender::new(Arc::clone(&self.shared), queue, Arc::clone(&wake), self.stopping.clone());
        let task = self.senders.spawn(sender.run());
        self.queues.insert(task.id(), queue);
        self.running.insert(queue, Running { wake, task });
    }

    /// Forgets a task that ended, and starts it anew if it was told of something that it did not look at.
    fn ended(&mut self, task: Id) {
        let Some(queue) = self.queues.remove(&task) else { return };
        let Some(running) = self.running.remove(&queue) else { return };
        self.shared.news.forget(queue);
        let mut told = std::pin::pin!(running.wake.notified());
        // Enabling takes what was told and not yet heard.
        if told.as_mut().enable() {
            self.start(queue);
        }
    }

    /// Takes queues in which something is due and that nobody holds.
    async fn look(&mut self) {
        match self.shared.engine.take_due_queues().await {
            Ok(queues) => queues.into_iter().for_each(|queue| self.start(queue)),
            Err(error) => tracing::error!(%error, "cannot look for deliveries that are due"),
        }
    }

    /// Says that this node still holds its queues, and lets go of those that another one took over.
    async fn renew(&mut self) {
        if self.running.is_empty() {
            return;
        }
        let (queues, news) = (self.running.keys().copied().collect(), self.shared.news.all());
        match self.shared.engine.renew_queues(queues, &news).await {
            // A task that just let go is about to end by itself.
            Ok(lost) => {
                for (queue, health) in news {
                    self.shared.news.written(queue, health);
                }
                for queue in lost {
                    if let Some(running) = self.running.get(&queue) {
                        running.task.abort();
                    }
                }
            }
            Err(error) => tracing::error!(%error, "cannot say that deliveries are still being sent"),
        }
    }

    /// Learns of clocks that were moved by somebody who called another node, or this one before it started.
    async fn refresh_clocks(&self) {
        if let Err(error) = self.shared.engine.refresh_clocks().await {
            tracing::warn!(%error, "cannot read the clocks of accounts; what is due by them may wait");
        }
    }

    async fn count(&mut self) {
        match self.shared.engine.count_waiting_deliveries(MAX_COUNT).await {
            Ok(n_waiting) => self.shared.engine.note_waiting_deliveries(n_waiting),
            Err(error) => tracing::warn!(%error, "cannot count the deliveries that wait"),
        }
    }
}

/// Ticks from now on; those that are missed are left out.
fn ticks(period: Duration) -> tokio::time::Interval {
    let mut ticks = interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

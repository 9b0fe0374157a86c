//! Sending what is due in one queue: at most so many requests at a time, first attempts about a record in their order,
//! and little else while the receiver does not answer.

mod pace;
mod request;
mod window;

use std::sync::Arc;
use std::time::Duration;

use linchpin_domain::Timestamp;
use linchpin_domain::webhook::{Health, Turn};
use linchpin_engine::webhooks::{Pace, Queue, Sending, Target};
use linchpin_engine::{Engine, Result};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::dispatcher::Shared;
use pace::Starts;
use request::{Done, Permit, Request};
use window::{Batch, Window};

/// How long to wait before there is another look, unless something happens.
const PAUSE: Duration = Duration::from_millis(500);
/// Requests of one queue at a time, whatever its app asks for.
const MAX_AT_ONCE: usize = 100;
/// Events of first attempts that are read ahead.
const EVENTS_AHEAD: usize = 1_000;

/// Sends what is due in a queue that this node holds.
pub(crate) struct Sender {
    shared: Arc<Shared>,
    queue: Queue,
    wake: Arc<Notify>,
    stopping: watch::Receiver<bool>,
    window: Window,
    requests: JoinSet<Done>,
    starts: Starts,
    /// How well the receiver does; not known before it is known where that is.
    health: Option<Health>,
}

/// What a look came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Everything that is due is on its way.
    Complete,
    /// Something may be due that must not be sent yet.
    HeldBack,
}

impl Sender {
    pub(crate) fn new(
        shared: Arc<Shared>,
        queue: Queue,
        wake: Arc<Notify>,
        stopping: watch::Receiver<bool>,
    ) -> Self {
        let (window, requests, starts) = (Window::default(), JoinSet::new(), Starts::default());
        Self { shared, queue, wake, stopping, window, requests, starts, health: None }
    }

    /// Sends until nothing is due, and lets go of the queue then.
    pub(crate) async fn run(mut self) {
        // What comes in while the queue is let go is looked at without a pause, unless that does not help.
        let mut is_second_look = false;
        loop {
            let look = self.look_or_tell().await;
            if self.requests.is_empty() {
                match self.engine().let_queue_go(self.queue, self.shared.news.of(self.queue)).await {
                    Ok(true) => return,
                    Ok(false) if look == Look::Complete && !is_second_look => {
                        is_second_look = true;
                        continue;
                    }
                    Ok(false) => {}
                    Err(error) => self.tell(&error),
                }
            }
            is_second_look = false;
            if self.is_told_to_stop().await {
                return self.finish().await;
            }
        }
    }

    fn engine(&self) -> &Engine {
        &self.shared.engine
    }

    fn now(&self) -> Timestamp {
        self.engine().now(self.queue.account)
    }

    /// Waits until something happens; whether that is the end.
    async fn is_told_to_stop(&mut self) -> bool {
        let next = self.starts.next_at().map_or(PAUSE, |at| PAUSE.min(at.duration_since(Instant::now())));
        let mut ended = None;
        tokio::select! {
            Some(done) = self.requests.join_next() => ended = Some(done),
            () = self.wake.notified() => {}
            () = tokio::time::sleep(next) => {}
            _ = self.stopping.changed() => {}
        }
        while let Some(done) = ended {
            self.end(done.ok()).await;
            ended = self.requests.try_join_next();
        }
        *self.stopping.borrow()
    }

    /// Waits for the requests in flight, and lets go of the queue if that was all; the others are let go together.
    async fn finish(mut self) {
        while let Some(done) = self.requests.join_next().await {
            self.end(done.ok()).await;
        }
        let news = self.shared.news.of(self.queue);
        match self.engine().let_queue_go(self.queue, news).await {
            Ok(true) => {}
            Ok(false) => {
                if let Some(health) = news {
                    self.write_down(health).await;
                }
            }
            Err(error) => self.tell(&error),
        }
    }

    /// A request ended; one that panicked stays as known as it was until the queue is taken again.
    async fn end(&mut self, done: Option<Done>) {
        let Some(done) = done else { return };
        self.window.end(done.id);
        if let Some(is_success) = done.is_success {
            self.note_health(is_success).await;
        }
    }

    /// Notes how well the receiver does; only what turns is worth a transaction of its own.
    async fn note_health(&mut self, is_success: bool) {
        let (now, Queue { account, app }) = (self.now(), self.queue);
        let before = self.health.unwrap_or_default();
        let mut health = before;
        let turn = health.note(is_success, now);
        self.health = Some(health);
        if health != before {
            self.shared.news.note(self.queue, health);
        }
        match turn {
            None => return,
            Some(Turn::Down) => tracing::warn!(%account, %app, "a receiver of webhooks is down"),
            Some(Turn::Back) => {
                tracing::info!(%account, %app, "a receiver of webhooks is back");
                self.shared.probes.forget(self.queue);
                if let Err(error) = self.engine().pull_retries_forward(self.queue).await {
                    // They are sent when they are due.
                    self.tell(&error);
                }
            }
        }
        self.write_down(health).await;
    }

    /// Writes down how well the receiver does, so that it is known on every node and after a restart.
    async fn write_down(&self, health: Health) {
        match self.engine().keep_health(self.queue, health).await {
            Ok(()) => self.shared.news.written(self.queue, health),
            // It stays news.
            Err(error) => self.tell(&error),
        }
    }

    async fn look_or_tell(&mut self) -> Look {
        self.look().await.unwrap_or_else(|error| {
            self.tell(&error);
            Look::HeldBack
        })
    }

    fn tell(&self, error: &linchpin_engine::Error) {
        let Queue { account, app } = self.queue;
        tracing::error!(%error, %account, %app, "cannot send webhooks; tries again");
    }

    /// Begins the requests that there may be now.
    async fn look(&mut self) -> Result<Look> {
        let sending = match self.engine().webhook_target(self.queue).await? {
            Target::Open(sending) => Arc::new(sending),
            Target::Paused => return Ok(Look::HeldBack),
            Target::Ended(reason) => {
                if self.requests.is_empty() {
                    self.window = Window::default();
                    self.engine().fail_waiting(self.queue, reason).await?;
                }
                return Ok(Look::Complete);
            }
        };
        if self.health.get_or_insert(sending.health).is_down() {
            return self.try_one(sending).await;
        }
        let retries = self.retry(&sending).await?;
        let firsts = self.send_firsts(&sending).await?;
        Ok(if retries == Look::HeldBack { retries } else { firsts })
    }

    /// One request at a time while the receiver does not answer: a retry that is due, or now and then what waits first.
    async fn try_one(&mut self, sending: Arc<Sending>) -> Result<Look> {
        let Some(permit) = self.room(sending.pace) else { return Ok(Look::HeldBack) };
        if !self.requests.is_empty() {
            return Ok(Look::HeldBack);
        }
        if let Some(batch) = self.due_retry(1).await? {
            self.begin(batch, &sending, permit);
            return Ok(Look::HeldBack);
        }
        let now = self.now();
        if self.shared.probes.may_send(self.queue, now) {
            self.read_ahead(1).await?;
            if let Some(batch) = self.window.next() {
                self.shared.probes.note(self.queue, now);
                self.begin(batch, &sending, permit);
            }
        }
        // What was read ahead would only be kept in memory for nothing.
        self.window.forget_waiting();
        Ok(Look::HeldBack)
    }

    /// Sends again what is due, with half of the requests at most while others wait that were never sent.
    async fn retry(&mut self, sending: &Arc<Sending>) -> Result<Look> {
        let share = sending.pace.max_requests.min(MAX_AT_ONCE).div_ceil(2);
        while self.window.n_retries() < share {
            let Some(permit) = self.room(sending.pace) else { return Ok(Look::HeldBack) };
            let Some(batch) = self.due_retry(1).await? else { return Ok(Look::Complete) };
            self.begin(batch, sending, permit);
        }
        Ok(Look::HeldBack)
    }

    async fn due_retry(&mut self, limit: usize) -> Result<Option<Batch>> {
        let window = &self.window;
        let known = window.n_known();
        let is_known = |id| window.is_known(id);
        let due = self.shared.engine.retries(self.queue, is_known, (known, limit)).await?;
        Ok(due.into_iter().next().map(|delivery| self.window.retry(delivery)))
    }

    /// Sends what was never sent, in its order.
    async fn send_firsts(&mut self, sending: &Arc<Sending>) -> Result<Look> {
        self.read_ahead(EVENTS_AHEAD).await?;
        while self.window.has_waiting() {
            let Some(permit) = self.room(sending.pace) else { return Ok(Look::HeldBack) };
            // What is left waits for requests in flight about the same records.
            let Some(batch) = self.window.next() else { return Ok(Look::HeldBack) };
            self.begin(batch, sending, permit);
        }
        Ok(Look::Complete)
    }

    /// Reads what was never sent, so that about so many events of it are here.
    async fn read_ahead(&mut self, n_events: usize) -> Result<()> {
        let wanted = n_events.saturating_sub(self.window.n_events());
        if wanted <= n_events / 2 {
            // There is enough for a while.
            return Ok(());
        }
        let window = &self.window;
        let is_known = |id| window.is_known(id);
        let engine = &self.shared.engine;
        let firsts = engine.first_attempts(self.queue, is_known, (window.n_known(), wanted)).await?;
        self.window.put(firsts);
        Ok(())
    }

    /// The right to make one more request, if there may be one now; the first one of a queue always may.
    fn room(&mut self, pace: Pace) -> Option<Permit> {
        let at_once = if pace.period.is_some() { MAX_AT_ONCE } else { pace.max_requests.min(MAX_AT_ONCE) };
        if self.requests.len() >= at_once || !self.starts.has_room(pace, Instant::now()) {
            return None;
        }
        if self.requests.is_empty() {
            return Some(Permit(None));
        }
        Arc::clone(&self.shared.sockets).try_acquire_owned().ok().map(|one| Permit(Some(one)))
    }

    fn begin(&mut self, batch: Batch, sending: &Arc<Sending>, permit: Permit) {
        self.starts.note(sending.pace, Instant::now());
        let request = Request {
            shared: Arc::clone(&self.shared),
            queue: self.queue,
            sending: Arc::clone(sending),
            batch,
            permit,
        };
        self.requests.spawn(request.send());
    }
}

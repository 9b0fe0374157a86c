//! The log of calls: written in the background, kept for some days, and searched.
//!
//! A call leaves a line in a queue and goes on; where the queue is full, the line is dropped and counted.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use linchpin_domain::account::Setting;
use linchpin_domain::{AccountId, Timestamp};
use linchpin_store::calls as rows;
use tokio::sync::mpsc;

use super::Thing;
use crate::{Engine, Error, Principal, Result};

pub use linchpin_store::calls::{Call as LoggedCall, Wanted as WantedCalls};

/// Lines that wait at most.
const QUEUE: usize = 10_000;
/// Lines that are written together.
const PART: usize = 500;
/// How long lines are gathered.
const PAUSE: Duration = Duration::from_millis(200);
/// Calls that are kept of an account at most.
const MAX_CALLS: usize = 50_000;
/// How many parts are written until old calls are looked for.
const TIDIES_EVERY: u64 = 100;
/// A day in milliseconds.
const DAY_MS: i64 = 86_400_000;

/// Which calls an account wants to see in its log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Logging {
    /// None.
    Off,
    /// Those that fail, and those that do more than read.
    #[default]
    Changes,
    /// All.
    All,
    /// All, with their bodies.
    Bodies,
}

impl Logging {
    /// What a setting stands for.
    pub(super) fn parse(text: &str) -> Self {
        match text {
            "off" => Self::Off,
            "all" => Self::All,
            "bodies" => Self::Bodies,
            _ => Self::Changes,
        }
    }

    /// Whether calls that only read and succeed are logged.
    pub fn has_reads(self) -> bool {
        matches!(self, Self::All | Self::Bodies)
    }
}

/// The lines that wait to be written.
pub(crate) struct Queue {
    sender: mpsc::Sender<(AccountId, LoggedCall)>,
    receiver: tokio::sync::Mutex<mpsc::Receiver<(AccountId, LoggedCall)>>,
    n_dropped: AtomicU64,
    n_parts: AtomicU64,
}

impl Default for Queue {
    fn default() -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let receiver = tokio::sync::Mutex::new(receiver);
        Self { sender, receiver, n_dropped: AtomicU64::new(0), n_parts: AtomicU64::new(0) }
    }
}

impl Engine {
    /// What the log of an account wants to know of a call; `is_plain` says that it only reads and succeeded.
    pub fn logging(&self, account: AccountId, is_plain: bool) -> Logging {
        let logging = if is_plain { self.tools.logging_reads(account) } else { self.tools.logging(account) };
        logging.unwrap_or_default()
    }

    /// Whether an account wants to see bodies.
    pub fn logs_bodies(&self, account: AccountId) -> bool {
        self.tools.logging_reads(account) == Some(Logging::Bodies)
    }

    /// Logs a call, some time later.
    pub fn log_call(&self, account: AccountId, call: LoggedCall) {
        if self.calls.sender.try_send((account, call)).is_err() {
            self.calls.n_dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many calls could not be logged because too many waited.
    pub fn calls_not_logged(&self) -> u64 {
        self.calls.n_dropped.load(Ordering::Relaxed)
    }

    /// Writes calls down, as they come; ends only with its caller.
    pub async fn keep_calls(self: Arc<Self>) {
        loop {
            tokio::time::sleep(PAUSE).await;
            self.keep_calls_now().await;
        }
    }

    /// Writes down all calls that wait.
    pub async fn keep_calls_now(&self) {
        let mut receiver = self.calls.receiver.lock().await;
        loop {
            let mut part = Vec::new();
            while part.len() < PART
                && let Ok(line) = receiver.try_recv()
            {
                part.push(line);
            }
            if part.is_empty() {
                return;
            }
            let n_calls = part.len();
            if let Err(error) = self.keep_part(part).await {
                tracing::error!(%error, n_calls, "cannot write calls down");
            }
        }
    }

    async fn keep_part(&self, part: Vec<(AccountId, LoggedCall)>) -> Result<()> {
        let accounts: BTreeSet<_> = part.iter().map(|(account, _)| *account).collect();
        let tidies = self.calls.n_parts.fetch_add(1, Ordering::Relaxed).is_multiple_of(TIDIES_EVERY);
        let mut oldest = Vec::new();
        for account in accounts.into_iter().filter(|_| tidies) {
            let settings = self.account_settings(account).await?;
            let days: i64 = settings.get(Setting::CallLogDays).parse().unwrap_or(i64::MAX / DAY_MS);
            oldest
                .push((account, Timestamp(self.now(account).0.saturating_sub(days.saturating_mul(DAY_MS)))));
        }
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                rows::insert(tx, &part).await?;
                for (account, since) in oldest {
                    rows::tidy(tx, account, since, MAX_CALLS).await?;
                }
                Ok(())
            })
        });
        work.await
    }

    /// Logged calls of an account, the newest first.
    pub async fn list_calls(&self, account: AccountId, wanted: WantedCalls<'_>) -> Result<Vec<LoggedCall>> {
        // Whoever asks for what just happened sees it.
        self.keep_calls_now().await;
        Ok(rows::list(&self.database, account, wanted).await?)
    }

    /// A logged call of the caller's account, with its bodies.
    pub async fn read_call(&self, principal: &Principal, id: &str) -> Result<LoggedCall> {
        self.keep_calls_now().await;
        let found = match id.parse() {
            Ok(number) => rows::read(&self.database, principal.account, number).await?,
            Err(_) => None,
        };
        found.ok_or_else(|| Thing::Call.not_found(id).into())
    }
}

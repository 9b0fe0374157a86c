//! Turning the change logs of accounts into deliveries, as soon as they grow.
//!
//! A commit of this node wakes it at once; what other nodes commit, what a crash left, and who is followed from now on,
//! is found by looking at all cursors now and then, unless nothing can be new.
//! Accounts of which nobody wants anything have no cursor, and cost a look into memory when they write.

mod pass;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::StreamExt as _;
use linchpin_domain::AccountId;
use linchpin_store::number_blocks::NumberBlocks;
use linchpin_store::webhook_cursors::moving as cursors;
use tokio::sync::Notify;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::time::Instant;

use super::due::Due;
use crate::changes::Lookout;
use crate::{Engine, Error, Result};
use pass::{Followed, Left};

/// How often all cursors are looked at.
const INTERVAL: Duration = Duration::from_millis(500);
/// Accounts that are followed at the same time.
const AT_ONCE: usize = 4;
/// Numbers of deliveries and of events that are reserved at a time.
const DELIVERY_IDS: i64 = 1_000;
const EVENT_IDS: i64 = 20_000;

/// What turning changes into deliveries needs to remember.
pub(crate) struct FanOut {
    /// The accounts whose logs are followed, as far as this node knows.
    accounts: Mutex<HashMap<AccountId, Arc<tokio::sync::Mutex<Followed>>>>,
    /// Told when somebody subscribed, perhaps to what happens in accounts that nobody wanted to know of.
    subscribed: Notify,
    delivery_ids: NumberBlocks,
    event_ids: NumberBlocks,
    pub(super) due: Due,
}

impl Default for FanOut {
    fn default() -> Self {
        Self {
            accounts: Mutex::default(),
            subscribed: Notify::new(),
            delivery_ids: NumberBlocks::new("webhook_delivery", DELIVERY_IDS),
            event_ids: NumberBlocks::new("webhook_event", EVENT_IDS),
            due: Due::default(),
        }
    }
}

impl FanOut {
    /// Lets changes of accounts that this node does not follow yet be turned into events at once: somebody subscribed.
    pub(crate) fn note_subscription(&self) {
        self.subscribed.notify_one();
    }

    fn knows(&self, account: AccountId) -> bool {
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&account)
    }

    fn of(&self, account: AccountId) -> Arc<tokio::sync::Mutex<Followed>> {
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(accounts.entry(account).or_default())
    }

    fn forget(&self, account: AccountId) {
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner).remove(&account);
    }

    /// Knows from now on that these accounts are followed.
    fn learn(&self, accounts: impl Iterator<Item = AccountId>) {
        let mut known = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        for account in accounts {
            known.entry(account).or_default();
        }
    }
}

/// The accounts in which there may be something to do.
#[derive(Default)]
struct Waiting {
    accounts: BTreeSet<AccountId>,
    /// All of them are to be looked at.
    is_time: bool,
}

impl Waiting {
    fn is_empty(&self) -> bool {
        self.accounts.is_empty() && !self.is_time
    }

    /// Takes what was told without waiting.
    fn take_all(&mut self, grown: &mut Receiver<AccountId>, fan_out: &FanOut) {
        loop {
            match grown.try_recv() {
                Ok(account) => self.add(account, fan_out),
                Err(TryRecvError::Lagged(_)) => self.is_time = true,
                Err(TryRecvError::Empty | TryRecvError::Closed) => return,
            }
        }
    }

    fn add(&mut self, account: AccountId, fan_out: &FanOut) {
        if fan_out.knows(account) {
            self.accounts.insert(account);
        }
    }
}

impl Engine {
    /// Turns changes into deliveries as they are committed; ends only with its caller.
    pub async fn fan_out_webhooks(self: Arc<Self>) {
        let mut grown = self.database.grown_logs();
        let mut waiting = Waiting { is_time: true, ..Waiting::default() };
        let (mut lookout, mut looked) = (Lookout::default(), Instant::now());
        loop {
            if waiting.is_empty() {
                tokio::select! {
                    told = grown.recv() => match told {
                        Ok(account) => waiting.add(account, &self.fan_out),
                        Err(RecvError::Lagged(_)) => waiting.is_time = true,
                        // The database is closed.
                        Err(RecvError::Closed) => return,
                    },
                    () = self.fan_out.subscribed.notified() => waiting.is_time = true,
                    () = tokio::time::sleep_until(looked + INTERVAL) => waiting.is_time = true,
                }
            }
            waiting.take_all(&mut grown, &self.fan_out);
            let is_time = waiting.is_time || looked.elapsed() >= INTERVAL;
            if is_time {
                looked = Instant::now();
                waiting.is_time = false;
            }
            let is_due = is_time && lookout.is_due(&self.database);
            if is_due {
                match self.behind_with_webhooks().await {
                    Ok(mut behind) => waiting.accounts.append(&mut behind),
                    Err(error) => {
                        lookout.look_again();
                        tracing::error!(%error, "cannot look for changes to turn into events");
                    }
                }
            }
            for (account, error) in self.fan_out_for_a_turn(&mut waiting.accounts, is_due).await {
                // It is tried again when all are looked at.
                lookout.look_again();
                tracing::error!(%error, %account, "cannot turn changes into events");
            }
        }
    }

    /// Turns everything that is committed into deliveries.
    pub async fn fan_out_webhooks_now(&self) -> Result<()> {
        loop {
            let mut accounts = self.behind_with_webhooks().await?;
            if accounts.is_empty() {
                return Ok(());
            }
            let failed = self.fan_out_for_a_turn(&mut accounts, true).await;
            if let Some((_, error)) = failed.into_iter().next() {
                return Err(error);
            }
        }
    }

    /// The accounts whose cursors do not stand at the end of their logs.
    async fn behind_with_webhooks(&self) -> Result<BTreeSet<AccountId>> {
        let followed = cursors::followed(&self.database).await?;
        self.fan_out.learn(followed.iter().map(|(account, _)| *account));
        let behind = followed.into_iter().filter(|(_, is_behind)| *is_behind);
        Ok(behind.map(|(account, _)| account).collect())
    }

    /// Gives each of these accounts a turn that ends, so that a busy one keeps nobody waiting; those in which something
    /// is left stay.
    ///
    /// Returns those in which it failed.
    async fn fan_out_for_a_turn(
        &self,
        accounts: &mut BTreeSet<AccountId>,
        is_time: bool,
    ) -> Vec<(AccountId, Error)> {
        let turns = futures_util::stream::iter(std::mem::take(accounts))
            .map(async |account| (account, self.fan_out_some(account, is_time).await));
        let mut turns = std::pin::pin!(turns.buffer_unordered(AT_ONCE));
        let mut failed = Vec::new();
        while let Some((account, left)) = turns.next().await {
            match left {
                Ok(Left::Something) => drop(accounts.insert(account)),
                Ok(Left::Nothing) => {}
                Err(error) => failed.push((account, error)),
            }
        }
        failed
    }

    async fn fan_out_some(&self, account: AccountId, is_time: bool) -> Result<Left> {
        let followed = self.fan_out.of(account);
        let mut followed = followed.lock().await;
        self.fan_out_pass(account, &mut followed, is_time).await
    }
}

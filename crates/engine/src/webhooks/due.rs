//! Queues in which something is due, handed over to whoever sends on this node.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use linchpin_domain::{AccountId, AppId, Timestamp};
use linchpin_store::webhook_queues::filling::Hold;
use tokio::sync::Notify;

use crate::Engine;

/// How long a node holds a queue that it took, unless it says that it still does.
pub const HOLD: Duration = Duration::from_secs(15);

/// The queues that this node holds and in which something became due.
#[derive(Default)]
pub(crate) struct Due {
    queues: Mutex<BTreeSet<(AccountId, AppId)>>,
    more: Notify,
}

impl Due {
    pub(super) fn add(&self, account: AccountId, apps: &[AppId]) {
        if apps.is_empty() {
            return;
        }
        let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        queues.extend(apps.iter().map(|app| (account, *app)));
        self.more.notify_one();
    }

    fn take(&self) -> BTreeSet<(AccountId, AppId)> {
        std::mem::take(&mut *self.queues.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Engine {
    /// Waits until something is due in queues that this node holds, and returns these, by account and app.
    ///
    /// One caller at a time is told; each queue once, however much becomes due in it meanwhile.
    pub async fn due_webhooks(&self) -> Vec<(AccountId, AppId)> {
        loop {
            let due = self.fan_out.due.take();
            if !due.is_empty() {
                return due.into_iter().collect();
            }
            self.fan_out.due.more.notified().await;
        }
    }

    /// The name by which other nodes know this one.
    pub fn node(&self) -> &str {
        &self.node
    }

    /// What a node says that takes a queue now.
    pub fn hold_from(&self, now: Timestamp) -> Hold {
        Hold { node: self.node.clone(), until: Timestamp(now.0 + HOLD.as_millis() as i64) }
    }
}

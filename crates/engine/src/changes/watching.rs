//! Letting all who follow logs know what other processes do to an embedded database.

use std::sync::Arc;
use std::time::Duration;

use linchpin_store::changes::Watcher;
use tokio::time::MissedTickBehavior;

use crate::Engine;

/// How often it is looked whether another process committed something.
const INTERVAL: Duration = Duration::from_millis(250);

impl Engine {
    /// Looks for what commands commit beside the server, for all who wait for changes; ends only with its caller, or at
    /// once where other nodes are looked for anyway.
    pub async fn watch_other_processes(self: Arc<Self>) {
        if !self.database.is_embedded() {
            return;
        }
        let mut watcher = Watcher::default();
        let mut ticks = tokio::time::interval(INTERVAL);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(error) = watcher.look(&self.database).await {
                tracing::error!(%error, "cannot look for what other processes committed");
            }
        }
    }
}

//! The servers that share a database: whether there are others, with whom limits of seconds are shared.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::time::Duration;

use linchpin_domain::Timestamp;
use linchpin_store::nodes as rows;

use crate::{Engine, Error, Result};

/// How often a server says that it is there.
const INTERVAL: Duration = Duration::from_millis(500);
/// After how long in silence it counts as gone, in milliseconds.
const SILENCE_MS: i64 = 3_000;

/// With whom a server shares the limits of seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Company {
    /// With nobody.
    Alone,
    /// With others who may not know of it yet.
    New { n_nodes: u32 },
    /// With others.
    Known { n_nodes: u32 },
}

/// What a server knows of itself and the others.
#[derive(Default)]
pub(super) struct Nodes {
    /// Its number; 0 until it has said that it is there.
    own: AtomicI64,
    /// How many there are.
    n_live: AtomicU32,
    /// How often it said so.
    n_meetings: AtomicU32,
}

impl Nodes {
    /// The number of this server.
    pub(super) fn own(&self) -> i64 {
        self.own.load(Ordering::Relaxed)
    }

    /// With whom limits are shared.
    pub(super) fn company(&self) -> Company {
        match (self.n_live.load(Ordering::Relaxed), self.n_meetings.load(Ordering::Relaxed)) {
            (0 | 1, _) => Company::Alone,
            (n_nodes, 0 | 1) => Company::New { n_nodes },
            (n_nodes, _) => Company::Known { n_nodes },
        }
    }
}

impl Engine {
    /// Says every half second that this server is there; ends only with its caller, or at once where no other server can be.
    pub async fn keep_company(self: Arc<Self>) {
        if self.database.is_embedded() {
            return;
        }
        let mut ticks = tokio::time::interval(INTERVAL);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut has_failed = false;
        loop {
            ticks.tick().await;
            let met = self.meet_nodes().await;
            if let Err(error) = &met
                && !has_failed
            {
                tracing::error!(%error, "cannot learn which other servers there are");
            }
            has_failed = met.is_err();
        }
    }

    /// Says that this server is there, and learns how many are.
    pub async fn meet_nodes(&self) -> Result<()> {
        let nodes = &self.quotas.nodes;
        let (own, now) = (nodes.own(), self.clock.now());
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let own = if own == 0 { rows::number(tx).await? } else { own };
                Ok((own, rows::seen(tx, own, now, Timestamp(now.0 - SILENCE_MS)).await?))
            })
        });
        let (own, n_nodes) = work.await?;
        nodes.own.store(own, Ordering::Relaxed);
        let n_nodes = u32::try_from(n_nodes).unwrap_or(u32::MAX);
        let was_alone = nodes.n_live.swap(n_nodes, Ordering::Relaxed) <= 1;
        // Whoever was there before met this one in between, once it said so twice.
        nodes.n_meetings.fetch_add(1, Ordering::Relaxed);
        if was_alone && n_nodes > 1 {
            self.tell_others(n_nodes).await;
        }
        Ok(())
    }

    /// Says that this server ends, if it ever said that it is there.
    pub(crate) async fn leave_nodes(&self) -> Result<()> {
        let own = self.quotas.nodes.own();
        if own == 0 {
            return Ok(());
        }
        let work = self
            .database
            .transaction::<_, Error, _>(move |tx| Box::pin(async move { Ok(rows::forget(tx, own).await?) }));
        work.await
    }
}

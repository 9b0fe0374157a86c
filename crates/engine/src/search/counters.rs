//! What is counted of searches, for `/metrics`.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::Engine;
use crate::search::Indexes;

/// What indexes did and hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SearchCounters {
    /// Records in open indexes.
    pub documents: u64,
    /// Changes that the log has and the open index that is furthest behind does not show, when that was last looked at.
    pub lag: u64,
    /// How often changes were brought into an index.
    pub refreshes: u64,
    /// How long all of that took.
    pub refreshing: Duration,
}

/// The counters while they count.
#[derive(Debug, Default)]
pub(super) struct Counters {
    refreshes: AtomicU64,
    /// In microseconds.
    refreshing: AtomicU64,
    lag: AtomicU64,
}

impl Counters {
    /// Counts changes that were brought into an index.
    pub(super) fn refreshed(&self, took: Duration) {
        self.refreshes.fetch_add(1, Ordering::Relaxed);
        self.refreshing.fetch_add(took.as_micros() as u64, Ordering::Relaxed);
    }

    /// Notes how far the open index that is furthest behind is behind.
    pub(super) fn behind(&self, lag: u64) {
        self.lag.store(lag, Ordering::Relaxed);
    }
}

impl Indexes {
    fn counters(&self) -> SearchCounters {
        let open = self.spots().into_iter().filter_map(|spot| spot.answering());
        SearchCounters {
            documents: open.map(|answering| answering.index.documents()).sum(),
            lag: self.counters.lag.load(Ordering::Relaxed),
            refreshes: self.counters.refreshes.load(Ordering::Relaxed),
            refreshing: Duration::from_micros(self.counters.refreshing.load(Ordering::Relaxed)),
        }
    }
}

impl Engine {
    /// What searches did so far.
    pub fn search_counters(&self) -> SearchCounters {
        self.indexes.counters()
    }
}

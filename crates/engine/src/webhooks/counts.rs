//! What is counted about sending, for metrics.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use super::{Attempt, Verdict};
use crate::Engine;

/// The upper bounds of how long events take from the change to the receiver, in milliseconds.
const BOUNDS_MS: [u64; 12] = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 30_000, 300_000];

/// What was counted so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counts {
    /// Requests that receivers took.
    pub delivered: u64,
    /// Events in them.
    pub events: u64,
    /// Requests that failed.
    pub failures: u64,
    /// Requests that were sent again after one that failed.
    pub retries: u64,
    /// Deliveries that are never sent again.
    pub given_up: u64,
    /// Deliveries that wait, as of the last count.
    pub waiting: i64,
    /// How long the first attempts took that receivers took.
    pub latency: Latency,
}

/// How long events took from the change to the receiver's answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Latency {
    /// Upper bounds in seconds, each with how many took longer than the bound before and no longer than it.
    pub buckets: Vec<(f64, u64)>,
    /// All of them together, in seconds.
    pub sum: f64,
    /// How many there were.
    pub count: u64,
}

/// Counts what is sent.
#[derive(Default)]
pub(crate) struct Counters {
    delivered: AtomicU64,
    events: AtomicU64,
    failures: AtomicU64,
    retries: AtomicU64,
    given_up: AtomicU64,
    waiting: AtomicI64,
    latencies: [AtomicU64; BOUNDS_MS.len() + 1],
    latency_ms: AtomicU64,
}

impl Counters {
    pub(super) fn count(&self, attempt: &Attempt, verdict: Verdict) {
        if attempt.attempts_before > 0 {
            self.retries.fetch_add(1, Ordering::Relaxed);
        }
        match verdict {
            Verdict::Delivered => {
                self.delivered.fetch_add(1, Ordering::Relaxed);
                self.events.fetch_add(attempt.n_events as u64, Ordering::Relaxed);
            }
            Verdict::Again(_) => drop(self.failures.fetch_add(1, Ordering::Relaxed)),
            Verdict::GivenUp => {
                self.failures.fetch_add(1, Ordering::Relaxed);
                self.given_up(1);
            }
        }
    }

    pub(super) fn given_up(&self, n_deliveries: u64) {
        self.given_up.fetch_add(n_deliveries, Ordering::Relaxed);
    }

    fn took(&self, ms: u64) {
        let bucket = BOUNDS_MS.partition_point(|bound| *bound < ms);
        self.latencies[bucket].fetch_add(1, Ordering::Relaxed);
        self.latency_ms.fetch_add(ms, Ordering::Relaxed);
    }

    fn latency(&self) -> Latency {
        let bounds = BOUNDS_MS.iter().map(|ms| *ms as f64 / 1_000.0).chain([f64::MAX]);
        let counts = self.latencies.iter().map(|count| count.load(Ordering::Relaxed));
        let buckets: Vec<_> = bounds.zip(counts).collect();
        let count = buckets.iter().map(|(_, count)| count).sum();
        Latency { buckets, sum: self.latency_ms.load(Ordering::Relaxed) as f64 / 1_000.0, count }
    }
}

impl Engine {
    /// Notes how long events took that a receiver took at the first attempt, in milliseconds.
    pub fn note_webhook_latency(&self, ms: impl Iterator<Item = u64>) {
        ms.for_each(|ms| self.sending.took(ms));
    }

    /// Notes how many deliveries wait.
    pub fn note_waiting_deliveries(&self, n_waiting: i64) {
        self.sending.waiting.store(n_waiting, Ordering::Relaxed);
    }

    /// What was counted about sending so far.
    pub fn webhook_counts(&self) -> Counts {
        let counters = &self.sending;
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Counts {
            delivered: read(&counters.delivered),
            events: read(&counters.events),
            failures: read(&counters.failures),
            retries: read(&counters.retries),
            given_up: read(&counters.given_up),
            waiting: counters.waiting.load(Ordering::Relaxed),
            latency: counters.latency(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Counters;

    #[test]
    fn latencies_fall_into_buckets() {
        let counters = Counters::default();
        for ms in [0, 5, 6, 300_000, 300_001] {
            counters.took(ms);
        }
        let latency = counters.latency();
        let filled: Vec<_> = latency.buckets.iter().filter(|(_, count)| *count > 0).copied().collect();
        assert_eq!(filled, [(0.005, 2), (0.01, 1), (300.0, 1), (f64::MAX, 1)]);
        assert_eq!(latency.count, 5);
    }
}

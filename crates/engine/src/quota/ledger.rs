//! What servers know of each other's part in a limit: who made calls when, and who may make how many more.
//!
//! A server takes calls before it makes them. What it holds and what it made count alike, so that nothing changes for
//! the others when it makes a call that it held, and together they never make more than the limit allows.

use serde::{Deserialize, Serialize};

/// The part of its span for which a server holds what it took: so much longer counts what one took that dies.
const HELD_FOR: i64 = 5;

/// A limit: so many calls in any stretch of so many milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) span_ms: i64,
    pub(super) limit: u32,
}

/// Calls that came or come at the same time: the time, and how many.
pub(super) type Calls = (i64, u32);

/// What is written of a limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Ledger {
    parts: Vec<Part>,
}

/// The part of a server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Part {
    node: i64,
    /// When calls were made that still count.
    made: Vec<Calls>,
    /// How many calls it may make without asking.
    held: u32,
    /// Until when.
    held_until: i64,
}

/// What a server says of itself when it asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Report {
    pub(super) node: i64,
    pub(super) made: Vec<Calls>,
    pub(super) held: u32,
    /// How many calls it asks for.
    pub(super) wanted: u32,
}

/// What it gets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Grant {
    pub(super) n_granted: u32,
    /// Until when it may make what it holds now.
    pub(super) held_until: i64,
    /// When places come free that others hold or have taken, in the order of time.
    pub(super) others: Vec<Calls>,
    /// When to ask again, where there was less than it asked for.
    pub(super) full_until: Option<i64>,
}

impl Ledger {
    /// What was written; nothing of it counts for long, so that what cannot be read is as good as nothing.
    pub(super) fn parse(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// What to write.
    pub(super) fn to_text(&self) -> String {
        serde_json::to_string(self).expect("numbers serialize")
    }

    /// Takes a server's report in place of what was known of it, and grants it what is left.
    pub(super) fn settle(&mut self, now: i64, bounds: Bounds, report: Report) -> Grant {
        let Bounds { span_ms, limit } = bounds;
        let Report { node, made, held, wanted } = report;
        self.parts.retain(|part| part.node != node);
        for part in &mut self.parts {
            part.end(now, span_ms);
        }
        self.parts.retain(|part| part.held > 0 || !part.made.is_empty());
        let mut others: Vec<_> = self.parts.iter().flat_map(|part| part.come_free(span_ms)).collect();
        others.sort_unstable();
        let taken = count(&others).saturating_add(count(&made)).saturating_add(held);
        let n_granted = wanted.min(limit.saturating_sub(taken));
        let full_until = (n_granted < wanted).then(|| {
            let first = others.iter().copied().chain(made.iter().map(|(at, n)| (at + span_ms, *n))).min();
            // Others may give back what they hold at any time.
            let soon = now + (span_ms / 10).max(1);
            first.map_or(soon, |(at, _)| at.clamp(now + 1, soon))
        });
        let held_until = now + span_ms / HELD_FOR;
        self.parts.push(Part { node, made, held: held + n_granted, held_until });
        Grant { n_granted, held_until, others, full_until }
    }
}

impl Part {
    /// Forgets what counts no more; what was held until now may have been made up to then.
    fn end(&mut self, now: i64, span_ms: i64) {
        if self.held_until <= now && self.held > 0 {
            self.made.push((self.held_until, std::mem::take(&mut self.held)));
        }
        self.made.retain(|(at, _)| at + span_ms > now);
    }

    /// When its places come free at the latest.
    fn come_free(&self, span_ms: i64) -> impl Iterator<Item = Calls> {
        let held = (self.held > 0).then_some((self.held_until, self.held));
        self.made.iter().copied().chain(held).map(move |(at, n)| (at + span_ms, n))
    }
}

/// How many calls these are.
pub(super) fn count(calls: &[Calls]) -> u32 {
    calls.iter().fold(0, |sum, (_, n)| sum.saturating_add(*n))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { span_ms: 1_000, limit: 10 };

    fn report(node: i64, made: &[Calls], held: u32, wanted: u32) -> Report {
        Report { node, made: made.to_vec(), held, wanted }
    }

    #[test]
    fn what_others_made_and_hold_is_not_granted() {
        let mut ledger = Ledger::default();
        let first = ledger.settle(0, BOUNDS, report(1, &[], 0, 6));
        assert_eq!((first.n_granted, first.held_until, first.full_until), (6, 200, None));
        let second = ledger.settle(10, BOUNDS, report(2, &[], 0, 6));
        assert_eq!((second.n_granted, second.others), (4, vec![(1_200, 6)]));
        assert_eq!(second.full_until, Some(110), "others may give back what they hold");
        // The first made three of six and gives two back; what it made comes free after the span.
        let again = ledger.settle(20, BOUNDS, report(1, &[(5, 3)], 1, 0));
        assert_eq!((again.n_granted, again.others), (0, vec![(1_210, 4)]));
        let second = ledger.settle(30, BOUNDS, report(2, &[(30, 4)], 0, 9));
        assert_eq!((second.n_granted, second.others), (2, vec![(1_005, 3), (1_220, 1)]));
        let late = ledger.settle(1_005, BOUNDS, report(2, &[(30, 6)], 0, 9));
        assert_eq!((late.n_granted, late.full_until), (3, Some(1_030)));
    }

    #[test]
    fn a_server_that_is_gone_gives_its_part_back() {
        let mut ledger = Ledger::default();
        ledger.settle(0, BOUNDS, report(1, &[], 0, 10));
        for (now, granted) in [(199, 0), (200, 0), (1_199, 0), (1_200, 10)] {
            let grant = ledger.clone().settle(now, BOUNDS, report(2, &[], 0, 10));
            assert_eq!(grant.n_granted, granted, "{now}");
        }
    }

    #[test]
    fn a_limit_that_was_lowered_grants_nothing_until_it_holds() {
        let mut ledger = Ledger::default();
        ledger.settle(0, BOUNDS, report(1, &[], 0, 8));
        let low = Bounds { limit: 5, ..BOUNDS };
        assert_eq!(ledger.settle(1, low, report(1, &[(1, 8)], 0, 1)).n_granted, 0);
    }

    #[test]
    fn what_is_written_is_read() {
        let mut ledger = Ledger::default();
        ledger.settle(0, BOUNDS, report(1, &[(0, 2), (-5, 1)], 1, 4));
        assert_eq!(Ledger::parse(&ledger.to_text()), ledger);
        for text in ["", "{", "[1]"] {
            assert_eq!(Ledger::parse(text), Ledger::default());
        }
    }
}

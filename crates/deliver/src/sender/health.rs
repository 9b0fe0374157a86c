//! How well a receiver does: one that fails again and again is left in peace until it answers.

use linchpin_domain::Timestamp;

/// Requests in a row that fail before a receiver counts as down.
const TOLERATED: u32 = 20;
/// How long a receiver that is down is left in peace by what was never sent to it.
const PROBE_MS: i64 = 60_000;

/// How well a receiver does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Health {
    /// Requests that failed since the last one that did not.
    failures: u32,
    /// When something new was last sent to see whether it is back.
    probed_at: Option<Timestamp>,
}

impl Health {
    /// Whether the receiver seems to be gone.
    pub(super) fn is_down(self) -> bool {
        self.failures >= TOLERATED
    }

    /// Notes how a request ended; whether the receiver is back with it.
    pub(super) fn note(&mut self, is_success: bool) -> bool {
        let was_down = self.is_down();
        if is_success {
            *self = Self::default();
        } else {
            self.failures = self.failures.saturating_add(1);
        }
        was_down && is_success
    }

    /// Whether it is time to send it something new, by a clock that may have been set.
    pub(super) fn may_probe(self, now: Timestamp) -> bool {
        self.probed_at.is_none_or(|at| !(0..PROBE_MS).contains(&(now.0 - at.0)))
    }

    /// Notes that something new was sent.
    pub(super) fn probed(&mut self, now: Timestamp) {
        self.probed_at = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_failures_in_a_row_are_too_many() {
        let mut health = Health::default();
        (0..19).for_each(|_| assert!(!health.note(false)));
        assert!(!health.is_down());
        assert!(!health.note(true));
        (0..20).for_each(|_| assert!(!health.note(false)));
        assert!(health.is_down());
        assert!(health.note(true), "it is back");
        assert_eq!(health, Health::default());
    }

    #[test]
    fn something_new_is_sent_once_a_minute() {
        let mut health = Health::default();
        assert!(health.may_probe(Timestamp(5)));
        health.probed(Timestamp(5));
        for (now, expected) in [(5, false), (60_004, false), (60_005, true), (4, true)] {
            assert_eq!(health.may_probe(Timestamp(now)), expected, "{now}");
        }
    }
}

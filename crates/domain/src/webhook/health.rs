//! How well a receiver does: one that fails again and again counts as down until it takes something.

use crate::Timestamp;

/// Requests in a row that fail before a receiver counts as down.
const TOLERATED: i64 = 20;

/// How well a receiver does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Requests that failed since the last one that did not.
    pub failures: i64,
    /// When the first of them failed.
    pub failing_since: Option<Timestamp>,
}

/// What changes about a receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It counts as down from now on.
    Down,
    /// It takes something again.
    Back,
}

impl Health {
    /// Whether the receiver seems to be gone.
    pub const fn is_down(self) -> bool {
        self.failures >= TOLERATED
    }

    /// Since when it takes nothing, if it counts as down.
    pub fn down_since(self) -> Option<Timestamp> {
        self.failing_since.filter(|_| self.is_down())
    }

    /// Notes how a request ended at a moment; what changes by that, if anything does.
    pub fn note(&mut self, is_success: bool, now: Timestamp) -> Option<Turn> {
        let was_down = self.is_down();
        if is_success {
            *self = Self::default();
        } else {
            self.failures = self.failures.saturating_add(1);
            self.failing_since.get_or_insert(now);
        }
        match (was_down, self.is_down()) {
            (false, true) => Some(Turn::Down),
            (true, false) => Some(Turn::Back),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Notes so many failures, one a millisecond from a moment on; what the last of them changes.
    fn fail(health: &mut Health, times: i64, from: i64) -> Option<Turn> {
        (from..from + times).map(|at| health.note(false, Timestamp(at))).last().flatten()
    }

    #[test]
    fn twenty_failures_in_a_row_are_too_many() {
        let mut health = Health::default();
        assert_eq!(fail(&mut health, 19, 100), None);
        assert_eq!((health.is_down(), health.down_since()), (false, None));
        assert_eq!(health.note(true, Timestamp(150)), None);
        assert_eq!(health, Health::default());
        assert_eq!(fail(&mut health, 20, 200), Some(Turn::Down));
        assert_eq!(fail(&mut health, 5, 300), None);
        assert_eq!((health.failures, health.down_since()), (25, Some(Timestamp(200))));
        assert_eq!(health.note(true, Timestamp(400)), Some(Turn::Back));
        assert_eq!(health, Health::default());
    }
}

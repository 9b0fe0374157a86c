//! How many requests may begin within a period.

use std::collections::VecDeque;
use std::time::Duration;

use linchpin_engine::webhooks::Pace;
use tokio::time::Instant;

/// When requests began, as far back as that matters.
#[derive(Debug, Default)]
pub(super) struct Starts {
    begun: VecDeque<Instant>,
    /// When the next one may begin, where that is later than now.
    next_at: Option<Instant>,
}

impl Starts {
    /// Whether one more may begin.
    pub(super) fn has_room(&mut self, pace: Pace, now: Instant) -> bool {
        self.next_at = None;
        let Some(period) = pace.period else { return true };
        let period = Duration::from_millis(period.ms());
        while self.begun.front().is_some_and(|begun| now.duration_since(*begun) >= period) {
            self.begun.pop_front();
        }
        let n_begun = self.begun.len();
        if n_begun < pace.max_requests {
            return true;
        }
        self.next_at = Some(self.begun[n_begun - pace.max_requests] + period);
        false
    }

    /// Notes that one begins.
    pub(super) fn note(&mut self, pace: Pace, now: Instant) {
        if pace.period.is_some() {
            self.begun.push_back(now);
        } else {
            self.begun.clear();
        }
    }

    /// When the next one may begin, if one had to wait.
    pub(super) fn next_at(&self) -> Option<Instant> {
        self.next_at
    }
}

#[cfg(test)]
mod tests {
    use linchpin_domain::webhook::Period;

    use super::*;

    /// How many requests begin at each of these moments, in milliseconds, if as many as may do.
    fn check(pace: Pace, moments: &[u64], expected: &[usize]) {
        let (mut starts, origin) = (Starts::default(), Instant::now());
        let begun = moments.iter().map(|ms| {
            let now = origin + Duration::from_millis(*ms);
            let mut n_begun = 0;
            while n_begun < 50 && starts.has_room(pace, now) {
                starts.note(pace, now);
                n_begun += 1;
            }
            n_begun
        });
        assert_eq!(begun.collect::<Vec<_>>(), expected, "{pace:?}");
    }

    #[test]
    fn requests_of_a_period_are_counted() {
        let pace = |period| Pace { max_requests: 10, period };
        check(pace(None), &[0, 1], &[50, 50]);
        check(pace(Some(Period::Secondly)), &[0, 500, 999, 1_000, 1_001, 2_000], &[10, 0, 0, 10, 0, 10]);
        check(pace(Some(Period::RollingMinute)), &[0, 59_999, 60_000], &[10, 0, 10]);
    }

    #[test]
    fn the_next_one_may_begin_when_the_first_is_long_ago() {
        let pace = Pace { max_requests: 2, period: Some(Period::Secondly) };
        let (mut starts, origin) = (Starts::default(), Instant::now());
        let at = |ms| origin + Duration::from_millis(ms);
        starts.note(pace, at(0));
        starts.note(pace, at(300));
        assert!(!starts.has_room(pace, at(400)));
        assert_eq!(starts.next_at(), Some(at(1_000)));
        assert!(starts.has_room(pace, at(1_000)));
        assert_eq!(starts.next_at(), None);
    }
}

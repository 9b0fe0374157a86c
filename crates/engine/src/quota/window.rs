//! The calls of a stretch of time that moves on with them.

use std::collections::VecDeque;

/// When the calls of the last seconds were made, to the millisecond: as many numbers as the limit at most.
#[derive(Debug, Default)]
pub(super) struct Window {
    calls: VecDeque<i64>,
}

impl Window {
    /// Makes a call, if fewer than `limit` were made in the `span_ms` before, and tells how many more could follow.
    pub(super) fn take(&mut self, now: i64, span_ms: i64, limit: u32) -> Option<u32> {
        let left = self.left(now, span_ms, limit).checked_sub(1)?;
        // A clock that was set back must not open the window.
        let newest = self.calls.back().copied().unwrap_or(now);
        self.calls.push_back(now.max(newest));
        Some(left)
    }

    /// How many calls could be made at once.
    pub(super) fn left(&mut self, now: i64, span_ms: i64, limit: u32) -> u32 {
        while self.calls.front().is_some_and(|oldest| *oldest <= now.saturating_sub(span_ms)) {
            self.calls.pop_front();
        }
        limit.saturating_sub(u32::try_from(self.calls.len()).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Window;

    #[test]
    fn places_come_free_when_their_calls_are_old_enough() {
        let mut window = Window::default();
        for (now, expected) in [
            (0, Some(1)),
            (4_000, Some(0)),
            (9_999, None),
            (10_000, Some(0)),
            (13_999, None),
            (14_000, Some(0)),
            // Set back: nothing is old enough.
            (5_000, None),
            (30_000, Some(1)),
        ] {
            assert_eq!(window.take(now, 10_000, 2), expected, "{now}");
        }
    }

    #[test]
    fn a_lower_limit_holds_at_once() {
        let mut window = Window::default();
        assert_eq!([window.take(0, 1_000, 3), window.take(0, 1_000, 3)], [Some(2), Some(1)]);
        assert_eq!(window.take(1, 1_000, 1), None);
        assert_eq!(window.take(1, 1_000, 0), None);
    }

    proptest! {
        #[test]
        fn no_stretch_of_the_span_has_more_calls_than_the_limit(
            steps in prop::collection::vec(0_i64..40, 1..200),
            limit in 1_u32..9,
        ) {
            let (mut window, mut now, mut made) = (Window::default(), 0, Vec::new());
            for step in steps {
                now += step;
                let recent = made.iter().filter(|call| **call > now - 100).count();
                let taken = window.take(now, 100, limit);
                let expected = (recent < limit as usize).then(|| limit - 1 - recent as u32);
                prop_assert_eq!(taken, expected);
                made.extend(taken.map(|_| now));
            }
        }
    }
}

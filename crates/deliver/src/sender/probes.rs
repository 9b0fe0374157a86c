//! When something new is sent to a receiver that is down, to see whether it is back.

use linchpin_domain::Timestamp;

/// How long a receiver that is down is left in peace by what was never sent to it.
const PAUSE_MS: i64 = 60_000;

/// When something new was last sent to a receiver that is down.
#[derive(Debug, Default)]
pub(super) struct Probes(Option<Timestamp>);

impl Probes {
    /// Whether it is time to send something new, by a clock that may have been set.
    pub(super) fn may_send(&self, now: Timestamp) -> bool {
        self.0.is_none_or(|at| !(0..PAUSE_MS).contains(&(now.0 - at.0)))
    }

    /// Notes that something new was sent.
    pub(super) fn note(&mut self, now: Timestamp) {
        self.0 = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_new_is_sent_once_a_minute() {
        let mut probes = Probes::default();
        assert!(probes.may_send(Timestamp(5)));
        probes.note(Timestamp(5));
        for (now, expected) in [(5, false), (60_004, false), (60_005, true), (4, true)] {
            assert_eq!(probes.may_send(Timestamp(now)), expected, "{now}");
        }
    }
}

//! When something new is sent to receivers that are down, to see whether they are back.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use linchpin_domain::Timestamp;
use linchpin_engine::webhooks::Queue;

/// How long a receiver that is down is left in peace by what was never sent to it.
const PAUSE_MS: i64 = 60_000;

/// When something new was last sent to receivers that are down; whoever takes a queue over may try at once.
#[derive(Default)]
pub(crate) struct Probes(Mutex<HashMap<Queue, Timestamp>>);

impl Probes {
    /// Whether it is time to send something new, by a clock that may have been set.
    pub(crate) fn may_send(&self, queue: Queue, now: Timestamp) -> bool {
        self.lock().get(&queue).is_none_or(|at| !(0..PAUSE_MS).contains(&(now.0 - at.0)))
    }

    /// Notes that something new was sent.
    pub(crate) fn note(&self, queue: Queue, now: Timestamp) {
        self.lock().insert(queue, now);
    }

    /// The receiver is back.
    pub(crate) fn forget(&self, queue: Queue) {
        self.lock().remove(&queue);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Queue, Timestamp>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use linchpin_domain::{AccountId, AppId};

    use super::*;

    #[test]
    fn something_new_is_sent_once_a_minute() {
        let (probes, queue) = (Probes::default(), Queue { account: AccountId(1), app: AppId(2) });
        assert!(probes.may_send(queue, Timestamp(5)));
        probes.note(queue, Timestamp(5));
        for (now, expected) in [(5, false), (60_004, false), (60_005, true), (4, true)] {
            assert_eq!(probes.may_send(queue, Timestamp(now)), expected, "{now}");
        }
        assert!(probes.may_send(Queue { app: AppId(3), ..queue }, Timestamp(5)));
        probes.forget(queue);
        assert!(probes.may_send(queue, Timestamp(5)));
    }
}

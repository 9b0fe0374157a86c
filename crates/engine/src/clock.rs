//! The only clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use linchpin_domain::Timestamp;

/// Tells the time; a clone of a set clock shows the same time.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The time of the machine.
    #[default]
    System,
    /// A time that only changes when it is set.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at`.
    pub fn set_to(at: Timestamp) -> Self {
        Self::Set(Arc::new(AtomicI64::new(at.0)))
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => {
                #[expect(clippy::disallowed_methods, reason = "this is where the time comes from")]
                let since = SystemTime::now().duration_since(UNIX_EPOCH);
                Timestamp(since.map_or(0, |since| since.as_millis() as i64))
            }
            Self::Set(at) => Timestamp(at.load(Ordering::Relaxed)),
        }
    }

    /// Moves a set clock forward; the time of the machine cannot be moved.
    pub fn advance(&self, milliseconds: i64) {
        if let Self::Set(at) = self {
            at.fetch_add(milliseconds, Ordering::Relaxed);
        }
    }
}

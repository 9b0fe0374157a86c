//! Trying a write again that lost against another one.

use std::time::Duration;

use crate::{Result, random};

/// How often a write is tried when the schema moves under it.
const TRIES: u32 = 4;
/// How often it is tried when others write to the same records: PostgreSQL ends one of those that wait for each other.
const CONTENDED_TRIES: u32 = 12;
/// The longest pause after the first of those; it doubles with each until a limit.
const PAUSE: Duration = Duration::from_millis(8);
const MAX_PAUSE: Duration = Duration::from_millis(250);

/// Tries of one write: it is tried again when the schema that it was validated against moved meanwhile, or when it lost
/// against other writes.
#[derive(Default)]
pub(crate) struct Tries(u32);

impl Tries {
    /// Whether nothing was tried yet.
    pub(crate) fn is_first(&self) -> bool {
        self.0 == 0
    }

    /// Whether a failed write should be tried once more, which it is only after a pause where others write to the same
    /// records.
    pub(crate) async fn again<T>(&mut self, outcome: &Result<T>) -> bool {
        self.0 += 1;
        let Some(longest) = self.longest_pause(outcome) else { return false };
        if !longest.is_zero() {
            // Each of those that met waits as long as nobody else, so that they do not meet again.
            let share = random::bytes().map_or(u8::MAX, |[byte]| byte);
            tokio::time::sleep(longest * u32::from(share) / u32::from(u8::MAX)).await;
        }
        true
    }

    /// How long to wait at most before the next try; none if there should be none.
    fn longest_pause<T>(&self, outcome: &Result<T>) -> Option<Duration> {
        let Err(error) = outcome else { return None };
        if error.is_contention() {
            let longest = PAUSE.saturating_mul(1 << (self.0 - 1).min(16)).min(MAX_PAUSE);
            return (self.0 < CONTENDED_TRIES).then_some(longest);
        }
        (error.is_transient() && self.0 < TRIES).then_some(Duration::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use linchpin_store::Error as StoreError;

    use super::*;
    use crate::Error;

    #[test]
    fn who_lost_against_others_tries_again_later_and_later() {
        let failed = |error: StoreError| Err(Error::Store(error));
        let contended = failed(StoreError::Contention("two writers".into()));
        let changed = failed(StoreError::SchemaChanged);
        let cases: [(&Result<()>, u32, Option<u64>); 9] = [
            (&Ok(()), 1, None),
            (&changed, 1, Some(0)),
            (&changed, 3, Some(0)),
            (&changed, 4, None),
            (&contended, 1, Some(8)),
            (&contended, 5, Some(128)),
            (&contended, 6, Some(250)),
            (&contended, 11, Some(250)),
            (&contended, 12, None),
        ];
        for (outcome, tries, expected_ms) in cases {
            let longest = Tries(tries).longest_pause(outcome);
            assert_eq!(longest, expected_ms.map(Duration::from_millis), "{tries} {outcome:?}");
        }
    }
}

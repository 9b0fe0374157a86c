//! Correlation ids: the name of one request, in its answer, its error body and the log.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Builder;
use uuid::fmt::Hyphenated;

/// The name of one request: a version 7 UUID, as HubSpot sends since 2025.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CorrelationId([u8; Hyphenated::LENGTH]);

impl CorrelationId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a hyphenated UUID is ASCII")
    }
}

impl std::fmt::Debug for CorrelationId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Makes correlation ids.
///
/// They need to be distinct, not unguessable, so their random part is a scrambled counter with a random start:
/// a system call for each request would cost more than the rest of the id.
#[derive(Debug)]
pub(crate) struct CorrelationIds {
    counter: AtomicU64,
}

impl CorrelationIds {
    /// A source of ids that begins at a random place.
    pub(crate) fn new() -> Self {
        Self { counter: AtomicU64::new(RandomState::new().hash_one(0)) }
    }

    /// The id of a request that arrived at `now_ms`, in milliseconds since 1970.
    pub(crate) fn next(&self, now_ms: u64) -> CorrelationId {
        let counter = self.counter.fetch_add(1, Ordering::Relaxed);
        let mut random = [0; 10];
        random[..8].copy_from_slice(&scramble(counter).to_be_bytes());
        random[8..].copy_from_slice(&counter.to_be_bytes()[6..]);
        let mut text = [0; Hyphenated::LENGTH];
        Builder::from_unix_timestamp_millis(now_ms, &random).into_uuid().hyphenated().encode_lower(&mut text);
        CorrelationId(text)
    }
}

/// A bijection that leaves no pattern to see (the finalizer of SplitMix64).
const fn scramble(counter: u64) -> u64 {
    let mut bits = counter.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use uuid::Uuid;

    use super::CorrelationIds;

    #[test]
    fn ids_are_distinct_version_7_uuids_of_their_time() {
        let ids = CorrelationIds::new();
        let distinct: HashSet<_> =
            (0..1000).map(|_| ids.next(1_700_000_000_000).as_str().to_owned()).collect();
        assert_eq!(distinct.len(), 1000);
        for id in distinct {
            let uuid = Uuid::parse_str(&id).unwrap();
            assert_eq!(uuid.get_version_num(), 7);
            assert_eq!(uuid.get_timestamp().unwrap().to_unix(), (1_700_000_000, 0));
        }
    }
}

//! Numbers that look random and never change.
//!
//! The generator is SplitMix64, written out here so that no version of a library can change a data set; it uses
//! integers only, so that no machine rounds differently.

use super::Kind;

/// The step of SplitMix64: 2^64 divided by the golden ratio.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A stream of numbers.
#[derive(Debug)]
pub(super) struct Random(u64);

impl Random {
    /// The stream of one record.
    pub(super) fn of(seed: u64, kind: Kind, k: u64) -> Self {
        let kind = match kind {
            Kind::Contact => 1,
            Kind::Company => 2,
            Kind::Deal => 3,
        };
        // Each part is mixed before the next one is added, so that neighbours have nothing in common.
        Self(mix(mix(mix(seed).wrapping_add(kind)).wrapping_add(k)))
    }

    /// The next 64 bits.
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// A number below `limit`, which is not zero; all are equally likely.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        scale(self.bits(), limit)
    }

    /// A number below `limit`, which is not zero; small ones are likelier, the first tenth comes up every third time.
    pub(super) fn low_below(&mut self, limit: u64) -> u64 {
        let bits = self.bits() >> 32;
        scale(bits * bits, limit)
    }

    /// A number from `range`, both ends included.
    pub(super) fn within(&mut self, range: std::ops::RangeInclusive<u64>) -> u64 {
        range.start() + self.below(range.end() - range.start() + 1)
    }

    /// Whether something happens that happens this many times in a hundred.
    pub(super) fn percent(&mut self, times: u64) -> bool {
        self.below(100) < times
    }

    /// One of the items; all are equally likely.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u64) as usize]
    }

    /// One of the items; the first ones are likelier.
    pub(super) fn pick_low<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.low_below(items.len() as u64) as usize]
    }

    /// One of the items, each as likely as its weight says.
    pub(super) fn pick_weighted<'a, T>(&mut self, items: &'a [(u64, T)]) -> &'a T {
        let mut left = self.below(items.iter().map(|(weight, _)| weight).sum());
        for (weight, item) in items {
            if left < *weight {
                return item;
            }
            left -= weight;
        }
        unreachable!("the number is below the sum of the weights")
    }

    /// The pattern with a digit for each `#`.
    pub(super) fn digits(&mut self, pattern: &str) -> String {
        let mut digit = || char::from(b'0' + self.below(10) as u8);
        pattern.chars().map(|c| if c == '#' { digit() } else { c }).collect()
    }
}

/// The output function of SplitMix64.
fn mix(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

/// Maps 64 bits onto the numbers below `limit`, in order.
fn scale(bits: u64, limit: u64) -> u64 {
    ((u128::from(bits) * u128::from(limit)) >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_splitmix64() {
        // The reference implementation's first numbers for the state 1234567.
        let mut random = Random(1_234_567);
        let first = [(); 3].map(|()| random.bits());
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn numbers_stay_within_their_limits_and_reach_them() {
        let mut random = Random::of(1, Kind::Contact, 0);
        let mut seen = [false; 7];
        for _ in 0..1_000 {
            seen[random.below(7) as usize] = true;
            assert!(random.low_below(7) < 7);
            assert!((3..=5).contains(&random.within(3..=5)));
            assert_eq!(random.below(1), 0);
        }
        assert_eq!(seen, [true; 7]);
    }

    #[test]
    fn low_numbers_are_likelier() {
        let mut random = Random::of(1, Kind::Contact, 0);
        let n_low = (0..10_000).filter(|_| random.low_below(100) < 10).count();
        assert!((2_900..3_400).contains(&n_low), "{n_low}");
    }

    #[test]
    fn weights_are_kept() {
        let mut random = Random::of(1, Kind::Deal, 0);
        let items = [(9, "often"), (0, "never"), (1, "seldom")];
        let picked: Vec<_> = (0..10_000).map(|_| *random.pick_weighted(&items)).collect();
        let count = |wanted| picked.iter().filter(|picked| **picked == wanted).count();
        assert!((8_800..9_200).contains(&count("often")));
        assert_eq!(count("never"), 0);
    }
}

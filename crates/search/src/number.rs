//! Where numbers stand in their order, as integers.
//!
//! Integers are what columns keep small and scan fast. Up to some hundred trillions a number's place counts its ten
//! thousandths; from there on it counts doubles. Numbers with more digits than that share their place with others,
//! and are told apart by their texts.

use linchpin_domain::filter::Number;

/// How many places there are between two whole numbers.
const STEPS: u64 = 10_000;
/// How many decimals that are.
const DECIMALS: usize = 4;
/// From here on places count doubles.
const LARGE: u64 = 1 << 48;
/// A number with fewer digits than this is below any that is large.
const LARGE_DIGITS: usize = 15;
/// Large numbers of at most this many digits are told apart by their doubles.
const DOUBLE_DIGITS: usize = 15;

/// Where a number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Larger numbers have no smaller place.
    pub(crate) at: i64,
    /// Whether it alone says which number it is, among all numbers of which that is said.
    pub(crate) own: bool,
}

impl Place {
    /// Where a number stands.
    pub(crate) fn of(number: &Number) -> Self {
        let text = number.as_str();
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let small = (whole.len() <= LARGE_DIGITS).then(|| whole.parse::<u64>().ok()).flatten();
        let (at, own) = if let Some(whole) = small.filter(|whole| *whole < LARGE) {
            let kept = &decimals[..decimals.len().min(DECIMALS)];
            let steps = format!("{kept:0<DECIMALS$}").parse::<u64>().unwrap_or_default();
            (whole * STEPS + steps, decimals.len() <= DECIMALS)
        } else {
            // Beyond all doubles the largest stands for the rest.
            let double = number.to_f64().abs().min(f64::MAX);
            let at = LARGE * STEPS + (double.to_bits() - (LARGE as f64).to_bits());
            (at, whole.len() + decimals.len() <= DOUBLE_DIGITS)
        };
        let at = at as i64;
        Self { at: if negative { -at } else { at }, own }
    }

    /// The number of a place that is its own.
    pub(crate) fn number(at: i64) -> Number {
        let sign = if at < 0 { "-" } else { "" };
        let steps = at.unsigned_abs();
        let text = match steps.checked_sub(LARGE * STEPS) {
            None => format!("{sign}{}.{:0DECIMALS$}", steps / STEPS, steps % STEPS),
            Some(doubles) => format!("{sign}{}", f64::from_bits((LARGE as f64).to_bits() + doubles)),
        };
        Number::parse(&text).expect("digits with a sign and a point are a number")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> Place {
        Place::of(&Number::parse(text).unwrap())
    }

    #[test]
    fn places_rise_with_the_numbers_and_tell_short_ones_apart() {
        let rising = [
            "-99999999999999999999999999999999999999999999999999",
            "-12345678901234567",
            "-281474976710656",
            "-281474976710655.9999",
            "-1.5",
            "-1",
            "-0.0001",
            "0",
            "0.0001",
            "0.1",
            "1",
            "1.5",
            "1.9999",
            "2",
            "281474976710655.9999",
            "281474976710656",
            "281474976710657",
            "999999999999999",
            "1000000000000001",
            "123456789012345678901",
        ];
        for pair in rising.windows(2) {
            assert!(place(pair[0]).at < place(pair[1]).at, "{pair:?}");
        }
        for text in rising {
            let place = place(text);
            if place.own {
                assert_eq!(Place::number(place.at), Number::parse(text).unwrap());
            }
        }
        let own = rising.iter().filter(|text| place(text).own).count();
        assert_eq!(own, rising.len() - 4, "those of more than 15 digits are not");
    }

    #[test]
    fn long_numbers_share_their_place() {
        for (one, other) in [
            ("0", "-0.00001"),
            ("0.1", "0.10000000000000000001"),
            ("9007199254740992", "9007199254740993"),
            ("12345678901234567", "12345678901234568"),
        ] {
            assert_eq!(place(one).at, place(other).at, "{one} {other}");
            assert!(!place(other).own);
        }
        let most = "9".repeat(390);
        assert_eq!(place(&most).at, place(&format!("{most}0")).at);
    }
}

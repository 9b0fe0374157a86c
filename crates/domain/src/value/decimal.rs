//! Decimal numbers: as text of any length, and as exact arithmetic where a value is computed from others.

mod arithmetic;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

pub(crate) use arithmetic::Rounding;

/// The longest number that is taken; a double's largest value has 309 digits.
const LENGTH_LIMIT: usize = 400;

/// The most digits of a text that [`Decimal`] calculates with; an `i128` holds two more.
const DIGIT_LIMIT: usize = 36;

/// Gives a number its canonical text: no plus sign, no idle zeros in front, and the decimals as they were sent.
///
/// Exponents are refused, as HubSpot does (recorded 2025: `1.4210854715202004e-14 was not a valid number.`).
pub(super) fn canonical(input: &str) -> Option<Cow<'_, str>> {
    let text = input.trim();
    let (negative, integer, fraction) = split(text)?;
    let stripped = integer.trim_start_matches('0');
    let integer = if stripped.is_empty() { "0" } else { stripped };
    let negative = negative && (!stripped.is_empty() || fraction.bytes().any(|digit| digit != b'0'));
    let point = usize::from(!fraction.is_empty());
    // Same length means same text: each change above shortens or lengthens, but for ".5" against "05".
    if usize::from(negative) + integer.len() + point + fraction.len() == text.len()
        && text.as_bytes()[usize::from(negative)] == integer.as_bytes()[0]
    {
        return Some(Cow::Borrowed(text));
    }
    let sign = if negative { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(Cow::Owned([sign, integer, point, fraction].concat()))
}

/// Tells whether a text is a number.
pub(crate) fn is_number(text: &str) -> bool {
    split(text).is_some()
}

/// How many decimals a number is written with.
pub(crate) fn n_decimals(number: &str) -> usize {
    split(number).map_or(0, |(_, _, fraction)| fraction.len())
}

/// Splits number text into sign, integer digits and fraction digits; one of the latter two is not empty.
fn split(text: &str) -> Option<(bool, &str, &str)> {
    let negative = text.starts_with('-');
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (integer, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let is_number = text.len() <= LENGTH_LIMIT
        && integer.len() + fraction.len() > 0
        && integer.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    is_number.then_some((negative, integer, fraction))
}

/// A number as text without anything idle, so that equal numbers are equal and order is numeric, at any length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digits<'a> {
    negative: bool,
    integer: &'a str,
    fraction: &'a str,
}

impl<'a> Digits<'a> {
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let (negative, integer, fraction) = split(text)?;
        let (integer, fraction) = (integer.trim_start_matches('0'), fraction.trim_end_matches('0'));
        let is_zero = integer.is_empty() && fraction.is_empty();
        Some(Self { negative: negative && !is_zero, integer, fraction })
    }
}

impl Ord for Digits<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let magnitude = || {
            let by_length = self.integer.len().cmp(&other.integer.len());
            by_length.then_with(|| (self.integer, self.fraction).cmp(&(other.integer, other.fraction)))
        };
        match (self.negative, other.negative) {
            (false, false) => magnitude(),
            (true, true) => magnitude().reverse(),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Digits<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Digits<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        let integer = if self.integer.is_empty() { "0" } else { self.integer };
        let point = if self.fraction.is_empty() { "" } else { "." };
        write!(out, "{sign}{integer}{point}{}", self.fraction)
    }
}

/// An exact decimal for computed amounts: doubles would turn 0.1 × 3 into 0.30000000000000004.
///
/// A result that is too large for its 38 digits is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    mantissa: i128,
    /// How many of the mantissa's digits are decimals.
    scale: u32,
}

impl Decimal {
    pub(crate) const ZERO: Self = Self::whole(0);

    pub(crate) const fn whole(number: i64) -> Self {
        Self { mantissa: number as i128, scale: 0 }
    }

    /// Reads a number; `None` also for one of more than 36 digits, which no amount has.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let Digits { negative, integer, fraction } = Digits::parse(text)?;
        if integer.len() + fraction.len() > DIGIT_LIMIT {
            return None;
        }
        let magnitude = integer
            .bytes()
            .chain(fraction.bytes())
            .fold(0_i128, |sum, digit| sum * 10 + i128::from(digit - b'0'));
        Some(Self { mantissa: if negative { -magnitude } else { magnitude }, scale: fraction.len() as u32 })
    }

    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        Some(Self { mantissa: self.at_scale(scale)?.checked_add(other.at_scale(scale)?)?, scale })
    }

    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated()?)
    }

    pub(crate) fn times(self, other: Self) -> Option<Self> {
        match self.mantissa.checked_mul(other.mantissa) {
            Some(mantissa) => Some(Self { mantissa, scale: self.scale.checked_add(other.scale)? }),
            // The last decimals of a quotient are not worth losing the product for.
            None if self.scale >= other.scale => self.shorter()?.times(other),
            None => self.times(other.shorter()?),
        }
    }

    /// This number of hundredths.
    pub(crate) fn percent(self) -> Self {
        Self { mantissa: self.mantissa, scale: self.scale + 2 }
    }

    pub(crate) fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    pub(crate) fn is_positive(self) -> bool {
        self.mantissa > 0
    }

    fn at_scale(self, scale: u32) -> Option<i128> {
        if self.mantissa == 0 {
            return Some(0);
        }
        self.mantissa.checked_mul(10_i128.checked_pow(scale - self.scale)?)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut mantissa, mut scale) = (self.mantissa, self.scale as usize);
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        let sign = if mantissa < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", mantissa.unsigned_abs(), width = scale + 1);
        let (integer, fraction) = digits.split_at(digits.len() - scale);
        let point = if scale == 0 { "" } else { "." };
        write!(out, "{sign}{integer}{point}{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_keep_their_decimals_and_lose_what_is_idle() {
        for (input, expected) in [
            ("10000", "10000"),
            ("1500.00", "1500.00"),
            ("1.10", "1.10"),
            (" 42 ", "42"),
            ("+5", "5"),
            ("007", "7"),
            (".5", "0.5"),
            ("-.5", "-0.5"),
            ("5.", "5"),
            ("0", "0"),
            ("00", "0"),
            ("-0", "0"),
            ("-0.0", "0.0"),
            ("-0.01", "-0.01"),
            ("0.30000000000000004", "0.30000000000000004"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
        ] {
            assert_eq!(canonical(input).as_deref(), Some(expected), "{input}");
        }
    }

    #[test]
    fn other_text_is_no_number() {
        for input in [
            "", " ", "-", ".", "+", "abc", "1,000", "1.2.3", "1e3", "0x10", "NaN", "Infinity", "--1", "1-",
            "$5", "٣",
        ] {
            assert_eq!(canonical(input), None, "{input}");
        }
        assert_eq!(canonical(&"9".repeat(401)), None);
    }

    #[test]
    fn arithmetic_is_exact() {
        let of = |text: &str| Decimal::parse(text).unwrap();
        for (result, expected) in [
            (of("0.1").times(of("3")), "0.3"),
            (of("0.1").plus(of("0.2")), "0.3"),
            (of("100").minus(of("5")), "95"),
            (of("10000").times(of("0.90")), "9000"),
            (of("5").minus(of("5.05")), "-0.05"),
            (of("200").times(of("12.5").percent()), "25"),
            (Some(Decimal::ZERO), "0"),
        ] {
            assert_eq!(result.unwrap().to_string(), expected);
        }
        assert_eq!(Decimal::parse(&"9".repeat(37)), None);
    }

    proptest! {
        #[test]
        fn canonical_numbers_stay(input in r"[+-]?[0-9]{0,5}\.?[0-9]{0,5}") {
            if let Some(once) = canonical(&input) {
                prop_assert_eq!(canonical(&once), Some(once.clone()));
                prop_assert_eq!(Digits::parse(&once), Digits::parse(&input));
            }
        }

        #[test]
        fn digits_order_as_numbers(left in -10_000_i64..10_000, right in -10_000_i64..10_000) {
            // Thousandths, so that signs, lengths and fractions all vary.
            let text = |number: i64| Decimal { mantissa: i128::from(number), scale: 3 }.to_string();
            let (left_text, right_text) = (text(left), text(right));
            prop_assert_eq!(Digits::parse(&left_text).cmp(&Digits::parse(&right_text)), left.cmp(&right));
        }
    }
}

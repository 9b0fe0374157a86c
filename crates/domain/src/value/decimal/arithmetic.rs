//! What formulas need of decimals beyond sums and products: quotients, rounding and order.

use std::cmp::Ordering;

use super::{DIGIT_LIMIT, Decimal};

/// The digits of a quotient that never ends: as many as tell any two doubles apart.
const QUOTIENT_DIGITS: u32 = 17;

/// Where a number goes that stands between two others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rounding {
    /// To the lower one.
    Down,
    /// To the higher one.
    Up,
    /// To the nearer one, and from the middle away from zero.
    Nearest,
}

impl Decimal {
    /// The exact quotient, or one of at least 17 digits where there is none; `None` for a division by zero.
    pub(crate) fn divided_by(self, other: Self) -> Option<Self> {
        if other.mantissa == 0 {
            return None;
        }
        let divisor = other.mantissa.unsigned_abs();
        let mut quotient = self.mantissa.unsigned_abs() / divisor;
        let mut rest = self.mantissa.unsigned_abs() % divisor;
        // Dividing mantissas moves the point; below zero there are digits still missing before it.
        let mut scale = i64::from(self.scale) - i64::from(other.scale);
        let has_digits = |quotient: u128| quotient.checked_ilog10().unwrap_or(0) + 1 >= QUOTIENT_DIGITS;
        while scale < 0 || (rest != 0 && !has_digits(quotient)) {
            // A divisor of 38 digits leaves no room for more of the quotient's.
            let Some(next) = rest.checked_mul(10) else { break };
            quotient = quotient.checked_mul(10)?.checked_add(next / divisor)?;
            rest = next % divisor;
            scale += 1;
        }
        if rest >= divisor.div_ceil(2) {
            quotient = quotient.checked_add(1)?;
        }
        let magnitude = i128::try_from(quotient).ok()?;
        let negative = (self.mantissa < 0) != (other.mantissa < 0);
        let mantissa = if negative { -magnitude } else { magnitude };
        Some(Self { mantissa, scale: u32::try_from(scale).ok()? })
    }

    /// The number with this many decimals at most; before the point where there are fewer than none.
    pub(crate) fn rounded(self, rounding: Rounding, places: i32) -> Option<Self> {
        let surplus = i64::from(self.scale) - i64::from(places);
        let Ok(surplus @ 1..) = u32::try_from(surplus) else { return Some(self) };
        // What is smaller than the last place that counts as a whole rounds like half of a half.
        let (whole, rest, unit) = match 10_i128.checked_pow(surplus) {
            Some(unit) => (self.mantissa.div_euclid(unit), self.mantissa.rem_euclid(unit), unit),
            None if self.mantissa < 0 => (-1, 3, 4),
            None => (0, self.mantissa.signum(), 4),
        };
        let up = match rounding {
            Rounding::Down => false,
            Rounding::Up => rest > 0,
            Rounding::Nearest if self.mantissa < 0 => rest > unit / 2,
            Rounding::Nearest => rest >= unit - unit / 2,
        };
        Self { mantissa: whole.checked_add(i128::from(up))?, scale: 0 }.shifted(places.checked_neg()?)
    }

    /// The number times ten to this power.
    pub(crate) fn shifted(self, power: i32) -> Option<Self> {
        let scale = i64::from(self.scale) - i64::from(power);
        match u32::try_from(scale) {
            Ok(scale) => Some(Self { scale, ..self }),
            Err(_) if self.mantissa == 0 => Some(Self::ZERO),
            Err(_) => {
                let factor = 10_i128.checked_pow(u32::try_from(-scale).ok()?)?;
                Some(Self { mantissa: self.mantissa.checked_mul(factor)?, scale: 0 })
            }
        }
    }

    pub(crate) fn negated(self) -> Option<Self> {
        Some(Self { mantissa: self.mantissa.checked_neg()?, scale: self.scale })
    }

    pub(crate) fn absolute(self) -> Option<Self> {
        Some(Self { mantissa: self.mantissa.checked_abs()?, scale: self.scale })
    }

    /// The number as a count, if it is one.
    pub(crate) fn to_whole(self) -> Option<i32> {
        let floor = self.rounded(Rounding::Down, 0)?;
        (floor.order(self) == Ordering::Equal).then(|| i32::try_from(floor.mantissa).ok()).flatten()
    }

    /// The text of a result, with no more digits than are read back.
    pub(crate) fn to_value(self) -> Option<String> {
        let n_digits = self.mantissa.unsigned_abs().checked_ilog10().map_or(1, |last| last + 1);
        let n_integer = n_digits.saturating_sub(self.scale).max(1);
        let places = (DIGIT_LIMIT as u32).checked_sub(n_integer)?;
        Some(self.rounded(Rounding::Nearest, i32::try_from(places).ok()?)?.to_string())
    }

    /// How the numbers compare, whatever their decimals are.
    pub(crate) fn order(self, other: Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        match (self.at_scale(scale), other.at_scale(scale)) {
            (Some(left), Some(right)) => left.cmp(&right),
            // Only the one with fewer decimals can be too large, and then its magnitude decides.
            (None, _) => self.mantissa.cmp(&0),
            (_, None) => 0.cmp(&other.mantissa),
        }
    }

    /// The number without its last decimal, if it has one.
    pub(super) fn shorter(self) -> Option<Self> {
        Some(Self { mantissa: self.mantissa / 10, scale: self.scale.checked_sub(1)? })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str) -> Decimal {
        Decimal::parse(text).expect("the tests write numbers")
    }

    fn text(number: Option<Decimal>) -> String {
        number.map_or_else(|| "none".to_owned(), |number| number.to_string())
    }

    #[test]
    fn quotients_are_exact_or_long_enough() {
        for (dividend, divisor, expected) in [
            ("1", "4", "0.25"),
            ("100", "10", "10"),
            ("1", "0.001", "1000"),
            ("-7", "2", "-3.5"),
            ("-7", "-2", "3.5"),
            ("0", "3", "0"),
            ("1", "0", "none"),
            ("1", "0.00", "none"),
            ("1", "3", "0.33333333333333333"),
            ("2", "3", "0.66666666666666667"),
            ("1000000", "3", "333333.33333333333"),
            ("1", "30000000000", "0.000000000033333333333333333"),
            ("123456789012345678901234567890", "7", "17636684144620811271604938270"),
        ] {
            assert_eq!(text(of(dividend).divided_by(of(divisor))), expected, "{dividend} / {divisor}");
        }
    }

    #[test]
    fn rounding_goes_down_up_or_to_the_nearest() {
        use Rounding::{Down, Nearest, Up};
        for (number, places, expected) in [
            ("2.5", 0, ["2", "3", "3"]),
            ("2.4", 0, ["2", "3", "2"]),
            ("2.6", 0, ["2", "3", "3"]),
            ("-2.5", 0, ["-3", "-2", "-3"]),
            ("-2.4", 0, ["-3", "-2", "-2"]),
            ("2", 0, ["2", "2", "2"]),
            ("2.345", 2, ["2.34", "2.35", "2.35"]),
            ("2.345", 5, ["2.345", "2.345", "2.345"]),
            ("1250", -2, ["1200", "1300", "1300"]),
            ("7", -50, ["0", "none", "0"]),
            ("-7", -50, ["none", "0", "0"]),
            ("0", -50, ["0", "0", "0"]),
        ] {
            for (rounding, expected) in [Down, Up, Nearest].into_iter().zip(expected) {
                let rounded = of(number).rounded(rounding, places);
                assert_eq!(text(rounded), expected, "{number} {rounding:?} {places}");
            }
        }
    }

    #[test]
    fn what_is_too_large_is_none_and_compares_all_the_same() {
        let large = of(&"9".repeat(36));
        assert_eq!(large.times(large), None);
        assert_eq!(text(large.times(of("0.1"))), format!("{}.9", "9".repeat(35)));
        let fine = of("0.000000000000000000000000000000000001");
        assert_eq!(large.plus(fine), None);
        assert_eq!((large.order(fine), fine.order(large)), (Ordering::Greater, Ordering::Less));
        assert_eq!(of("1.0").order(of("1")), Ordering::Equal);
        assert_eq!(of("12").shifted(-3).map(|number| number.to_string()).as_deref(), Some("0.012"));
        assert_eq!(of("12").shifted(60), None);
    }

    #[test]
    fn products_lose_decimals_rather_than_everything() {
        let third = of("1").divided_by(of("3")).expect("three is not zero");
        let ninth = third.times(third).and_then(|ninth| ninth.times(third));
        assert!(text(ninth).starts_with("0.0370370370370370"), "{}", text(ninth));
    }

    proptest! {
        #[test]
        fn no_operation_panics(
            left in any::<i128>(), right in any::<i128>(),
            left_scale in 0_u32..80, right_scale in 0_u32..80, places in any::<i32>(),
        ) {
            let left = Decimal { mantissa: left, scale: left_scale };
            let right = Decimal { mantissa: right, scale: right_scale };
            let _ = (left.plus(right), left.minus(right), left.times(right), left.divided_by(right));
            let _ = (left.order(right), left.shifted(places), left.to_whole(), left.to_string());
            for rounding in [Rounding::Down, Rounding::Up, Rounding::Nearest] {
                let _ = (left.rounded(rounding, places), left.rounded(rounding, 2));
            }
        }

        #[test]
        fn a_quotient_times_its_divisor_is_the_dividend(left in -10_000_i64..10_000, right in 1_i64..10_000) {
            let quotient = Decimal::whole(left).divided_by(Decimal::whole(right)).expect("no zero");
            let back = quotient.times(Decimal::whole(right)).and_then(|back| back.rounded(Rounding::Nearest, 6));
            prop_assert_eq!(text(back), left.to_string());
        }
    }
}

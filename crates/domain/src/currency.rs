//! Currencies, and what they are worth in each other.

mod table;

use crate::Timestamp;
use crate::value::{Decimal, Rounding};

pub use table::ALL;

/// The decimals that a rate keeps (documented).
const PLACES: i32 = 6;

/// A currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency {
    /// Three capital letters.
    pub code: &'static str,
    /// What people call it in English.
    pub name: &'static str,
}

/// The currency of this code.
pub fn find(code: &str) -> Option<&'static Currency> {
    ALL.binary_search_by(|currency| currency.code.cmp(code)).ok().map(|at| &ALL[at])
}

/// What one unit of a currency is worth in another one: more than nothing, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate(Decimal);

impl Rate {
    /// What a currency is worth in itself.
    pub const ONE: Self = Self(Decimal::whole(1));

    /// Reads a rate and rounds it; what is or becomes nothing or less is none.
    pub fn parse(text: &str) -> Option<Self> {
        let rate = Decimal::parse(text)?.rounded(Rounding::Nearest, PLACES)?;
        rate.is_positive().then_some(Self(rate))
    }

    /// The text of the rate.
    pub fn to_text(self) -> String {
        self.0.to_string()
    }

    /// What an amount is worth in the other currency.
    pub(crate) fn convert(self, amount: Decimal) -> Option<Decimal> {
        amount.times(self.0)
    }
}

/// The rates into an account's own currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    company: String,
    /// Codes, the moments from which rates are in effect, and the rates; sorted.
    rates: Vec<(String, Timestamp, Rate)>,
}

impl Rates {
    /// The rates into this currency; of two from the same moment, the later one in the list counts.
    pub fn new(company: String, rates: impl IntoIterator<Item = (String, Timestamp, Rate)>) -> Self {
        let mut rates: Vec<_> = rates.into_iter().collect();
        rates.sort_by(|left, right| (&left.0, left.1).cmp(&(&right.0, right.1)));
        Self { company, rates }
    }

    /// The code of the account's own currency.
    pub fn company(&self) -> &str {
        &self.company
    }

    /// The codes of the account's currencies, its own one first.
    pub fn codes(&self) -> Vec<&str> {
        let others = self.rates.iter().map(|(code, ..)| code.as_str()).filter(|code| *code != self.company);
        let mut codes: Vec<_> = others.collect();
        codes.dedup();
        codes.insert(0, &self.company);
        codes
    }

    /// Whether amounts can be in more than one currency.
    pub fn are_several(&self) -> bool {
        self.rates.iter().any(|(code, ..)| *code != self.company)
    }

    /// What a currency is worth at a moment; before its first rate that one counts.
    pub(crate) fn at(&self, code: &str, moment: Timestamp) -> Option<Rate> {
        if code == self.company {
            return Some(Rate::ONE);
        }
        let first = self.rates.partition_point(|(known, ..)| known.as_str() < code);
        let of_code = &self.rates[first..];
        let of_code = &of_code[..of_code.partition_point(|(known, ..)| known == code)];
        let passed = of_code.partition_point(|(_, from, _)| *from <= moment);
        of_code.get(passed.saturating_sub(1)).map(|(_, _, rate)| *rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(text: &str) -> Rate {
        Rate::parse(text).unwrap()
    }

    #[test]
    fn currencies_are_found_by_their_codes() {
        assert!(ALL.is_sorted_by(|left, right| left.code < right.code));
        assert_eq!(find("EUR").map(|currency| currency.name), Some("Euro"));
        for unknown in ["eur", "EU", "XXX", ""] {
            assert_eq!(find(unknown), None);
        }
    }

    #[test]
    fn rates_are_positive_millionths() {
        for (text, expected) in [
            ("1", Some("1")),
            ("1.10", Some("1.1")),
            ("0.12345678", Some("0.123457")),
            ("0", None),
            ("-1", None),
            ("0.0000004", None),
            ("much", None),
        ] {
            assert_eq!(Rate::parse(text).map(Rate::to_text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_currency_is_worth_what_it_was_at_the_moment() {
        let known =
            [("GBP", 5, "1.3"), ("EUR", 10, "1.1"), ("EUR", 20, "1.2"), ("EUR", 20, "1.25"), ("USD", 1, "1")];
        let known = known.map(|(code, from, text)| (code.to_owned(), Timestamp(from), rate(text)));
        let rates = Rates::new("USD".to_owned(), known);
        assert_eq!(rates.codes(), ["USD", "EUR", "GBP"]);
        for (code, moment, expected) in [
            ("EUR", 5, Some("1.1")),
            ("EUR", 19, Some("1.1")),
            ("EUR", 20, Some("1.25")),
            ("GBP", 99, Some("1.3")),
            ("USD", 0, Some("1")),
            ("JPY", 99, None),
        ] {
            let found = rates.at(code, Timestamp(moment)).map(Rate::to_text);
            assert_eq!(found.as_deref(), expected, "{code} {moment}");
        }
        assert!(rates.are_several());
        assert!(!Rates::new("USD".to_owned(), []).are_several());
    }
}

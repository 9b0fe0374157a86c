//! How often a line item is paid and for how long, and what it is worth by that.

use crate::Properties;
use crate::value::{Decimal, Rounding};

/// So many payments in so many months, by the value of `recurringbillingfrequency`.
const FREQUENCIES: [(&str, i64, i64); 10] = [
    ("weekly", 52, 12),
    ("biweekly", 26, 12),
    ("monthly", 1, 1),
    ("quarterly", 1, 3),
    ("per_six_months", 1, 6),
    ("annually", 1, 12),
    ("per_two_years", 1, 24),
    ("per_three_years", 1, 36),
    ("per_four_years", 1, 48),
    ("per_five_years", 1, 60),
];

const YEAR: Decimal = Decimal::whole(12);

/// The payments of one line item.
pub(super) enum Billing {
    /// It is paid once.
    OneTime,
    /// It is paid again and again, until the term ends if there is one.
    Recurring {
        /// How many payments there are in `months`.
        payments: Decimal,
        /// In how many months there are so many payments.
        months: Decimal,
        /// The months from the first payment to the end.
        term: Option<Decimal>,
    },
}

impl Billing {
    pub(super) fn of(item: &Properties) -> Self {
        let frequency = item.filled("recurringbillingfrequency");
        let Some((_, payments, months)) = FREQUENCIES.iter().find(|(name, ..)| Some(*name) == frequency)
        else {
            return Self::OneTime;
        };
        let term = item.filled("hs_recurring_billing_period").and_then(months_of);
        Self::Recurring { payments: Decimal::whole(*payments), months: Decimal::whole(*months), term }
    }

    /// The months from the first payment to the end, where there is an end.
    pub(super) fn term(&self) -> Option<Decimal> {
        match self {
            Self::OneTime => None,
            Self::Recurring { term, .. } => *term,
        }
    }

    /// How many payments there are in all, where they end: those that the term has room for, and one at least.
    pub(super) fn number_of_payments(&self) -> Option<Decimal> {
        let Self::Recurring { payments, months, term } = self else { return Some(Decimal::whole(1)) };
        let payments = (*term)?.times(*payments)?.divided_by(*months)?;
        let payments = payments.rounded(Rounding::Nearest, 0)?;
        Some(if payments.is_zero() { Decimal::whole(1) } else { payments })
    }

    fn yearly(&self, payment: Decimal) -> Option<Decimal> {
        match self {
            Self::OneTime => Some(Decimal::ZERO),
            Self::Recurring { payments, months, .. } => {
                payment.times(*payments)?.times(YEAR)?.divided_by(*months)
            }
        }
    }

    fn is_shorter_than_a_year(&self) -> bool {
        self.term().and_then(|term| YEAR.minus(term)).is_some_and(Decimal::is_positive)
    }
}

/// What a payment makes over time.
#[derive(Clone, Copy)]
pub(super) struct Worth {
    pub(super) of_a_year: Decimal,
    pub(super) of_the_term: Decimal,
    pub(super) recurring_yearly: Decimal,
    pub(super) recurring_monthly: Decimal,
}

impl Worth {
    /// Multiplies out the payments; without an end, a year of them counts. `None` for numbers beyond any amount.
    pub(super) fn of(payment: Decimal, billing: &Billing) -> Option<Self> {
        let recurring_yearly = billing.yearly(payment)?;
        let of_the_term = match billing.number_of_payments() {
            Some(payments) => payment.times(payments)?,
            None => recurring_yearly,
        };
        let ends_within = matches!(billing, Billing::OneTime) || billing.is_shorter_than_a_year();
        Some(Self {
            of_a_year: if ends_within { of_the_term } else { recurring_yearly },
            of_the_term,
            recurring_yearly,
            recurring_monthly: recurring_yearly.divided_by(YEAR)?,
        })
    }
}

/// Reads a period of ISO 8601 (`PnYnMnD` or `PnW`) in months; `None` if it is none, or nothing.
fn months_of(period: &str) -> Option<Decimal> {
    let mut rest = period.trim().strip_prefix('P')?;
    let mut months = Decimal::ZERO;
    while !rest.is_empty() {
        let (number, unit) = rest.split_at(rest.find(|sign: char| !sign.is_ascii_digit())?);
        let (unit, after) = unit.split_at_checked(1)?;
        let in_a_year = match unit {
            "Y" => 1,
            "M" => 12,
            "W" => 52,
            "D" => 365,
            _ => return None,
        };
        let part = Decimal::parse(number)?.times(YEAR)?.divided_by(Decimal::whole(in_a_year))?;
        months = months.plus(part)?;
        rest = after;
    }
    months.is_positive().then_some(months)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_in_months() {
        for (period, months) in [
            ("P12M", Some("12")),
            ("P2Y", Some("24")),
            ("P1Y6M", Some("18")),
            ("P26W", Some("6")),
            ("P365D", Some("12")),
            (" P1M ", Some("1")),
            ("P0M", None),
            ("P", None),
            ("12", None),
            ("P12", None),
            ("PM", None),
            ("P1H", None),
            ("P1é", None),
            ("P-1M", None),
            ("P1.5M", None),
        ] {
            assert_eq!(months_of(period).map(|months| months.to_string()).as_deref(), months, "{period}");
        }
        assert_eq!(months_of(&format!("P{}Y", "9".repeat(40))), None);
    }
}

//! How often a line item is paid, for how long, and what it is worth by that.

use jiff::Span;
use jiff::civil::Date;

use super::super::derive;
use crate::Properties;
use crate::value::{Decimal, Rounding};

/// Each frequency with how many payments it makes in how many months.
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

/// How often a line item is paid, and for how long.
pub(super) struct Billing {
    /// How many payments there are in how many months; none for what is paid once.
    payments: Option<(Decimal, Decimal)>,
    /// How long that goes on.
    term: Option<Term>,
    /// When it begins.
    start: Option<Date>,
}

/// A length of time such as `P12M`.
struct Term {
    span: Span,
    months: Decimal,
}

/// What a line item is worth.
pub(super) struct Worth {
    /// In its first year.
    pub(super) acv: Option<Decimal>,
    /// In its whole term.
    pub(super) tcv: Option<Decimal>,
    /// In each year.
    pub(super) arr: Option<Decimal>,
    /// In each month.
    pub(super) mrr: Option<Decimal>,
}

impl Term {
    fn parse(text: &str) -> Option<Self> {
        let span: Span = text.parse().ok()?;
        let months = i64::from(span.get_years()) * 12 + i64::from(span.get_months());
        let days = i64::from(span.get_weeks()) * 7 + i64::from(span.get_days());
        // A year of days is a year of months.
        let of_days = Decimal::whole(days).times(YEAR)?.divided_by(Decimal::whole(365))?;
        let months = Decimal::whole(months).plus(of_days)?;
        Some(Self { span, months })
    }
}

impl Billing {
    pub(super) fn of(new: &Properties) -> Self {
        let frequency = new.filled("recurringbillingfrequency");
        let row = frequency.and_then(|name| FREQUENCIES.iter().find(|row| row.0 == name));
        Self {
            payments: row.map(|(_, payments, months)| (Decimal::whole(*payments), Decimal::whole(*months))),
            term: new.filled("hs_recurring_billing_period").and_then(Term::parse),
            start: new.filled("hs_recurring_billing_start_date").and_then(|text| text.parse().ok()),
        }
    }

    pub(super) fn is_recurring(&self) -> bool {
        self.payments.is_some()
    }

    /// Notes the term in months, and when it ends.
    pub(super) fn fill(&self, new: &mut Properties) {
        let months = self.term.as_ref().and_then(|term| term.months.to_value());
        derive(new, "hs_term_in_months", months);
        let end =
            self.start.zip(self.term.as_ref()).and_then(|(start, term)| start.checked_add(term.span).ok());
        derive(new, "hs_recurring_billing_end_date", end.map(|end| end.to_string()));
    }

    /// How many payments there are in all; none where that is open.
    pub(super) fn n_payments(&self) -> Option<Decimal> {
        match (&self.payments, &self.term) {
            (None, _) => Some(Decimal::whole(1)),
            (Some(_), None) => None,
            (Some(_), Some(term)) => self.in_months(Decimal::whole(1), term.months)?.rounded(Rounding::Up, 0),
        }
    }

    /// What payments of this amount are worth; what goes on for an open time is taken for a year.
    pub(super) fn worth(&self, payment: Decimal) -> Worth {
        if self.payments.is_none() {
            let (once, never) = (Some(payment), Some(Decimal::ZERO));
            return Worth { acv: once, tcv: once, arr: never, mrr: never };
        }
        let term = self.term.as_ref().map_or(YEAR, |term| term.months);
        let first_year = if term.order(YEAR).is_lt() { term } else { YEAR };
        Worth {
            acv: self.in_months(payment, first_year),
            tcv: self.in_months(payment, term),
            arr: self.in_months(payment, YEAR),
            mrr: self.in_months(payment, Decimal::whole(1)),
        }
    }

    /// What payments of this amount come to in some months.
    fn in_months(&self, payment: Decimal, months: Decimal) -> Option<Decimal> {
        let (payments, of_months) = self.payments?;
        payment.times(payments)?.times(months)?.divided_by(of_months)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worth(frequency: &str, period: &str) -> [String; 5] {
        let values = [("recurringbillingfrequency", frequency), ("hs_recurring_billing_period", period)];
        let billing = Billing::of(&values.into_iter().collect());
        let worth = billing.worth(Decimal::whole(120));
        [worth.acv, worth.tcv, worth.arr, worth.mrr, billing.n_payments()]
            .map(|value| value.and_then(Decimal::to_value).unwrap_or_default())
    }

    #[test]
    fn payments_are_worth_what_they_come_to() {
        for (frequency, period, expected) in [
            ("", "", ["120", "120", "0", "0", "1"]),
            ("", "P1Y", ["120", "120", "0", "0", "1"]),
            ("monthly", "P12M", ["1440", "1440", "1440", "120", "12"]),
            ("monthly", "P2Y", ["1440", "2880", "1440", "120", "24"]),
            ("monthly", "P6M", ["720", "720", "1440", "120", "6"]),
            ("monthly", "", ["1440", "1440", "1440", "120", ""]),
            ("quarterly", "P1Y", ["480", "480", "480", "40", "4"]),
            ("annually", "P3Y", ["120", "360", "120", "10", "3"]),
            ("per_two_years", "P2Y", ["60", "120", "60", "5", "1"]),
            ("weekly", "P1Y", ["6240", "6240", "6240", "520", "52"]),
            ("biweekly", "P365D", ["3120", "3120", "3120", "260", "26"]),
            ("monthly", "nonsense", ["1440", "1440", "1440", "120", ""]),
        ] {
            assert_eq!(worth(frequency, period), expected, "{frequency} {period}");
        }
    }

    #[test]
    fn a_term_has_a_length_and_an_end() {
        for (start, period, months, end) in [
            ("2026-01-31", "P1M", Some("1"), Some("2026-02-28")),
            ("2026-03-01", "P1Y6M", Some("18"), Some("2027-09-01")),
            ("", "P12M", Some("12"), None),
            ("2026-03-01", "", None, None),
            ("9999-12-31", "P9Y", Some("108"), None),
        ] {
            let values =
                [("hs_recurring_billing_start_date", start), ("hs_recurring_billing_period", period)];
            let mut new: Properties = values.into_iter().collect();
            Billing::of(&new).fill(&mut new);
            let shown = [new.get("hs_term_in_months"), new.get("hs_recurring_billing_end_date")];
            assert_eq!(shown, [months, end], "{start} {period}");
        }
    }
}

//! Weeks, months, quarters and years around a day.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Now;
use crate::Timestamp;

/// The time from a first instant to just before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its first instant.
    pub first: Timestamp,
    /// The first instant behind it.
    pub end: Timestamp,
}

/// A part of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// From midnight to midnight.
    Day,
    /// From Monday on; HubSpot's accounts choose their first day, which is not published here.
    Week,
    /// From the first of a month on.
    Month,
    /// Three months.
    Quarter,
    /// Twelve months.
    Year,
}

impl Unit {
    /// The months that it has; none where it has days.
    const fn n_months(self) -> Option<i16> {
        match self {
            Self::Day | Self::Week => None,
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::Year => Some(12),
        }
    }

    /// The first day of the unit that a day is in; years and quarters are counted from a month on.
    pub(super) fn start(self, day: Date, first_month: i8) -> Date {
        match (self, self.n_months()) {
            (Self::Week, _) => day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days()),
            (_, None) => day,
            (_, Some(n_months)) => {
                let month = i16::from(day.month()) - i16::from(first_month);
                let into = month.rem_euclid(n_months);
                day.first_of_month().saturating_sub(i64::from(into).months())
            }
        }
    }

    /// The first day of the unit so many later.
    fn later(self, start: Date, n_units: i64) -> Date {
        let n_units = n_units.clamp(-10_000, 10_000);
        match (self, self.n_months()) {
            (Self::Week, _) => start.saturating_add((7 * n_units).days()),
            (_, None) => start.saturating_add(n_units.days()),
            (_, Some(n_months)) => start.saturating_add((i64::from(n_months) * n_units).months()),
        }
    }
}

impl Now {
    /// The stretch of units from the one that is `from` after the present one to the one that is `to` after it, the
    /// latter excluded.
    pub fn units(&self, unit: Unit, first_month: i8, from: i64, to: i64) -> Stretch {
        let start = unit.start(self.today(), first_month);
        self.days(unit.later(start, from), unit.later(start, to))
    }

    /// The present instant, or day where days are compared.
    pub fn present(&self) -> Stretch {
        self.moment(&self.zoned)
    }
}

//! Single moments: dates, and places in the calendar around now.

use jiff::civil::{Date, Time, Weekday};
use jiff::{Span, ToSpan};

use super::{Now, Stretch, Unit};

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOfDay(Time);

impl TimeOfDay {
    /// That time, if a day has it.
    pub fn new(hour: i64, minute: i64, second: i64, millisecond: i64) -> Option<Self> {
        let nanosecond = i32::try_from(millisecond.checked_mul(1_000_000)?).ok()?;
        let small = |number: i64| i8::try_from(number).ok();
        Time::new(small(hour)?, small(minute)?, small(second)?, nanosecond).ok().map(Self)
    }
}

/// A place in the calendar around now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// This very instant.
    Now,
    /// The present day.
    Today,
    /// A day of the present week, from 1 for Monday to 7.
    Week(i8),
    /// A day of the present month.
    Month(i64),
    /// A month of the present quarter, from 1 on, and a day of it.
    Quarter(i64, i64),
    /// A month of the present year, from 1 on, and a day of it.
    Year(i64, i64),
}

/// How far a moment lies from a reference; positive is later.
#[derive(Clone, Copy, Debug)]
pub struct Offset(Span);

impl Offset {
    /// No distance.
    pub fn none() -> Self {
        Self(Span::new())
    }

    /// Adds a distance in one of its units, by the name that it travels with; none for another name, or beyond all
    /// calendars.
    pub fn add(self, unit: &str, amount: i64) -> Option<Self> {
        let span = match unit {
            "milliseconds" => self.0.try_milliseconds(amount),
            "seconds" => self.0.try_seconds(amount),
            "minutes" => self.0.try_minutes(amount),
            "hours" => self.0.try_hours(amount),
            "days" => self.0.try_days(amount),
            "weeks" => self.0.try_weeks(amount),
            "months" => self.0.try_months(i64::from(self.0.get_months()).checked_add(amount)?),
            "quarters" => {
                let months = amount.checked_mul(3)?.checked_add(i64::from(self.0.get_months()))?;
                self.0.try_months(months)
            }
            "years" => self.0.try_years(amount),
            _ => return None,
        };
        span.ok().map(Self)
    }
}

/// A moment, as a list's filter names it.
///
/// One without a time of day is a whole day: after it is after its end.
#[derive(Clone, Copy, Debug)]
pub enum TimePoint {
    /// A date.
    Date(Date, Option<TimeOfDay>),
    /// A place in the calendar around now, and how far it is from there.
    Indexed(Reference, Offset, Option<TimeOfDay>),
}

impl TimePoint {
    /// A date, if the calendar has it.
    pub fn date(year: i64, month: i64, day: i64, time: Option<TimeOfDay>) -> Option<Self> {
        let (year, month, day) = (year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?);
        Date::new(year, month, day).ok().map(|date| Self::Date(date, time))
    }

    /// Its instant or day.
    pub fn stretch(&self, now: &Now) -> Stretch {
        match *self {
            Self::Date(date, time) => place(now, date, time),
            Self::Indexed(Reference::Now, offset, None) => now.moment(&now.zoned.saturating_add(offset.0)),
            Self::Indexed(reference, offset, time) => {
                let civil = reference.day(now.today()).at(0, 0, 0, 0).saturating_add(offset.0);
                let is_whole = civil.time() == Time::midnight();
                let time = time.or_else(|| (!is_whole).then_some(TimeOfDay(civil.time())));
                place(now, civil.date(), time)
            }
        }
    }
}

fn place(now: &Now, date: Date, time: Option<TimeOfDay>) -> Stretch {
    let Some(TimeOfDay(time)) = time else { return now.day(date) };
    let zoned = now.zoned.time_zone().to_ambiguous_zoned(date.to_datetime(time)).compatible();
    zoned.map_or_else(|_| now.day(date), |zoned| now.moment(&zoned))
}

impl Reference {
    fn day(self, today: Date) -> Date {
        let in_unit = |unit: Unit, month: i64, day: i64| {
            let first = unit.start(today, 1).saturating_add((month - 1).months());
            // The 31st of a shorter month is its last day.
            first.saturating_add((day - 1).days()).min(first.last_of_month())
        };
        match self {
            Self::Now | Self::Today => today,
            Self::Week(day) => {
                let monday = Unit::Week.start(today, 1);
                monday.saturating_add(i64::from(day - 1).days())
            }
            Self::Month(day) => in_unit(Unit::Month, 1, day),
            Self::Quarter(month, day) => in_unit(Unit::Quarter, month, day),
            Self::Year(month, day) => in_unit(Unit::Year, month, day),
        }
    }

    /// A day of the week by its English name in capitals.
    pub fn week(day: &str) -> Option<Self> {
        let names = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
        let at = names.iter().position(|name| *name == day)?;
        let weekday = Weekday::from_monday_one_offset(at as i8 + 1).ok()?;
        Some(Self::Week(weekday.to_monday_one_offset()))
    }
}

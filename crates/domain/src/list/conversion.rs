//! When a list stops following its filters.

use jiff::Span;
use jiff::civil::Date;

use crate::Timestamp;
use crate::calendar::Zone;

/// When a list is to become one whose members are added and removed one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListConversion {
    /// When this day begins where the account is.
    On(Date),
    /// When no record has joined or left for so long.
    After(Inactivity),
}

/// How long nothing has to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inactivity {
    /// Of which length.
    pub unit: TimeUnit,
    /// How many; at least one.
    pub count: i32,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// 24 hours.
    Day,
    /// Seven of them.
    Week,
    /// A month of the calendar.
    Month,
}

impl TimeUnit {
    /// HubSpot's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "DAY",
            Self::Week => "WEEK",
            Self::Month => "MONTH",
        }
    }

    /// The unit of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Day, Self::Week, Self::Month].into_iter().find(|unit| unit.as_str() == name)
    }
}

impl ListConversion {
    /// The conversion on a day, if there is one of these numbers.
    pub fn on(year: i32, month: i32, day: i32) -> Option<Self> {
        let date = Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?);
        date.ok().map(Self::On)
    }

    /// The conversion after a time without changes, unless that is no time or longer than anybody waits.
    pub fn after(unit: TimeUnit, count: i32) -> Option<Self> {
        (1..=1_000).contains(&count).then_some(Self::After(Inactivity { unit, count }))
    }

    /// The moment of the conversion of a list in which something last happened at `last`.
    ///
    /// None where the calendar ends before.
    pub fn comes_at(self, last: Timestamp, zone: &Zone) -> Option<Timestamp> {
        match self {
            Self::On(date) => zone.start_of(date),
            Self::After(Inactivity { unit, count }) => {
                let count = i64::from(count);
                let span = match unit {
                    TimeUnit::Day => Span::new().try_days(count),
                    TimeUnit::Week => Span::new().try_weeks(count),
                    TimeUnit::Month => Span::new().try_months(count),
                };
                zone.after(last, span.ok()?)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ListConversion, TimeUnit};
    use crate::Timestamp;
    use crate::calendar::Zone;

    /// When a list is converted in which something last happened at the end of January 2026.
    fn comes_at(conversion: Option<ListConversion>) -> Option<String> {
        let last = Timestamp::parse("2026-01-31T12:00:00Z").unwrap();
        conversion?.comes_at(last, &Zone::UTC).map(Timestamp::to_iso)
    }

    #[test]
    fn a_conversion_comes_on_its_day_or_after_a_time_without_changes() {
        for (conversion, expected) in [
            (ListConversion::on(2026, 3, 1), Some("2026-03-01T00:00:00Z")),
            (ListConversion::on(2026, 2, 29), None),
            (ListConversion::on(2026, 0, 1), None),
            (ListConversion::on(1_000_000, 1, 1), None),
            (ListConversion::after(TimeUnit::Day, 3), Some("2026-02-03T12:00:00Z")),
            (ListConversion::after(TimeUnit::Week, 2), Some("2026-02-14T12:00:00Z")),
            (ListConversion::after(TimeUnit::Month, 1), Some("2026-02-28T12:00:00Z")),
            (ListConversion::after(TimeUnit::Month, 0), None),
            (ListConversion::after(TimeUnit::Month, -1), None),
            (ListConversion::after(TimeUnit::Month, 1_001), None),
        ] {
            assert_eq!(comes_at(conversion).as_deref(), expected, "{conversion:?}");
        }
    }

    #[test]
    fn a_day_begins_where_the_account_is() {
        let zone = Zone::find("Europe/Berlin").unwrap();
        let comes_at = ListConversion::on(2026, 3, 1).unwrap().comes_at(Timestamp(0), &zone);
        assert_eq!(comes_at, Timestamp::parse("2026-02-28T23:00:00Z"));
    }

    #[test]
    fn units_have_names() {
        for unit in [TimeUnit::Day, TimeUnit::Week, TimeUnit::Month] {
            assert_eq!(TimeUnit::parse(unit.as_str()), Some(unit));
        }
        assert_eq!(TimeUnit::parse("YEAR"), None);
    }
}

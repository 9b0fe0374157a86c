//! The days of a zone.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

use super::{FIRST, LAST, Zone};
use crate::Timestamp;

/// A day as somebody somewhere counts it, from midnight to midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Its date as a number, such as 20260304.
    pub date: i64,
    /// Its first instant.
    pub start: Timestamp,
    /// The first instant of the next one.
    pub end: Timestamp,
}

impl Zone {
    /// The day that it is at an instant.
    pub fn day(&self, at: Timestamp) -> Day {
        let date = self.civil(at).date();
        let number = i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day());
        let end = start(&self.0, date.saturating_add(1.day()));
        Day { date: number, start: start(&self.0, date), end }
    }

    /// The day that it is at an instant, as dates are stored: its midnight in UTC.
    pub fn today(&self, at: Timestamp) -> Timestamp {
        start(&TimeZone::UTC, self.civil(at).date())
    }

    /// The day of the week at an instant, 0 for Monday.
    pub fn weekday(&self, at: Timestamp) -> usize {
        self.civil(at).weekday().to_monday_zero_offset().unsigned_abs().into()
    }

    /// The instant that is a span after another one by the calendar; none beyond the end of time.
    pub fn after(&self, at: Timestamp, span: Span) -> Option<Timestamp> {
        let moved = self.civil(at).checked_add(span).ok()?;
        let instant = self.0.to_ambiguous_zoned(moved).compatible().ok()?;
        Some(Timestamp(instant.timestamp().as_millisecond()))
    }

    /// The first instant of a date; none beyond the end of time.
    pub fn start_of(&self, date: Date) -> Option<Timestamp> {
        let zoned = self.0.to_ambiguous_zoned(date.at(0, 0, 0, 0)).compatible().ok()?;
        Some(Timestamp(zoned.timestamp().as_millisecond()))
    }

    /// What calendars and clocks show at an instant.
    fn civil(&self, at: Timestamp) -> DateTime {
        let ms = at.0.clamp(FIRST, LAST);
        let instant = jiff::Timestamp::from_millisecond(ms).expect("it was just brought into the calendar");
        self.0.to_datetime(instant)
    }
}

/// The first instant of a day; where clocks skip midnight it is the one that they jump to.
fn start(zone: &TimeZone, date: Date) -> Timestamp {
    let zoned = zone.to_ambiguous_zoned(date.at(0, 0, 0, 0)).compatible();
    // At the very end of the calendar a zone can lie outside of it.
    Timestamp(zoned.map_or(LAST, |zoned| zoned.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use crate::Timestamp;
    use crate::calendar::Zone;

    #[test]
    fn days_end_at_midnight_of_their_zone_in_summer_and_winter() {
        for (zone, at, date, end) in [
            ("UTC", "2026-03-04T05:06:07.089Z", 20_260_304, "2026-03-05T00:00:00Z"),
            ("US/Eastern", "2026-03-04T04:59:59Z", 20_260_303, "2026-03-04T05:00:00Z"),
            ("US/Eastern", "2026-03-04T05:00:00Z", 20_260_304, "2026-03-05T05:00:00Z"),
            // Clocks go forward on March 8: the day has 23 hours.
            ("US/Eastern", "2026-03-08T05:00:00Z", 20_260_308, "2026-03-09T04:00:00Z"),
            ("US/Eastern", "2026-07-01T12:00:00Z", 20_260_701, "2026-07-02T04:00:00Z"),
            // They go back on November 1: it has 25.
            ("US/Eastern", "2026-11-01T04:00:00Z", 20_261_101, "2026-11-02T05:00:00Z"),
            // Here they go forward at midnight, which never comes.
            ("America/Havana", "2026-03-08T04:59:59Z", 20_260_307, "2026-03-08T05:00:00Z"),
            ("Asia/Kolkata", "2026-12-31T18:30:00Z", 20_270_101, "2027-01-01T18:30:00Z"),
        ] {
            let at = Timestamp::parse(at).unwrap();
            let day = Zone::find(zone).unwrap().day(at);
            assert_eq!((day.date, day.end), (date, Timestamp::parse(end).unwrap()), "{zone} {at}");
            assert!((day.start.0..day.end.0).contains(&at.0), "{zone} {at}");
            assert_eq!(Zone::find(zone).unwrap().day(day.start), day, "{zone} {at}");
        }
    }
}

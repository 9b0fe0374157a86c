//! Moments that are named by the calendar or relative to now, in a time zone.

mod day;
mod point;
mod unit;

use jiff::Timestamp as Instant;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};

use crate::Timestamp;

pub use day::Day;
pub use point::{Offset, Reference, TimeOfDay, TimePoint};
pub use unit::{Stretch, Unit};

/// The last instant that the calendar reaches in every zone.
const LAST: i64 = 253_402_128_000_000;
/// The first instant that the calendar reaches in every zone.
const FIRST: i64 = -62_167_046_400_000;

/// Where on earth days begin and end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Default for Zone {
    fn default() -> Self {
        Self::UTC
    }
}

impl Zone {
    /// The zone whose days are those of instants.
    pub const UTC: Self = Self(TimeZone::UTC);

    /// The zone of a name such as `US/Eastern`.
    ///
    /// The zones are part of the binary: what a list holds must not depend on the files of its machine.
    pub fn find(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }

    /// The name that it has in the time zone database.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or_default()
    }

    /// How far its clocks are from UTC at an instant, in milliseconds; those in the east are ahead.
    pub fn offset_ms(&self, at: Timestamp) -> i64 {
        let ms = at.0.clamp(FIRST, LAST);
        let instant = Instant::from_millisecond(ms).expect("it was just brought into the calendar");
        i64::from(self.0.to_offset(instant).seconds()) * 1_000
    }
}

/// How the values that a moment is compared with tell time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// They are instants.
    Instants,
    /// They are days, wherever one is, and are stored as their midnight in UTC.
    Days,
}

/// Now, as somebody somewhere reads it.
#[derive(Clone, Debug)]
pub struct Now {
    zoned: Zoned,
    reading: Reading,
}

impl Now {
    /// That instant in a zone.
    pub fn new(at: Timestamp, zone: &Zone, reading: Reading) -> Self {
        let ms = at.0.clamp(FIRST, LAST);
        let instant = Instant::from_millisecond(ms).expect("it was just brought into the calendar");
        Self { zoned: instant.to_zoned(zone.0.clone()), reading }
    }

    /// The day that it is.
    fn today(&self) -> Date {
        self.zoned.date()
    }

    /// The stretch of this instant: its day where days are compared.
    fn moment(&self, zoned: &Zoned) -> Stretch {
        match self.reading {
            Reading::Days => self.day(zoned.date()),
            Reading::Instants => {
                let first = zoned.timestamp().as_millisecond();
                Stretch { first: Timestamp(first), end: Timestamp(first + 1) }
            }
        }
    }

    /// The stretch of a whole day.
    fn day(&self, date: Date) -> Stretch {
        self.days(date, date.saturating_add(1.day()))
    }

    /// The stretch from the beginning of a day to that of another.
    fn days(&self, from: Date, to: Date) -> Stretch {
        Stretch { first: self.start_of(from), end: self.start_of(to) }
    }

    fn start_of(&self, date: Date) -> Timestamp {
        self.instant(date.at(0, 0, 0, 0))
    }

    fn instant(&self, civil: DateTime) -> Timestamp {
        let zone = match self.reading {
            Reading::Days => &TimeZone::UTC,
            Reading::Instants => self.zoned.time_zone(),
        };
        // At the very ends of the calendar a zone can lie outside of it.
        let at = zone.to_ambiguous_zoned(civil).compatible().map(|zoned| zoned.timestamp().as_millisecond());
        Timestamp(at.unwrap_or(if civil.year() > 0 { LAST } else { FIRST }))
    }

    /// The moment that lies so many times 24 hours from now, or days where days are compared.
    pub fn in_days(&self, n_days: i64) -> Stretch {
        let ms = n_days.saturating_mul(86_400_000);
        let at = self.zoned.timestamp().as_millisecond().saturating_add(ms).clamp(FIRST, LAST);
        let instant = Instant::from_millisecond(at).expect("it was just brought into the calendar");
        match self.reading {
            Reading::Instants => self.moment(&instant.to_zoned(self.zoned.time_zone().clone())),
            Reading::Days => {
                let n_days = n_days.clamp(-3_000_000, 3_000_000);
                self.day(self.today().saturating_add(n_days.days()))
            }
        }
    }
}

#[cfg(test)]
mod tests;

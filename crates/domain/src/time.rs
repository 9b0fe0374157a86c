//! Instants, in the one form that the API prints.

use std::fmt::{self, Write};

use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::Offset;

const MS_PER_DAY: i64 = 86_400_000;

/// The first and last instants that print with a four-digit year.
const RANGE: std::ops::RangeInclusive<i64> = -62_167_219_200_000..=253_402_300_799_999;

/// An instant as milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

/// What a timestamp's text says: a calendar day in UTC and the time within it.
struct Civil {
    year: i64,
    month: i64,
    day: i64,
    ms_of_day: i64,
}

impl Timestamp {
    /// Prints the instant as HubSpot does, for instance `2024-10-23T22:42:36.650Z`; a fraction of `.000` is dropped.
    pub fn to_iso(self) -> String {
        let mut text = String::with_capacity(24);
        self.write_iso(&mut text).expect("writing to a string cannot fail");
        text
    }

    /// Writes [`Timestamp::to_iso`] into `out` without allocating.
    pub fn write_iso(self, out: &mut impl Write) -> fmt::Result {
        let civil = self.civil();
        let (seconds, ms) = (civil.ms_of_day / 1000, civil.ms_of_day % 1000);
        let mut text = *b"0000-00-00T00:00:00.000Z";
        digits(&mut text[0..4], civil.year);
        digits(&mut text[5..7], civil.month);
        digits(&mut text[8..10], civil.day);
        digits(&mut text[11..13], seconds / 3600);
        digits(&mut text[14..16], seconds / 60 % 60);
        digits(&mut text[17..19], seconds % 60);
        digits(&mut text[20..23], ms);
        let length = if ms == 0 {
            text[19] = b'Z';
            20
        } else {
            24
        };
        out.write_str(std::str::from_utf8(&text[..length]).expect("only ASCII was written"))
    }

    /// Prints the day in UTC, for instance `2024-10-23`.
    pub fn to_date(self) -> String {
        let mut text = self.to_iso();
        text.truncate(10);
        text
    }

    /// The milliseconds since midnight UTC.
    pub fn ms_of_day(self) -> i64 {
        self.0.rem_euclid(MS_PER_DAY)
    }

    /// Reads what clients send for an instant: ISO 8601 with a zone, a date alone (midnight UTC), or epoch milliseconds.
    ///
    /// A local time without a zone is refused, for it names no instant.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let instant = if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
            && !text.bytes().skip(1).any(|byte| byte == b'-')
        {
            text.parse().ok()?
        } else if text.len() == 10 {
            let date = DateTimeParser::new().parse_date(text).ok()?;
            Offset::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok()?.as_millisecond()
        } else if text.ends_with(']') {
            // The parser below would take `[Europe/Berlin]`, which HubSpot does not know.
            return None;
        } else {
            DateTimeParser::new().parse_timestamp(text).ok()?.as_millisecond()
        };
        RANGE.contains(&instant).then_some(Self(instant))
    }

    /// Splits the instant by the proleptic Gregorian calendar, counting years from March so that the leap day comes last.
    fn civil(self) -> Civil {
        let instant = self.0.clamp(*RANGE.start(), *RANGE.end());
        let days = instant.div_euclid(MS_PER_DAY) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        Civil {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month,
            day: day_of_year - (153 * shifted_month + 2) / 5 + 1,
            ms_of_day: instant.rem_euclid(MS_PER_DAY),
        }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_iso(out)
    }
}

fn digits(place: &mut [u8], number: i64) {
    let mut rest = number;
    for digit in place.iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn instants_print_in_utc_without_an_empty_fraction() {
        for (ms, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (1_729_723_356_650, "2024-10-23T22:42:36.650Z"),
            (1_735_689_599_000, "2024-12-31T23:59:59Z"),
            (951_782_400_001, "2000-02-29T00:00:00.001Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (*RANGE.start(), "0000-01-01T00:00:00Z"),
            (*RANGE.end(), "9999-12-31T23:59:59.999Z"),
            (i64::MAX, "9999-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(Timestamp(ms).to_iso(), expected);
        }
        assert_eq!(Timestamp(1_729_723_356_650).to_date(), "2024-10-23");
    }

    #[test]
    fn every_accepted_form_names_the_same_instant() {
        for (text, ms) in [
            ("1729723356650", 1_729_723_356_650),
            ("-1", -1),
            ("0", 0),
            ("2024-10-23T22:42:36.650Z", 1_729_723_356_650),
            ("2024-10-23T22:42:36.65Z", 1_729_723_356_650),
            ("2024-10-24T00:42:36.650+02:00", 1_729_723_356_650),
            ("2024-10-23T22:42:36.650+0000", 1_729_723_356_650),
            ("2024-10-23T22:42Z", 1_729_723_320_000),
            (" 2024-10-23 ", 1_729_641_600_000),
        ] {
            assert_eq!(Timestamp::parse(text), Some(Timestamp(ms)), "{text}");
        }
    }

    #[test]
    fn text_that_names_no_instant_is_refused() {
        for text in [
            "",
            "-",
            "x",
            "tomorrow",
            "2024-13-01",
            "2024-02-30",
            "23/10/2024",
            "2024-10-23T22:42:36",
            "2024-10-23T22:42:36-04:00[America/New_York]",
            "1.5",
            "99999999999999999999",
            "253402300800000",
        ] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn printing_agrees_with_jiff(ms in RANGE) {
            let theirs = jiff::Timestamp::from_millisecond(ms).unwrap();
            let expected = if ms % 1000 == 0 { format!("{theirs:.0}") } else { format!("{theirs:.3}") };
            prop_assert_eq!(Timestamp(ms).to_iso(), expected);
        }

        #[test]
        fn printed_instants_read_back(ms in RANGE) {
            prop_assert_eq!(Timestamp::parse(&Timestamp(ms).to_iso()), Some(Timestamp(ms)));
        }
    }
}

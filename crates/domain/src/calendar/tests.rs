//! What the calendar says, in zones and around their changes.

use super::*;

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// A stretch as text.
fn shown(stretch: Stretch) -> String {
    format!("{} {}", stretch.first, stretch.end)
}

fn now(text: &str, zone: &str, reading: Reading) -> Now {
    Now::new(at(text), &Zone::find(zone).unwrap(), reading)
}

#[test]
fn units_are_those_of_the_zone() {
    // In New York it is still the last of February.
    let late = "2024-03-01T03:00:00Z";
    for (zone, unit, first_month, from, to, expected) in [
        ("UTC", Unit::Month, 1, 0, 1, "2024-03-01T00:00:00Z 2024-04-01T00:00:00Z"),
        ("America/New_York", Unit::Month, 1, 0, 1, "2024-02-01T05:00:00Z 2024-03-01T05:00:00Z"),
        ("America/New_York", Unit::Month, 1, 1, 2, "2024-03-01T05:00:00Z 2024-04-01T04:00:00Z"),
        ("America/New_York", Unit::Day, 1, -7, 0, "2024-02-22T05:00:00Z 2024-02-29T05:00:00Z"),
        ("UTC", Unit::Week, 1, 0, 1, "2024-02-26T00:00:00Z 2024-03-04T00:00:00Z"),
        ("UTC", Unit::Quarter, 1, -1, 0, "2023-10-01T00:00:00Z 2024-01-01T00:00:00Z"),
        ("UTC", Unit::Quarter, 2, 0, 1, "2024-02-01T00:00:00Z 2024-05-01T00:00:00Z"),
        ("UTC", Unit::Year, 1, 0, 1, "2024-01-01T00:00:00Z 2025-01-01T00:00:00Z"),
        ("UTC", Unit::Year, 4, 0, 1, "2023-04-01T00:00:00Z 2024-04-01T00:00:00Z"),
        ("UTC", Unit::Year, 3, 0, 1, "2024-03-01T00:00:00Z 2025-03-01T00:00:00Z"),
    ] {
        let now = now(late, zone, Reading::Instants);
        assert_eq!(shown(now.units(unit, first_month, from, to)), expected, "{zone} {unit:?}");
    }
}

#[test]
fn clocks_are_ahead_in_the_east_and_follow_the_summer() {
    for (zone, instant, hours) in [
        ("UTC", "2024-07-01T00:00:00Z", 0.0),
        ("US/Eastern", "2024-01-01T00:00:00Z", -5.0),
        ("US/Eastern", "2024-03-10T06:59:59Z", -5.0),
        ("US/Eastern", "2024-03-10T07:00:00Z", -4.0),
        ("Asia/Kolkata", "2024-07-01T00:00:00Z", 5.5),
    ] {
        let offset = Zone::find(zone).unwrap().offset_ms(at(instant));
        assert_eq!(offset, (hours * 3_600_000.0) as i64, "{zone} {instant}");
    }
}

#[test]
fn days_have_no_zone() {
    let today = now("2024-03-01T03:00:00Z", "America/New_York", Reading::Days);
    assert_eq!(shown(today.present()), "2024-02-29T00:00:00Z 2024-03-01T00:00:00Z");
    assert_eq!(shown(today.in_days(-1)), "2024-02-28T00:00:00Z 2024-02-29T00:00:00Z");
    let point = TimePoint::date(2024, 3, 11, TimeOfDay::new(23, 0, 0, 0)).unwrap();
    assert_eq!(shown(point.stretch(&today)), "2024-03-11T00:00:00Z 2024-03-12T00:00:00Z");
}

#[test]
fn points_are_days_unless_they_say_when() {
    // The clocks of New York went forward in the night to the 10th.
    let now = now("2024-03-11T15:00:00.250Z", "US/Eastern", Reading::Instants);
    let offset = |unit, amount| Offset::none().add(unit, amount).unwrap();
    let none = Offset::none();
    let noon = TimeOfDay::new(12, 0, 0, 0);
    for (point, expected) in [
        (TimePoint::Indexed(Reference::Now, none, None), "2024-03-11T15:00:00.250Z 2024-03-11T15:00:00.251Z"),
        (
            TimePoint::Indexed(Reference::Now, offset("hours", -1), None),
            "2024-03-11T14:00:00.250Z 2024-03-11T14:00:00.251Z",
        ),
        (
            TimePoint::Indexed(Reference::Now, offset("days", -2), None),
            "2024-03-09T16:00:00.250Z 2024-03-09T16:00:00.251Z",
        ),
        (TimePoint::Indexed(Reference::Today, none, None), "2024-03-11T04:00:00Z 2024-03-12T04:00:00Z"),
        (
            TimePoint::Indexed(Reference::Today, offset("days", -1), None),
            "2024-03-10T05:00:00Z 2024-03-11T04:00:00Z",
        ),
        (
            TimePoint::Indexed(Reference::Today, offset("quarters", 1), noon),
            "2024-06-11T16:00:00Z 2024-06-11T16:00:00.001Z",
        ),
        (
            TimePoint::Indexed(Reference::Today, offset("hours", 1), None),
            "2024-03-11T05:00:00Z 2024-03-11T05:00:00.001Z",
        ),
        (
            TimePoint::Indexed(Reference::week("SUNDAY").unwrap(), none, None),
            "2024-03-17T04:00:00Z 2024-03-18T04:00:00Z",
        ),
        (
            TimePoint::Indexed(Reference::Month(31), offset("months", -1), None),
            "2024-02-29T05:00:00Z 2024-03-01T05:00:00Z",
        ),
        (
            TimePoint::Indexed(Reference::Quarter(2, 30), none, None),
            "2024-02-29T05:00:00Z 2024-03-01T05:00:00Z",
        ),
        (
            TimePoint::Indexed(Reference::Year(12, 31), none, None),
            "2024-12-31T05:00:00Z 2025-01-01T05:00:00Z",
        ),
        (TimePoint::date(2024, 3, 10, None).unwrap(), "2024-03-10T05:00:00Z 2024-03-11T04:00:00Z"),
        // A time that was left out by the clocks is the one that they showed instead.
        (
            TimePoint::date(2024, 3, 10, TimeOfDay::new(2, 30, 0, 0)).unwrap(),
            "2024-03-10T07:30:00Z 2024-03-10T07:30:00.001Z",
        ),
    ] {
        assert_eq!(shown(point.stretch(&now)), expected, "{point:?}");
    }
}

#[test]
fn what_no_calendar_has_is_refused_or_ends_with_it() {
    assert!(TimePoint::date(2023, 2, 29, None).is_none() && TimePoint::date(99_999, 1, 1, None).is_none());
    assert!(TimeOfDay::new(24, 0, 0, 0).is_none() && TimeOfDay::new(0, 0, 0, i64::MAX).is_none());
    assert!(Zone::find("Atlantis/Capital").is_none() && Reference::week("monday").is_none());
    assert!(Offset::none().add("centuries", 1).is_none() && Offset::none().add("years", i64::MAX).is_none());
    for text in ["0000-01-03", "9999-12-29"] {
        for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago"] {
            let now = now(text, zone, Reading::Instants);
            for n_days in [i64::MIN, -1, 1, i64::MAX] {
                let stretch = now.in_days(n_days);
                assert!(stretch.first < stretch.end);
            }
            let years = Offset::none().add("years", 10_000).unwrap();
            let _ = TimePoint::Indexed(Reference::Year(12, 31), years, None).stretch(&now);
            let _ = now.units(Unit::Year, 1, -10_000, i64::MAX);
        }
    }
}

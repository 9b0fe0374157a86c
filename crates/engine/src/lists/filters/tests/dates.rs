//! Operations on when something was or will be, asked at noon of Tuesday, the 10th of March 2026.

use super::*;

/// A property that holds instants.
const INSTANT: &str = "closedate";

#[test]
fn rolling_days_are_24_hours_of_instants() {
    let three = json!({"numberOfDays": 3});
    check_table(
        INSTANT,
        "ROLLING_DATE_RANGE",
        &three,
        &[
            (
                "IS_LESS_THAN_X_DAYS_AGO",
                &["2026-03-10T12:00:00Z", "2026-03-07T12:00:00.001Z"],
                &["2026-03-07T12:00:00Z", "2026-03-10T12:00:00.001Z", ""],
            ),
            ("IS_MORE_THAN_X_DAYS_AGO", &["2026-03-07T11:59:59Z"], &["2026-03-07T12:00:00Z", ""]),
            (
                "IS_LESS_THAN_X_DAYS_FROM_NOW",
                &["2026-03-10T12:00:00Z", "2026-03-13T11:59:59Z"],
                &["2026-03-13T12:00:00Z", "2026-03-10T11:59:59Z", ""],
            ),
            ("IS_MORE_THAN_X_DAYS_FROM_NOW", &["2026-03-13T12:00:00.001Z"], &["2026-03-13T12:00:00Z", ""]),
        ],
    );
}

#[test]
fn named_dates_and_moments_are_bounds() {
    check_table(
        INSTANT,
        "DATE",
        &json!({"year": 2026, "month": "MARCH", "day": 1}),
        &[
            (
                "IS_LESS_THAN_X_DAYS_AGO",
                &["2026-03-02T00:00:00Z"],
                &["2026-03-01T23:00:00Z", "2026-03-11T00:00:00Z", ""],
            ),
            ("IS_MORE_THAN_X_DAYS_AGO", &["2026-02-28T23:00:00Z"], &["2026-03-01T00:00:00Z", ""]),
        ],
    );
    check_table(
        INSTANT,
        "DATETIME",
        &json!({"timestamp": 1_000}),
        &[
            ("IS_BEFORE", &["1970-01-01T00:00:00Z"], &["1970-01-01T00:00:01Z", ""]),
            ("IS_AFTER", &["1970-01-01T00:00:02Z"], &["1970-01-01T00:00:01Z", ""]),
        ],
    );
    check_table(
        INSTANT,
        "RANGED_DATE",
        &json!({"lowerBound": 1_000, "upperBound": 2_000}),
        &[
            ("IS_BETWEEN", &["1970-01-01T00:00:01Z", "1970-01-01T00:00:02Z"], &["1970-01-01T00:00:03Z", ""]),
            ("IS_NOT_BETWEEN", &["1970-01-01T00:00:03Z"], &["1970-01-01T00:00:01Z", ""]),
        ],
    );
}

#[test]
fn calendar_units_are_around_now() {
    check_table(
        INSTANT,
        "CALENDAR_DATE",
        &json!({"timeUnit": "WEEK", "timeUnitCount": 2}),
        &[
            (
                "IN_THIS_TIME_UNIT",
                &["2026-03-09T00:00:00Z", "2026-03-15T23:00:00Z"],
                &["2026-03-08T23:00:00Z", "2026-03-16T00:00:00Z", ""],
            ),
            (
                "IN_THIS_TIME_UNIT_SO_FAR",
                &["2026-03-09T00:00:00Z", "2026-03-10T12:00:00Z"],
                &["2026-03-10T12:00:01Z", ""],
            ),
            (
                "IN_NEXT_TIME_UNIT",
                &["2026-03-16T00:00:00Z", "2026-03-29T23:00:00Z"],
                &["2026-03-15T23:00:00Z", "2026-03-30T00:00:00Z", ""],
            ),
            (
                "IN_LAST_TIME_UNIT",
                &["2026-02-23T00:00:00Z", "2026-03-08T23:00:00Z"],
                &["2026-02-22T23:00:00Z", "2026-03-09T00:00:00Z", ""],
            ),
        ],
    );
    let fiscal = json!({"timeUnit": "YEAR", "useFiscalYear": true, "fiscalYearStart": "APRIL"});
    check_table(
        INSTANT,
        "CALENDAR_DATE",
        &fiscal,
        &[(
            "IN_THIS_TIME_UNIT",
            &["2025-04-01T00:00:00Z", "2026-03-31T00:00:00Z"],
            &["2025-03-31T00:00:00Z", "2026-04-01T00:00:00Z"],
        )],
    );
}

/// A point relative to a reference.
fn indexed(reference: &str, days: i64) -> Value {
    json!({"timeType": "INDEXED", "timezoneSource": "CUSTOM", "zoneId": "US/Eastern",
        "indexReference": {"referenceType": reference}, "offset": {"days": days}})
}

#[test]
fn points_in_time_are_those_of_their_zone() {
    // Midnight in New York is 04:00 in UTC since the 8th.
    let today = |behavior: &str| json!({"timePoint": indexed("TODAY", 0), "endpointBehavior": behavior});
    check_table(
        INSTANT,
        "TIME_POINT",
        &today("EXCLUSIVE"),
        &[
            ("IS_BEFORE", &["2026-03-10T03:59:59Z"], &["2026-03-10T04:00:00Z", ""]),
            ("IS_AFTER", &["2026-03-11T04:00:00Z"], &["2026-03-11T03:59:59Z", ""]),
        ],
    );
    check_table(
        INSTANT,
        "TIME_POINT",
        &today("INCLUSIVE"),
        &[
            ("IS_BEFORE", &["2026-03-11T03:59:59Z"], &["2026-03-11T04:00:00Z", ""]),
            ("IS_AFTER", &["2026-03-10T04:00:00Z"], &["2026-03-10T03:59:59Z", ""]),
        ],
    );
    let since_yesterday =
        json!({"lowerBoundTimePoint": indexed("TODAY", -1), "upperBoundTimePoint": indexed("NOW", 0)});
    check_table(
        INSTANT,
        "TIME_RANGED",
        &since_yesterday,
        &[
            (
                "IS_BETWEEN",
                &["2026-03-09T04:00:00Z", "2026-03-10T12:00:00Z"],
                &["2026-03-09T03:59:59Z", "2026-03-10T12:00:00.001Z", ""],
            ),
            ("IS_NOT_BETWEEN", &["2026-03-09T03:59:59Z"], &["2026-03-09T04:00:00Z", ""]),
        ],
    );
    let sunday = json!({"timePoint": {"timeType": "INDEXED", "indexReference": {"referenceType": "WEEK", "dayOfWeek": "SUNDAY", "hour": 8}}});
    check_table(
        INSTANT,
        "TIME_POINT",
        &sunday,
        &[("IS_BEFORE", &["2026-03-15T07:59:59Z"], &["2026-03-15T08:00:00Z"])],
    );
    let date = json!({"timePoint": {"timeType": "DATE", "zoneId": "US/Eastern", "year": 2026, "month": 3, "day": 1}});
    check_table(
        INSTANT,
        "TIME_POINT",
        &date,
        &[("IS_AFTER", &["2026-03-02T05:00:00Z"], &["2026-03-02T04:59:59Z"])],
    );
}

#[test]
fn other_properties_are_bounds() {
    let contact =
        Contact::of(&[("closedate", "2026-03-01T00:00:00Z"), ("createdate", "2026-02-01T00:00:00Z")]);
    let contact = Contact {
        updates: BTreeMap::from([
            ("closedate", "2026-03-08T00:00:00Z"),
            ("firstname", "2026-01-01T00:00:00Z"),
        ]),
        ..contact
    };
    let compared = |kind: &str, operator: &str, with: &str| {
        operation(
            kind,
            operator,
            &json!({"comparisonPropertyName": with, "defaultComparisonValue": "2026-03-05"}),
        )
    };
    let point = |operator: &str, other: &str, reference: &str| {
        operation(
            "TIME_POINT",
            operator,
            &json!({"timePoint":
        {"timeType": "PROPERTY_REFERENCED", "property": other, "referenceType": reference}}),
        )
    };
    let rolling = |operator: &str, days: i64| {
        operation("ROLLING_PROPERTY_UPDATED", operator, &json!({"numberOfDays": days}))
    };
    let updated = |operator: &str| {
        operation(
            "TIME_POINT",
            operator,
            &json!({"propertyParser": "UPDATED_AT", "timePoint": indexed("TODAY", -5)}),
        )
    };
    for (property, operation, expected) in [
        ("closedate", compared("COMPARATIVE_DATE", "IS_AFTER", "createdate"), true),
        ("closedate", compared("COMPARATIVE_DATE", "IS_BEFORE", "createdate"), false),
        ("closedate", compared("COMPARATIVE_DATE", "IS_BEFORE", "lastmodifieddate"), true),
        ("firstname", compared("COMPARATIVE_PROPERTY_UPDATED", "IS_BEFORE", "createdate"), true),
        ("lastname", compared("COMPARATIVE_PROPERTY_UPDATED", "IS_BEFORE", "createdate"), false),
        ("closedate", point("IS_BEFORE", "closedate", "UPDATED_AT"), true),
        ("closedate", point("IS_AFTER", "createdate", "VALUE"), true),
        ("closedate", rolling("UPDATED_IN_LAST_X_DAYS", 3), true),
        ("closedate", rolling("UPDATED_IN_LAST_X_DAYS", 1), false),
        ("closedate", rolling("NOT_UPDATED_IN_LAST_X_DAYS", 1), true),
        ("lastname", rolling("NOT_UPDATED_IN_LAST_X_DAYS", 1), false),
        ("closedate", updated("IS_AFTER"), true),
        ("firstname", updated("IS_AFTER"), false),
        ("firstname", updated("IS_BEFORE"), true),
    ] {
        check(
            &json!({"filterType": "PROPERTY", "property": property, "operation": operation}),
            &contact,
            expected,
        );
    }
}

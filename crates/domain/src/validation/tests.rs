//! Tables of rules with values that pass and values that do not.

use std::borrow::Cow;

use proptest::prelude::*;

use super::*;
use crate::{FieldType, PropertyType};

/// 2026-03-04T05:06:07.089Z, a Wednesday.
const NOW: Timestamp = Timestamp(1_772_600_767_089);

fn rule(kind: &str, arguments: &[&str]) -> Result<Rule, RuleViolation> {
    let kind = RuleKind::parse(kind).expect("the kind is known");
    Rule::new(kind, arguments.iter().map(|text| (*text).to_owned()).collect(), None)
}

/// A property that a rule of the kind is for.
fn property(kind: RuleKind) -> Property {
    let mut candidates = PropertyType::ALL.into_iter().flat_map(|property_type| {
        FieldType::ALL.map(|field_type| Property::new("p", "P", "g", property_type, field_type))
    });
    candidates.find(|property| kind.is_for(property)).expect("each kind is for some properties")
}

fn apply(rule: &Rule, value: &str) -> Result<String, (&'static str, String)> {
    let property = property(rule.kind);
    match rule.apply(&property, Cow::Borrowed(value), Moment { now: NOW, zone: &Zone::UTC }) {
        Ok(value) => Ok(value.into_owned()),
        Err(violation) => Err((violation.code.as_str(), violation.message)),
    }
}

#[test]
fn days_are_those_of_the_account() {
    // It is still Tuesday, the third of March, in Honolulu.
    let honolulu = Zone::find("Pacific/Honolulu").unwrap();
    for (kind, arguments, value, expected) in [
        ("AFTER_DURATION", ["P1D"].as_slice(), "2026-03-04", true),
        ("AFTER_DURATION", &["P1D"], "2026-03-03", false),
        ("BEFORE_DURATION", &["P1D"], "2026-03-02", true),
        ("BEFORE_DURATION", &["P1D"], "2026-03-03", false),
        ("DAYS_OF_WEEK", &["TUESDAY"], "2026-03-04T05:06:07Z", true),
        ("DAYS_OF_WEEK", &["WEDNESDAY"], "2026-03-04T05:06:07Z", false),
        // A day is the same one everywhere.
        ("DAYS_OF_WEEK", &["WEDNESDAY"], "2026-03-04", true),
    ] {
        let rule = rule(kind, arguments).expect("the rule can be");
        let moment = Moment { now: NOW, zone: &honolulu };
        let passes = rule.apply(&property(rule.kind), Cow::Borrowed(value), moment).is_ok();
        assert_eq!(passes, expected, "{kind} {arguments:?} {value}");
    }
}

#[test]
fn a_day_from_now_is_a_day_of_the_calendar() {
    // Clocks go forward in the night to March 8: the day has 23 hours.
    let eastern = Zone::find("US/Eastern").unwrap();
    let now = Timestamp::parse("2026-03-07T12:00:00-05:00").unwrap();
    let rule = rule("AFTER_DATETIME_DURATION", &["P1D"]).expect("the rule can be");
    for (value, expected) in [("2026-03-08T16:00:00Z", true), ("2026-03-08T15:59:59Z", false)] {
        let moment = Moment { now, zone: &eastern };
        let passes = rule.apply(&property(rule.kind), Cow::Borrowed(value), moment).is_ok();
        assert_eq!(passes, expected, "{value}");
    }
}

type Texts = &'static [&'static str];
/// A kind with its arguments, values that pass, and values that do not.
type Case = (&'static str, Texts, Texts, Texts);

#[test]
fn each_kind_lets_some_values_pass() {
    let cases: &[Case] = &[
        ("ALPHANUMERIC", &["ALPHA_ONLY"], &["abc", "Änne"], &["a1", "a b", "a-b"]),
        ("ALPHANUMERIC", &["NUMERIC_ONLY"], &["0123"], &["1a", "1.5", "٣"]),
        ("ALPHANUMERIC", &["ALPHANUMERIC"], &["a1", "é2"], &["a-1", "a 1"]),
        ("SPECIAL_CHARACTERS", &["NOT_ALLOWED"], &["a 1"], &["a!", "a_b"]),
        ("FORMAT", &["UPPER"], &["ABC-1"], &["aBC"]),
        ("FORMAT", &["LOWER"], &["abc-1"], &["aBC"]),
        ("FORMAT", &["CAPITALIZATION"], &["Ada Lovelace", "3 Rivers"], &["Ada lovelace"]),
        ("WHITESPACE", &[], &["ab"], &["a b", " a"]),
        ("WHITESPACE", &["ALL"], &["ab"], &["a b"]),
        ("WHITESPACE", &["TRIM"], &["a b"], &[" a", "a\t"]),
        ("MIN_LENGTH", &["3"], &["abc", "äöü"], &["ab"]),
        ("MAX_LENGTH", &["3"], &["abc", "äöü"], &["abcd"]),
        ("MIN_NUMBER", &["-10.5"], &["-10.50", "0"], &["-11"]),
        ("MAX_NUMBER", &["99.99"], &["99.99", "-5"], &["100", "99.991"]),
        ("DECIMAL", &["2"], &["1", "1.50"], &["1.505"]),
        ("DECIMAL", &["0"], &["1"], &["1.0"]),
        ("START_DATE", &["1640995200000"], &["2022-01-01", "2023-01-01"], &["2021-12-31"]),
        ("END_DATE", &["1640995200000"], &["2022-01-01"], &["2022-01-02"]),
        ("START_DATETIME", &["1640995200000"], &["2022-01-01T00:00:00Z"], &["2021-12-31T23:59:59Z"]),
        ("END_DATETIME", &["1640995200000"], &["2022-01-01T00:00:00Z"], &["2022-01-01T00:00:01Z"]),
        ("AFTER_DURATION", &["P7D"], &["2026-03-11", "2027-01-01"], &["2026-03-10", "2026-03-04"]),
        ("BEFORE_DURATION", &["P1M"], &["2026-02-04", "2020-01-01"], &["2026-02-05", "2026-03-04"]),
        ("AFTER_DATETIME_DURATION", &["P1Y"], &["2027-03-04T05:06:08Z"], &["2027-03-04T05:06:07Z"]),
        ("BEFORE_DATETIME_DURATION", &["PT1H"], &["2026-03-04T04:06:07Z"], &["2026-03-04T04:06:08Z"]),
        (
            "DAYS_OF_WEEK",
            &["MONDAY", "WEDNESDAY"],
            &["2026-03-02", "2026-03-04"],
            &["2026-03-03", "2026-03-08"],
        ),
        ("REGEX", &["^[A-Z]+$", "Shout"], &["ABC"], &["abc", ""]),
        ("DOMAIN", &[], &["example.com", "a.b.co.uk"], &["example", "https://example.com", "a b.com"]),
        ("EMAIL", &[], &["a@example.com"], &["a@b", "example.com"]),
        (
            "EMAIL_ALLOWED_DOMAINS",
            &["Example.com"],
            &["a@EXAMPLE.com", "a@x.example.com"],
            &["a@ex.com", "x"],
        ),
        ("EMAIL_BLOCKED_DOMAINS", &["example.com"], &["a@badexample.com", "x"], &["a@example.com"]),
        ("URL", &[], &["https://a.co/x", "www.a.co:80", "HTTP://a.co?x#y"], &["a", "ftp://a.co", "a.co:x"]),
        ("URL_ALLOWED_DOMAINS", &["a.co"], &["https://www.a.co/x"], &["https://b.co/a.co", "x"]),
        ("URL_BLOCKED_DOMAINS", &["a.co"], &["https://b.co/a.co", "x"], &["https://www.a.co/x"]),
        ("PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE", &[], &["+49 30 1234567"], &["030 1234567"]),
        ("PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE", &["us"], &["+1 617 555 1234"], &["+49 30 1234567"]),
    ];
    for (kind, arguments, passing, refused) in cases {
        let rule = rule(kind, arguments).expect("the rule can be");
        for value in *passing {
            assert_eq!(apply(&rule, value), Ok((*value).to_owned()), "{kind} {arguments:?}");
        }
        for value in *refused {
            assert!(apply(&rule, value).is_err(), "{kind} {arguments:?} {value}");
        }
    }
    let tested: Vec<_> = cases.iter().map(|(kind, ..)| *kind).collect();
    assert!(RuleKind::ALL.iter().all(|kind| tested.contains(&kind.as_str())));
}

#[test]
fn arguments_that_a_kind_does_not_know_are_refused() {
    let cases: &[(&str, &[&[&str]])] = &[
        ("ALPHANUMERIC", &[&[], &["ALL"], &["ALPHA_ONLY", "NUMERIC_ONLY"]]),
        ("FORMAT", &[&[], &["upper"]]),
        ("SPECIAL_CHARACTERS", &[&[], &["ALLOWED"]]),
        ("WHITESPACE", &[&["NONE"], &["ALL", "TRIM"]]),
        ("MIN_LENGTH", &[&[], &["0"], &["-1"], &["x"], &["10001"]]),
        ("MAX_LENGTH", &[&["0"], &["1.5"], &["10001"]]),
        ("DECIMAL", &[&["21"], &["-1"]]),
        ("MIN_NUMBER", &[&["x"], &["1e5"], &[]]),
        ("START_DATE", &[&["soon"], &[]]),
        ("AFTER_DURATION", &[&["7 days"], &["-P7D"], &["P"], &[""]]),
        ("DAYS_OF_WEEK", &[&[], &["monday"], &["MONDAY", "SOMEDAY"]]),
        ("REGEX", &[&[], &["("], &["a", "b", "c"], &["(a{1000}){1000}"]]),
        ("DOMAIN", &[&["x"]]),
        ("EMAIL_ALLOWED_DOMAINS", &[&[], &["x"], &["a.co"; 21]]),
        ("PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE", &[&["zz"], &["us", "de"]]),
    ];
    for (kind, lists) in cases {
        for arguments in *lists {
            let refused = rule(kind, arguments).err();
            assert!(matches!(refused, Some(RuleViolation::Arguments(..))), "{kind} {arguments:?}");
        }
    }
}

#[test]
fn a_rule_that_normalizes_gives_values_its_form() {
    for (kind, arguments, value, expected) in [
        ("FORMAT", &["UPPER"][..], "straße", "STRASSE"),
        ("FORMAT", &["LOWER"], "ABC", "abc"),
        ("FORMAT", &["CAPITALIZATION"], "ada  lovelace", "Ada  Lovelace"),
        ("WHITESPACE", &["ALL"], " a b ", "ab"),
        ("WHITESPACE", &["TRIM"], " a b ", "a b"),
        ("EMAIL", &[], " Ada@Example.com ", "ada@example.com"),
        ("PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE", &["us"], "+1 (617) 555-1234", "+16175551234"),
        ("MAX_LENGTH", &["3"], " abc ", "abc"),
        ("MIN_NUMBER", &["1"], "1.50", "1.50"),
    ] {
        let rule = Rule { normalizes: Some(true), ..rule(kind, arguments).expect("the rule can be") };
        assert_eq!(apply(&rule, value), Ok(expected.to_owned()), "{kind} {value}");
    }
}

#[test]
fn refusals_say_what_to_enter() {
    for (kind, arguments, value, code, message) in [
        ("ALPHANUMERIC", &["ALPHA_ONLY"][..], "1", "INVALID_ALPHA", "Enter only letters"),
        ("REGEX", &["^a$", "Only a"], "b", "INVALID_REGEX", "Only a"),
        ("MAX_LENGTH", &["2"], "abc", "INVALID_MAX_LENGTH", "Enter at most 2 characters"),
        (
            "AFTER_DURATION",
            &["P7D"],
            "2026-03-04",
            "INVALID_AFTER_DURATION",
            "Enter a time at least P7D from now",
        ),
        (
            "DAYS_OF_WEEK",
            &["SUNDAY", "MONDAY"],
            "2026-03-04",
            "INVALID_DAYS_OF_WEEK",
            "Enter a day that is one of MONDAY, SUNDAY",
        ),
        (
            "URL_BLOCKED_DOMAINS",
            &["a.co"],
            "a.co",
            "INVALID_URL_DOMAIN",
            "Enter a URL of none of these domains: a.co",
        ),
        (
            "EMAIL_ALLOWED_DOMAINS",
            &["a.co", "b.co"],
            "x@c.co",
            "INVALID_EMAIL_DOMAIN",
            "Enter an email address of one of these domains: a.co, b.co",
        ),
        ("START_DATE", &["1640995200000"], "2021-12-31", "INVALID_START_DATE", "Enter 2022-01-01 or later"),
        (
            "END_DATETIME",
            &["1640995200000"],
            "2022-01-01T00:00:01Z",
            "INVALID_END_DATE",
            "Enter 2022-01-01T00:00:00Z or earlier",
        ),
    ] {
        let rule = rule(kind, arguments).expect("the rule can be");
        assert_eq!(apply(&rule, value), Err((code, message.to_owned())), "{kind}");
    }
}

#[test]
fn rules_wait_while_their_property_is_of_another_type() {
    let mut validations = Validations::default();
    validations.put("p", rule("MIN_NUMBER", &["5"]).expect("the rule can be"));
    validations.put("p", rule("MIN_NUMBER", &["7"]).expect("the rule can be"));
    assert_eq!(validations.of("p").len(), 1, "a property has one rule of a kind");
    let number = Property::new("p", "P", "g", PropertyType::Number, FieldType::Number);
    let text = Property::new("p", "P", "g", PropertyType::String, FieldType::Text);
    let apply = |property: &Property, value: &'static str| {
        validations.apply(property, Cow::Borrowed(value), Moment { now: NOW, zone: &Zone::UTC }).is_ok()
    };
    assert!(!apply(&number, "6") && apply(&number, "7") && apply(&number, "") && apply(&text, "6"));
    assert!(validations.of("p")[0].check_property(&text).is_err());
}

proptest! {
    #[test]
    fn no_arguments_and_no_value_make_it_panic(kind in 0..27_usize, arguments in proptest::collection::vec(".{0,8}", 0..3), value in ".{0,12}") {
        if let Ok(rule) = Rule::new(RuleKind::ALL[kind], arguments, Some(true)) {
            let _ = apply(&rule, &value);
        }
    }
}

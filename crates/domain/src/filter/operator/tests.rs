//! Every operator on every kind of property.

use std::borrow::Cow;

use super::Operator::{
    AtLeast, AtMost, Between, Equal, Greater, HasNoToken, HasToken, Known, Less, NoneOf, NotEqual, OneOf,
    Unknown,
};
use super::*;
use crate::filter::Facts;
use crate::{FieldType, RecordId};

/// A record of one property.
struct One<'a>(&'a str);

impl Facts for One<'_> {
    fn id(&self) -> RecordId {
        RecordId(7)
    }

    fn value(&self, property: &str) -> Option<Cow<'_, str>> {
        (property == "p" && !self.0.is_empty()).then_some(Cow::Borrowed(self.0))
    }
}

fn property(property_type: PropertyType, field_type: FieldType) -> Property {
    Property::new("p", "P", "group", property_type, field_type)
}

/// Checks which of some values a operator finds.
#[track_caller]
fn check(property: &Property, operator: &Operator<'_>, found: &[&str], lost: &[&str]) {
    let filter = operator.filter(property).unwrap();
    for (values, expected) in [(found, true), (lost, false)] {
        for value in values {
            assert_eq!(filter.matches(&One(value)), expected, "{operator:?} of {value:?}");
        }
    }
}

#[test]
fn texts_compare_without_regard_to_case() {
    let text = property(PropertyType::String, FieldType::Text);
    for (operator, found, lost) in [
        (Equal("Ada"), &["ada", "ADA"][..], &["ad", ""][..]),
        (NotEqual("Ada"), &["bob"], &["ADA", ""]),
        (Less("b"), &["A", "10"], &["B", "c", ""]),
        (AtMost("b"), &["A", "B"], &["ba"]),
        (Greater("b"), &["ba", "C"], &["B", "a", ""]),
        (AtLeast("B"), &["b", "c"], &["a"]),
        (Between("b", "d"), &["B", "c", "D"], &["a", "da", ""]),
        (OneOf(vec!["Ada", "bob"]), &["ADA", "Bob"], &["eve", ""]),
        (NoneOf(vec!["Ada", "bob"]), &["eve"], &["ada", "bob", ""]),
        (Known, &["x"], &[""]),
        (Unknown, &[""], &["x"]),
        (HasToken("example.org"), &["test1@example.org"], &["example.com", ""]),
        (HasToken("*@hubspot.com"), &["ada@hubspot.com"], &["ada@example.org"]),
        (HasNoToken("example.org"), &["example.com"], &["test1@example.org", ""]),
    ] {
        check(&text, &operator, found, lost);
    }
}

#[test]
fn choices_compare_exactly_and_values_of_several_by_any_of_them() {
    let one = property(PropertyType::Enumeration, FieldType::Select);
    check(&one, &Equal("NEW"), &["NEW"], &["new", ""]);
    check(&one, &OneOf(vec!["NEW", "OPEN"]), &["OPEN"], &["open", ""]);
    check(&one, &HasToken("new"), &["NEW"], &["OPEN"]);
    let many = property(PropertyType::Enumeration, FieldType::Checkbox);
    check(&many, &Equal("a"), &["a", "b;a"], &["A", "ab", ""]);
    check(&many, &NotEqual("a"), &["b", "b;c"], &["a;b", ""]);
    check(&many, &Equal("a;b"), &["a;b", "b;a"], &["a", "a;b;c", ""]);
    check(&many, &OneOf(vec!["a", "b"]), &["a", "c;b"], &["c", ""]);
    check(&many, &NoneOf(vec!["a", "b"]), &["c"], &["c;b", ""]);
    let truth = property(PropertyType::Bool, FieldType::BooleanCheckbox);
    check(&truth, &Equal("True"), &["true"], &["false", ""]);
    check(&truth, &OneOf(vec!["true", "FALSE"]), &["true", "false"], &[""]);
}

#[test]
fn numbers_compare_exactly() {
    let number = property(PropertyType::Number, FieldType::Number);
    for (operator, found, lost) in [
        (Equal("1.50"), &["1.5"][..], &["1.51", ""][..]),
        (Equal("12345678901234567"), &["12345678901234567"], &["12345678901234568"]),
        (NotEqual("1"), &["2"], &["1.0", ""]),
        (Less("10"), &["9", "-11"], &["10", ""]),
        (Greater("9"), &["10"], &["9.0", ""]),
        (Between("1", "10"), &["1", "5", "10"], &["0.99", "10.01", ""]),
        (OneOf(vec!["1", "", "2"]), &["2.0"], &["3", ""]),
        (NoneOf(vec![]), &["3"], &[""]),
        (HasToken("7"), &["7"], &["77", ""]),
        (HasNoToken("7"), &["77"], &["7", ""]),
    ] {
        check(&number, &operator, found, lost);
    }
}

#[test]
fn days_and_instants_compare_as_instants_in_every_form() {
    let day = property(PropertyType::Date, FieldType::Date);
    check(&day, &Equal("1748649600000"), &["2025-05-31"], &["2025-06-01", ""]);
    check(&day, &Greater("2025-05-31"), &["2025-06-01"], &["2025-05-31", ""]);
    check(&day, &Between("2025-05-31", "2025-06-30T00:00:00Z"), &["2025-06-30"], &["2025-07-01"]);
    let instant = property(PropertyType::DateTime, FieldType::Date);
    check(&instant, &Less("2025-05-31T00:00:00Z"), &["2025-05-30T23:59:59.999Z"], &["2025-05-31T00:00:00Z"]);
    check(&instant, &AtLeast("1748649600000"), &["2025-05-31T00:00:00Z"], &["2025-05-30T23:59:59.999Z", ""]);
    check(
        &instant,
        &AtMost("2025-05-31T02:00:00+02:00"),
        &["2025-05-31T00:00:00Z"],
        &["2025-05-31T00:00:01Z"],
    );
}

#[test]
fn operands_that_are_no_values_are_refused() {
    let number = property(PropertyType::Number, FieldType::Number);
    let instant = property(PropertyType::DateTime, FieldType::Date);
    for (property, operator, expected) in [
        (&number, Equal("x"), "x was not a valid number."),
        (&number, OneOf(vec!["1", "y"]), "y was not a valid number."),
        (&number, HasToken("1*"), "1* was not a valid number."),
        (&number, Between("1", "z"), "z was not a valid number."),
        (&instant, Greater("yesterday"), "yesterday was not a valid long."),
        (&instant, NotEqual("2025-05-31T00:00:00"), "2025-05-31T00:00:00 was not a valid long."),
    ] {
        assert_eq!(operator.filter(property).unwrap_err().to_string(), expected);
    }
}

//! What filters are true of.

use std::ops::Bound::{Excluded, Included, Unbounded};

use proptest::prelude::*;

use super::*;

/// Whether a value passes a test.
#[track_caller]
fn check(kind: Kind, test: &Test, value: &str, expected: bool) {
    assert_eq!(test.passes(kind, value), expected, "{kind:?} {test:?} of {value:?}");
}

fn keys(kind: Kind, values: &[&str]) -> Vec<Key> {
    values.iter().map(|value| kind.key(value).unwrap()).collect()
}

#[test]
fn text_is_equal_without_regard_to_case_and_choices_are_not() {
    let one = |kind, values: &[&str]| Test::OneOf(keys(kind, values));
    for (kind, named, value, expected) in [
        (Kind::Text, "Ada", "aDA", true),
        (Kind::Text, "STRASSE", "straße", false),
        (Kind::Text, "ΣΑΣ", "σασ", true),
        (Kind::Choice, "NEW", "NEW", true),
        (Kind::Choice, "NEW", "new", false),
        (Kind::Choices, "b", "a;b", true),
        (Kind::Choices, "a;b", "a;b", false),
        (Kind::Number, "1.50", "01.5", true),
        (Kind::Number, "12345678901234567", "12345678901234568", false),
        (Kind::Instant, "1741000000000", "2025-03-03T11:06:40Z", true),
        (Kind::Instant, "2025-03-03", "2025-03-03T00:00:00.001Z", false),
        (Kind::Number, "1", "text", false),
    ] {
        check(kind, &one(kind, &[named]), value, expected);
    }
    check(Kind::Text, &one(Kind::Text, &["a", "b"]), "B", true);
    check(Kind::Choices, &Test::EveryOf(keys(Kind::Choices, &["a", "b"])), "b;c;a", true);
    check(Kind::Choices, &Test::EveryOf(keys(Kind::Choices, &["a", "b"])), "b;c", false);
    check(Kind::Choices, &Test::Exactly(keys(Kind::Choices, &["a", "b"])), "b;a", true);
    check(Kind::Choices, &Test::Exactly(keys(Kind::Choices, &["a", "b"])), "b;a;c", false);
}

#[test]
fn ranges_follow_the_kind() {
    let key = |kind: Kind, text: &str| kind.order(text).unwrap();
    for (kind, lower, upper, value, expected) in [
        (Kind::Number, Included("9"), Unbounded, "10", true),
        (Kind::Number, Excluded("10"), Unbounded, "10.0", false),
        (Kind::Number, Included("-1"), Excluded("0.5"), "0.49999999999999999999", true),
        (Kind::Text, Included("9"), Unbounded, "10", false),
        (Kind::Text, Unbounded, Excluded("B"), "apple", true),
        (Kind::Choice, Unbounded, Excluded("B"), "apple", false),
        (Kind::Instant, Excluded("2025-01-01"), Unbounded, "2025-01-01T00:00:00.001Z", true),
        (Kind::Instant, Unbounded, Included("2025-01-01"), "never", false),
    ] {
        let (lower, upper) = (lower.map(|text| key(kind, text)), upper.map(|text| key(kind, text)));
        check(kind, &Test::Between(lower, upper), value, expected);
    }
}

#[test]
fn patterns_match_runs_of_tokens() {
    for (pattern, text, expected) in [
        // Recorded: it found all of ten addresses under that domain.
        ("example.org", "test1@example.org", true),
        ("test", "Updated Test Company 7", true),
        ("*@hubspot.com", "ada@hubspot.com", true),
        ("*@hubspot.com", "ada@mail.hubspot.com", true),
        ("*@hubspot.com", "ada@hubspot.org", false),
        ("tes", "Test", false),
        ("te*", "a Test", true),
        ("*st", "a test b", true),
        ("t*s*t", "test", true),
        ("t*s*t", "tst", true),
        ("t*tt", "tt", false),
        ("*", "x", true),
        ("*", "!", false),
        ("a b", "a x b", false),
        ("a-b", "x A B", true),
        ("", "a", false),
        ("!!", "a", false),
        ("müLLer", "Frau MÜLLER", true),
    ] {
        check(Kind::Text, &Test::Tokens(Pattern::parse(pattern)), text, expected);
    }
}

#[test]
fn parts_of_text_are_found_without_regard_to_case() {
    check(Kind::Text, &Test::Contains("b c".into()), "A B C", true);
    check(Kind::Text, &Test::StartsWith("a b".into()), "A B C", true);
    check(Kind::Text, &Test::EndsWith("b".into()), "A B C", false);
}

/// A record of one property.
struct One<'a>(&'a str);

impl Facts for One<'_> {
    fn id(&self) -> RecordId {
        RecordId(7)
    }

    fn value(&self, property: &str) -> Option<Cow<'_, str>> {
        (property == "p").then_some(Cow::Borrowed(self.0))
    }
}

#[test]
fn a_record_without_a_value_passes_no_test() {
    let is_a = || Test::OneOf(keys(Kind::Text, &["a"]));
    let positive = Filter::property("p", Kind::Text, is_a());
    let negative = Filter::property_fails("p", Kind::Text, is_a());
    for (value, is, is_not) in [("a", true, false), ("b", false, true), ("", false, false)] {
        assert_eq!((positive.matches(&One(value)), negative.matches(&One(value))), (is, is_not), "{value}");
        assert_eq!(positive.clone().negated().matches(&One(value)), !is);
        assert_eq!(positive.clone().negated().negated(), positive);
    }
    assert!(Filter::EVERYTHING.matches(&One("")) && !Filter::NOTHING.matches(&One("")));
    assert!(Filter::Ids([RecordId(3), RecordId(7)].into()).matches(&One("")));
    assert!(!Filter::Ids([RecordId(3)].into()).matches(&One("")));
}

proptest! {
    #[test]
    fn doubles_never_contradict_the_order_of_numbers(left in "-?[0-9]{1,25}(\\.[0-9]{1,25})?", right in "-?[0-9]{1,25}(\\.[0-9]{1,25})?") {
        let (left, right) = (Number::parse(&left).unwrap(), Number::parse(&right).unwrap());
        if left <= right {
            prop_assert!(left.to_f64() <= right.to_f64());
        }
        prop_assert_eq!(Number::parse(left.as_str()), Some(left.clone()));
    }
}

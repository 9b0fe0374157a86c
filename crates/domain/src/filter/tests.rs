//! What filters are true of.

use std::ops::Bound::{Excluded, Included, Unbounded};

use proptest::prelude::*;

use super::*;
use crate::ObjectTypeId;

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

/// A record with a past and two neighbours.
struct Rich;

impl Facts for Rich {
    fn id(&self) -> RecordId {
        RecordId(8)
    }

    fn value(&self, property: &str) -> Option<Cow<'_, str>> {
        (property == "due").then_some(Cow::Borrowed("1970-01-01T00:00:05Z"))
    }

    fn ever(&self, property: &str, passes: &mut dyn FnMut(&str) -> bool) -> bool {
        property == "p" && ["a", "", "b"].into_iter().any(passes)
    }

    fn updated_at(&self, property: &str) -> Option<Timestamp> {
        (property == "p").then_some(Timestamp(4_000))
    }

    fn is_member(&self, list: ListId) -> bool {
        list == ListId(1)
    }

    fn visit_neighbours(&self, link: &Link, visit: &mut dyn FnMut(&dyn Facts) -> bool) {
        if link.to() == ObjectTypeId::standard(2) {
            let _ = visit(&One("a")) && visit(&One("a"));
        }
    }
}

#[test]
fn lists_ask_for_more_than_values() {
    let is_a = || Filter::property("p", Kind::Text, Test::OneOf(keys(Kind::Text, &["a"])));
    let ever = |value: &str| {
        let test = Test::OneOf(keys(Kind::Text, &[value]));
        Filter::Ever(Condition { property: "p".into(), kind: Kind::Text, test })
    };
    let updated = |lower, upper| {
        Filter::Updated(
            "p".into(),
            Span { lower: Included(Timestamp(lower)), upper: Excluded(Timestamp(upper)) },
        )
    };
    let neighbours = |number, at_least| {
        let link = Link::Association { to: ObjectTypeId::standard(number), meaning: None };
        Filter::Neighbours(Neighbours { link, at_least, filter: Box::new(is_a()) })
    };
    let before = |earlier, earlier_default: Option<i64>, later| {
        let earlier_default = earlier_default.map(Timestamp);
        Filter::Compare(Comparison { earlier, earlier_default, later, later_default: None, or_equal: false })
    };
    let (due, set) = (Moment::Value("due".into()), Moment::Update("p".into()));
    let never = Moment::Update("q".into());
    for (filter, expected) in [
        (ever("a"), true),
        (ever("c"), false),
        (updated(4_000, 5_000), true),
        (updated(3_000, 4_000), false),
        (Filter::Member(ListId(1)), true),
        (Filter::Member(ListId(2)), false),
        (neighbours(2, 1), true),
        (neighbours(2, 2), true),
        (neighbours(2, 3), false),
        (neighbours(3, 1), false),
        (before(set.clone(), None, due.clone()), true),
        (before(due.clone(), None, set), false),
        (before(never.clone(), None, due.clone()), false),
        (before(never, Some(1), due), true),
    ] {
        assert_eq!(filter.matches(&Rich), expected, "{filter:?}");
    }
    let mut n_visited = 0;
    Filter::Not(Box::new(neighbours(2, 1))).visit(&mut |_| n_visited += 1);
    assert_eq!(n_visited, 3);
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

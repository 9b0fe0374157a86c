//! The index finds exactly what [`Filter::matches`] is true of, in the order of the keys.

use std::ops::Bound;

use linchpin_domain::filter::{Condition, Filter, Kind, Pattern, Test, fold};
use linchpin_domain::{ListId, RecordId};
use linchpin_search::{Error, Index, Place, Query, Sort};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index as Pick, select};

use crate::records::{PROPERTIES, Records, Values, commit, document};

/// What happens to an index.
#[derive(Clone, Debug)]
enum Step {
    Put(i64, Values),
    Remove(i64),
    Commit,
    Rest,
}

/// A text of this many bytes and a little more.
fn long(bytes: usize, end: &str) -> String {
    format!("{}{end}", "ab ".repeat(bytes / 3))
}

/// Values that a property of a kind may have, some of them equal, close or unreadable.
fn values(kind: Kind) -> BoxedStrategy<String> {
    let texts = [
        "Ada",
        "ada",
        "ADA Lovelace",
        "ada@example.com",
        "Bob-Ada",
        "b",
        "ß",
        "STRASSE",
        "Straße",
        "ΣΑΣ",
        "İstanbul",
        "!!",
        "a*b",
        "x y x y z",
        "y z",
        "日本 語",
        "c\u{1}d",
        "",
        " ",
        "1",
        "10",
        "9",
    ];
    let numbers = [
        "0",
        "-0",
        "1",
        "1.0",
        "01",
        "2.5",
        "-3",
        "9007199254740993",
        "9007199254740992",
        "9007199254740994",
        "12345678901234567",
        "12345678901234568",
        "0.1",
        "0.10000000000000000001",
        "0.1000000000000000055",
        "1000000",
        "99999999999999999999999999999999",
        "text",
        "",
        "-12345678901234567.5",
    ];
    let instants = [
        "2025-01-01",
        "1735689600000",
        "2025-01-01T00:00:00.001Z",
        "2024-02-29T12:00:00Z",
        "never",
        "0",
        "-1",
        "1969-12-31T23:59:59.999Z",
        "",
    ];
    let choices = ["a", "A", "b", "new lead", "", "true", "false"];
    let strings = |of: &'static [&'static str]| select(of).prop_map(str::to_owned);
    let texts: &'static [&'static str] = Box::leak(Box::new(texts));
    match kind {
        Kind::Text => prop_oneof![
            8 => strings(texts),
            1 => (select(vec![198_usize, 201, 252, 255, 258, 600]), select(vec!["", "x", "Xy", "日"]))
                .prop_map(|(bytes, end)| long(bytes, end)),
            1 => "[a-cA-C @.*-]{0,12}",
        ]
        .boxed(),
        Kind::Choice => strings(Box::leak(Box::new(choices))).boxed(),
        Kind::Choices => prop_oneof![
            8 => vec(select(&["a", "A", "b", "c", ""][..]), 0..4).prop_map(|choices| choices.join(";")),
            1 => (200_usize..300).prop_map(|n_bytes| format!("a;{};b", "c".repeat(n_bytes))),
        ]
        .boxed(),
        Kind::Number => strings(Box::leak(Box::new(numbers))).boxed(),
        Kind::Instant => strings(Box::leak(Box::new(instants))).boxed(),
    }
}

fn record() -> impl Strategy<Value = Values> {
    let value = select(&PROPERTIES[..])
        .prop_flat_map(|(property, kind)| values(kind).prop_map(move |value| (property, value)));
    vec(value, 0..7).prop_map(|values| values.into_iter().collect())
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        12 => (1_i64..40, record()).prop_map(|(id, values)| Step::Put(id, values)),
        3 => (1_i64..40).prop_map(Step::Remove),
        2 => Just(Step::Commit),
        1 => Just(Step::Rest),
    ];
    vec(step, 1..60)
}

fn test(kind: Kind) -> BoxedStrategy<Test> {
    let keys = move |most| {
        vec(values(kind), 0..most)
            .prop_map(move |values| values.iter().filter_map(|value| kind.key(value)).collect())
    };
    let bound = move || {
        (values(kind), 0..3).prop_map(move |(value, side)| match (kind.order(&value), side) {
            (Some(key), 0) => Bound::Included(key),
            (Some(key), 1) => Bound::Excluded(key),
            _ => Bound::Unbounded,
        })
    };
    let pattern = prop_oneof![values(Kind::Text), "[a-c*y -]{1,6}"];
    prop_oneof![
        1 => Just(Test::Known),
        3 => keys(4).prop_map(Test::OneOf),
        1 => keys(3).prop_map(Test::EveryOf),
        1 => keys(3).prop_map(Test::Exactly),
        3 => (bound(), bound()).prop_map(|(lower, upper)| Test::Between(lower, upper)),
        3 => pattern.prop_map(|pattern| Test::Tokens(Pattern::parse(&pattern))),
    ]
    .boxed()
}

fn condition(test: impl Fn(Kind) -> BoxedStrategy<Test> + 'static) -> impl Strategy<Value = Filter> {
    let conditions = select(&PROPERTIES[..]).prop_flat_map(move |(property, kind)| {
        test(kind).prop_map(move |test| Filter::property(property, kind, test))
    });
    let ids = vec(1_i64..40, 0..5).prop_map(|mut ids| {
        ids.sort_unstable();
        ids.dedup();
        Filter::Ids(ids.into_iter().map(RecordId).collect())
    });
    prop_oneof![10 => conditions, 1 => ids]
}

fn filter(test: impl Fn(Kind) -> BoxedStrategy<Test> + 'static) -> impl Strategy<Value = Filter> {
    condition(test).prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Filter::All),
            vec(inner.clone(), 0..4).prop_map(Filter::Any),
            inner.prop_map(Filter::negated),
        ]
    })
}

/// What is asked: a filter, a property to sort by, which way, and the page.
type Question = (Filter, Pick, bool, usize, usize);

fn questions() -> impl Strategy<Value = Vec<Question>> {
    vec((filter(test), any::<Pick>(), any::<bool>(), 0_usize..20, 0_usize..30), 1..12)
}

/// Does the steps, and calls back after each commit with what was committed.
fn play(index: &Index, steps: &[Step], mut look: impl FnMut(&Records)) {
    let mut records = Records::default();
    let mut shown = Records::default();
    for (at, step) in steps.iter().enumerate() {
        match step {
            Step::Put(id, values) => {
                index.put(&document(*id, values)).expect("memory does not fail");
                records.0.insert(*id, values.clone());
            }
            Step::Remove(id) => {
                index.remove(RecordId(*id)).expect("memory does not fail");
                records.0.remove(id);
            }
            Step::Commit => {
                commit(index, at as i64);
                shown.clone_from(&records);
                look(&shown);
            }
            Step::Rest => {
                index.rest().expect("memory does not fail");
                records.clone_from(&shown);
            }
        }
    }
    commit(index, steps.len() as i64);
    look(&records);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn finds_what_the_filter_says(steps in steps(), questions in questions()) {
        let index = Index::create(&Place::Memory).unwrap();
        let mut failures = Vec::new();
        play(&index, &steps, |records| {
            for (filter, pick, descending, offset, limit) in &questions {
                let (property, _) = PROPERTIES[pick.index(PROPERTIES.len())];
                let sort = Sort { property, descending: *descending };
                let query = Query { filter, sort, offset: *offset, limit: *limit };
                let (found, expected) = (index.find(&query).unwrap(), records.find(&query));
                if found != expected {
                    failures.push(format!("{query:#?}\nfound {found:?}\nexpected {expected:?}\nin {records:#?}"));
                }
            }
        });
        prop_assert!(failures.is_empty(), "{}", failures[0]);
    }

    #[test]
    fn parts_of_text_are_found_or_may_be(steps in steps(), filters in vec(filter(parts), 1..8)) {
        let index = Index::create(&Place::Memory).unwrap();
        let mut failures = Vec::new();
        play(&index, &steps, |records| {
            for filter in &filters {
                let (found, expected) = (index.matching(filter).unwrap(), records.matching(filter));
                let right = if found.exact {
                    found.ids == expected
                } else {
                    expected.iter().all(|id| found.ids.binary_search(id).is_ok())
                };
                let sort = Sort { property: "text", descending: false };
                let refused = index.find(&Query { filter, sort, offset: 0, limit: 1 });
                let refused = matches!(refused, Err(Error::Inexact));
                if !right || refused == found.exact {
                    failures.push(format!("{filter:#?}\nfound {found:?}\nexpected {expected:?}\nin {records:#?}"));
                }
            }
        });
        prop_assert!(failures.is_empty(), "{}", failures[0]);
    }
}

fn parts(kind: Kind) -> BoxedStrategy<Test> {
    let part = || prop_oneof![values(Kind::Text), "[abx ]{0,3}"].prop_map(|part| fold(&part).into_owned());
    prop_oneof![
        2 => test(kind),
        1 => part().prop_map(Test::Contains),
        1 => part().prop_map(Test::StartsWith),
        1 => part().prop_map(Test::EndsWith),
    ]
    .boxed()
}

#[test]
fn what_the_index_does_not_know_may_be_true_of_every_record() {
    let index = Index::create(&Place::Memory).unwrap();
    let mut records = Records::default();
    records.0.extend([(1, Values::from([("text", "a".to_owned())])), (2, Values::new())]);
    records.0.iter().for_each(|(id, values)| index.put(&document(*id, values)).unwrap());
    commit(&index, 1);
    let is_a = || Test::OneOf(vec![Kind::Text.key("a").unwrap()]);
    let condition = Condition { property: "text".into(), kind: Kind::Text, test: is_a() };
    let member = || Filter::Member(ListId(1));
    for (filter, expected) in [
        (member(), &[1, 2][..]),
        (member().negated(), &[1, 2]),
        (Filter::All(vec![member(), Filter::property("text", Kind::Text, is_a())]), &[1]),
        (Filter::Ever(condition.clone()), &[1, 2]),
        (Filter::Ever(condition).negated(), &[2]),
    ] {
        let found = index.matching(&filter).unwrap();
        assert_eq!(found.ids.iter().map(|id| id.0).collect::<Vec<_>>(), expected, "{filter:?}");
        assert!(!found.exact, "{filter:?}");
    }
}

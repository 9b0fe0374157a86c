//! More records than a zone has: pages are found without looking at all of them, and are the right ones.

use std::ops::Bound;

use linchpin_domain::RecordId;
use linchpin_domain::filter::{Filter, Kind, Pattern, Test};
use linchpin_search::{Index, Place, Query, Sort};

use crate::records::{PROPERTIES, Records, Values, commit, document};

const N_RECORDS: i64 = 3_500;

/// A number that depends on another and looks random.
fn mixed(number: i64, salt: i64) -> i64 {
    let mixed = (number + salt).wrapping_mul(0x2545_F491_4F6C_DD1D);
    (mixed ^ (mixed >> 29)).wrapping_mul(0x1_0000_01B3).rotate_right(23).rem_euclid(1_000_003)
}

/// A record of which the instants rise with the ids, and the rest does not.
fn record(id: i64, version: i64) -> Values {
    let salt = version * 7_919;
    let mut values = Values::from([
        ("instant", (1_700_000_000_000 + id * 1_000 + mixed(id, salt) % 30_000).to_string()),
        ("choice", ["a", "b", "c"][mixed(id, salt) as usize % 3].to_owned()),
    ]);
    let others = [
        ("text", format!("Name {} of {}", mixed(id, salt) % 900, id % 10)),
        ("number", format!("{}.5", mixed(id, salt + 1) % 2_000)),
        ("choices", format!("x{};y{}", id % 2, id % 3)),
    ];
    let has = |place: usize| mixed(id, salt + 2 + place as i64) % 4 > 0;
    values.extend(others.into_iter().enumerate().filter(|(place, _)| has(*place)).map(|(_, value)| value));
    values
}

fn filters() -> Vec<Filter> {
    let one = |property: &'static str, kind: Kind, value: &str| {
        Filter::property(property, kind, Test::OneOf(vec![kind.key(value).expect("a value of its kind")]))
    };
    let from = |property: &'static str, kind: Kind, value: &str| {
        let lower = Bound::Included(kind.order(value).expect("a value of its kind"));
        Filter::property(property, kind, Test::Between(lower, Bound::Unbounded))
    };
    let tokens = |pattern| Filter::property("text", Kind::Text, Test::Tokens(Pattern::parse(pattern)));
    vec![
        Filter::EVERYTHING,
        one("choice", Kind::Choice, "a"),
        one("choice", Kind::Choice, "a").negated(),
        one("choices", Kind::Choices, "y2"),
        from("number", Kind::Number, "1000"),
        from("instant", Kind::Instant, "1700001500000"),
        tokens("of 7"),
        tokens("name 1* of"),
        tokens("12"),
        Filter::property("text", Kind::Text, Test::Known).negated(),
        Filter::All(vec![
            one("choice", Kind::Choice, "b"),
            from("number", Kind::Number, "500"),
            tokens("of 3"),
        ]),
        Filter::Any(vec![one("choice", Kind::Choice, "c"), tokens("3*")]),
        Filter::Ids((1..300).map(|id| RecordId(id * 17)).collect()),
    ]
}

fn check(index: &Index, records: &Records) {
    let all = records.matching(&Filter::EVERYTHING);
    let filters = filters().into_iter().map(|filter| (records.matching(&filter), filter)).collect::<Vec<_>>();
    for (property, _) in PROPERTIES {
        for descending in [false, true] {
            let sort = Sort { property, descending };
            let sorted = records.sorted(all.clone(), sort);
            for (matching, filter) in &filters {
                let sorted = sorted.iter().filter(|id| matching.binary_search(id).is_ok());
                for (offset, limit) in [(0, 10), (900, 2_000)] {
                    let query = Query { filter, sort, offset, limit };
                    let found = index.find(&query).expect("memory does not fail");
                    assert_eq!(found.total, matching.len() as u64, "{filter:?}");
                    let expected: Vec<_> = sorted.clone().skip(offset).take(limit).copied().collect();
                    assert_eq!(found.ids, expected, "{query:?}");
                }
            }
        }
    }
}

#[test]
fn pages_of_many_records_are_the_right_ones() {
    let index = Index::create(&Place::Memory).unwrap();
    let mut records = Records::default();
    let put = |index: &Index, records: &mut Records, id, version| {
        let values = record(id, version);
        index.put(&document(id, &values)).unwrap();
        records.0.insert(id, values);
    };
    (1..=N_RECORDS).for_each(|id| put(&index, &mut records, id, 0));
    commit(&index, 1);
    check(&index, &records);

    for id in (1..=N_RECORDS).step_by(13) {
        put(&index, &mut records, id, 1);
    }
    for id in (1..=N_RECORDS).step_by(29) {
        index.remove(RecordId(id)).unwrap();
        records.0.remove(&id);
    }
    commit(&index, 2);
    check(&index, &records);
}

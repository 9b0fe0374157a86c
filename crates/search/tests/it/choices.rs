//! Choices: their tokens, which are read off the texts of their column, and sets of them.

use linchpin_domain::filter::{Filter, Key, Kind, Pattern, Test};
use linchpin_search::{Index, Place};

use crate::records::{Records, Values, commit, document};

/// An index of records with one value each, and the records.
fn with(property: &'static str, values: &[&str]) -> (Index, Records) {
    let index = Index::create(&Place::Memory).expect("memory does not fail");
    let mut records = Records::default();
    for (id, value) in (1..).zip(values) {
        let values = Values::from([(property, (*value).to_owned())]);
        index.put(&document(id, &values)).expect("memory does not fail");
        records.0.insert(id, values);
    }
    commit(&index, 1);
    (index, records)
}

#[track_caller]
fn check(index: &Index, records: &Records, filter: &Filter) {
    let found = index.matching(filter).expect("memory does not fail");
    assert!(found.exact, "{filter:?}");
    assert_eq!(found.ids, records.matching(filter), "{filter:?}");
}

#[test]
fn tokens_of_choices_are_found_whatever_their_length() {
    let long = format!("{}the end", "ab ".repeat(100));
    let longer = format!("{}the tail", "ab ".repeat(100));
    let choices = ["NEW", "OPEN_DEAL", "open", "Open deal", "!!", &long, &longer, "a;b"];
    let (index, records) = with("choice", &choices);
    for pattern in ["new", "open", "open deal", "*eal", "o*", "*", "the end", "en*", "ab", "a b", "none", ""]
    {
        let test = Test::Tokens(Pattern::parse(pattern));
        let filter = Filter::property("choice", Kind::Choice, test);
        check(&index, &records, &filter);
        check(&index, &records, &filter.negated());
    }
}

#[test]
fn a_set_of_choices_is_no_choice() {
    let (index, records) = with("choices", &["a", "b;a", ";", "a;b;c"]);
    for set in [&["a", "b"][..], &["b", "a"], &["a;b"], &["a;b", "a"], &[""], &["", "a"], &["a", "a"], &[]] {
        let keys = set.iter().map(|choice| Key::Text((*choice).to_owned())).collect();
        check(&index, &records, &Filter::property("choices", Kind::Choices, Test::Exactly(keys)));
    }
}

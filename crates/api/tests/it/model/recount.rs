//! Rollups counted anew from all children, as the table of rollups says and nothing else.

use std::collections::BTreeSet;

use linchpin_domain::rollup::{self, Condition, Fold, Rollup, Source, Value};
use linchpin_domain::{RecordId, Timestamp};

use super::kinds::{Key, Kind};
use super::tables::{Row, Tables};

/// Digits behind the point of the sums here.
const SCALE: usize = 20;

/// A record that is associated with a parent, with what it is to it.
type Child<'a> = (Key, &'a Row, &'a BTreeSet<i32>);

/// What a live parent shows otherwise than its children tell.
pub(super) fn differences(tables: &Tables, parent: Key, now: i64) -> Vec<String> {
    let first = (parent, (Kind::ALL[0], RecordId(0)));
    let own = tables.pairs.range(first..).take_while(|((from, _), _)| *from == parent);
    let children = own.filter_map(|((_, child), types)| {
        let row = tables.records.get(child).filter(|row| row.archived_at.is_none())?;
        Some((*child, row, types))
    });
    let children: Vec<Child<'_>> = children.collect();
    let rollups = rollup::of_parent(parent.0.id());
    rollups.filter_map(|rollup| difference(&tables.records[&parent], &children, rollup, now)).collect()
}

fn difference(parent: &Row, children: &[Child<'_>], rollup: &Rollup, now: i64) -> Option<String> {
    let shown: Vec<_> = rollup.properties.iter().map(|name| parent.get(name)).collect();
    let told = told(children, rollup, now);
    let first = match rollup.fold {
        Fold::Latest => told.iter().max_by_key(|values| order(values)),
        Fold::Earliest => told.iter().min_by_key(|values| order(values)),
        Fold::Count | Fold::Sum => None,
    };
    let is_right = match rollup.fold {
        Fold::Count => number(shown[0]) == number(&told.len().to_string()),
        Fold::Sum => number(shown[0]) == told.iter().map(|values| number(&values[0])).sum(),
        Fold::Latest | Fold::Earliest => {
            first.map_or(vec![""; shown.len()], |first| as_texts(first)) == shown
        }
    };
    let names = rollup.properties;
    (!is_right).then(|| format!("{names:?} is {shown:?}, and the children tell {told:?}"))
}

fn as_texts(values: &[String]) -> Vec<&str> {
    values.iter().map(String::as_str).collect()
}

/// By the moment or number, and by the other values where that is the same.
fn order(values: &[String]) -> (Option<Timestamp>, &[String]) {
    (Timestamp::parse(&values[0]), values)
}

/// What each child tells.
fn told(children: &[Child<'_>], rollup: &Rollup, now: i64) -> Vec<Vec<String>> {
    let of_source = |source: &'static Source| {
        let counted = children.iter().filter(move |(child, row, types)| {
            source.child == child.0.id()
                && source.label.is_none_or(|label| types.contains(&label.child.0))
                && source.when.iter().all(|condition| holds(*condition, row, now))
        });
        counted.map(|(child, row, _)| {
            source.values.iter().map(|value| read(*value, source, *child, row)).collect::<Vec<_>>()
        })
    };
    let told = rollup.sources.iter().flat_map(of_source);
    told.filter(|values| values.first().is_none_or(|first| !first.is_empty())).collect()
}

fn holds(condition: Condition, row: &Row, now: i64) -> bool {
    let moment = |name| Timestamp::parse(row.get(name)).map(|at| at.0);
    match condition {
        Condition::Is(name, value) => row.get(name) == value,
        Condition::IsNot(name, value) => row.get(name) != value,
        Condition::Has(name, value) => row.get(name).split(';').any(|held| held == value),
        Condition::Filled(name) => !row.get(name).is_empty(),
        Condition::Past(name) => moment(name).is_some_and(|at| at <= now),
        Condition::Future(name) => moment(name).is_some_and(|at| at > now),
    }
}

fn read(value: Value, source: &Source, (_, id): Key, row: &Row) -> String {
    match value {
        Value::Id => id.to_string(),
        Value::CreatedAt => Timestamp(row.created_at).to_iso(),
        Value::Property(name) => row.get(name).to_owned(),
        Value::Coordinates => format!("{}-{id}", source.child),
        Value::Text(text) => text.to_owned(),
    }
}

/// A decimal as a whole number of its last digit.
fn number(text: &str) -> i128 {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    assert!(part.len() <= SCALE, "{text} has too many digits");
    let digits = format!("0{whole}{part:0<SCALE$}");
    sign * digits.parse::<i128>().expect("a decimal")
}

//! How values of children become values of a parent, one change at a time.

use std::cmp::Ordering;

use super::{Fold, Link, Rollup, Snapshot, Source, Value};
use crate::value::Decimal;
use crate::{Properties, Timestamp};

/// What one child contributes: its values, in the order of the rollup's properties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution(Vec<String>);

impl Contribution {
    /// What a child contributes by its values alone, if anything; whether its association counts is asked elsewhere.
    pub fn of(link: &Link, child: &Snapshot, now: Timestamp) -> Option<Self> {
        Self::within(link, child, (now, now))
    }

    /// What a child may have contributed since it was last written: what was to come then may have come since.
    pub fn before(link: &Link, child: &Snapshot, now: Timestamp) -> Option<Self> {
        Self::within(link, child, (child.updated_at, now))
    }

    fn within(link: &Link, child: &Snapshot, span: (Timestamp, Timestamp)) -> Option<Self> {
        if !link.source.when.iter().all(|condition| condition.holds(&child.values, span)) {
            return None;
        }
        let values: Vec<_> = link.source.values.iter().map(|value| read(*value, link, child)).collect();
        // Without a moment or a number there is nothing to compare or to add.
        values.first().is_none_or(|first| !first.is_empty()).then_some(Self(values))
    }

    /// Which of two children a rollup shows that shows one: the one that is greater.
    ///
    /// Where two are equally late, their other values decide, so that the order in which they came does not matter.
    fn cmp(&self, other: &Self) -> Ordering {
        let first = |of: &Self| of.0.first().and_then(|text| Timestamp::parse(text));
        first(self).cmp(&first(other)).then_with(|| self.0.cmp(&other.0))
    }
}

/// The text of a value, empty where there is none.
fn read(value: Value, link: &Link, child: &Snapshot) -> String {
    match value {
        Value::Coordinates => format!("{}-{}", link.source.child, child.id),
        Value::Text(text) => text.to_owned(),
        Value::Id => child.id.to_string(),
        Value::CreatedAt => child.created_at.to_iso(),
        Value::Property(name) => child.values.get(name).unwrap_or_default().to_owned(),
    }
}

/// What a rollup comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    rollup: &'static Rollup,
    state: State,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    Count(i64),
    Sum(Decimal),
    One(Option<Contribution>),
}

impl PartialEq for Rollup {
    fn eq(&self, other: &Self) -> bool {
        (self.parent, self.properties) == (other.parent, other.properties)
    }
}

impl Eq for Rollup {}

impl Total {
    /// What a rollup comes to without any child.
    pub fn empty(rollup: &'static Rollup) -> Self {
        let state = match rollup.fold {
            Fold::Count => State::Count(0),
            Fold::Sum => State::Sum(Decimal::ZERO),
            Fold::Latest | Fold::Earliest => State::One(None),
        };
        Self { rollup, state }
    }

    /// What a parent shows; none when that is not of the form in which it is written.
    pub fn shown(rollup: &'static Rollup, parent: &Properties) -> Option<Self> {
        let mut total = Self::empty(rollup);
        let Some(first) = parent.filled(rollup.properties[0]) else { return Some(total) };
        match &mut total.state {
            State::Count(count) => *count = first.parse().ok()?,
            State::Sum(sum) => *sum = Decimal::parse(first)?,
            State::One(one) => {
                let value = |name: &&str| parent.get(name).unwrap_or_default().to_owned();
                *one = Some(Contribution(rollup.properties.iter().map(value).collect()));
            }
        }
        Some(total)
    }

    /// Adds a child; false when the sum is beyond any amount.
    #[must_use]
    pub fn add(&mut self, source: &Source, child: &Contribution) -> bool {
        match &mut self.state {
            State::Count(count) => *count += 1,
            State::Sum(sum) => match number(child).and_then(|number| sum.plus(number)) {
                Some(total) => *sum = total,
                None => return false,
            },
            State::One(one) => {
                let better =
                    if self.rollup.fold == Fold::Latest { Ordering::Greater } else { Ordering::Less };
                let is_only = source.label.is_some_and(|label| label.exclusive);
                if is_only || one.as_ref().is_none_or(|shown| child.cmp(shown) == better) {
                    *one = Some(child.clone());
                }
            }
        }
        true
    }

    /// Takes a child away; false when what remains can only be told by looking at all children.
    #[must_use]
    pub fn remove(&mut self, source: &Source, child: &Contribution) -> bool {
        match &mut self.state {
            State::Count(count) if *count > 0 => *count -= 1,
            State::Count(_) => return false,
            State::Sum(sum) => match number(child).and_then(|number| sum.minus(number)) {
                Some(total) => *sum = total,
                None => return false,
            },
            State::One(one) if one.as_ref() == Some(child) => {
                *one = None;
                return source.label.is_some_and(|label| label.exclusive);
            }
            State::One(_) => {}
        }
        true
    }

    /// Lets a parent show it; a count or sum of nothing leaves a property unset that never was set.
    pub fn show(&self, parent: &mut Properties) {
        let names = self.rollup.properties;
        match &self.state {
            State::Count(count) => show_number(parent, names[0], *count == 0, count),
            State::Sum(sum) => show_number(parent, names[0], sum.is_zero(), sum),
            State::One(one) => {
                for (at, name) in names.iter().enumerate() {
                    let value = one.as_ref().map_or("", |one| &one.0[at]);
                    if parent.get(name).unwrap_or_default() != value {
                        parent.insert(*name, value);
                    }
                }
            }
        }
    }
}

fn number(child: &Contribution) -> Option<Decimal> {
    child.0.first().and_then(|text| Decimal::parse(text))
}

fn show_number(parent: &mut Properties, name: &'static str, is_zero: bool, value: &impl std::fmt::Display) {
    let text = value.to_string();
    if parent.get(name) != Some(&text) && !(is_zero && parent.filled(name).is_none()) {
        parent.insert(name, text);
    }
}

//! What a record tells of the records that it is associated with: the table of rollups, and their arithmetic.
//!
//! A rollup is one value of a record, or a few that belong together, made of the values of its neighbours.
//! In a rollup the record that shows it is the parent and the neighbours are its children, whatever the two mean to
//! each other: a contact is the parent of the company whose id it shows, and a child of the company that counts it.
//! Rollups move by what changed: a count goes up by one and is never counted again, and only when the newest deal
//! itself goes are the others looked at.

mod activity;
mod fold;
mod table;

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use crate::{AssociationTypeId, ObjectTypeId, Properties, RecordId, Timestamp};

pub use fold::{Contribution, Total};

/// What one or a few properties of a type are made of.
#[derive(Debug)]
pub struct Rollup {
    /// The type of the records that show it.
    pub parent: ObjectTypeId,
    /// The properties that show it, in the order of [`Source::values`].
    pub properties: &'static [&'static str],
    /// How the children become one value.
    pub fold: Fold,
    /// Which records are children; each object type at most once.
    pub sources: &'static [Source],
}

/// How the values of children become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// How many there are.
    Count,
    /// The sum of their numbers.
    Sum,
    /// The values of the child whose first value is the latest moment or the highest number.
    Latest,
    /// The values of the child whose first value is the earliest moment or the lowest number.
    Earliest,
}

/// The children of one object type, and what they contribute.
#[derive(Debug)]
pub struct Source {
    /// Their type.
    pub child: ObjectTypeId,
    /// What they have to mean to the parent; none where every association counts.
    pub label: Option<Label>,
    /// What has to be true of them, all of it.
    pub when: &'static [Condition],
    /// What they contribute: nothing to a count, a number to a sum, and otherwise a value for each property.
    pub values: &'static [Value],
}

impl Rollup {
    /// Whether it changes as time goes by, without anything being written.
    pub fn is_timed(&self) -> bool {
        let conditions = || self.sources.iter().flat_map(|source| source.when);
        conditions().any(|when| matches!(when, Condition::Past(_) | Condition::Future(_)))
    }

    /// When what it shows as still to come comes; none where it shows no such thing.
    pub fn comes_at(&self, parent: &Properties) -> Option<Timestamp> {
        let mut conditions = self.sources.iter().flat_map(|source| source.when);
        let is_to_come = conditions.any(|when| matches!(when, Condition::Future(_)));
        parent.filled(self.properties[0]).filter(|_| is_to_come).and_then(Timestamp::parse)
    }
}

impl Source {
    /// Every associated record of a type.
    pub const fn all(child: ObjectTypeId) -> Self {
        Self { child, label: None, when: &[], values: &[] }
    }

    /// The properties of the children that it is made of.
    fn reads(&self) -> impl Iterator<Item = &'static str> {
        let conditions = self.when.iter().map(|when| when.property());
        let values = self.values.iter().filter_map(|value| match value {
            Value::Property(name) => Some(*name),
            Value::Id | Value::CreatedAt | Value::Coordinates | Value::Text(_) => None,
        });
        conditions.chain(values)
    }
}

/// A type that an association has to have, as either side sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// What the child is to the parent.
    pub child: AssociationTypeId,
    /// What the parent is to the child.
    pub parent: AssociationTypeId,
    /// A parent has at most one such child.
    pub exclusive: bool,
}

/// A value of a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Its id.
    Id,
    /// When it was created.
    CreatedAt,
    /// A property; empty where it has none.
    Property(&'static str),
    /// Its type and id, as in `0-27-51`.
    Coordinates,
    /// The same for every child.
    Text(&'static str),
}

/// Something that may be true of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The property has this value.
    Is(&'static str, &'static str),
    /// The property has another value or none.
    IsNot(&'static str, &'static str),
    /// This is one of the values that the property holds.
    Has(&'static str, &'static str),
    /// The property has a value.
    Filled(&'static str),
    /// The moment that the property holds has come.
    Past(&'static str),
    /// The moment that the property holds is still to come.
    Future(&'static str),
}

impl Condition {
    /// The property that it is about.
    fn property(self) -> &'static str {
        match self {
            Self::Is(name, _)
            | Self::IsNot(name, _)
            | Self::Has(name, _)
            | Self::Filled(name)
            | Self::Past(name)
            | Self::Future(name) => name,
        }
    }

    /// Whether it is true at some moment between the two.
    fn holds(self, values: &Properties, (from, to): (Timestamp, Timestamp)) -> bool {
        let moment = |name| values.filled(name).and_then(Timestamp::parse);
        match self {
            Self::Is(name, value) => values.get(name) == Some(value),
            Self::IsNot(name, value) => values.get(name) != Some(value),
            Self::Has(name, value) => {
                values.filled(name).is_some_and(|held| held.split(';').any(|held| held == value))
            }
            Self::Filled(name) => values.filled(name).is_some(),
            Self::Past(name) => moment(name).is_some_and(|at| at <= to),
            Self::Future(name) => moment(name).is_some_and(|at| at > from),
        }
    }
}

/// A live record at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Its id.
    pub id: RecordId,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last written, which is when others were last told of it.
    pub updated_at: Timestamp,
    /// Its values.
    pub values: Properties,
}

/// From which end the types of an association are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// What the child is to the parent.
    ByParent,
    /// What the parent is to the child.
    ByChild,
}

/// One way in which records of a type are children.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// The rollup.
    pub rollup: &'static Rollup,
    /// Which of its sources.
    pub source: &'static Source,
}

impl Link {
    /// Whether the child contributes while the association has these types.
    pub fn counts(&self, types: &[AssociationTypeId], seen: Seen) -> bool {
        match (self.source.label, seen) {
            (None, _) => !types.is_empty(),
            (Some(label), Seen::ByParent) => types.contains(&label.child),
            (Some(label), Seen::ByChild) => types.contains(&label.parent),
        }
    }

    /// Whether what a child contributes depends on its values.
    pub fn reads_values(&self) -> bool {
        let bare = |value: &Value| matches!(value, Value::Id | Value::Coordinates | Value::Text(_));
        !self.source.when.is_empty() || !self.source.values.iter().all(bare)
    }
}

/// Every rollup there is.
pub fn all() -> impl Iterator<Item = &'static Rollup> {
    table::ROLLUPS.iter().chain(activity::TABLES.into_iter().flatten())
}

/// The ways in which two types meet in the table, and what a write to a type can lead to.
struct Index {
    parents: HashMap<ObjectTypeId, Vec<&'static Rollup>>,
    children: HashMap<ObjectTypeId, Vec<Link>>,
    read: HashMap<ObjectTypeId, Vec<&'static str>>,
    reach: HashMap<ObjectTypeId, Vec<ObjectTypeId>>,
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut children: HashMap<_, Vec<Link>> = HashMap::new();
        let mut parents: HashMap<_, Vec<_>> = HashMap::new();
        for rollup in all() {
            parents.entry(rollup.parent).or_default().push(rollup);
            for source in rollup.sources {
                children.entry(source.child).or_default().push(Link { rollup, source });
            }
        }
        let types: BTreeSet<_> = children.keys().chain(parents.keys()).copied().collect();
        let reach = types.into_iter().map(|start| (start, closure(&children, start))).collect();
        let read = |links: &Vec<Link>| {
            let names: BTreeSet<_> = links.iter().flat_map(|link| link.source.reads()).collect();
            names.into_iter().collect()
        };
        let read = children.iter().map(|(child, links)| (*child, read(links))).collect();
        Index { parents, children, read, reach }
    })
}

/// The types of all parents, their parents and so on.
fn closure(children: &HashMap<ObjectTypeId, Vec<Link>>, start: ObjectTypeId) -> Vec<ObjectTypeId> {
    let (mut found, mut open) = (BTreeSet::from([start]), vec![start]);
    while let Some(child) = open.pop() {
        let parents = children.get(&child).into_iter().flatten().map(|link| link.rollup.parent);
        open.extend(parents.filter(|parent| found.insert(*parent)));
    }
    found.remove(&start);
    found.into_iter().collect()
}

/// The ways in which records of a type are children of others.
pub fn links(child: ObjectTypeId) -> &'static [Link] {
    index().children.get(&child).map_or(&[], Vec::as_slice)
}

/// The properties of a type that matter to the parents of its records.
pub fn read(child: ObjectTypeId) -> &'static [&'static str] {
    index().read.get(&child).map_or(&[], Vec::as_slice)
}

/// The rollups that records of a type show.
pub fn of_parent(parent: ObjectTypeId) -> impl Iterator<Item = &'static Rollup> {
    index().parents.get(&parent).into_iter().flatten().copied()
}

/// Whether the property of a type is a rollup: then nothing that a client sends changes it.
pub fn is_shown(parent: ObjectTypeId, name: &str) -> bool {
    of_parent(parent).any(|rollup| rollup.properties.contains(&name))
}

/// The other types whose records can change because one of this type did.
pub fn reach(object_type: ObjectTypeId) -> &'static [ObjectTypeId] {
    index().reach.get(&object_type).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests;

//! What records mean to each other, as a naive table of both directions.

use std::collections::{BTreeMap, BTreeSet};

use super::kinds::{Key, Kind};
use super::types::Types;

/// What is to become of a pair.
#[derive(Clone, Debug)]
pub(super) enum Action {
    /// It has these types too.
    Add(Vec<i32>),
    /// It has these types and no others.
    Set(Vec<i32>),
    /// It has these types too, as another pair had before.
    Adopt(Vec<i32>),
    /// It no longer has this type.
    Remove(i32),
    /// The records are no longer associated.
    Clear,
}

/// The types of pairs, in both directions.
pub(super) type Table = BTreeMap<(Key, Key), BTreeSet<i32>>;

/// The pairs that there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs(Table);

impl Pairs {
    /// All of them, in both directions.
    pub(super) fn table(&self) -> &Table {
        &self.0
    }

    /// The records that a record is associated with, with what they mean to it.
    pub(super) fn of(&self, key: Key) -> Vec<(Key, BTreeSet<i32>)> {
        let own = self.0.iter().filter(|((from, _), _)| *from == key);
        own.map(|((_, to), types)| (*to, types.clone())).collect()
    }

    /// The records of a type that a record is associated with.
    pub(super) fn neighbours(&self, key: Key, kind: Kind) -> Vec<Key> {
        self.of(key).into_iter().map(|(to, _)| to).filter(|(of, _)| *of == kind).collect()
    }

    /// Does something with one pair; `is_live` tells which records are.
    pub(super) fn apply(
        &mut self,
        types: &Types,
        (from, to): (Key, Key),
        action: &Action,
        is_live: impl Fn(Key) -> bool,
    ) {
        // The rules are those of the side that has a primary one.
        if types.primary(to.0, from.0).is_some() {
            return self.apply(types, (to, from), &action.inverse(types), is_live);
        }
        let before = self.0.get(&(from, to)).cloned().unwrap_or_default();
        let unlabeled = types.unlabeled(from.0, to.0).expect("the two can be associated");
        let mut after = action.applied(&before, unlabeled);
        if !after.contains(&unlabeled) {
            return self.put(types, (from, to), BTreeSet::new());
        }
        if let Some(primary) = types.primary(from.0, to.0) {
            let others: Vec<_> = self.of(from).into_iter().filter(|(other, _)| *other != to).collect();
            let is_held = others.iter().any(|(other, types)| types.contains(&primary) && is_live(*other));
            match action {
                Action::Adopt(_) if is_held => _ = after.remove(&primary),
                Action::Adopt(_) => {}
                _ if before.is_empty() && !is_held => _ = after.insert(primary),
                _ => {}
            }
            if after.contains(&primary) {
                for (other, mut labels) in others.into_iter().filter(|((kind, _), _)| *kind == to.0) {
                    if labels.remove(&primary) {
                        self.put(types, (from, other), labels);
                    }
                }
            }
        }
        self.put(types, (from, to), after);
    }

    /// Sets both directions.
    fn put(&mut self, types: &Types, (from, to): (Key, Key), labels: BTreeSet<i32>) {
        if labels.is_empty() {
            self.0.remove(&(from, to));
            self.0.remove(&(to, from));
        } else {
            self.0.insert((to, from), labels.iter().map(|id| types.inverse(*id)).collect());
            self.0.insert((from, to), labels);
        }
    }
}

impl Action {
    fn applied(&self, before: &BTreeSet<i32>, unlabeled: i32) -> BTreeSet<i32> {
        let with = |types: &[i32]| types.iter().copied().chain([unlabeled]).collect::<BTreeSet<_>>();
        match self {
            Self::Add(types) | Self::Adopt(types) => before | &with(types),
            Self::Set(types) => with(types),
            Self::Remove(id) => before - &BTreeSet::from([*id]),
            Self::Clear => BTreeSet::new(),
        }
    }

    /// The same as the other side says it.
    fn inverse(&self, types: &Types) -> Self {
        let inverses = |ids: &[i32]| ids.iter().map(|id| types.inverse(*id)).collect();
        match self {
            Self::Add(ids) => Self::Add(inverses(ids)),
            Self::Set(ids) => Self::Set(inverses(ids)),
            Self::Adopt(ids) => Self::Adopt(inverses(ids)),
            Self::Remove(id) => Self::Remove(types.inverse(*id)),
            Self::Clear => Self::Clear,
        }
    }
}

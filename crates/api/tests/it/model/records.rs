//! The records that there are to be, with what clients set in them.

use std::collections::{BTreeMap, BTreeSet};

use linchpin_domain::{RecordId, Timestamp};

use super::address;
use super::fields::{CREATED, fields, is_predicted};
use super::kinds::{Key, Kind};
use super::pairs::{Action, Pairs};
use super::steps::Who;
use super::types::Types;

/// A record.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    pub(super) created_at: i64,
    pub(super) archived_at: Option<i64>,
    /// What clients set; nothing that is empty.
    pub(super) values: BTreeMap<&'static str, String>,
    /// The addresses that a contact got by merges.
    pub(super) addresses: BTreeSet<String>,
}

/// Everything that there is to be.
#[derive(Clone, Debug)]
pub(super) struct Model {
    pub(super) types: Types,
    pub(super) records: BTreeMap<Key, Record>,
    pub(super) pairs: Pairs,
    /// Where the ids of merged records lead.
    pub(super) merged: BTreeMap<Key, RecordId>,
    /// The addresses that nobody may have.
    pub(super) blocked: BTreeSet<String>,
    /// The records that are in the list of their type.
    pub(super) members: BTreeSet<Key>,
}

impl Record {
    /// A record that is new.
    pub(super) fn new(now: i64, values: &[(&'static str, &str)]) -> Self {
        let mut record = Self { created_at: now, ..Self::default() };
        for (name, value) in values {
            record.set(name, value);
        }
        record
    }

    /// Sets a value.
    pub(super) fn set(&mut self, name: &'static str, value: &str) {
        if name == CREATED {
            self.created_at = Timestamp::parse(value).expect("a moment").0;
        } else if value.is_empty() {
            self.values.remove(name);
        } else {
            self.values.insert(name, value.to_owned());
        }
    }
}

impl Model {
    /// The record that a step names; none if there is none of its type.
    pub(super) fn find(&self, Who(kind, place): Who) -> Option<Key> {
        let of_kind: Vec<_> = self.records.keys().filter(|key| key.0 == kind).collect();
        (!of_kind.is_empty()).then(|| *of_kind[usize::from(place) % of_kind.len()])
    }

    /// Some records of a type, from the one on that a step names, each once.
    pub(super) fn find_some(&self, Who(kind, place): Who, n: u8) -> Vec<Key> {
        let mut found: Vec<Key> = Vec::new();
        for key in (0..n).filter_map(|after| self.find(Who(kind, place + after))) {
            if !found.contains(&key) {
                found.push(key);
            }
        }
        found
    }

    /// Whether a record is there and not archived.
    pub(super) fn is_live(&self, key: Key) -> bool {
        self.records.get(&key).is_some_and(|record| record.archived_at.is_none())
    }

    /// The live records of a type.
    pub(super) fn live(&self, kind: Kind) -> Vec<Key> {
        self.records.keys().copied().filter(|key| key.0 == kind && self.is_live(*key)).collect()
    }

    /// Does something with a pair of live records; others are left alone.
    pub(super) fn associate(&mut self, from: Key, to: Key, action: &Action) {
        if from != to && self.is_live(from) && self.is_live(to) {
            self.relate(from, to, action);
        }
    }

    fn relate(&mut self, from: Key, to: Key, action: &Action) {
        let Self { types, records, pairs, .. } = self;
        let is_live = |key| records.get(&key).is_some_and(|record: &Record| record.archived_at.is_none());
        pairs.apply(types, (from, to), action, is_live);
    }

    /// Archives a record, and the line items of a quote with it.
    pub(super) fn archive(&mut self, key: Key, now: i64) {
        if !self.is_live(key) {
            return;
        }
        for gone in
            self.parts(key).into_iter().filter(|part| self.is_live(*part)).chain([key]).collect::<Vec<_>>()
        {
            self.record(gone).archived_at = Some(now);
            self.members.remove(&gone);
        }
    }

    /// Brings an archived record back, and the line items of a quote that went with it.
    pub(super) fn restore(&mut self, key: Key) {
        let Some(at) = self.record(key).archived_at.take() else { return };
        for part in self.parts(key) {
            let part = self.record(part);
            part.archived_at = part.archived_at.filter(|archived_at| *archived_at != at);
        }
    }

    /// The records that go and come with a record.
    fn parts(&self, key: Key) -> Vec<Key> {
        if key.0 == Kind::Quote { self.pairs.neighbours(key, Kind::LineItem) } else { Vec::new() }
    }

    /// A record that is there.
    pub(super) fn record(&mut self, key: Key) -> &mut Record {
        self.records.get_mut(&key).expect("the record is there")
    }

    /// Deletes a record with its associations.
    pub(super) fn forget(&mut self, key: Key) {
        let record = self.records.remove(&key).expect("the record is there");
        self.members.remove(&key);
        self.blocked.extend(address::held(&record));
        self.merged.retain(|(kind, _), survivor| (*kind, *survivor) != key);
        for (other, _) in self.pairs.of(key) {
            self.relate(key, other, &Action::Clear);
        }
    }

    /// Makes two live records one.
    pub(super) fn merge(&mut self, primary: Key, other: Key, survivor: RecordId) {
        let led = |found: &&mut RecordId| [primary.1, other.1].contains(found);
        self.merged.values_mut().filter(led).for_each(|found| *found = survivor);
        self.merged.extend([(primary, survivor), (other, survivor)]);
        let survivor = (primary.0, survivor);
        let merged = merged(survivor.0, &self.records[&primary], &self.records[&other]);
        self.records.remove(&primary);
        self.records.remove(&other);
        if self.members.remove(&primary) | self.members.remove(&other) {
            self.members.insert(survivor);
        }
        self.records.insert(survivor, merged);
        for part in [primary, other] {
            for (neighbour, types) in self.pairs.of(part) {
                self.relate(part, neighbour, &Action::Clear);
                if ![primary, other].contains(&neighbour) {
                    self.relate(survivor, neighbour, &Action::Adopt(types.into_iter().collect()));
                }
            }
        }
    }
}

/// What two records become: the first one's values, and the other one's where it has none.
pub(super) fn merged(kind: Kind, primary: &Record, other: &Record) -> Record {
    let mut merged = primary.clone();
    let gaps = fields(kind).iter().filter(|field| is_predicted(field.name));
    for name in gaps.map(|field| field.name) {
        if let (None, Some(value)) = (primary.values.get(name), other.values.get(name)) {
            merged.set(name, value);
        }
    }
    merged.addresses = address::of_merged(&merged, [primary, other]);
    merged
}

//! Merges of records with very many neighbours: only the first of them are told at once.

use std::collections::{BTreeMap, BTreeSet};

use linchpin_domain::{ObjectTypeId, RecordId};
use linchpin_store::pending_effects::Reach;

use super::touched::Pair;
use super::{Entry, Key, What};

/// A record that others became.
pub(super) struct Merged {
    survivor: Key,
    /// It, and those that it was made of.
    family: [Key; 3],
}

/// The merge that an entry stands for.
pub(super) fn merged(entry: &Entry) -> Option<Merged> {
    let What::Merge { gone, .. } = &entry.what else { return None };
    let [one, other] = gone.each_ref().map(|gone| (entry.object_type, gone.id));
    let survivor = (entry.object_type, entry.record);
    Some(Merged { survivor, family: [survivor, one, other] })
}

/// Takes the pairs with all but the first parents of each type out, and returns from which parents on: they are
/// neighbours of the survivor by now, and so are found again.
pub(super) fn postponed(pairs: &mut Vec<Pair<'_>>, merged: &Merged, n_told: usize) -> Vec<(Reach, RecordId)> {
    let mut parents: BTreeMap<ObjectTypeId, BTreeSet<RecordId>> = BTreeMap::new();
    for pair in pairs.iter().filter(|pair| pair.child == merged.survivor) {
        parents.entry(pair.parent.0).or_default().insert(pair.parent.1);
    }
    let mut left = Vec::new();
    for (parent_type, parents) in parents {
        let Some(first) = parents.into_iter().nth(n_told) else { continue };
        let is_later = |parent: Key| parent.0 == parent_type && parent.1 >= first;
        pairs.retain(|pair| !merged.family.contains(&pair.child) || !is_later(pair.parent));
        let (child_type, child) = merged.survivor;
        left.push((Reach { child_type, child, parent_type }, first));
    }
    left
}

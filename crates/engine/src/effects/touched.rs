//! What a transaction touched: records and pairs as they were and are.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use linchpin_domain::rollup::{self, Link, Seen, Snapshot};
use linchpin_domain::{AssociationTypeId, ObjectTypeId, RecordId, object_type};
use linchpin_store::pending_effects::{self, Reach};
use linchpin_store::records::{self, StoredRecord};
use linchpin_store::{Tx, properties_text};

use super::moves::links_between;
use super::{Entry, Key, PairChange, What};
use crate::Result;
use crate::objects::{Context, scope, snapshot};

/// A record before and after a transaction.
pub(super) type Versions<'a> = (Option<&'a Snapshot>, Option<&'a Snapshot>);

/// A pair that changed, by the roles of its two ends, with its types before and after the transaction.
pub(super) struct Pair<'a> {
    pub(super) child: Key,
    pub(super) parent: Key,
    pub(super) before: Types<'a>,
    pub(super) after: Types<'a>,
}

/// The types of a pair, and who sees them so.
pub(super) type Types<'a> = (&'a [AssociationTypeId], Seen);

/// What the records of entries were and are.
pub(super) fn versions(entries: &[Entry]) -> BTreeMap<Key, Versions<'_>> {
    let mut versions: BTreeMap<Key, Versions<'_>> = BTreeMap::new();
    for entry in entries {
        let (object_type, record) = (entry.object_type, entry.record);
        match &entry.what {
            What::Values { before, after } => {
                let known = versions.entry((object_type, record));
                known.or_insert((before.as_ref(), None)).1 = after.as_ref();
            }
            What::Merge { gone, after } => {
                versions.insert((object_type, record), (None, Some(after)));
                versions.extend(gone.iter().map(|gone| ((object_type, gone.id), (Some(gone), None))));
            }
            What::New | What::Gone | What::Pair(_) | What::Membership => {}
        }
    }
    versions
}

/// The pairs that changed, in each of the roles that their ends have; one that changed twice is one.
pub(super) fn pairs(entries: &[Entry]) -> Vec<Pair<'_>> {
    let mut pairs: BTreeMap<(Key, Key), Pair<'_>> = BTreeMap::new();
    for (entry, change) in entries.iter().filter_map(|entry| Some((entry, live_change(entry)?))) {
        let (from, to) = ((entry.object_type, entry.record), (change.to_type, change.to));
        for (child, parent, seen) in [(from, to, Seen::ByChild), (to, from, Seen::ByParent)] {
            if links_between(child.0, parent.0).next().is_some() {
                let (before, after) = ((change.before.as_slice(), seen), (change.after.as_slice(), seen));
                let pair = Pair { child, parent, before, after };
                pairs.entry((child, parent)).or_insert(pair).after = after;
            }
        }
    }
    pairs.into_values().collect()
}

/// How the pair of an entry changed, if anybody can see that.
fn live_change(entry: &Entry) -> Option<&PairChange> {
    match &entry.what {
        What::Pair(change) if change.is_live => Some(change),
        _ => None,
    }
}

impl Pair<'_> {
    pub(super) fn reach(&self) -> Reach {
        Reach { child_type: self.child.0, child: self.child.1, parent_type: self.parent.0 }
    }
}

/// Children of pairs that end or change whose parents may not have been told yet of what the children are.
pub(super) async fn stale(tx: &mut Tx, context: &Context, pairs: &[Pair<'_>]) -> Result<BTreeSet<Reach>> {
    // What only comes adds up with whatever the parent shows.
    let changed = pairs.iter().filter(|pair| !pair.before.0.is_empty());
    let reaches: BTreeSet<_> = changed.map(Pair::reach).collect();
    let reaches: Vec<_> = reaches.into_iter().collect();
    let waiting = pending_effects::are_waiting(tx, context.principal.account, &reaches).await?;
    Ok(reaches.into_iter().zip(waiting).filter(|(_, waits)| *waits).map(|(reach, _)| reach).collect())
}

/// Reads the children of changed pairs whose values did not change, where these matter.
pub(super) async fn unchanged_children(
    tx: &mut Tx,
    context: &Context,
    versions: &BTreeMap<Key, Versions<'_>>,
    pairs: &[Pair<'_>],
) -> Result<HashMap<Key, Snapshot>> {
    let mut wanted: BTreeMap<ObjectTypeId, BTreeSet<RecordId>> = BTreeMap::new();
    for pair in pairs.iter().filter(|pair| !versions.contains_key(&pair.child)) {
        if links_between(pair.child.0, pair.parent.0).any(Link::reads_values) {
            wanted.entry(pair.child.0).or_default().insert(pair.child.1);
        }
    }
    let mut found = HashMap::new();
    for (object_type, ids) in wanted {
        let ids: Vec<_> = ids.into_iter().collect();
        for child in snapshots(tx, context, object_type, &ids).await? {
            found.insert((object_type, child.id), child);
        }
    }
    Ok(found)
}

/// Live records as rollups see them.
pub(super) async fn snapshots(
    tx: &mut Tx,
    context: &Context,
    object_type: ObjectTypeId,
    ids: &[RecordId],
) -> Result<Vec<Snapshot>> {
    let Some(object_type) = object_type::by_id(object_type) else { return Ok(Vec::new()) };
    let scope = scope(context.principal.account, object_type, false);
    let found = records::read_many_in(tx, scope, ids).await?;
    let read = rollup::read(object_type.id);
    let snapshot = |record: &StoredRecord| {
        Ok(snapshot(record, properties_text::parse_some(&record.properties, object_type.usual, read)?))
    };
    found.iter().flatten().map(snapshot).collect()
}

//! Which parents are affected by what a transaction did, and how.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use linchpin_domain::rollup::{self, Contribution, Link, Rollup, Seen, Snapshot};
use linchpin_domain::{AssociationTypeId, ObjectTypeId, Properties, RecordId, object_type};
use linchpin_store::associations::{self as rows, Direction};
use linchpin_store::records::{self, StoredRecord};
use linchpin_store::{Tx, properties_text};

use super::{Entry, Key, PairChange, What};
use crate::Result;
use crate::objects::{Context, scope, snapshot};

/// How many parents of one child are told of a change.
const NEIGHBOURS: usize = 1_000_000;

/// How a child's contribution to one rollup of a parent changed.
#[derive(Clone)]
pub(super) struct Move {
    pub(super) link: Link,
    pub(super) before: Option<Contribution>,
    pub(super) after: Option<Contribution>,
}

/// What is to be done with one parent.
#[derive(Default)]
pub(super) struct Parent {
    /// What its rollups move by.
    pub(super) moves: Vec<Move>,
    /// The rollups that have to be made anew from all children.
    pub(super) recounted: Vec<&'static Rollup>,
}

/// Everything that follows directly from some entries.
#[derive(Default)]
pub(super) struct Moves {
    /// The parents in the order in which everybody locks records: higher types first, lower ids first.
    pub(super) parents: BTreeMap<(Reverse<ObjectTypeId>, RecordId), Parent>,
}

/// A record before and after a transaction.
type Versions<'a> = (Option<&'a Snapshot>, Option<&'a Snapshot>);

/// A child and a parent of it.
type Ends = (Key, Key);

/// What a pair of a child and a parent means, and who says so.
#[derive(Clone, Copy)]
struct Types<'a> {
    ids: &'a [AssociationTypeId],
    seen: Seen,
}

/// The pairs that changed, by the roles of their two ends, with what each was at first and is in the end: one that
/// changed more than once, as by a merge of two records that were both associated with the parent, counts once.
type Pairs<'a> = BTreeMap<Ends, (Types<'a>, Types<'a>)>;

impl Moves {
    /// What follows directly from these entries.
    pub(super) async fn of(tx: &mut Tx, context: &Context, entries: &[Entry]) -> Result<Self> {
        let mut moves = Self::default();
        let versions = versions(entries);
        let mut pairs = Pairs::new();
        for (ends, before, after) in entries.iter().flat_map(changes) {
            pairs.entry(ends).or_insert((before, after)).1 = after;
        }
        if !pairs.is_empty() {
            moves.follow_pairs(tx, context, &versions, &pairs).await?;
        }
        moves.follow_values(tx, context, &versions, &pairs).await?;
        Ok(moves)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }

    fn parent(&mut self, (object_type, id): Key) -> &mut Parent {
        self.parents.entry((Reverse(object_type), id)).or_default()
    }

    /// Notes what the children of changed pairs contributed and contribute.
    async fn follow_pairs(
        &mut self,
        tx: &mut Tx,
        context: &Context,
        versions: &BTreeMap<Key, Versions<'_>>,
        pairs: &Pairs<'_>,
    ) -> Result<()> {
        let now = context.now;
        let unchanged = unchanged_children(tx, context, versions, pairs).await?;
        for ((child, parent), (before_types, after_types)) in pairs {
            let (child_type, id) = *child;
            let bare = Snapshot { id, created_at: now, updated_at: now, values: Properties::new() };
            for link in links_between(child_type, parent.0) {
                let (was, is) = match versions.get(child) {
                    Some(versions) => *versions,
                    None if link.reads_values() => {
                        let child = unchanged.get(child);
                        (child, child)
                    }
                    None => (Some(&bare), Some(&bare)),
                };
                let counts = |types: &Types<'_>| link.counts(types.ids, types.seen);
                let was = was.filter(|_| counts(before_types));
                let is = is.filter(|_| counts(after_types));
                let before = was.and_then(|child| Contribution::before(link, child, now));
                let after = is.and_then(|child| Contribution::of(link, child, now));
                if before != after {
                    self.parent(*parent).moves.push(Move { link: *link, before, after });
                }
            }
        }
        Ok(())
    }

    /// Notes what changed children contributed and contribute to the parents that they had and have.
    async fn follow_values(
        &mut self,
        tx: &mut Tx,
        context: &Context,
        versions: &BTreeMap<Key, Versions<'_>>,
        pairs: &Pairs<'_>,
    ) -> Result<()> {
        let mut affected: BTreeMap<(ObjectTypeId, ObjectTypeId), BTreeMap<RecordId, Vec<Move>>> =
            BTreeMap::new();
        for ((child_type, id), (before, after)) in versions {
            if before.is_none() && after.is_some() {
                // While it was archived, nobody told it of its children.
                self.parent((*child_type, *id)).recounted.extend(rollup::of_parent(*child_type));
            }
            for link in rollup::links(*child_type) {
                let before = before.and_then(|child| Contribution::before(link, child, context.now));
                let after = after.and_then(|child| Contribution::of(link, child, context.now));
                if before != after {
                    let children = affected.entry((*child_type, link.rollup.parent)).or_default();
                    children.entry(*id).or_default().push(Move { link: *link, before, after });
                }
            }
        }
        for ((from, to), children) in affected {
            let direction = Direction { account: context.principal.account, from, to };
            let starts: Vec<_> = children.keys().map(|child| (*child, RecordId(0))).collect();
            let found = rows::pages_in(tx, direction, &starts, NEIGHBOURS).await?;
            for (moves, row) in children
                .values()
                .zip(found)
                .flat_map(|(moves, rows)| rows.into_iter().map(move |row| (moves, row)))
            {
                if pairs.contains_key(&((from, row.from), (to, row.to))) {
                    continue;
                }
                let counting = moves.iter().filter(|change| change.link.counts(&row.types, Seen::ByChild));
                let counting: Vec<_> = counting.cloned().collect();
                if !counting.is_empty() {
                    self.parent((to, row.to)).moves.extend(counting);
                }
            }
        }
        Ok(())
    }
}

/// The ways in which records of one type are children of records of another.
fn links_between(child: ObjectTypeId, parent: ObjectTypeId) -> impl Iterator<Item = &'static Link> {
    rollup::links(child).iter().filter(move |link| link.rollup.parent == parent)
}

/// What the records of entries were and are.
fn versions(entries: &[Entry]) -> BTreeMap<Key, Versions<'_>> {
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
            What::New | What::Pair(_) => {}
        }
    }
    versions
}

/// What an entry says of a pair, in the roles in which its two records are child and parent of each other.
fn changes(entry: &Entry) -> impl Iterator<Item = (Ends, Types<'_>, Types<'_>)> {
    let change = match &entry.what {
        What::Pair(change) if change.is_live => Some(change),
        _ => None,
    };
    change.into_iter().flat_map(|change: &PairChange| {
        let (from, to) = ((entry.object_type, entry.record), (change.to_type, change.to));
        let roles = [((from, to), Seen::ByChild), ((to, from), Seen::ByParent)].into_iter();
        let roles = roles.filter(|((child, parent), _)| links_between(child.0, parent.0).next().is_some());
        roles.map(|(ends, seen)| {
            (ends, Types { ids: &change.before, seen }, Types { ids: &change.after, seen })
        })
    })
}

/// Reads the children of changed pairs whose values did not change, where these matter.
async fn unchanged_children(
    tx: &mut Tx,
    context: &Context,
    versions: &BTreeMap<Key, Versions<'_>>,
    pairs: &Pairs<'_>,
) -> Result<HashMap<Key, Snapshot>> {
    let mut wanted: BTreeMap<ObjectTypeId, BTreeSet<RecordId>> = BTreeMap::new();
    for (child, parent) in pairs.keys().filter(|(child, _)| !versions.contains_key(child)) {
        if links_between(child.0, parent.0).any(Link::reads_values) {
            wanted.entry(child.0).or_default().insert(child.1);
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
    let snapshot = |record: &StoredRecord| {
        Ok(snapshot(record, properties_text::parse(&record.properties, object_type.usual)?))
    };
    found.iter().flatten().map(snapshot).collect()
}

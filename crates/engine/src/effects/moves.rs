//! Which parents are affected by what a transaction did, and how.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use linchpin_domain::rollup::{self, Contribution, Link, Rollup, Seen, Snapshot};
use linchpin_domain::{ObjectTypeId, Properties, RecordId};
use linchpin_store::Tx;
use linchpin_store::associations::{self as rows, Direction};
use linchpin_store::pending_effects::Reach;

use super::merged::{merged, postponed};
use super::touched::{Pair, Versions, pairs, stale, unchanged_children, versions};
use super::{Entry, Key};
use crate::Result;
use crate::objects::Context;

/// How many parents of one type are told of a change in the transaction that makes it.
const TOLD: usize = 500;
/// How many it is at least for each of the children that change together.
const TOLD_BY_EACH: usize = 20;

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

impl Parent {
    /// Lets rollups be made anew, whatever they move by.
    pub(super) fn make_anew(&mut self, rollups: impl Iterator<Item = &'static Rollup>) {
        for rollup in rollups {
            if !self.recounted.contains(&rollup) {
                self.recounted.push(rollup);
            }
        }
    }
}

/// Everything that follows directly from some entries.
#[derive(Default)]
pub(super) struct Moves {
    /// The parents in the order in which everybody locks records: higher types first, lower ids first.
    pub(super) parents: BTreeMap<(Reverse<ObjectTypeId>, RecordId), Parent>,
    /// Whose parents are left for later, and from which one on.
    pub(super) left: Vec<(Reach, RecordId)>,
}

impl Moves {
    /// What follows directly from these entries.
    pub(super) async fn of(tx: &mut Tx, context: &Context, entries: &[Entry]) -> Result<Self> {
        let mut moves = Self::default();
        let versions = versions(entries);
        let mut pairs = pairs(entries);
        // What came or went makes its own rollups anew or shows none.
        pairs.retain(|pair| versions.get(&pair.parent).is_none_or(|of| of.0.is_some() && of.1.is_some()));
        for merged in entries.iter().filter_map(merged) {
            moves.left.extend(postponed(&mut pairs, &merged, TOLD));
        }
        if !pairs.is_empty() {
            moves.follow_pairs(tx, context, &versions, &pairs).await?;
        }
        moves.follow_values(tx, context, &versions, &pairs).await?;
        Ok(moves)
    }

    /// Everything that parents of one type show of children of another, to be made anew.
    pub(super) fn anew(
        child: ObjectTypeId,
        parent: ObjectTypeId,
        parents: impl Iterator<Item = RecordId>,
    ) -> Self {
        let mut moves = Self::default();
        for id in parents {
            let shown = links_between(child, parent).map(|link| link.rollup);
            moves.parent((parent, id)).make_anew(shown);
        }
        moves
    }

    /// Everything that records of a type show and that time alone changes, to be made anew.
    pub(super) fn timed(object_type: ObjectTypeId, records: impl Iterator<Item = RecordId>) -> Self {
        let mut moves = Self::default();
        for id in records {
            let timed = rollup::of_parent(object_type).filter(|rollup| rollup.is_timed());
            moves.parent((object_type, id)).make_anew(timed);
        }
        moves
    }

    /// What records of a type compute themselves from rates, to be made anew.
    pub(super) fn of_worth(object_type: ObjectTypeId, records: Vec<RecordId>) -> Self {
        let mut moves = Self::default();
        for id in records {
            moves.parent((object_type, id));
        }
        moves
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
        pairs: &[Pair<'_>],
    ) -> Result<()> {
        let now = context.now;
        let unchanged = unchanged_children(tx, context, versions, pairs).await?;
        let stale = stale(tx, context, pairs).await?;
        for pair in pairs {
            let (child_type, id) = pair.child;
            let bare = Snapshot { id, created_at: now, updated_at: now, values: Properties::new() };
            for link in links_between(child_type, pair.parent.0) {
                let (was, is) = match versions.get(&pair.child) {
                    Some(versions) => *versions,
                    None if link.reads_values() => {
                        let child = unchanged.get(&pair.child);
                        (child, child)
                    }
                    None => (Some(&bare), Some(&bare)),
                };
                let was = was.filter(|_| link.counts(pair.before.0, pair.before.1));
                let is = is.filter(|_| link.counts(pair.after.0, pair.after.1));
                let before = was.and_then(|child| Contribution::before(link, child, now));
                let after = is.and_then(|child| Contribution::of(link, child, now));
                if before != after && stale.contains(&pair.reach()) {
                    // The parent may still show what the child was before an earlier write.
                    self.parent(pair.parent).make_anew([link.rollup].into_iter());
                } else if before != after {
                    self.parent(pair.parent).moves.push(Move { link: *link, before, after });
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
        pairs: &[Pair<'_>],
    ) -> Result<()> {
        let mut affected: BTreeMap<(ObjectTypeId, ObjectTypeId), BTreeMap<RecordId, Vec<Move>>> =
            BTreeMap::new();
        for ((child_type, id), (before, after)) in versions {
            if before.is_none() && after.is_some() {
                // While it was archived, nobody told it of its children.
                self.parent((*child_type, *id)).make_anew(rollup::of_parent(*child_type));
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
        let told: HashSet<_> = pairs.iter().map(|pair| (pair.child, pair.parent)).collect();
        for ((from, to), children) in affected {
            let direction = Direction { account: context.principal.account, from, to };
            let starts: Vec<_> = children.keys().map(|child| (*child, RecordId(0))).collect();
            let limit = (TOLD / children.len()).max(TOLD_BY_EACH);
            // One more than is told says whether there are others.
            let found = rows::pages_in(tx, direction, &starts, limit + 1).await?;
            for ((child, moves), mut parents) in children.into_iter().zip(found) {
                if parents.len() > limit {
                    let reach = Reach { child_type: from, child, parent_type: to };
                    self.left.extend(parents.pop().map(|next| (reach, next.to)));
                }
                for row in parents.iter().filter(|row| !told.contains(&((from, child), (to, row.to)))) {
                    let mut counting = moves
                        .iter()
                        .filter(|change| change.link.counts(&row.types, Seen::ByChild))
                        .peekable();
                    if counting.peek().is_some() {
                        self.parent((to, row.to)).moves.extend(counting.cloned());
                    }
                }
            }
        }
        Ok(())
    }
}

/// The ways in which records of one type are children of records of another.
pub(super) fn links_between(
    child: ObjectTypeId,
    parent: ObjectTypeId,
) -> impl Iterator<Item = &'static Link> {
    rollup::links(child).iter().filter(move |link| link.rollup.parent == parent)
}

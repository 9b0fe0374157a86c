//! What only time does: records whose values a moving bound passed.
//!
//! The filters of a list are compared as they were at the last look and as they are now; the index finds the records
//! for which the parts that differ say something else, the log those whose last change a bound passed, and only those
//! are asked.

use std::collections::BTreeSet;
use std::ops::Bound;
use std::sync::Arc;

use linchpin_domain::filter::{Filter, Neighbours, Span};
use linchpin_domain::{AccountId, ObjectTypeId, RecordId, Timestamp};
use linchpin_store::{changes, log_cursors};

use super::affected::Affected;
use super::plans::Plans;
use super::step::Move;
use super::triggers::{Step, Watch};
use crate::{Engine, Result};

/// The name beside the moment up to which time was followed.
pub(super) const READER: &str = "lists.time";

/// A part of a list's filter that says something else than before.
struct Turned {
    /// The type of the records that it is asked of.
    object_type: ObjectTypeId,
    /// The path to them from the list's records.
    path: Arc<[Step]>,
    /// What tells the records for which it turned.
    by: By,
}

/// What tells the records for which a part of a filter turned.
enum By {
    /// What is true of them.
    Filter(Filter),
    /// That something about them changed between these moments.
    Changes(Timestamp, Timestamp),
}

/// How much earlier or later than the numbers say a change may be dated, in milliseconds.
const SLACK: i64 = 10 * 60_000;
/// Lines of the log that are read at once.
const LINES: usize = 1_000;

impl Engine {
    /// Lets the records of an account join and leave lists because time has passed.
    pub(crate) async fn follow_time_in_lists(&self, account: AccountId) -> Result<()> {
        self.follow_lists_of(account).await?;
        let following = self.following.of(account);
        let mut followed = following.lock().await;
        let plans = self.plans(account, &mut followed).await?;
        let now = self.now(account);
        if plans.is_empty() {
            return Ok(());
        }
        let since = log_cursors::read(&self.database, account, READER).await?.unwrap_or(now.0);
        if since >= now.0 || !plans.all.iter().any(|plan| plan.is_timed) {
            return Ok(());
        }
        let mut affected = Affected::new();
        for (at, plan) in plans.all.iter().enumerate() {
            if !plan.is_timed {
                continue;
            }
            // It was filled after it got its filters, however long time was not followed before that.
            let since = Timestamp(since.max(plan.list.filters_updated_at.0 - SLACK));
            for turned in turned(plan.object_type.id, &plan.filter(since), &plan.filter(now)) {
                let records = self.turned(account, &plans, turned.object_type, turned.by).await?;
                let watch = Watch { path: turned.path, plans: vec![at] };
                self.watched(account, &plans, &watch, &records, &mut affected).await?;
            }
        }
        let then = Move { reader: READER, to: now.0 };
        if !self.ask(account, &plans, affected, Some(then)).await? {
            *followed = None;
        }
        Ok(())
    }
}

impl Engine {
    /// The records of a type for which a part of a filter turned, and maybe others.
    async fn turned(
        &self,
        account: AccountId,
        plans: &Plans,
        object_type: ObjectTypeId,
        by: By,
    ) -> Result<BTreeSet<RecordId>> {
        match (by, plans.schemas.get(&object_type)) {
            (_, None) => Ok(BTreeSet::new()),
            (By::Filter(filter), Some(schema)) => {
                let found = self.candidates(account, schema, filter.into()).await?;
                Ok(found.ids.into_iter().collect())
            }
            (By::Changes(from, to), Some(_)) => self.changed_between(account, object_type, (from, to)).await,
        }
    }

    /// The records of a type that changed between two moments, and maybe some that did so shortly before or after.
    async fn changed_between(
        &self,
        account: AccountId,
        object_type: ObjectTypeId,
        (from, to): (Timestamp, Timestamp),
    ) -> Result<BTreeSet<RecordId>> {
        let mut after = changes::first_since(&self.database, account, Timestamp(from.0 - SLACK)).await? - 1;
        let end = changes::first_since(&self.database, account, Timestamp(to.0 + SLACK)).await?;
        let mut records = BTreeSet::new();
        while after < end {
            let lines = changes::lines_after(&self.database, account, after, LINES).await?;
            let Some(last) = lines.last() else { break };
            after = last.sequence;
            let own = lines.iter().filter(|line| line.object_type == object_type && line.sequence < end);
            records.extend(own.map(|line| line.record));
        }
        Ok(records)
    }
}

/// The moments between which bounds of a span moved.
fn moved(old: &Span, new: &Span) -> impl Iterator<Item = (Timestamp, Timestamp)> {
    let at = |bound: Bound<Timestamp>| match bound {
        Bound::Included(at) | Bound::Excluded(at) => Some(at),
        Bound::Unbounded => None,
    };
    let ends = [(old.lower, new.lower), (old.upper, new.upper)];
    let moved = ends.into_iter().filter_map(move |(old, new)| Some((at(old)?, at(new)?)));
    moved.filter(|(old, new)| old != new).map(|(old, new)| (old.min(new), old.max(new)))
}

/// The parts of a filter that say something else at another moment.
fn turned(object_type: ObjectTypeId, old: &Filter, new: &Filter) -> Vec<Turned> {
    let mut walk = Walk { path: Vec::new(), turned: Vec::new() };
    walk.compare(object_type, old, new);
    walk.turned
}

struct Walk {
    path: Vec<Step>,
    turned: Vec<Turned>,
}

impl Walk {
    /// Compares two filters that were made of the same text, and so differ in their bounds only.
    fn compare(&mut self, object_type: ObjectTypeId, old: &Filter, new: &Filter) {
        match (old, new) {
            (old, new) if old == new => {}
            (Filter::All(old), Filter::All(new)) | (Filter::Any(old), Filter::Any(new)) => {
                for (old, new) in old.iter().zip(new) {
                    self.compare(object_type, old, new);
                }
            }
            (Filter::Not(old), Filter::Not(new)) => self.compare(object_type, old, new),
            (Filter::Neighbours(Neighbours { filter: old, .. }), Filter::Neighbours(new)) => {
                self.path.push(Step { from: object_type, link: new.link.clone() });
                self.compare(new.link.to(), old, &new.filter);
                self.path.pop();
            }
            (Filter::Updated(_, old), Filter::Updated(_, new)) => {
                for (from, to) in moved(old, new) {
                    self.found(object_type, By::Changes(from, to));
                }
            }
            (old, new) => {
                let only =
                    |one: &Filter, other: &Filter| Filter::All(vec![one.clone(), other.clone().negated()]);
                self.found(object_type, By::Filter(Filter::Any(vec![only(old, new), only(new, old)])));
            }
        }
    }

    fn found(&mut self, object_type: ObjectTypeId, by: By) {
        self.turned.push(Turned { object_type, path: self.path.as_slice().into(), by });
    }
}

#[cfg(test)]
mod tests {
    use linchpin_domain::filter::{Key, Kind, Link, Test};

    use super::*;

    /// Records before a moment.
    fn before(at: i64) -> Filter {
        let upper = Bound::Excluded(Key::Instant(Timestamp(at)));
        Filter::property("due", Kind::Instant, Test::Between(Bound::Unbounded, upper))
    }

    /// Where a filter turned, by the length of the path, and whether changes tell or the filter does.
    fn found(old: &Filter, new: &Filter) -> Vec<(usize, Option<(i64, i64)>)> {
        let turned = turned(ObjectTypeId::standard(1), old, new).into_iter();
        let shown = turned.map(|turned| match turned.by {
            By::Filter(_) => (turned.path.len(), None),
            By::Changes(from, to) => (turned.path.len(), Some((from.0, to.0))),
        });
        shown.collect()
    }

    #[test]
    fn only_what_moved_is_looked_at() {
        let known = || Filter::property("due", Kind::Instant, Test::Known);
        let of_company = |filter| {
            let link = Link::Association { to: ObjectTypeId::standard(2), meaning: None };
            Filter::Neighbours(Neighbours { link, at_least: 1, filter: Box::new(filter) })
        };
        let since = |at| {
            let span = Span { lower: Bound::Included(Timestamp(at)), upper: Bound::Unbounded };
            Filter::Updated("due".into(), span)
        };
        for (old, new, expected) in [
            (known(), known(), vec![]),
            (before(1), before(2), vec![(0, None)]),
            (Filter::All(vec![known(), before(1)]), Filter::All(vec![known(), before(2)]), vec![(0, None)]),
            (of_company(before(1)).negated(), of_company(before(2)).negated(), vec![(1, None)]),
            (since(5), since(9), vec![(0, Some((5, 9)))]),
        ] {
            assert_eq!(found(&old, &new), expected, "{old:?}");
        }
    }
}

//! What only time does: records whose values a moving bound passed.
//!
//! The filters of a list are compared as they were at the last look and as they are now; the index finds the records
//! for which the parts that differ say something else, and only those are asked.

use std::collections::BTreeSet;
use std::sync::Arc;

use linchpin_domain::filter::{Filter, Neighbours};
use linchpin_domain::{AccountId, ObjectTypeId, Timestamp};
use linchpin_store::log_cursors;

use super::affected::Affected;
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
    /// The records for which it turned.
    filter: Filter,
}

impl Engine {
    /// Lets the records of an account join and leave lists because time has passed.
    pub(super) async fn follow_time_in_lists(&self, account: AccountId) -> Result<()> {
        self.follow_lists_of(account).await?;
        let following = self.following.of(account);
        let mut followed = following.lock().await;
        let plans = self.plans(account, &mut followed).await?;
        let now = self.clock.now();
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
            for turned in turned(plan.object_type.id, &plan.filter(Timestamp(since)), &plan.filter(now)) {
                let Some(schema) = plans.schemas.get(&turned.object_type) else { continue };
                let found = self.candidates(account, schema, turned.filter.into()).await?;
                let records: BTreeSet<_> = found.ids.into_iter().collect();
                let watch = Watch { plan: at, path: turned.path };
                self.watched(account, &plans, &watch, &records, &mut affected).await?;
            }
        }
        let then = Move { reader: READER, to: now.0 };
        if !self.ask(account, &plans, affected, Some(then)).await? {
            followed.plans = None;
        }
        Ok(())
    }
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
            (old, new) => {
                let only =
                    |one: &Filter, other: &Filter| Filter::All(vec![one.clone(), other.clone().negated()]);
                let filter = Filter::Any(vec![only(old, new), only(new, old)]);
                self.turned.push(Turned { object_type, path: self.path.as_slice().into(), filter });
            }
        }
    }
}

//! Filling lists: those that are new, and those that follow other filters than before.
//!
//! What the index finds is put into the list part by part, in the order of ids; each part moves `built_to` with it, so
//! that a crash costs one part at most.
//! The reader follows the list from its first part on: a part only counts if the reader has not come further than what
//! the index or the records showed, for then everything later is still ahead of it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use linchpin_domain::filter::Filter;
use linchpin_domain::{AccountId, ListId, ListStatus, RecordId, Timestamp};
use linchpin_store::list_memberships::{self, Order, Side};
use linchpin_store::lists::{self, List};
use linchpin_store::{Tx, log_cursors, schema};

use super::known;
use super::needs::Needs;
use super::plans::{Plan, Plans};
use super::step::{self, AllMoves};
use super::{READER, time};
use crate::effects::{self, nobody};
use crate::lists::log::{self, Action};
use crate::lists::members::Moves;
use crate::objects::{Context, Tries};
use crate::search::Candidates;
use crate::{Engine, Result};

/// Records of which one transaction lets those join that pass, and members of which it lets those leave that do not.
const PART: usize = 2_000;
/// How long lists are filled before the log is followed again.
const TURN: Duration = Duration::from_millis(500);

/// What a part of a list becomes.
struct Part {
    /// Up to which id everything is decided; the end where nothing is left.
    to: RecordId,
    /// Those up to there that are to be members.
    members: Vec<RecordId>,
    /// Those up to there that are members.
    present: Vec<RecordId>,
}

/// Which list a part belongs to, and under which circumstances it counts.
struct Place {
    list: ListId,
    filters: Option<String>,
    from: i64,
    cursor: i64,
    /// The version of the schema under which the filters were asked.
    version: i64,
    /// The newest change that what the index found is as of, where nothing newer was looked at.
    as_of: Option<i64>,
    /// The moment at which the filters were asked.
    now: Timestamp,
    /// Whether members leave that do not pass.
    lets_leave: bool,
}

impl Engine {
    /// Fills lists for a while; false when none waits for it.
    pub(super) async fn fill_some(&self, account: AccountId, plans: &Arc<Plans>) -> Result<bool> {
        let began = Instant::now();
        let is_waiting = |plan: &&Plan| plan.list.status == ListStatus::Processing;
        let waiting: Vec<_> = plans.all.iter().filter(is_waiting).collect();
        for plan in &waiting {
            if !self.fill(account, plans, plan, began).await? || began.elapsed() >= TURN {
                break;
            }
        }
        Ok(!waiting.is_empty())
    }

    /// Fills a list until it is full or the time is up; false when another node came between.
    async fn fill(
        &self,
        account: AccountId,
        plans: &Arc<Plans>,
        plan: &Plan,
        began: Instant,
    ) -> Result<bool> {
        let Some(schema) = plans.schemas.get(&plan.object_type.id) else { return Ok(true) };
        let now = self.now(account);
        let filter = plan.filter(now);
        let candidates = self.candidates(account, schema, Arc::clone(&filter)).await?;
        let mut from = plan.list.built_to;
        // One part in any case: with many records the index alone may take as long as a turn.
        loop {
            let part = self.part(account, plan, &candidates, RecordId(from)).await?;
            let part = if candidates.exact {
                part
            } else {
                self.verified(account, plans, (plan, &filter), part).await?
            };
            let place = Place {
                list: plan.id(),
                filters: plan.list.filters.clone(),
                from,
                cursor: plans.cursor(),
                version: plans.version,
                as_of: candidates.exact.then_some(candidates.sequence),
                now,
                lets_leave: plan.lets_leave(),
            };
            from = part.to.0;
            if !self.put_part(account, plan, place, part).await? {
                return Ok(false);
            }
            if from == FULL.0 || began.elapsed() >= TURN {
                return Ok(true);
            }
        }
    }

    /// The next part of a list.
    async fn part(
        &self,
        account: AccountId,
        plan: &Plan,
        candidates: &Candidates,
        from: RecordId,
    ) -> Result<Part> {
        let rest = &candidates.ids[candidates.ids.partition_point(|id| *id <= from)..];
        let order = Order::Record(Side::After(from));
        let page = list_memberships::page(&self.database, account, plan.id(), order, PART).await?;
        let end = |last: Option<RecordId>, n: usize| last.filter(|_| n == PART).unwrap_or(FULL);
        let of_rest = &rest[..rest.len().min(PART)];
        let to = end(of_rest.last().copied(), of_rest.len())
            .min(end(page.last().map(|row| row.record), page.len()));
        let members = of_rest.iter().copied().filter(|id| *id <= to).collect();
        let present = page.into_iter().map(|row| row.record).filter(|id| *id <= to).collect();
        Ok(Part { to, members, present })
    }

    /// A part with those that really pass, where the index does not know enough.
    async fn verified(
        &self,
        account: AccountId,
        plans: &Arc<Plans>,
        (plan, filter): (&Plan, &Arc<Filter>),
        mut part: Part,
    ) -> Result<Part> {
        let mut needs = Needs::default();
        needs.add(filter);
        let (plans, ids, object_type) = (Arc::clone(plans), part.members.clone(), plan.object_type.id);
        let work = self.database.transaction(move |tx| {
            Box::pin(
                async move { known::read(tx, account, &plans.schemas, (object_type, &ids), &needs).await },
            )
        });
        let known = work.await?;
        part.members.retain(|id| known.get(id).is_some_and(|known| filter.matches(known.as_ref())));
        Ok(part)
    }

    /// Puts a part into a list; false when that no longer counts.
    async fn put_part(&self, account: AccountId, plan: &Plan, place: Place, part: Part) -> Result<bool> {
        let principal = nobody(account);
        let (place, part) = (Arc::new(place), Arc::new(part));
        let mut tries = Tries::default();
        loop {
            let context = self.write_context(&principal, plan.object_type, &tries).await?;
            let (place, part) = (Arc::clone(&place), Arc::clone(&part));
            let work = self
                .database
                .transaction(move |tx| Box::pin(async move { put(tx, &context, &place, &part).await }));
            let outcome = work.await;
            if !tries.again(&outcome).await {
                return outcome;
            }
        }
    }
}

/// Behind every record.
const FULL: RecordId = RecordId(i64::MAX);

async fn put(tx: &mut Tx, context: &Context, place: &Place, part: &Part) -> Result<bool> {
    let account = context.principal.account;
    let cursor = log_cursors::lock(tx, account, READER).await?;
    let is_behind = place.as_of.is_none_or(|as_of| as_of >= place.cursor);
    let timed = log_cursors::lock(tx, account, time::READER).await?.unwrap_or_default();
    // Records are locked before lists: for now it is only looked at.
    let list = lists::read_in(tx, account, place.list).await?;
    let is_waiting = list.is_some_and(|list| waits(&list, place));
    let (_, version) = schema::state_in(tx, account).await?;
    let is_as_before = cursor == Some(place.cursor) && version == place.version;
    if !is_as_before || !is_behind || timed > place.now.0 || !is_waiting {
        return Ok(false);
    }
    let members: BTreeSet<_> = part.members.iter().map(|id| (place.list, *id)).collect();
    let present: BTreeSet<_> = part.present.iter().map(|id| (place.list, *id)).collect();
    let leaving = if place.lets_leave { &present - &members } else { BTreeSet::new() };
    let moves = Moves { joining: &members - &present, leaving };
    let object_type = context.object_type().id;
    let entries = step::apply(tx, context, AllMoves::from([(object_type, moves)])).await?;
    let Some(mut list) = lists::lock(tx, account, place.list).await?.filter(|list| waits(list, place)) else {
        // Somebody edited it just now; what was done is undone with the transaction.
        return Err(linchpin_store::Error::Contention("the list changed".into()).into());
    };
    // Whoever changes what filters mean looks at the lists first, and leaves alone what nothing was put into yet.
    if schema::state_in(tx, account).await?.1 != place.version {
        return Err(linchpin_store::Error::SchemaChanged.into());
    }
    list.built_to = part.to.0;
    if part.to == FULL {
        (list.status, list.built_to) = (ListStatus::Complete, 0);
    }
    lists::update(tx, account, &list).await?;
    effects::log_what_followed(tx, context, &entries).await?;
    if list.status == ListStatus::Complete {
        // Whoever follows the log learns that it is full.
        log::append(tx, &context.principal, context.version(), (Action::Update, &list)).await?;
    }
    Ok(true)
}

/// Whether a list still waits for what was made for it.
fn waits(list: &List, place: &Place) -> bool {
    let is_same = list.filters == place.filters && list.built_to == place.from;
    is_same && list.status == ListStatus::Processing && list.deleted_at.is_none()
}

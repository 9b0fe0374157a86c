//! One pass over the log of an account: some changes, the events that they are for somebody, and their deliveries.

use std::sync::Arc;

use linchpin_domain::{AccountId, AppId, Timestamp};
use linchpin_store::changes::{self, Range};
use linchpin_store::webhook_cursors::moving::{self as cursors, Standing};
use linchpin_store::webhook_deliveries::making::{self as deliveries, NewDelivery};
use linchpin_store::webhook_queues::filling::{self as queues, Hold};
use linchpin_store::{Error as StoreError, Result as StoreResult, Tx};

use super::super::batches::batches;
use super::super::events::Collected;
use super::super::plan::Plan;
use crate::{Engine, Result};

/// Changes that are looked at in one pass.
const LINES: usize = 2_000;
/// Events after which a pass looks at no further change, and the bytes of values after which it does not.
const EVENTS: usize = 10_000;
const BYTES: usize = 8 << 20;
/// Changes of which nobody is told, after which the cursor moves without waiting for the next look at all of them.
const SILENT: i64 = 10_000;

/// What a node remembers of an account whose log it follows.
#[derive(Default)]
pub(super) struct Followed {
    plan: Option<Arc<Plan>>,
    /// The change up to which nobody is to be told anything more; the cursor follows later.
    seen: i64,
    /// Where this node last left the cursor.
    left_at: Option<i64>,
}

/// What is left to do in an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// Nothing, as far as is known.
    Nothing,
    /// There are more changes.
    Something,
}

/// A pass that is to be kept: from where to where the cursor moves, and what comes of the changes between.
struct Step {
    from: i64,
    to: i64,
    deliveries: Vec<NewDelivery>,
    /// Those that the deliveries are for, each with the account that made it.
    apps: Vec<(AppId, AccountId)>,
    now: Timestamp,
    hold: Hold,
}

impl Engine {
    /// Goes along the log of an account for a while; `is_time` lets the cursor follow what nobody was told.
    pub(super) async fn fan_out_pass(
        &self,
        account: AccountId,
        followed: &mut Followed,
        is_time: bool,
    ) -> Result<Left> {
        let standing = cursors::standing(&self.database, account).await?;
        let Some((standing, cursor)) = standing.and_then(|standing| Some((standing, standing.cursor?)))
        else {
            self.fan_out.forget(account);
            return Ok(Left::Nothing);
        };
        let plan = self.current_plan(account, followed, standing).await?;
        if plan.is_empty() {
            return self.stop_following(account, standing).await;
        }
        let start = followed.seen.max(cursor);
        let told = self.tell_some(account, &plan, start, standing.newest).await?;
        let through = told.through;
        if told.is_empty() {
            followed.seen = through;
            if through > cursor && (is_time || through - cursor >= SILENT) {
                self.keep(account, followed, self.silent(cursor, through)).await?;
            }
        } else {
            let is_alone = followed.left_at == Some(cursor);
            let step = self.step(&plan, told, cursor, is_alone).await?;
            if !self.keep(account, followed, step).await? {
                return Ok(Left::Something);
            }
        }
        Ok(if through < standing.newest { Left::Something } else { Left::Nothing })
    }

    /// What is wanted of the account at this moment; from memory, while nothing changed about it.
    async fn current_plan(
        &self,
        account: AccountId,
        followed: &mut Followed,
        standing: Standing,
    ) -> Result<Arc<Plan>> {
        let wanted = (standing.revision, standing.schema_version);
        if let Some(plan) =
            followed.plan.as_ref().filter(|plan| (plan.revision, plan.schema_version) == wanted)
        {
            return Ok(Arc::clone(plan));
        }
        let plan = Arc::new(self.read_plan(account, wanted).await?);
        followed.plan = Some(Arc::clone(&plan));
        Ok(plan)
    }

    async fn stop_following(&self, account: AccountId, standing: Standing) -> Result<Left> {
        let revision = standing.revision;
        let end = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move { cursors::end(tx, account, revision).await })
        });
        if !end.await? {
            // Somebody just subscribed to something.
            return Ok(Left::Something);
        }
        self.fan_out.forget(account);
        Ok(Left::Nothing)
    }

    /// Turns changes behind a number into events, until there are enough of them.
    pub(in crate::webhooks) async fn tell_some(
        &self,
        account: AccountId,
        plan: &Plan,
        after: i64,
        newest: i64,
    ) -> StoreResult<Collected> {
        let mut told = Collected::behind(after);
        if after >= newest {
            return Ok(told);
        }
        let (mut n_lines, mut is_full) = (0, false);
        let range = Range { after, through: newest, limit: LINES, with_values: plan.wants_values() };
        let tell = changes::tell(&self.database, account, range, |change| {
            n_lines += 1;
            is_full |= told.len() >= EVENTS || told.n_bytes() >= BYTES;
            if is_full { Ok(()) } else { plan.tell(&change, &mut told) }
        });
        tell.await?;
        if n_lines < LINES && !is_full {
            // Where a log begins anew, numbers are missing.
            told.through = newest;
        }
        Ok(told)
    }

    /// What is kept of events: their deliveries, with numbers.
    async fn step(&self, plan: &Plan, told: Collected, from: i64, is_alone: bool) -> Result<Step> {
        let to = told.through;
        let mut event_ids = self.fan_out.event_ids.take(&self.database, told.len()).await?;
        let mut made = Vec::new();
        let mut apps = Vec::new();
        for (app, mut events) in plan.apps.iter().zip(told.into_apps()) {
            if events.is_empty() {
                continue;
            }
            for (event, id) in events.iter_mut().zip(&mut event_ids) {
                event.id = id;
            }
            apps.push(*app);
            made.extend(batches(&events).map(|(n_events, events)| NewDelivery {
                app: app.0,
                id: 0,
                n_events,
                events,
            }));
        }
        let ids = &self.fan_out.delivery_ids;
        // Numbers ascend in a queue; those that this node has left may be older than those that another one used.
        let ids = if is_alone {
            ids.take(&self.database, made.len()).await?
        } else {
            ids.take_newest(&self.database, made.len()).await?
        };
        for (delivery, id) in made.iter_mut().zip(ids) {
            delivery.id = id;
        }
        let now = self.clock.now();
        Ok(Step { from, to, deliveries: made, apps, now, hold: self.hold_from(now) })
    }

    /// A move of the cursor over changes of which nobody is told.
    fn silent(&self, from: i64, to: i64) -> Step {
        let now = self.clock.now();
        Step { from, to, deliveries: Vec::new(), apps: Vec::new(), now, hold: self.hold_from(now) }
    }

    /// Keeps a pass; false when another node moved the cursor meanwhile, and nothing was done.
    async fn keep(&self, account: AccountId, followed: &mut Followed, step: Step) -> Result<bool> {
        let (to, made_at) = (step.to, self.now(account));
        let kept = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move { keep(tx, account, &step, made_at).await })
        });
        let Some(held) = kept.await? else { return Ok(false) };
        (followed.seen, followed.left_at) = (to, Some(to));
        self.fan_out.due.add(account, &held);
        Ok(true)
    }
}

/// Keeps a pass, whose deliveries are dated by the clock of the account, whereas nodes hold queues by the machine's.
///
/// Returns the apps whose queues this node holds, or nothing if the cursor is not where it was.
async fn keep(
    tx: &mut Tx,
    account: AccountId,
    step: &Step,
    made_at: Timestamp,
) -> StoreResult<Option<Vec<AppId>>> {
    if !cursors::move_on(tx, account, step.from, step.to).await? {
        return Ok(None);
    }
    deliveries::insert_many(tx, account, &step.deliveries, made_at).await?;
    queues::fill(tx, account, &step.apps, step.now, &step.hold).await.map(Some)
}

//! One step along the log: some lines, what the lists say about the records that they name, and who joins and leaves.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use linchpin_domain::filter::{Facts as _, Filter};
use linchpin_domain::{AccountId, ObjectTypeId, RecordId};
use linchpin_store::changes::{self, Kind};
use linchpin_store::{Tx, associations, log_cursors};

use super::READER;
use super::affected::{Affected, Asked};
use super::known::{self, Known};
use super::needs::Needs;
use super::plans::Plans;
use crate::effects::{self, Entry, nobody};
use crate::lists::members::Moves;
use crate::objects::{Context, Tries};
use crate::{Engine, Result};

/// Lines that are followed in one step.
const LINES: usize = 1_000;
/// Records that are asked about in one transaction.
const RECORDS: usize = 2_000;

/// What a step came to.
#[derive(Default)]
pub(super) struct Done {
    /// How many lines there were.
    pub(super) n_lines: usize,
    /// Lists or the schema changed since the plans were made.
    pub(super) is_outdated: bool,
}

/// How far a cursor moves, once all that belongs to it is done.
#[derive(Clone, Copy)]
pub(super) struct Move {
    pub(super) reader: &'static str,
    pub(super) to: i64,
}

/// Who joins and leaves, by the type of the records.
pub(super) type AllMoves = BTreeMap<ObjectTypeId, Moves>;

impl Engine {
    /// Follows the next lines of the log.
    pub(super) async fn follow_some_lines(&self, account: AccountId, plans: &Arc<Plans>) -> Result<Done> {
        let lines = changes::lines_after(&self.database, account, plans.cursor(), LINES).await?;
        let Some(last) = lines.last() else { return Ok(Done::default()) };
        let is_new = |line: &&changes::Line| line.sequence > plans.as_of;
        let changes_plans =
            |line: &changes::Line| matches!(line.kind, Kind::List | Kind::Schema | Kind::Reset);
        if lines.iter().filter(is_new).any(changes_plans) {
            return Ok(Done { n_lines: 0, is_outdated: true });
        }
        self.refill(account, plans, &lines).await?;
        let affected = self.affected(account, plans, &lines).await?;
        let followed = Move { reader: READER, to: last.sequence };
        let is_outdated = !self.ask(account, plans, affected, Some(followed)).await?;
        if !is_outdated {
            plans.moved(last.sequence);
        }
        Ok(Done { n_lines: lines.len(), is_outdated })
    }

    /// Asks lists about records and lets these join and leave; the cursor moves with the last of them.
    ///
    /// False when another node follows the account at the same time: nothing more was done then.
    pub(super) async fn ask(
        &self,
        account: AccountId,
        plans: &Arc<Plans>,
        affected: Affected,
        then: Option<Move>,
    ) -> Result<bool> {
        let now = self.now(account);
        let filters: Arc<[Arc<Filter>]> = plans.all.iter().map(|plan| plan.filter(now)).collect();
        let mut parts = parts(affected).into_iter().peekable();
        if parts.peek().is_none() {
            return self.let_move(account, plans, AllMoves::new(), then).await;
        }
        while let Some((object_type, asked)) = parts.next() {
            let known = self.known(account, plans, object_type, &asked, &filters).await?;
            let moves = decide(plans, &filters, object_type, &asked, &known);
            let then = then.filter(|_| parts.peek().is_none());
            let moves = AllMoves::from([(object_type, moves)]);
            if !self.let_move(account, plans, moves, then).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Reads what the lists ask of records.
    ///
    /// In a transaction, though nothing is written: a reader of SQLite may show what was before the lines that were
    /// just read.
    async fn known(
        &self,
        account: AccountId,
        plans: &Arc<Plans>,
        object_type: ObjectTypeId,
        asked: &BTreeMap<RecordId, Asked>,
        filters: &[Arc<Filter>],
    ) -> Result<HashMap<RecordId, Arc<Known>>> {
        let mut needs = Needs { lists: true, ..Needs::default() };
        let all = asked.values().any(|asked| asked.all);
        let some: BTreeSet<_> = asked.values().flat_map(|asked| &asked.plans).copied().collect();
        for (at, plan) in plans.all.iter().enumerate() {
            if plan.object_type.id == object_type && (all || some.contains(&at)) {
                needs.add(&filters[at]);
            }
        }
        let ids: Vec<_> = asked.keys().copied().collect();
        let plans = Arc::clone(plans);
        let work = self.database.transaction(move |tx| {
            Box::pin(
                async move { known::read(tx, account, &plans.schemas, (object_type, &ids), &needs).await },
            )
        });
        work.await
    }

    /// Lets records join and leave, and moves a cursor.
    ///
    /// False when another node moved the log's cursor meanwhile.
    pub(super) async fn let_move(
        &self,
        account: AccountId,
        plans: &Plans,
        moves: AllMoves,
        then: Option<Move>,
    ) -> Result<bool> {
        if then.is_none() && moves.values().all(Moves::is_empty) {
            return Ok(true);
        }
        let (principal, cursor) = (nobody(account), plans.cursor());
        let Some(plan) = plans.all.first() else { return Ok(true) };
        let mut tries = Tries::default();
        loop {
            let context = self.write_context(&principal, plan.object_type, &tries).await?;
            let moves = moves.clone();
            let work = self.database.transaction(move |tx| {
                Box::pin(async move { let_move(tx, &context, cursor, moves, then).await })
            });
            let outcome = work.await;
            if !tries.again(&outcome).await {
                return outcome;
            }
        }
    }
}

async fn let_move(
    tx: &mut Tx,
    context: &Context,
    cursor: i64,
    moves: AllMoves,
    then: Option<Move>,
) -> Result<bool> {
    let account = context.principal.account;
    if log_cursors::lock(tx, account, READER).await? != Some(cursor) {
        return Ok(false);
    }
    let entries = apply(tx, context, moves).await?;
    if let Some(then) = then {
        log_cursors::put(tx, account, then.reader, then.to).await?;
    }
    effects::log_what_followed(tx, context, &entries).await?;
    Ok(true)
}

/// Lets records join and leave, those that are still live.
pub(super) async fn apply(tx: &mut Tx, context: &Context, mut moves: AllMoves) -> Result<Vec<Entry>> {
    let account = context.principal.account;
    // Records are locked by descending type, and before lists.
    for (object_type, moves) in moves.iter_mut().rev() {
        let joining: BTreeSet<_> = moves.joining.iter().map(|(_, record)| *record).collect();
        let joining: Vec<_> = joining.into_iter().collect();
        let live = associations::lock_live(tx, account, *object_type, &joining).await?;
        moves.joining.retain(|(_, record)| live.binary_search(record).is_ok());
    }
    let mut entries = Vec::new();
    for (object_type, moves) in moves {
        if !moves.is_empty() {
            entries.extend(moves.apply(tx, context, object_type).await?);
        }
    }
    Ok(entries)
}

/// What is asked, in parts that one transaction takes.
fn parts(affected: Affected) -> Vec<(ObjectTypeId, BTreeMap<RecordId, Asked>)> {
    let mut parts = Vec::new();
    for (object_type, mut asked) in affected {
        while !asked.is_empty() {
            let rest = match asked.keys().nth(RECORDS).copied() {
                Some(next) => asked.split_off(&next),
                None => BTreeMap::new(),
            };
            parts.push((object_type, asked));
            asked = rest;
        }
    }
    parts
}

/// Who joins and leaves, now that everything is known.
fn decide(
    plans: &Plans,
    filters: &[Arc<Filter>],
    object_type: ObjectTypeId,
    asked: &BTreeMap<RecordId, Asked>,
    known: &HashMap<RecordId, Arc<Known>>,
) -> Moves {
    let mut moves = Moves::default();
    for (record, asked) in asked {
        // Those that are live no longer left with the write that took them away.
        let Some(known) = known.get(record) else { continue };
        let of_type = || plans.all.iter().enumerate().filter(|(_, plan)| plan.object_type.id == object_type);
        let all = of_type().map(|(at, _)| at).filter(|_| asked.all);
        for at in all.chain(asked.plans.iter().copied()) {
            let plan = &plans.all[at];
            let list = plan.id();
            match (filters[at].matches(known.as_ref()), known.is_member(list)) {
                (true, false) => drop(moves.joining.insert((list, *record))),
                (false, true) if plan.lets_leave() => drop(moves.leaving.insert((list, *record))),
                _ => {}
            }
        }
    }
    moves
}

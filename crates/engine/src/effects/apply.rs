//! Rewriting parents: what they show now, and what they compute from it themselves.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use linchpin_domain::rollup::{self, Rollup, Total};
use linchpin_domain::{ObjectTypeId, Properties, RecordId, Timestamp};
use linchpin_store::changes::Kind;
use linchpin_store::records::{self, StoredRecord};
use linchpin_store::{Tx, due_effects, properties_text};

use super::due::due;
use super::moves::{Move, Moves, Parent};
use super::recount::recount;
use super::{Entry, What};
use crate::Result;
use crate::objects::{Context, logged_changes, scope, snapshot};

/// Rewrites the parents that are live and returns what became of them.
pub(super) async fn apply(tx: &mut Tx, context: &Context, moves: Moves) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut of_type: BTreeMap<RecordId, Parent> = BTreeMap::new();
    let mut parents = moves.parents.into_iter().peekable();
    while let Some(((Reverse(object_type), id), parent)) = parents.next() {
        of_type.insert(id, parent);
        if parents.peek().is_none_or(|((Reverse(next), _), _)| *next != object_type) {
            entries.extend(rewrite(tx, context, object_type, std::mem::take(&mut of_type)).await?);
        }
    }
    Ok(entries)
}

/// Rewrites parents of one type.
async fn rewrite(
    tx: &mut Tx,
    context: &Context,
    object_type: ObjectTypeId,
    mut parents: BTreeMap<RecordId, Parent>,
) -> Result<Vec<Entry>> {
    let context = context.neighbour(object_type)?;
    let object_type = context.object_type();
    let account = context.principal.account;
    let ids: Vec<_> = parents.keys().copied().collect();
    let found = records::lock_many(tx, scope(account, object_type, false), &ids).await?;
    let (mut stored, mut entries, mut to_come) = (Vec::new(), Vec::new(), Vec::new());
    for record in found.into_iter().flatten() {
        let Some(parent) = parents.remove(&record.id) else { continue };
        let before = context.values(&record)?;
        let mut after = before.clone();
        let recounted = parent.show(&mut after, context.now);
        for total in recount(tx, &context, record.id, &recounted).await? {
            total.show(&mut after);
        }
        if after != before || context.is_worth_else(&after) {
            to_come.extend(due((object_type.id, record.id), &before, &after, context.now));
            let (record, entry) = rewritten(&context, &record, before, after);
            stored.push(record);
            entries.push(entry);
        }
    }
    records::update_many(tx, account, object_type.id, &stored).await?;
    due_effects::put_many(tx, account, &to_come).await?;
    Ok(entries)
}

/// The record with its new values, and everything that it computes from them.
fn rewritten(
    context: &Context,
    old: &StoredRecord,
    before: Properties,
    mut after: Properties,
) -> (StoredRecord, Entry) {
    // What a client set was found to be valid then; a rollup breaks no rule between properties.
    context.automate(old.id, old.created_at, Some(&before), &mut after);
    let object_type = context.object_type();
    let properties = properties_text::write(&after, object_type.usual);
    let text = logged_changes(object_type, (old.created_at, old.created_at), &before, &after);
    let new = StoredRecord { updated_at: context.now, properties, ..*old };
    let what = What::Values { before: Some(snapshot(old, before)), after: Some(snapshot(&new, after)) };
    let entry = Entry { object_type: object_type.id, record: new.id, kind: Kind::Update, text, what };
    (new, entry)
}

impl Parent {
    /// Lets the parent show what its rollups moved to, and returns those that have to be made anew.
    fn show(mut self, values: &mut Properties, now: Timestamp) -> Vec<&'static Rollup> {
        let passed = passed(&self.moves, values, now);
        self.make_anew(passed.into_iter());
        let Self { mut moves, mut recounted } = self;
        while let Some(first) = moves.last() {
            let rollup = first.link.rollup;
            let (own, others): (Vec<_>, Vec<_>) =
                moves.into_iter().partition(|change| change.link.rollup == rollup);
            moves = others;
            if recounted.contains(&rollup) {
                continue;
            }
            match moved(rollup, values, &own) {
                Some(total) => total.show(values),
                None => recounted.push(rollup),
            }
        }
        recounted
    }
}

/// Everything timed about a parent, if what it shows as still to come has come: none of it was told of that.
fn passed(moves: &[Move], values: &Properties, now: Timestamp) -> Vec<&'static Rollup> {
    let Some(first) = moves.first() else { return Vec::new() };
    let timed = || rollup::of_parent(first.link.rollup.parent).filter(|rollup| rollup.is_timed());
    let has_passed = timed().filter_map(|rollup| rollup.comes_at(values)).any(|at| at <= now);
    timed().filter(|_| has_passed).collect()
}

/// What a rollup comes to after these moves; none when only its children can tell.
fn moved(rollup: &'static Rollup, values: &Properties, moves: &[Move]) -> Option<Total> {
    let mut total = Total::shown(rollup, values)?;
    // What comes may take the place of what goes.
    let mut goes = moves.iter().filter_map(|change| Some((change.link.source, change.before.as_ref()?)));
    let mut comes = moves.iter().filter_map(|change| Some((change.link.source, change.after.as_ref()?)));
    let is_told = goes.all(|(source, child)| total.remove(source, child));
    (is_told && comes.all(|(source, child)| total.add(source, child))).then_some(total)
}

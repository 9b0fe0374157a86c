//! Writing associations: both directions, what else has to change with them, and the log, in one transaction.

mod moves;
mod pairs;
mod requests;

use linchpin_domain::{AssociationTypeId, RecordId};
use linchpin_store::associations::{self as rows, Association, Direction, Pair};
use linchpin_store::changes::Kind;
use linchpin_store::{Result as StoreResult, Tx};

use super::rules::{Action, Rules, Side};
use super::{Labels, Wanted, limits};
use crate::Result;
use crate::effects::{Entry, PairChange, What};
pub(crate) use moves::{Move, move_some};
use pairs::Pairs;

/// Does what is wanted with pairs of live records, one after the other, and returns what changed.
pub(super) async fn apply(tx: &mut Tx, rules: &Rules, orders: &[(Pair, Action)]) -> Result<Vec<Entry>> {
    let mut entries = Vec::with_capacity(orders.len());
    // Between records of one object type the lower id decides the direction, pair by pair; otherwise all of the
    // pairs have the same one.
    for flipped in [false, true] {
        let (side, other) = rules.sides(flipped);
        let orders: Vec<_> = orders
            .iter()
            .filter(|(pair, _)| rules.flips(*pair) == flipped)
            .map(|(pair, action)| oriented(other, *pair, action, flipped))
            .collect();
        if orders.is_empty() {
            continue;
        }
        let mut pairs = Pairs::load(tx, side, &orders).await?;
        for (pair, action) in &orders {
            pairs.apply(side, *pair, action);
        }
        let changed = pairs.changed();
        store(tx, side, &changed).await?;
        let seen = reversed(side, other, &changed);
        store(tx, other, &seen).await?;
        limits::check(tx, side, gained(&changed)).await?;
        limits::check(tx, other, gained(&seen)).await?;
        entries.extend(changed.into_iter().map(|change| entry(side, other, change, flipped)));
    }
    Ok(entries)
}

/// Associates pairs of live records without a label, one after the other, and returns what changed.
pub(crate) async fn associate_plainly(
    tx: &mut Tx,
    labels: &Labels,
    direction: Direction,
    pairs: &[Pair],
) -> Result<Vec<Entry>> {
    let rules = Rules::new(labels, direction)?;
    let (action, _) = rules.wanted(&Wanted::Default)?;
    let orders: Vec<_> = pairs.iter().map(|pair| (*pair, action.clone())).collect();
    apply(tx, &rules, &orders).await
}

/// A pair whose types changed, in the direction in which its rules apply.
struct Changed {
    pair: Pair,
    before: Vec<AssociationTypeId>,
    after: Vec<AssociationTypeId>,
    /// Both records are live.
    is_live: bool,
}

/// The records with the types that they gained.
fn gained(changed: &[Changed]) -> impl Iterator<Item = (RecordId, AssociationTypeId)> + Clone {
    changed.iter().flat_map(|change| {
        let gained = change.after.iter().filter(|id| !change.before.contains(id));
        gained.map(|id| (change.pair.0, *id))
    })
}

/// An order in the direction in which the rules of its pair apply; `caller` is the one in which it was given.
fn oriented(caller: &Side, (from, to): Pair, action: &Action, flipped: bool) -> (Pair, Action) {
    if !flipped {
        return ((from, to), action.clone());
    }
    let action = match action {
        Action::Set(types) => Action::Set(caller.inverses(types)),
        Action::Add(types) => Action::Add(caller.inverses(types)),
        Action::Adopt(types) => Action::Adopt(caller.inverses(types)),
        Action::Remove(types) => Action::Remove(caller.inverses(types)),
        Action::Clear => Action::Clear,
    };
    ((to, from), action)
}

/// The same changes as the other side sees them.
fn reversed(side: &Side, other: &Side, changed: &[Changed]) -> Vec<Changed> {
    let seen = |types: &[AssociationTypeId]| other_side(side, other, types);
    changed
        .iter()
        .map(|change| Changed {
            pair: (change.pair.1, change.pair.0),
            before: seen(&change.before),
            after: seen(&change.after),
            is_live: change.is_live,
        })
        .collect()
}

/// The types that the other side sees, in the order of answers.
fn other_side(side: &Side, other: &Side, types: &[AssociationTypeId]) -> Vec<AssociationTypeId> {
    let inverses = side.inverses(types);
    other.describe(&inverses).into_iter().map(|row| row.id).collect()
}

async fn store(tx: &mut Tx, side: &Side, changed: &[Changed]) -> StoreResult<()> {
    let mut put = Vec::with_capacity(changed.len());
    let mut deleted = Vec::new();
    let exclusive = side.exclusive().map(|row| row.id);
    for change in changed {
        if change.after.is_empty() {
            deleted.push(change.pair);
        } else {
            put.push(Association {
                from: change.pair.0,
                to: change.pair.1,
                exclusive: exclusive.is_some_and(|exclusive| change.after.contains(&exclusive)),
                types: change.after.clone(),
            });
        }
    }
    rows::put_many(tx, side.direction, &put).await?;
    rows::delete_many(tx, side.direction, &deleted).await
}

/// A change in the direction in which the caller looks.
fn entry(side: &Side, other: &Side, change: Changed, flipped: bool) -> Entry {
    let (from, to) = if flipped { (change.pair.1, change.pair.0) } else { change.pair };
    let caller = if flipped { other.direction } else { side.direction };
    let seen = |types: Vec<AssociationTypeId>| if flipped { other_side(side, other, &types) } else { types };
    let (before, after) = (seen(change.before), seen(change.after));
    let kind = if after.is_empty() { Kind::Dissociate } else { Kind::Associate };
    let text = log_text(caller, to, &before, &after);
    let what = What::Pair(PairChange { to_type: caller.to, to, before, after, is_live: change.is_live });
    Entry { object_type: caller.from, record: from, kind, text, what }
}

/// The other record, its types and what they were.
fn log_text(
    direction: Direction,
    to: RecordId,
    before: &[AssociationTypeId],
    after: &[AssociationTypeId],
) -> String {
    let ids =
        |types: &[AssociationTypeId]| types.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    // Numbers only, so nothing needs escaping.
    format!(r#"{{"toType":"{}","to":"{to}","types":[[{}],[{}]]}}"#, direction.to, ids(before), ids(after))
}

//! The pairs that a transaction touches, with what they were and what they become.

use std::collections::{BTreeMap, HashMap};

use linchpin_domain::{AssociationTypeId, RecordId};
use linchpin_store::associations::{self as rows, Pair};
use linchpin_store::{Result as StoreResult, Tx};

use super::Changed;
use crate::associations::rules::{Action, Side};

/// The types of a pair at first and now.
#[derive(Default)]
struct State {
    before: Vec<AssociationTypeId>,
    now: Vec<AssociationTypeId>,
    /// The other record is archived, and the pair only gives way.
    is_of_archived: bool,
}

/// The record that another one has the exclusive type to.
#[derive(Clone, Copy)]
struct Holder {
    to: RecordId,
    is_live: bool,
}

/// The pairs of one direction.
pub(super) struct Pairs {
    states: BTreeMap<Pair, State>,
    holders: HashMap<RecordId, Holder>,
}

impl Pairs {
    /// Reads the pairs of these orders, and the pairs that may have to give way to them.
    pub(super) async fn load(tx: &mut Tx, side: &Side, orders: &[(Pair, Action)]) -> StoreResult<Self> {
        let mut wanted: Vec<Pair> = orders.iter().map(|(pair, _)| *pair).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let found = rows::find_many(tx, side.direction, &wanted).await?;
        let mut states = BTreeMap::new();
        for (pair, found) in wanted.into_iter().zip(found) {
            let types = found.map(|found| found.types).unwrap_or_default();
            states.insert(pair, State { before: types.clone(), now: types, is_of_archived: false });
        }
        let mut pairs = Self { states, holders: HashMap::new() };
        if side.exclusive().is_some() {
            pairs.load_holders(tx, side).await?;
        }
        Ok(pairs)
    }

    async fn load_holders(&mut self, tx: &mut Tx, side: &Side) -> StoreResult<()> {
        let mut from: Vec<RecordId> = self.states.keys().map(|(from, _)| *from).collect();
        from.dedup();
        let held: Vec<_> =
            rows::find_exclusive(tx, side.direction, &from).await?.into_iter().flatten().collect();
        let mut others: Vec<RecordId> = held.iter().map(|row| row.to).collect();
        others.sort_unstable();
        others.dedup();
        let live = rows::find_live(tx, side.direction.account, side.direction.to, &others).await?;
        for row in held {
            let is_live = live.binary_search(&row.to).is_ok();
            self.holders.insert(row.from, Holder { to: row.to, is_live });
            let state = State { before: row.types.clone(), now: row.types, is_of_archived: !is_live };
            self.states.entry((row.from, row.to)).or_insert(state);
        }
        Ok(())
    }

    /// Does what is wanted with one pair, and with the one that has to give way to it.
    pub(super) fn apply(&mut self, side: &Side, pair: Pair, action: &Action) {
        let state = self.states.entry(pair).or_default();
        let is_new = state.now.is_empty();
        state.now = side.apply(&state.now, action);
        let Some(exclusive) = side.exclusive() else { return };
        let (from, to) = pair;
        let holder = self.holders.get(&from).copied();
        let is_held = holder.is_some_and(|holder| holder.is_live && holder.to != to);
        if matches!(action, Action::Adopt(_)) {
            state.now.retain(|id| *id != exclusive.id || !is_held);
        } else if is_new && !state.now.is_empty() && !is_held && exclusive.is_automatic() {
            state.now = side.apply(&state.now, &Action::Add(vec![exclusive.id]));
        }
        if state.now.contains(&exclusive.id) {
            self.holders.insert(from, Holder { to, is_live: true });
            if let Some(holder) = holder.filter(|holder| holder.to != to)
                && let Some(demoted) = self.states.get_mut(&(from, holder.to))
            {
                demoted.now = side.apply(&demoted.now, &Action::Remove(vec![exclusive.id]));
            }
        } else if holder.is_some_and(|holder| holder.to == to) {
            self.holders.remove(&from);
        }
    }

    /// The pairs that are not what they were.
    pub(super) fn changed(self) -> Vec<Changed> {
        let changed = self.states.into_iter().filter(|(_, state)| state.before != state.now);
        changed
            .map(|(pair, state)| Changed {
                pair,
                before: state.before,
                after: state.now,
                is_live: !state.is_of_archived,
            })
            .collect()
    }
}

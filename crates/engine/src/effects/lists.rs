//! Records that go leave their lists in the same commit, and a merged record is in the lists of those that it was
//! made of.

use std::collections::BTreeMap;

use linchpin_domain::{ListKind, ObjectTypeId, RecordId};
use linchpin_store::{Tx, list_memberships};

use super::{Entry, What};
use crate::Result;
use crate::lists::members::Moves;
use crate::objects::Context;

/// Records that are not live any more, each with the one that it became, if any.
type Gone = BTreeMap<RecordId, Option<RecordId>>;

/// Lets the records that a transaction took away leave their lists.
///
/// It comes after everything that locks records, for lists are locked behind them.
pub(super) async fn follow(tx: &mut Tx, context: &Context, log: &[Entry]) -> Result<Vec<Entry>> {
    if !context.account_has_lists() {
        return Ok(Vec::new());
    }
    let account = context.principal.account;
    let mut entries = Vec::new();
    for (object_type, gone) in gone(log) {
        let records: Vec<_> = gone.keys().copied().collect();
        let lists = list_memberships::lists_of(tx, account, object_type, &records).await?;
        let mut moves = Moves::default();
        for ((record, survivor), lists) in gone.into_iter().zip(lists) {
            moves.leaving.extend(lists.iter().map(|(list, _)| (*list, record)));
            // Who is in a dynamic list is up to its filters.
            let kept = lists.iter().filter(|(_, kind)| *kind != ListKind::Dynamic);
            moves.joining.extend(kept.filter_map(|(list, _)| Some((*list, survivor?))));
        }
        if !moves.leaving.is_empty() {
            entries.extend(moves.apply(tx, context, object_type).await?);
        }
    }
    Ok(entries)
}

/// The records that are live no longer, by their types.
fn gone(log: &[Entry]) -> BTreeMap<ObjectTypeId, Gone> {
    let mut types: BTreeMap<ObjectTypeId, Gone> = BTreeMap::new();
    for entry in log {
        let mut add = |record, survivor| {
            types.entry(entry.object_type).or_default().insert(record, survivor);
        };
        match &entry.what {
            What::Values { after: None, .. } => add(entry.record, None),
            What::Merge { gone, .. } => gone.iter().for_each(|gone| add(gone.id, Some(entry.record))),
            _ => {}
        }
    }
    types
}

//! Moving all associations of one record to another one, or ending them, in parts: there can be very many.

use std::collections::HashSet;

use linchpin_domain::{AccountId, AssociationTypeId, ObjectTypeId, RecordId};
use linchpin_store::Tx;
use linchpin_store::associations::{self as rows, Direction, Pair};

use super::super::Labels;
use super::super::rules::{Action, Rules};
use super::apply;
use crate::Result;
use crate::effects::{Entry, What};

/// Associations that are moved at once.
const PART: usize = 500;

/// Whose associations go, and where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Move<'a> {
    pub(crate) account: AccountId,
    /// The type of the records.
    pub(crate) object_type: ObjectTypeId,
    /// The record that loses its associations.
    pub(crate) from: RecordId,
    /// It was live until now.
    pub(crate) is_live: bool,
    /// The record that gets them; without one they end.
    pub(crate) to: Option<RecordId>,
    /// Records that go too, so that nothing is associated with them any more.
    pub(crate) gone: &'a [RecordId],
}

/// Moves some of a record's associations, those with archived records too, and returns what changed; nothing when there
/// are none left. `last` is what was moved last, and moves on.
///
/// The new pair means what the old one meant, except that a record which has another primary one keeps that.
pub(crate) async fn move_some(
    tx: &mut Tx,
    labels: &Labels,
    wanted: Move<'_>,
    last: &mut Option<(ObjectTypeId, RecordId)>,
) -> Result<Vec<Entry>> {
    let Move { account, object_type, from, .. } = wanted;
    let found = rows::of_record(tx, account, (object_type, from), *last, PART).await?;
    *last = found.last().map(|(to_type, row)| (*to_type, row.to));
    let mut entries = Vec::with_capacity(2 * found.len());
    for part in found.chunk_by(|(one, _), (other, _)| one == other) {
        let to = part[0].0;
        let pairs: Vec<_> = part.iter().map(|(_, row)| (row.to, row.types.clone())).collect();
        entries.extend(move_part(tx, labels, wanted, to, &pairs).await?);
    }
    Ok(entries)
}

/// Moves associations with records of one object type.
async fn move_part(
    tx: &mut Tx,
    labels: &Labels,
    wanted: Move<'_>,
    to_type: ObjectTypeId,
    pairs: &[(RecordId, Vec<AssociationTypeId>)],
) -> Result<Vec<Entry>> {
    let Move { account, object_type, from, to, .. } = wanted;
    let rules = Rules::new(labels, Direction { account, from: object_type, to: to_type })?;
    // Whoever decides which of their associations is the primary one waits.
    let others: Vec<_> = pairs.iter().map(|(other, _)| *other).collect();
    let live: HashSet<_> = rows::lock_live(tx, account, to_type, &others).await?.into_iter().collect();
    let ended: Vec<_> = others.iter().map(|other| ((from, *other), Action::Clear)).collect();
    let mut entries = apply(tx, &rules, &ended).await?;
    if let Some(to) = to {
        entries.extend(apply(tx, &rules, &adopted(wanted, (to, to_type), pairs)).await?);
    }
    for entry in &mut entries {
        if let What::Pair(change) = &mut entry.what {
            let is_archived = others.binary_search(&change.to).is_ok() && !live.contains(&change.to);
            change.is_live &= wanted.is_live && !is_archived;
        }
    }
    Ok(entries)
}

/// What the record that gets the associations is to have.
fn adopted(
    wanted: Move<'_>,
    (to, to_type): (RecordId, ObjectTypeId),
    pairs: &[(RecordId, Vec<AssociationTypeId>)],
) -> Vec<(Pair, Action)> {
    let Move { object_type, gone, .. } = wanted;
    let stays = |other: RecordId| to_type != object_type || (other != to && !gone.contains(&other));
    pairs
        .iter()
        .filter(|(other, _)| stays(*other))
        .map(|(other, types)| ((to, *other), Action::Adopt(types.clone())))
        .collect()
}

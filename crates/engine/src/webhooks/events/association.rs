//! Types of associations that came and went, seen from both ends.

use linchpin_domain::webhook::Happening;
use linchpin_domain::{AssociationTypeId, ObjectTypeId, RecordId};
use linchpin_store::Result as StoreResult;
use linchpin_store::changes::Told;
use serde::Deserialize;

use super::{Collected, What, corrupt, read};
use crate::webhooks::plan::Plan;

/// An end of a pair.
type End = (ObjectTypeId, RecordId);

/// Tells of each type that a pair has more or less, once from either end.
pub(super) fn tell(plan: &Plan, change: &Told<'_>, out: &mut Collected) -> StoreResult<()> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Text<'a> {
        to_type: &'a str,
        to: &'a str,
        types: [Vec<i32>; 2],
    }
    let is_wanted = |id| plan.of_type(id, change.kind).is_some();
    let text: Text<'_> = read(change.text)?;
    let unknown = || corrupt("an association leads nowhere");
    let to_type: ObjectTypeId = text.to_type.parse().map_err(|_| unknown())?;
    if !is_wanted(change.object_type) && !is_wanted(to_type) {
        return Ok(());
    }
    let from = (change.object_type, change.record);
    let to = (to_type, RecordId::parse(text.to).ok_or_else(unknown)?);
    let [before, after] = &text.types;
    let gone = before.iter().filter(|id| !after.contains(id)).map(|id| (*id, true));
    let come = after.iter().filter(|id| !before.contains(id)).map(|id| (*id, false));
    for (id, is_removed) in gone.chain(come) {
        let id = AssociationTypeId(id);
        let known = plan.labels.by_id(id);
        tell_one(plan, change, (from, to), (id, is_removed), out);
        // A type that was deleted meanwhile is told by the id that is known.
        let inverse = known.map_or(Some(id), |known| known.inverse);
        if let Some(inverse) = inverse {
            tell_one(plan, change, (to, from), (inverse, is_removed), out);
        }
    }
    Ok(())
}

fn tell_one(
    plan: &Plan,
    change: &Told<'_>,
    (from, to): (End, End),
    (id, is_removed): (AssociationTypeId, bool),
    out: &mut Collected,
) {
    let Some(of_type) = plan.of_type(from.0, change.kind) else { return };
    let what = What::AssociationChanged {
        from: from.1.0,
        to: to.1.0,
        to_type: to.0.code(),
        type_id: id.0,
        type_name: type_name(plan, from.0, to.0),
        is_removed,
        is_primary: is_primary(plan, id),
    };
    let seen = Told { object_type: from.0, record: from.1, ..*change };
    out.put(&seen, (change.source, change.source_id), of_type.of(Happening::AssociationChange), &what);
}

/// Whether one end has the type to one record at most, which is then its primary one.
fn is_primary(plan: &Plan, id: AssociationTypeId) -> bool {
    let is_exclusive = |id| plan.labels.by_id(id).is_some_and(|known| known.exclusive);
    let inverse = plan.labels.by_id(id).and_then(|known| known.inverse);
    is_exclusive(id) || inverse.is_some_and(is_exclusive)
}

/// What events call the association of two types, such as `CONTACT_TO_COMPANY`.
fn type_name(plan: &Plan, from: ObjectTypeId, to: ObjectTypeId) -> String {
    let name = |id: ObjectTypeId| match plan.labels.object_type(id) {
        Some(known) => known.singular.to_ascii_uppercase(),
        None => id.to_string(),
    };
    format!("{}_TO_{}", name(from), name(to))
}

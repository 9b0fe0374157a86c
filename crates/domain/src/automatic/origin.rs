//! Where a record came from, who touched it, and whose it is.

use super::{Write, derive};
use crate::{Properties, TeamId};

/// Notes the source of a new record.
pub(super) fn created(write: &Write<'_>, new: &mut Properties) {
    new.insert("hs_object_source", write.source.kind);
    new.insert("hs_object_source_id", write.source.id);
    new.insert("hs_object_source_label", write.source.label);
    if let Some(user) = write.source.user_id {
        new.insert("hs_object_source_user_id", user.to_string());
        new.insert("hs_created_by_user_id", user.to_string());
    }
}

/// Notes the person behind a write; apps have none.
pub(super) fn updated(write: &Write<'_>, new: &mut Properties) {
    if let Some(user) = write.source.user_id {
        derive(new, "hs_updated_by_user_id", Some(user.to_string()));
    }
}

/// Follows a change of the owner.
pub(super) fn owned(write: &Write<'_>, new: &mut Properties) {
    if !write.changes(new, "hubspot_owner_id") {
        return;
    }
    let owner = new.filled("hubspot_owner_id").map(str::to_owned);
    derive(new, "hubspot_owner_assigneddate", owner.is_some().then(|| write.now.to_iso()));
    let known = owner.as_deref().and_then(|owner| write.owners.find(owner));
    let user = known.and_then(|owner| owner.user);
    derive(new, "hs_user_ids_of_all_owners", user.map(|user| user.to_string()));
    derive(new, "hs_all_owner_ids", owner);
    // The main team of the owner, and for those who may see the record also the teams that it is part of.
    let teams = known.map_or(&[][..], |owner| &owner.teams);
    let team = teams.first().map(TeamId::to_string);
    derive(new, "hubspot_team_id", team.as_deref());
    derive(new, "hs_all_team_ids", team);
    let all = teams.iter().map(TeamId::to_string).collect::<Vec<_>>().join(";");
    derive(new, "hs_all_accessible_team_ids", (!all.is_empty()).then_some(all));
}

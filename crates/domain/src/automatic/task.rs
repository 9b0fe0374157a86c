//! What fills itself on tasks.

use super::{Write, count, derive, flag};
use crate::{Properties, Timestamp};

/// What nearly every task shows; see [`crate::ObjectType::usual`].
pub(crate) const USUAL: &[(&str, &str)] = &[
    ("hs_object_source", "INTEGRATION"),
    ("hs_object_source_label", "INTEGRATION"),
    ("hs_task_family", "SALES"),
    ("hs_task_for_object_type", "OWNER"),
    ("hs_task_is_all_day", "false"),
    ("hs_task_is_completed_call", "0"),
    ("hs_task_is_completed_email", "0"),
    ("hs_task_is_completed_linked_in", "0"),
    ("hs_task_is_completed_sequence", "0"),
    ("hs_task_is_sub_task", "false"),
    ("hs_task_priority", "NONE"),
    ("hs_task_status", "NOT_STARTED"),
    ("hs_task_type", "TODO"),
];

pub(crate) fn apply(write: &Write<'_>, new: &mut Properties) {
    if write.is_create() {
        new.insert("hs_obj_coords", format!("{}-{}", write.object_type.id, write.id));
    }
    let is_completed = new.get("hs_task_status") == Some("COMPLETED");
    completion(write, new, is_completed);
    due(write, new, is_completed);
}

fn completion(write: &Write<'_>, new: &mut Properties, is_completed: bool) {
    derive(new, "hs_task_is_completed", Some(count(is_completed)));
    derive(new, "hs_task_completion_count", Some(count(is_completed)));
    // A new task shows neither pipeline nor openness (recorded 2026); both come with the first move.
    if write.is_create() || !write.changes(new, "hs_task_status") {
        return;
    }
    derive(new, "hs_task_is_open", Some(flag(!is_completed)));
    derive(new, "hs_task_completion_date", is_completed.then(|| write.now.to_iso()));
    let status = new.filled("hs_task_status").unwrap_or_default();
    let label = stage_label(status);
    let place = write.pipelines.iter().find_map(|pipeline| {
        let stage = pipeline.stages.iter().find(|stage| stage.label == label)?;
        Some((pipeline.id.clone(), stage.id.clone()))
    });
    if let Some((pipeline, stage)) = place {
        new.insert("hs_pipeline", pipeline.into_owned());
        new.insert("hs_pipeline_stage", stage.into_owned());
    }
}

/// The label of the stage that mirrors a status; the ids of the stages are not derived from it.
fn stage_label(status: &str) -> &'static str {
    match status {
        "NOT_STARTED" => "Not Started",
        "IN_PROGRESS" => "In progress",
        "WAITING" => "Waiting",
        "COMPLETED" => "Completed",
        "DEFERRED" => "Deferred",
        _ => "",
    }
}

/// Compares the due date with the moment of the write; HubSpot compares again on each read, which a stored value cannot.
fn due(write: &Write<'_>, new: &mut Properties, is_completed: bool) {
    let due = new.filled("hs_timestamp").and_then(Timestamp::parse);
    let is_past = due.is_some_and(|due| due < write.now);
    let is_overdue = is_past && !is_completed;
    derive(new, "hs_start_date_with_fallback", due.map(Timestamp::to_iso));
    derive(new, "hs_task_is_overdue", Some(flag(is_overdue)));
    derive(new, "hs_task_is_past_due_date", Some(flag(is_overdue)));
    // Once missed, a due date stays missed.
    let missed = is_overdue || new.get("hs_task_missed_due_date") == Some("true");
    derive(new, "hs_task_missed_due_date", Some(flag(missed)));
    derive(new, "hs_task_missed_due_date_count", Some(count(missed)));
}

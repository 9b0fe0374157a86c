//! How a record moves through the stages of its pipeline.

use super::{Write, derive};
use crate::object_type::StageProperties;
use crate::pipeline::{Pipeline, Stage, find_stage, history_key, keeps_history};
use crate::value::invalid_option;
use crate::{Properties, Timestamp, Violation};

/// Refuses a stage or pipeline that does not exist, and a stage of another pipeline.
///
/// Types whose pipelines are not known take anything.
pub(super) fn check(write: &Write<'_>, new: &Properties) -> Option<Violation> {
    let StageProperties { pipeline, stage } = write.object_type.stages?;
    if write.pipelines.is_empty() || !(write.changes(new, stage) || write.changes(new, pipeline)) {
        return None;
    }
    let live = || write.pipelines.iter().filter(|known| known.is_live());
    let chosen = new.filled(pipeline);
    if let Some(id) = chosen
        && !live().any(|known| known.id == id)
    {
        return Some(not_offered(pipeline, id, live().map(|known| known.id.as_ref())));
    }
    let id = new.filled(stage)?;
    let candidates = || live().filter(|known| chosen.is_none_or(|chosen| known.id == chosen));
    let offered = || candidates().flat_map(Pipeline::live_stages).map(|known| known.id.as_ref());
    if offered().any(|known| known == id) { None } else { Some(not_offered(stage, id, offered())) }
}

fn not_offered<'a>(property: &str, value: &str, offered: impl Iterator<Item = &'a str>) -> Violation {
    invalid_option(property, value, value, &offered.collect::<Vec<_>>())
}

/// Derives the pipeline from the stage where a client sent the stage alone.
pub(super) fn place(write: &Write<'_>, new: &mut Properties) {
    let Some(StageProperties { pipeline, stage }) = write.object_type.stages else { return };
    if new.filled(pipeline).is_some() {
        return;
    }
    // An archived stage of another pipeline is refused later, by name.
    if let Some((found, _)) = new.filled(stage).and_then(|stage| find_stage(write.pipelines, stage)) {
        new.insert(pipeline, found.id.clone().into_owned());
    }
}

/// The stage in which the record is after the write.
pub(super) fn current<'a>(write: &Write<'a>, new: &Properties) -> Option<&'a Stage> {
    let StageProperties { pipeline, stage } = write.object_type.stages?;
    let stage = new.filled(stage)?;
    let own = new.filled(pipeline).and_then(|id| write.pipelines.iter().find(|known| known.id == id));
    own.and_then(|own| own.stage(stage))
        .or_else(|| find_stage(write.pipelines, stage).map(|(_, stage)| stage))
}

/// Tells whether the write moves the record into another stage.
pub(super) fn moves(write: &Write<'_>, new: &Properties) -> bool {
    write.object_type.stages.is_some_and(|properties| write.changes(new, properties.stage))
}

/// Notes when the record entered its stage and how long it was in the one before.
pub(super) fn record_history(write: &Write<'_>, new: &mut Properties) {
    let Some(StageProperties { stage, .. }) = write.object_type.stages else { return };
    if !write.changes(new, stage) || !keeps_history(write.object_type) {
        return;
    }
    let after = new.filled(stage).map(str::to_owned);
    // Both hold the moment of entering; the second is merely displayed as the time since.
    let entered = after.is_some().then(|| write.now.to_iso());
    derive(new, "hs_v2_date_entered_current_stage", entered.as_deref());
    derive(new, "hs_v2_time_in_current_stage", entered.as_deref());
    if let Some(before) = write.before(stage) {
        leave(write, new, before);
        if let Some(after) = &after {
            pass_over(write, new, before, after);
        }
    }
    if let Some(after) = &after {
        enter(write, new, after);
    }
}

fn enter(write: &Write<'_>, new: &mut Properties, stage: &str) {
    let Some(key) = key(write, stage) else { return };
    new.insert(format!("hs_date_entered_{key}"), write.now.to_iso());
    new.insert(format!("hs_v2_date_entered_{key}"), write.now.to_iso());
}

fn leave(write: &Write<'_>, new: &mut Properties, stage: &str) {
    let Some(key) = key(write, stage) else { return };
    let entered = new.filled(&format!("hs_date_entered_{key}")).and_then(Timestamp::parse);
    let stayed_ms = entered.map_or(0, |entered| (write.now.0 - entered.0).max(0));
    let cumulative = format!("hs_v2_cumulative_time_in_{key}");
    let earlier_ms: i64 = new.filled(&cumulative).and_then(|value| value.parse().ok()).unwrap_or(0);
    new.insert(format!("hs_date_exited_{key}"), write.now.to_iso());
    new.insert(format!("hs_v2_date_exited_{key}"), write.now.to_iso());
    new.insert(format!("hs_time_in_{key}"), stayed_ms.to_string());
    new.insert(format!("hs_v2_latest_time_in_{key}"), stayed_ms.to_string());
    new.insert(cumulative, earlier_ms.saturating_add(stayed_ms).to_string());
}

/// Notes the stages between two: entered and left at this moment, in the older set of properties only.
fn pass_over(write: &Write<'_>, new: &mut Properties, before: &str, after: &str) {
    let Some(pipeline) = common_pipeline(write.pipelines, before, after) else { return };
    let order = |id| pipeline.stage(id).map_or(0, |stage| stage.display_order);
    let (from, to) = (order(before), order(after));
    for skipped in pipeline.live_stages().filter(|stage| (from + 1..to).contains(&stage.display_order)) {
        let Some(key) = key(write, &skipped.id) else { continue };
        new.insert(format!("hs_date_entered_{key}"), write.now.to_iso());
        new.insert(format!("hs_date_exited_{key}"), write.now.to_iso());
        new.insert(format!("hs_time_in_{key}"), "0");
    }
}

fn common_pipeline<'a>(pipelines: &'a [Pipeline], left: &str, right: &str) -> Option<&'a Pipeline> {
    pipelines.iter().find(|pipeline| pipeline.stage(left).is_some() && pipeline.stage(right).is_some())
}

/// The end of the names of a stage's history properties.
fn key(write: &Write<'_>, stage: &str) -> Option<std::borrow::Cow<'static, str>> {
    history_key(write.object_type, write.pipelines, stage)
}

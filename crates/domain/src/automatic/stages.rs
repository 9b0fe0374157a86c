//! How a record moves through the stages of its pipeline.

use super::{Write, derive};
use crate::catalogue::catalogue;
use crate::object_type::StageProperties;
use crate::pipeline::{Pipeline, Stage, find_stage};
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
    let candidates = match new.filled(pipeline) {
        None => write.pipelines,
        Some(id) => match write.pipelines.iter().position(|known| known.id == id) {
            Some(at) => &write.pipelines[at..=at],
            None => {
                return Some(not_offered(
                    pipeline,
                    id,
                    write.pipelines.iter().map(|known| known.id.as_ref()),
                ));
            }
        },
    };
    let id = new.filled(stage)?;
    let offered = || candidates.iter().flat_map(|known| known.stages.iter()).map(|known| known.id.as_ref());
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

/// Tells whether a property tells of one stage's past, such as `hs_date_entered_closedwon`.
///
/// HubSpot fills these behind the scenes: its answers to writes leave them out (recorded 2024, 2026), reads have them.
pub fn is_stage_history(name: &str) -> bool {
    const PREFIXES: [&str; 7] = [
        "hs_date_entered_",
        "hs_date_exited_",
        "hs_time_in_",
        "hs_v2_date_entered_",
        "hs_v2_date_exited_",
        "hs_v2_latest_time_in_",
        "hs_v2_cumulative_time_in_",
    ];
    PREFIXES.iter().any(|prefix| name.starts_with(prefix)) && !name.ends_with("_current_stage")
}

/// Notes when the record entered its stage and how long it was in the one before.
pub(super) fn record_history(write: &Write<'_>, new: &mut Properties) {
    let Some(StageProperties { stage, .. }) = write.object_type.stages else { return };
    if !write.changes(new, stage) || !defines(write, "hs_v2_date_entered_current_stage") {
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
    let Some(key) = history_key(write, stage) else { return };
    set(write, new, format!("hs_date_entered_{key}"), || write.now.to_iso());
    set(write, new, format!("hs_v2_date_entered_{key}"), || write.now.to_iso());
}

fn leave(write: &Write<'_>, new: &mut Properties, stage: &str) {
    let Some(key) = history_key(write, stage) else { return };
    let entered = new.filled(&format!("hs_date_entered_{key}")).and_then(Timestamp::parse);
    let stayed_ms = entered.map_or(0, |entered| (write.now.0 - entered.0).max(0));
    let cumulative = format!("hs_v2_cumulative_time_in_{key}");
    let earlier_ms: i64 = new.filled(&cumulative).and_then(|value| value.parse().ok()).unwrap_or(0);
    set(write, new, format!("hs_date_exited_{key}"), || write.now.to_iso());
    set(write, new, format!("hs_v2_date_exited_{key}"), || write.now.to_iso());
    set(write, new, format!("hs_time_in_{key}"), || stayed_ms.to_string());
    set(write, new, format!("hs_v2_latest_time_in_{key}"), || stayed_ms.to_string());
    set(write, new, cumulative, || earlier_ms.saturating_add(stayed_ms).to_string());
}

/// Notes the stages between two: entered and left at this moment, in the older set of properties only.
fn pass_over(write: &Write<'_>, new: &mut Properties, before: &str, after: &str) {
    let Some(pipeline) = common_pipeline(write.pipelines, before, after) else { return };
    let order = |id| pipeline.stage(id).map_or(0, |stage| stage.display_order);
    let (from, to) = (order(before), order(after));
    for skipped in pipeline.stages.iter().filter(|stage| (from + 1..to).contains(&stage.display_order)) {
        let Some(key) = history_key(write, &skipped.id) else { continue };
        set(write, new, format!("hs_date_entered_{key}"), || write.now.to_iso());
        set(write, new, format!("hs_date_exited_{key}"), || write.now.to_iso());
        set(write, new, format!("hs_time_in_{key}"), || "0".to_owned());
    }
}

fn common_pipeline<'a>(pipelines: &'a [Pipeline], left: &str, right: &str) -> Option<&'a Pipeline> {
    pipelines.iter().find(|pipeline| pipeline.stage(left).is_some() && pipeline.stage(right).is_some())
}

/// The end of the names of a stage's history properties.
///
/// It is the stage's id, `_` for what is no letter or digit; an id with such characters also gets a number that HubSpot
/// computes in a way we do not know, so that one is looked up.
fn history_key(write: &Write<'_>, stage: &str) -> Option<&'static str> {
    const PREFIX: &str = "hs_date_entered_";
    let plain: String = stage.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let wanted = format!("{PREFIX}{plain}");
    let properties = catalogue(write.object_type.id).properties();
    let first = properties.partition_point(|property| property.name.as_ref() < wanted.as_str());
    let name = match &properties.get(first)?.name {
        std::borrow::Cow::Borrowed(name) => *name,
        std::borrow::Cow::Owned(_) => return None,
    };
    let rest = name.strip_prefix(&wanted)?;
    let numbered = plain != stage && rest.starts_with('_');
    if rest.is_empty() || numbered { name.strip_prefix(PREFIX) } else { None }
}

/// Sets a history property if the type defines it: custom stages have none until pipelines can be edited.
fn set(write: &Write<'_>, new: &mut Properties, name: String, value: impl FnOnce() -> String) {
    if defines(write, &name) {
        new.insert(name, value());
    }
}

fn defines(write: &Write<'_>, name: &str) -> bool {
    catalogue(write.object_type.id).get(name).is_some()
}

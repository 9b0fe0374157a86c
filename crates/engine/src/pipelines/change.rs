//! What all changes of pipelines share: fresh ids, rules, and putting the outcome into the schema.

use super::PipelineRefusal;
use linchpin_domain::pipeline::{self, PipelineRules};
use linchpin_domain::{AccountId, ObjectType, Pipeline, Stage, Timestamp};

use super::read::shown;
use super::{Metadata, NewStage};
use crate::schema::{Change, TypeSchema};
use crate::{Engine, Result};

/// What accounts may do to the pipelines of a type; refuses the types whose pipelines stay as they are.
pub(super) fn rules(object_type: &'static ObjectType) -> Result<PipelineRules> {
    object_type.pipeline_rules.ok_or(PipelineRefusal::Fixed(object_type).into())
}

/// Ids for new pipelines and stages: numbers, as HubSpot's (recorded), that no record of the account has either.
#[derive(Clone)]
pub(super) struct FreshIds(Vec<String>);

impl FreshIds {
    /// The next id; there are as many as there are new things that may want one.
    pub(super) fn take(&mut self) -> String {
        self.0.pop().unwrap_or_default()
    }
}

impl Engine {
    /// Takes ids for that many new pipelines and stages.
    pub(super) async fn fresh_ids(&self, account: AccountId, count: usize) -> Result<FreshIds> {
        let ids = self.ids.take(&self.database, account, count).await?;
        let mut ids: Vec<_> = ids.map(|id| id.to_string()).collect();
        ids.reverse();
        Ok(FreshIds(ids))
    }
}

/// A new stage.
pub(super) fn new_stage(
    rules: PipelineRules,
    new: NewStage,
    ids: &mut FreshIds,
    now: Timestamp,
) -> Result<Stage> {
    let metadata = metadata(rules, &new.label, new.metadata)?;
    Ok(Stage {
        id: new.id.unwrap_or_else(|| ids.take()).into(),
        label: new.label.into(),
        display_order: new.display_order,
        metadata,
        created_at: now,
        updated_at: now,
        archived_at: None,
    })
}

/// A stage that is to become what is given here; one that is that already keeps the time of its last change.
pub(super) fn changed_stage(
    rules: PipelineRules,
    old: &Stage,
    new: NewStage,
    now: Timestamp,
) -> Result<Stage> {
    let stage = Stage {
        metadata: metadata(rules, &new.label, new.metadata)?,
        label: new.label.into(),
        display_order: new.display_order,
        archived_at: None,
        ..old.clone()
    };
    let updated_at = if stage == *old { old.updated_at } else { now };
    Ok(Stage { updated_at, ..stage })
}

fn metadata(rules: PipelineRules, label: &str, sent: Metadata) -> Result<pipeline::Metadata> {
    let metadata = pipeline::metadata(rules.meaning, label, sent);
    metadata.map_err(|violation| PipelineRefusal::Invalid(vec![violation]).into())
}

/// Puts a pipeline into the schema if it is in order, and returns it as callers see it.
///
/// One that is what it was already is not written again.
pub(super) fn put(change: &mut Change, mut pipeline: Pipeline) -> Result<Pipeline> {
    let schema = &change.schema;
    let violations = pipeline::check(rules(schema.object_type)?, &pipeline);
    if !violations.is_empty() {
        return Err(PipelineRefusal::Invalid(violations).into());
    }
    check_others(schema, &pipeline)?;
    pipeline::sort(std::slice::from_mut(&mut pipeline));
    if !schema.pipelines().contains(&pipeline) {
        pipeline.updated_at = change.now;
        change.put_pipeline(pipeline.clone());
    }
    Ok(shown(&pipeline))
}

/// Refuses labels and ids that other pipelines of the type have.
fn check_others(schema: &TypeSchema, pipeline: &Pipeline) -> Result<()> {
    let label = pipeline.label.trim().to_lowercase();
    for other in schema.pipelines().iter().filter(|other| other.id != pipeline.id) {
        if other.is_live() && pipeline.is_live() && other.label.trim().to_lowercase() == label {
            return Err(PipelineRefusal::Exists(pipeline.label.to_string()).into());
        }
        // Archived ones too: records may still be in them.
        if let Some(stage) = pipeline.stages.iter().find(|stage| other.stage(&stage.id).is_some()) {
            return Err(PipelineRefusal::StageExists(stage.id.to_string()).into());
        }
    }
    Ok(())
}

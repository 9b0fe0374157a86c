//! Changing parts of pipelines and stages, and restoring archived ones.

use super::PipelineRefusal;
use linchpin_domain::{ObjectType, Pipeline, Stage};

use super::change::{changed_stage, put, rules};
use super::read::{any, live};
use super::replace::exchange;
use super::{Metadata, NewStage, PipelineUpdate, StageUpdate};
use crate::schema::Change;
use crate::{Engine, Principal, Result};

impl Engine {
    /// Changes a live pipeline, or restores an archived one.
    pub async fn update_pipeline(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        id: &str,
        update: PipelineUpdate,
    ) -> Result<Pipeline> {
        rules(object_type)?;
        let id = id.to_owned();
        let work = move |change: &mut Change| {
            let mut pipeline = any(&change.schema, &id)?.clone();
            if !may_touch(pipeline.is_live(), update.archived)? {
                return Err(PipelineRefusal::NotFound(id).into());
            }
            pipeline.archived_at = None;
            if let Some(label) = update.label {
                pipeline.label = label.into();
            }
            pipeline.display_order = update.display_order.unwrap_or(pipeline.display_order);
            put(change, pipeline)
        };
        self.change_schema(principal, object_type, work).await
    }

    /// Changes a live stage, or restores an archived one, of a live pipeline.
    pub async fn update_stage(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        (pipeline, id): (&str, &str),
        update: StageUpdate,
    ) -> Result<Stage> {
        rules(object_type)?;
        let (pipeline, id) = (pipeline.to_owned(), id.to_owned());
        let work = move |change: &mut Change| {
            let mut pipeline = live(&change.schema, &pipeline)?.clone();
            let old = pipeline.stage(&id).ok_or_else(|| PipelineRefusal::StageNotFound(id.clone()))?;
            if !may_touch(old.is_live(), update.archived)? {
                return Err(PipelineRefusal::StageNotFound(id).into());
            }
            let stage = changed_stage(rules(object_type)?, old, updated(old, update), change.now)?;
            exchange(&mut pipeline, &stage);
            put(change, pipeline).map(|_| stage)
        };
        self.change_schema(principal, object_type, work).await
    }
}

/// Whether an update reaches what it names; says no where only `archived: false` would reach it.
///
/// HubSpot documents that `archived` may be given only to restore.
fn may_touch(is_live: bool, archived: Option<bool>) -> Result<bool> {
    match (is_live, archived) {
        (true, None) | (false, Some(false)) => Ok(true),
        (false, None) => Ok(false),
        (true, Some(_)) | (false, Some(true)) => Err(PipelineRefusal::ArchivedOnlyRestores.into()),
    }
}

/// What the stage is to become, whole.
fn updated(old: &Stage, update: StageUpdate) -> NewStage {
    let kept = || -> Metadata {
        old.metadata.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect()
    };
    NewStage {
        id: None,
        label: update.label.unwrap_or_else(|| old.label.to_string()),
        display_order: update.display_order.unwrap_or(old.display_order),
        metadata: update.metadata.unwrap_or_else(kept),
    }
}

//! Creating pipelines and stages.

use super::PipelineRefusal;
use linchpin_domain::{ObjectType, Pipeline, Stage, limits};

use super::change::{FreshIds, new_stage, put, rules};
use super::read::live;
use super::{NewPipeline, NewStage};
use crate::schema::Change;
use crate::{Engine, Principal, Result};

impl Engine {
    /// Creates a pipeline with its stages; an archived one of the same id comes back as what is given here.
    pub async fn create_pipeline(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        new: NewPipeline,
    ) -> Result<Pipeline> {
        rules(object_type)?;
        let ids = self.fresh_ids(principal.account, new.stages.len() + 1).await?;
        self.change_schema(principal, object_type, move |change| create(change, new, ids)).await
    }

    /// Adds a stage to a live pipeline.
    pub async fn create_stage(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        pipeline: &str,
        new: NewStage,
    ) -> Result<Stage> {
        rules(object_type)?;
        let mut ids = self.fresh_ids(principal.account, 1).await?;
        let pipeline = pipeline.to_owned();
        let work = move |change: &mut Change| {
            let mut pipeline = live(&change.schema, &pipeline)?.clone();
            let stage = new_stage(rules(object_type)?, new, &mut ids, change.now)?;
            if pipeline.stage(&stage.id).is_some_and(Stage::is_live) {
                return Err(PipelineRefusal::StageExists(stage.id.into_owned()).into());
            }
            let stages = pipeline.stages.to_mut();
            stages.retain(|known| known.id != stage.id);
            stages.push(stage.clone());
            put(change, pipeline).map(|_| stage)
        };
        self.change_schema(principal, object_type, work).await
    }
}

fn create(change: &mut Change, new: NewPipeline, mut ids: FreshIds) -> Result<Pipeline> {
    let object_type = change.schema.object_type;
    let rules = rules(object_type)?;
    let id = new.id.unwrap_or_else(|| ids.take());
    let known = change.schema.pipelines();
    let archived = known.iter().find(|pipeline| pipeline.id == id);
    if archived.is_some_and(Pipeline::is_live) {
        return Err(PipelineRefusal::Exists(id).into());
    }
    if known.iter().filter(|pipeline| pipeline.is_live()).count() >= limits::PIPELINES {
        return Err(PipelineRefusal::TooMany(limits::PIPELINES).into());
    }
    let mut stages = Vec::with_capacity(new.stages.len());
    for stage in new.stages {
        stages.push(new_stage(rules, stage, &mut ids, change.now)?);
    }
    // Records may still be in the stages that it had before.
    for old in archived.iter().flat_map(|archived| archived.stages.iter()) {
        if stages.iter().all(|stage| stage.id != old.id) {
            stages.push(Stage { archived_at: old.archived_at.or(Some(change.now)), ..old.clone() });
        }
    }
    let pipeline = Pipeline {
        id: id.into(),
        label: new.label.into(),
        display_order: new.display_order,
        stages: stages.into(),
        created_at: change.now,
        updated_at: change.now,
        archived_at: None,
    };
    put(change, pipeline)
}

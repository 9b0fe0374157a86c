//! Reading pipelines, from the schema in memory.

use super::PipelineRefusal;
use linchpin_domain::{ObjectType, Pipeline, Stage};

use crate::schema::TypeSchema;
use crate::{Engine, Principal, Result};

impl Engine {
    /// The live pipelines of a type with their live stages, in order.
    pub async fn list_pipelines(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
    ) -> Result<Vec<Pipeline>> {
        let schema = self.schema(principal.account, object_type).await?;
        Ok(schema.pipelines().iter().filter(|pipeline| pipeline.is_live()).map(shown).collect())
    }

    /// One live pipeline with its live stages, in order.
    pub async fn read_pipeline(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        id: &str,
    ) -> Result<Pipeline> {
        let schema = self.schema(principal.account, object_type).await?;
        live(&schema, id).map(shown)
    }

    /// One live stage of a live pipeline.
    pub async fn read_stage(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        (pipeline, id): (&str, &str),
    ) -> Result<Stage> {
        let schema = self.schema(principal.account, object_type).await?;
        live_stage(live(&schema, pipeline)?, id).cloned()
    }
}

/// The pipeline of this id, archived or not.
pub(super) fn any<'a>(schema: &'a TypeSchema, id: &str) -> Result<&'a Pipeline> {
    let found = schema.pipelines().iter().find(|pipeline| pipeline.id == id);
    found.ok_or_else(|| PipelineRefusal::NotFound(id.to_owned()).into())
}

/// The live pipeline of this id.
pub(super) fn live<'a>(schema: &'a TypeSchema, id: &str) -> Result<&'a Pipeline> {
    any(schema, id).and_then(|found| {
        if found.is_live() { Ok(found) } else { Err(PipelineRefusal::NotFound(id.to_owned()).into()) }
    })
}

/// The live stage of this id.
pub(super) fn live_stage<'a>(pipeline: &'a Pipeline, id: &str) -> Result<&'a Stage> {
    let found = pipeline.stage(id).filter(|stage| stage.is_live());
    found.ok_or_else(|| PipelineRefusal::StageNotFound(id.to_owned()).into())
}

/// A pipeline as callers see it: without archived stages.
pub(super) fn shown(pipeline: &Pipeline) -> Pipeline {
    Pipeline { stages: pipeline.live_stages().cloned().collect::<Vec<_>>().into(), ..pipeline.clone() }
}

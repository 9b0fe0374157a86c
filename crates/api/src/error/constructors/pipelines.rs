//! The failures of pipelines, stages and owners.

use linchpin_domain::RecordId;

use super::{Case, Failure};

/// Pipelines, stages and owners.
impl Failure {
    /// The pipeline that the path names does not exist.
    pub fn pipeline_not_found(id: &str) -> Self {
        Self::new(Case::PipelineNotFound, &[("id", id)]).with_context("pipelineId", [id])
    }

    /// The stage that the path names does not exist.
    pub fn stage_not_found(id: &str) -> Self {
        Self::new(Case::StageNotFound, &[("id", id)]).with_context("stageId", [id])
    }

    /// A pipeline of that id or label exists.
    pub fn pipeline_exists(name: &str) -> Self {
        Self::new(Case::PipelineExists, &[("name", name)]).with_context("name", [name])
    }

    /// A stage of that id exists, be it in another pipeline.
    pub fn stage_exists(id: &str) -> Self {
        Self::new(Case::StageExists, &[("id", id)]).with_context("stageId", [id])
    }

    /// A pipeline was refused: pairs of a field and what is wrong with it.
    pub fn invalid_pipeline(reasons: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        Self::with_reasons(Case::InvalidPipeline, reasons)
    }

    /// The type has as many pipelines as it may.
    pub fn too_many_pipelines(max: usize) -> Self {
        Self::new(Case::TooManyPipelines, &[("max", &max.to_string())])
    }

    /// The pipelines of the type stay as they are; `object_type` as in `contacts`.
    pub fn pipelines_fixed(object_type: &str) -> Self {
        Self::new(Case::PipelinesFixed, &[("objectType", object_type)])
    }

    /// `archived` was given and restores nothing.
    pub fn archived_only_restores() -> Self {
        Self::new(Case::ArchivedOnlyRestores, &[])
    }

    /// Records are in stages that were to go away.
    pub fn stages_in_use(stages: &[String], records: &[RecordId]) -> Self {
        let records: Vec<_> = records.iter().map(ToString::to_string).collect();
        let (stages, records) = (stages.join(", "), records.join(", "));
        // Documented: the context repeats the brackets of the message.
        Self::new(Case::StagesInUse, &[("stages", &stages), ("records", &records)])
            .with_context("stageIds", [format!("[{stages}]")])
            .with_context("objectIds", [format!("[{records}]")])
    }

    /// The owner that the path names does not exist.
    pub fn owner_not_found(id: &str) -> Self {
        Self::new(Case::OwnerNotFound, &[("id", id)]).with_context("ownerId", [id])
    }
}

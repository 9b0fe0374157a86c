//! Why pipelines are not what somebody wants.

use linchpin_domain::pipeline::PipelineViolation;
use linchpin_domain::{ObjectType, RecordId};

/// Why a pipeline or a stage cannot be, or cannot go.
#[derive(Debug, Clone, thiserror::Error)]
pub enum PipelineRefusal {
    /// There is no such pipeline, or it is archived.
    #[error("there is no pipeline {0:?}")]
    NotFound(String),
    /// There is no such stage, or it is archived.
    #[error("there is no pipeline stage {0:?}")]
    StageNotFound(String),
    /// Another pipeline of the type has the id or label.
    #[error("there is a pipeline {0:?} already")]
    Exists(String),
    /// Another stage of the type has the id.
    #[error("there is a pipeline stage {0:?} already")]
    StageExists(String),
    /// A pipeline that cannot be.
    #[error("the pipeline is not valid")]
    Invalid(Vec<PipelineViolation>),
    /// The type has as many pipelines as it may.
    #[error("too many pipelines")]
    TooMany(usize),
    /// The pipelines of the type stay as they are.
    #[error("the pipelines of {} cannot be changed", .0.plural)]
    Fixed(&'static ObjectType),
    /// `archived` was given and restores nothing.
    #[error("archived is only for restoring")]
    ArchivedOnlyRestores,
    /// Records are in stages that were to go away.
    #[error("records are in these stages")]
    StagesInUse {
        /// The stages.
        stages: Vec<String>,
        /// The first of the records.
        records: Vec<RecordId>,
    },
}

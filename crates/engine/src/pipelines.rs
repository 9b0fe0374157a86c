//! Pipelines and their stages: list, read, create, replace, update, archive, restore, and what happened to them.
//!
//! Reads come from the schema in memory.
//! A write goes the way of every change of the schema, so that records which are written meanwhile are validated
//! against the new stages.

mod archive;
mod audit;
mod change;
mod create;
mod read;
mod references;
mod refusal;
mod replace;
mod update;

pub use audit::{Audit, AuditAction};
pub use refusal::PipelineRefusal;

/// Keys and values of a stage's metadata, as a caller sent them.
pub type Metadata = Vec<(String, String)>;

/// A pipeline to create, or what one is to become.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewPipeline {
    /// The id; none for a fresh number.
    pub id: Option<String>,
    /// What people read.
    pub label: String,
    /// The place among the pipelines.
    pub display_order: i32,
    /// The stages.
    pub stages: Vec<NewStage>,
}

/// A stage to create, or what one is to become.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewStage {
    /// The id; none for a fresh number.
    pub id: Option<String>,
    /// What people read.
    pub label: String,
    /// The place in the pipeline.
    pub display_order: i32,
    /// What the stage means.
    pub metadata: Metadata,
}

/// Changes to a pipeline; what is none stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PipelineUpdate {
    /// What people read.
    pub label: Option<String>,
    /// The place among the pipelines.
    pub display_order: Option<i32>,
    /// `false` restores an archived pipeline; nothing else is allowed (documented).
    pub archived: Option<bool>,
}

/// Changes to a stage; what is none stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StageUpdate {
    /// What people read.
    pub label: Option<String>,
    /// The place in the pipeline.
    pub display_order: Option<i32>,
    /// The whole new metadata.
    pub metadata: Option<Metadata>,
    /// `false` restores an archived stage; nothing else is allowed (documented).
    pub archived: Option<bool>,
}

/// What becomes of records whose stage goes away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum References {
    /// They stay in it.
    #[default]
    Ignored,
    /// There must be none.
    Checked,
}

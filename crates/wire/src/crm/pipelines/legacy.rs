//! Pipelines in the forms of version 1: one that names the object type, and an older one for deals alone.
//!
//! HubSpot describes them at <https://legacydocs.hubspot.com/docs/methods/pipelines/pipelines_overview> and
//! <https://legacydocs.hubspot.com/docs/methods/deal-pipelines/overview>.

use serde::{Deserialize, Serialize};

use super::MetadataBody;
use crate::input::{TextInput, integer};
use crate::operation::{Access, Limit, Method, Operation, Scopes};
use crate::shape::{Body, Field, Shape, object, optional, required};
use crate::version::Version::V1;

/// Every operation of the family.
pub const ALL: &[Operation] = &[
    LIST,
    CREATE,
    REPLACE,
    ARCHIVE,
    LIST_OF_DEALS,
    CREATE_OF_DEALS,
    READ_OF_DEALS,
    REPLACE_OF_DEALS,
    ARCHIVE_OF_DEALS,
];

/// What reads the pipelines of deals.
const READ_DEALS: Scopes =
    Scopes::Listed(&["crm.schemas.deals.read", "crm.objects.deals.read", "crm.objects.deals.write"]);
/// What changes the pipelines of deals.
const WRITE_DEALS: Scopes = Scopes::Listed(&["crm.schemas.deals.write"]);

/// List the pipelines of a type with their stages, in order.
pub const LIST: Operation = Operation {
    id: "legacy.pipelines.list",
    method: Method::Get,
    paths: &[(V1, "/crm-pipelines/v1/pipelines/{objectType}")],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// Create one pipeline with its stages.
pub const CREATE: Operation = Operation {
    id: "legacy.pipelines.create",
    method: Method::Post,
    paths: &[(V1, "/crm-pipelines/v1/pipelines/{objectType}")],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Make a pipeline what the input says, whole.
pub const REPLACE: Operation = Operation {
    id: "legacy.pipelines.replace",
    method: Method::Put,
    paths: &[(V1, "/crm-pipelines/v1/pipelines/{objectType}/{pipelineId}")],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Archive one pipeline.
pub const ARCHIVE: Operation = Operation {
    id: "legacy.pipelines.archive",
    method: Method::Delete,
    paths: &[(V1, "/crm-pipelines/v1/pipelines/{objectType}/{pipelineId}")],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// List the pipelines of deals.
pub const LIST_OF_DEALS: Operation = Operation {
    id: "legacy.deal_pipelines.list",
    method: Method::Get,
    paths: &[(V1, "/deals/v1/pipelines")],
    scopes: READ_DEALS,
    limit: Limit::Standard,
};

/// Create a pipeline of deals; without stages it gets those that every account starts with.
pub const CREATE_OF_DEALS: Operation = Operation {
    id: "legacy.deal_pipelines.create",
    method: Method::Post,
    paths: &[(V1, "/deals/v1/pipelines")],
    scopes: WRITE_DEALS,
    limit: Limit::Standard,
};

/// Read a pipeline of deals.
pub const READ_OF_DEALS: Operation = Operation {
    id: "legacy.deal_pipelines.read",
    method: Method::Get,
    paths: &[(V1, "/deals/v1/pipelines/{pipelineId}")],
    scopes: READ_DEALS,
    limit: Limit::Standard,
};

/// Make a pipeline of deals what the input says, whole.
pub const REPLACE_OF_DEALS: Operation = Operation {
    id: "legacy.deal_pipelines.update",
    method: Method::Put,
    paths: &[(V1, "/deals/v1/pipelines/{pipelineId}")],
    scopes: WRITE_DEALS,
    limit: Limit::Standard,
};

/// Archive a pipeline of deals.
pub const ARCHIVE_OF_DEALS: Operation = Operation {
    id: "legacy.deal_pipelines.archive",
    method: Method::Delete,
    paths: &[(V1, "/deals/v1/pipelines/{pipelineId}")],
    scopes: WRITE_DEALS,
    limit: Limit::Standard,
};

/// A pipeline of deals to create, or what one is to become.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DealPipelineInput<'a> {
    /// What people read.
    #[serde(borrow)]
    pub label: TextInput<'a>,
    /// The place among the pipelines.
    #[serde(deserialize_with = "integer", default)]
    pub display_order: Option<i32>,
    /// The stages.
    #[serde(borrow, default)]
    pub stages: Option<Vec<DealStageInput<'a>>>,
}

/// The fields of [`DealStageInput`].
const STAGE: &[Field] = &[
    required("label", Shape::Text),
    optional("displayOrder", Shape::Integer),
    optional("probability", Shape::Text),
    optional("stageId", Shape::Text),
];

impl<'a> Body<'a> for DealPipelineInput<'a> {
    const SHAPE: Shape = object(
        "DealPipelineInput",
        &[
            required("label", Shape::Text),
            optional("displayOrder", Shape::Integer),
            optional("stages", Shape::List(&object("DealStageInput", STAGE))),
        ],
    );
}

/// A stage of such a pipeline.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DealStageInput<'a> {
    /// What people read.
    #[serde(borrow)]
    pub label: TextInput<'a>,
    /// The place in the pipeline; that in the list where it is left out.
    #[serde(deserialize_with = "integer", default)]
    pub display_order: Option<i32>,
    /// How likely deals in it are won.
    #[serde(borrow, default)]
    pub probability: Option<TextInput<'a>>,
    /// The id; a fresh number when it is left out.
    #[serde(borrow, default)]
    pub stage_id: Option<TextInput<'a>>,
}

/// All pipelines of a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PipelinesBody<'a> {
    /// The pipelines, in order.
    pub results: Vec<PipelineBody<'a>>,
}

/// A pipeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PipelineBody<'a> {
    /// What people read.
    pub label: &'a str,
    /// The place among the pipelines.
    pub display_order: i32,
    /// Whether records can be put into it.
    pub active: bool,
    /// The stages, in order.
    pub stages: Vec<StageBody<'a>>,
    /// The type of its records, such as `DEAL`.
    pub object_type: &'a str,
    /// The id of that type.
    pub object_type_id: String,
    /// The id.
    pub pipeline_id: &'a str,
    /// When it was made, in milliseconds.
    pub created_at: i64,
    /// When it last changed, in milliseconds.
    pub updated_at: i64,
    /// Whether every account starts with it.
    pub default: bool,
}

/// One stage of a pipeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StageBody<'a> {
    /// What people read.
    pub label: &'a str,
    /// The place in the pipeline.
    pub display_order: i32,
    /// What the stage means.
    pub metadata: MetadataBody<'a>,
    /// The id.
    pub stage_id: &'a str,
    /// When it was made, in milliseconds.
    pub created_at: i64,
    /// When it last changed, in milliseconds.
    pub updated_at: i64,
    /// Whether records can be put into it.
    pub active: bool,
}

/// A pipeline of deals in the oldest form; the order of keys is the recorded one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DealPipelineBody<'a> {
    /// The id.
    pub pipeline_id: &'a str,
    /// The stages, in order.
    pub stages: Vec<DealStageBody<'a>>,
    /// What people read.
    pub label: &'a str,
    /// Whether records can be put into it.
    pub active: bool,
    /// The place among the pipelines.
    pub display_order: i32,
    /// Whether every account starts with it.
    pub static_default: bool,
}

/// One stage of such a pipeline.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DealStageBody<'a> {
    /// The id.
    pub stage_id: &'a str,
    /// What people read.
    pub label: &'a str,
    /// How likely deals in it are won.
    pub probability: f64,
    /// Whether records can be put into it.
    pub active: bool,
    /// The place in the pipeline.
    pub display_order: i32,
    /// Whether deals in it are won.
    pub closed_won: bool,
}

//! What callers send to the pipeline operations.

use serde::Deserialize;

use crate::input::{PropertyInputs, TextInput, boolean, integer, required_integer};
use crate::shape::{Body, Field, Shape, object, optional, required};

/// Metadata: any keys, whose values are texts.
const METADATA: Shape = Shape::Map(&Shape::Text);
/// The fields of [`StageInput`].
const STAGE: &[Field] = &[
    required("displayOrder", Shape::Integer),
    required("label", Shape::Text),
    optional("metadata", METADATA),
    optional("stageId", Shape::Text),
];
/// A list of [`StageInput`].
const STAGES: Field = required(
    "stages",
    Shape::List(&object("com.hubspot.pipelines.publicapi.v3.PipelineStageInput$Json", STAGE)),
);

/// A pipeline to create.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PipelineInput<'a> {
    /// The place among the pipelines.
    #[serde(deserialize_with = "required_integer")]
    pub display_order: i32,
    /// The stages.
    #[serde(borrow)]
    pub stages: Vec<StageInput<'a>>,
    /// What people read.
    #[serde(borrow)]
    pub label: TextInput<'a>,
    /// The id; a fresh number when it is left out.
    #[serde(borrow, default)]
    pub pipeline_id: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for PipelineInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.pipelines.publicapi.v3.PipelineInput$Json",
        &[
            required("displayOrder", Shape::Integer),
            STAGES,
            required("label", Shape::Text),
            optional("pipelineId", Shape::Text),
        ],
    );
}

/// What a pipeline is to become, whole.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PipelineReplaceInput<'a> {
    /// The place among the pipelines.
    #[serde(deserialize_with = "required_integer")]
    pub display_order: i32,
    /// The stages; those that are left out are archived.
    #[serde(borrow)]
    pub stages: Vec<StageInput<'a>>,
    /// What people read.
    #[serde(borrow)]
    pub label: TextInput<'a>,
}

impl<'a> Body<'a> for PipelineReplaceInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.pipelines.publicapi.v3.PipelineReplaceInput$Json",
        &[required("displayOrder", Shape::Integer), STAGES, required("label", Shape::Text)],
    );
}

/// Changes to a pipeline; what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PipelineUpdateInput<'a> {
    /// `false` restores an archived pipeline; nothing else is allowed.
    #[serde(deserialize_with = "boolean")]
    pub archived: Option<bool>,
    /// The place among the pipelines.
    #[serde(deserialize_with = "integer")]
    pub display_order: Option<i32>,
    /// What people read.
    #[serde(borrow)]
    pub label: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for PipelineUpdateInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.pipelines.publicapi.v3.PipelinePatchInput$Json",
        &[
            optional("archived", Shape::Boolean),
            optional("displayOrder", Shape::Integer),
            optional("label", Shape::Text),
        ],
    );
}

/// A stage to create.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StageInput<'a> {
    /// The place in the pipeline.
    #[serde(deserialize_with = "required_integer")]
    pub display_order: i32,
    /// What people read.
    #[serde(borrow)]
    pub label: TextInput<'a>,
    /// What the stage means.
    #[serde(borrow, default)]
    pub metadata: Option<PropertyInputs<'a>>,
    /// The id; a fresh number when it is left out.
    #[serde(borrow, default)]
    pub stage_id: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for StageInput<'a> {
    const SHAPE: Shape = object("com.hubspot.pipelines.publicapi.v3.PipelineStageInput$Json", STAGE);
}

/// What a stage is to become, whole.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StageReplaceInput<'a> {
    /// The place in the pipeline.
    #[serde(deserialize_with = "required_integer")]
    pub display_order: i32,
    /// What people read.
    #[serde(borrow)]
    pub label: TextInput<'a>,
    /// What the stage means; newer versions require it, the first one that had it does not.
    #[serde(borrow, default)]
    pub metadata: Option<PropertyInputs<'a>>,
}

impl<'a> Body<'a> for StageReplaceInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.pipelines.publicapi.v3.PipelineStageReplaceInput$Json",
        &[
            required("displayOrder", Shape::Integer),
            required("label", Shape::Text),
            optional("metadata", METADATA),
        ],
    );
}

/// Changes to a stage; what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct StageUpdateInput<'a> {
    /// `false` restores an archived stage; nothing else is allowed.
    #[serde(deserialize_with = "boolean")]
    pub archived: Option<bool>,
    /// The place in the pipeline.
    #[serde(deserialize_with = "integer")]
    pub display_order: Option<i32>,
    /// What people read.
    #[serde(borrow)]
    pub label: Option<TextInput<'a>>,
    /// The whole new metadata; the specification requires it, which would make a change of the label alone odd.
    #[serde(borrow)]
    pub metadata: Option<PropertyInputs<'a>>,
}

impl<'a> Body<'a> for StageUpdateInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.pipelines.publicapi.v3.PipelineStagePatchInput$Json",
        &[
            optional("archived", Shape::Boolean),
            optional("displayOrder", Shape::Integer),
            optional("label", Shape::Text),
            optional("metadata", METADATA),
        ],
    );
}

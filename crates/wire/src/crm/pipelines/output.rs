//! What the pipeline operations answer; the order of keys is the recorded one.

use serde::{Serialize, Serializer};

/// A pipeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PipelineBody<'a> {
    /// What people read.
    pub label: &'a str,
    /// The place among the pipelines.
    pub display_order: i32,
    /// The id.
    pub id: &'a str,
    /// The stages, in order.
    pub stages: Vec<StageBody<'a>>,
    /// When it was made, ISO 8601.
    pub created_at: String,
    /// When it last changed, ISO 8601.
    pub updated_at: String,
    /// Whether it is archived.
    pub archived: bool,
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
    pub id: &'a str,
    /// When it was made, ISO 8601.
    pub created_at: String,
    /// When it last changed, ISO 8601.
    pub updated_at: String,
    /// Who may move records into it or out of it.
    pub write_permissions: &'static str,
    /// Whether it is archived.
    pub archived: bool,
}

/// Metadata: keys with values, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MetadataBody<'a>(pub Vec<(&'a str, &'a str)>);

impl Serialize for MetadataBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

/// One thing that happened to a pipeline or stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditBody<'a> {
    /// The account.
    pub portal_id: i64,
    /// The account and the pipeline or stage, as in `62515:default`.
    pub identifier: String,
    /// `CREATE`, `UPDATE` or `DELETE`.
    pub action: &'static str,
    /// When, ISO 8601.
    pub timestamp: String,
    /// The action in words.
    pub message: String,
    /// What it was from then on: JSON as text, in a form of the server's own.
    pub raw_object: &'a str,
    /// The user behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_user_id: Option<i64>,
}

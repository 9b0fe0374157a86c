//! A pipeline as the JSON that the account's rows keep.

use std::borrow::Cow;

use linchpin_domain::{Pipeline, Stage, Timestamp};
use linchpin_store::Error;
use linchpin_store::pipelines::PipelineRow;
use serde::{Deserialize, Serialize};

/// The stored form; times and the id are columns of the row.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stored<'a> {
    label: Cow<'a, str>,
    display_order: i32,
    stages: Vec<StoredStage<'a>>,
}

/// A stage inside the stored form.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct StoredStage<'a> {
    id: Cow<'a, str>,
    label: Cow<'a, str>,
    display_order: i32,
    /// Pairs, for their order is shown.
    metadata: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    created_at: i64,
    updated_at: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    archived_at: Option<i64>,
}

/// Writes a pipeline for its row.
pub(super) fn to_text(pipeline: &Pipeline) -> String {
    let stored = Stored {
        label: Cow::Borrowed(&pipeline.label),
        display_order: pipeline.display_order,
        stages: pipeline.stages.iter().map(stored_stage).collect(),
    };
    serde_json::to_string(&stored).expect("texts and numbers serialize")
}

/// Writes a stage as it stands inside a pipeline.
pub(super) fn stage_text(stage: &Stage) -> String {
    serde_json::to_string(&stored_stage(stage)).expect("texts and numbers serialize")
}

fn stored_stage(stage: &Stage) -> StoredStage<'_> {
    let pair = |(key, value): &'_ (Cow<'static, str>, Cow<'static, str>)| (key.clone(), value.clone());
    StoredStage {
        id: Cow::Borrowed(&stage.id),
        label: Cow::Borrowed(&stage.label),
        display_order: stage.display_order,
        metadata: stage.metadata.iter().map(pair).collect(),
        created_at: stage.created_at.0,
        updated_at: stage.updated_at.0,
        archived_at: stage.archived_at.map(|at| at.0),
    }
}

/// Reads a pipeline from its row.
pub(super) fn from_row(row: PipelineRow) -> Result<Pipeline, Error> {
    let stored: Stored<'static> = serde_json::from_str(&row.definition)
        .map_err(|error| Error::Corrupt(format!("the pipeline {}: {error}", row.id).into()))?;
    let stage = |stored: StoredStage<'static>| Stage {
        id: stored.id,
        label: stored.label,
        display_order: stored.display_order,
        metadata: stored.metadata.into(),
        created_at: Timestamp(stored.created_at),
        updated_at: Timestamp(stored.updated_at),
        archived_at: stored.archived_at.map(Timestamp),
    };
    Ok(Pipeline {
        id: row.id.into(),
        label: stored.label,
        display_order: stored.display_order,
        stages: stored.stages.into_iter().map(stage).collect::<Vec<_>>().into(),
        created_at: row.created_at,
        updated_at: row.updated_at,
        archived_at: row.archived_at,
    })
}

#[cfg(test)]
mod tests {
    use linchpin_domain::object_type;

    use super::*;

    #[test]
    fn pipelines_survive_their_row() {
        for object_type in object_type::standard_types() {
            for pipeline in object_type.pipelines {
                let mut pipeline = pipeline.clone();
                pipeline.archived_at = Some(Timestamp(3));
                pipeline.stages.to_mut()[0].archived_at = Some(Timestamp(4));
                let row = PipelineRow {
                    id: pipeline.id.to_string(),
                    definition: to_text(&pipeline),
                    created_at: pipeline.created_at,
                    updated_at: pipeline.updated_at,
                    archived_at: pipeline.archived_at,
                };
                assert_eq!(from_row(row).unwrap(), pipeline);
            }
        }
    }
}

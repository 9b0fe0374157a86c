//! Pipelines between HubSpot's words and ours.

use linchpin_domain::{AccountId, Pipeline, Stage};
use linchpin_engine::pipelines::{Audit, AuditAction, Metadata, NewPipeline, NewStage};
use linchpin_wire::crm::pipelines as wire;
use linchpin_wire::input::{PropertyInputs, TextInput, ValueInput};

/// Who may move records into a stage or out of it: whoever may write them (recorded on every stage).
const WRITE_PERMISSIONS: &str = "CRM_PERMISSIONS_ENFORCEMENT";

/// A pipeline as every answer shows it.
pub(super) fn body(pipeline: &Pipeline) -> wire::PipelineBody<'_> {
    wire::PipelineBody {
        label: &pipeline.label,
        display_order: pipeline.display_order,
        id: &pipeline.id,
        stages: pipeline.stages.iter().map(stage_body).collect(),
        created_at: pipeline.created_at.to_iso(),
        updated_at: pipeline.updated_at.to_iso(),
        archived: !pipeline.is_live(),
    }
}

/// A stage as every answer shows it.
pub(super) fn stage_body(stage: &Stage) -> wire::StageBody<'_> {
    wire::StageBody {
        label: &stage.label,
        display_order: stage.display_order,
        metadata: wire::MetadataBody(stage.metadata.iter().map(|(key, value)| (&**key, &**value)).collect()),
        id: &stage.id,
        created_at: stage.created_at.to_iso(),
        updated_at: stage.updated_at.to_iso(),
        write_permissions: WRITE_PERMISSIONS,
        archived: !stage.is_live(),
    }
}

/// One thing that happened to a pipeline or stage, whichever `kind` says.
pub(super) fn audit_body<'a>(account: AccountId, kind: &str, audit: &'a Audit) -> wire::AuditBody<'a> {
    let (action, word) = match audit.action {
        AuditAction::Create => ("CREATE", "create"),
        AuditAction::Update => ("UPDATE", "update"),
        AuditAction::Delete => ("DELETE", "delete"),
    };
    wire::AuditBody {
        portal_id: account.0,
        identifier: format!("{account}:{}", audit.id),
        action,
        timestamp: audit.at.to_iso(),
        message: format!("{kind} {word}"),
        raw_object: &audit.definition,
        from_user_id: audit.user.map(|user| user.0),
    }
}

/// The pipeline that a caller posted.
pub(super) fn new_pipeline(input: wire::PipelineInput<'_>) -> NewPipeline {
    NewPipeline {
        id: input.pipeline_id.map(TextInput::into_string),
        label: input.label.into_string(),
        display_order: input.display_order,
        stages: input.stages.into_iter().map(new_stage).collect(),
    }
}

/// The pipeline that a caller put in the place of another.
pub(super) fn replacement(input: wire::PipelineReplaceInput<'_>) -> NewPipeline {
    NewPipeline {
        id: None,
        label: input.label.into_string(),
        display_order: input.display_order,
        stages: input.stages.into_iter().map(new_stage).collect(),
    }
}

/// The stage that a caller posted.
pub(super) fn new_stage(input: wire::StageInput<'_>) -> NewStage {
    NewStage {
        id: input.stage_id.map(TextInput::into_string),
        label: input.label.into_string(),
        display_order: input.display_order,
        metadata: input.metadata.map(metadata).unwrap_or_default(),
    }
}

/// The metadata that a caller sent; a null is as if it had not been.
pub(super) fn metadata(inputs: PropertyInputs<'_>) -> Metadata {
    let pair = |(key, value): (std::borrow::Cow<'_, str>, ValueInput<'_>)| match value {
        ValueInput::Text(text) => Some((key.into_owned(), text.into_owned())),
        ValueInput::Null => None,
    };
    inputs.0.into_iter().filter_map(pair).collect()
}

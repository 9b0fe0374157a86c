//! The handlers of stages.

use std::sync::Arc;

use linchpin_engine::pipelines::{NewStage, StageUpdate};
use linchpin_wire::crm::pipelines as wire;
use linchpin_wire::input::TextInput;
use linchpin_wire::page::Page;

use super::convert::{audit_body, metadata, new_stage, stage_body};
use super::references;
use crate::{App, Call, Outcome, Reply, Table};

/// What official SDKs send for the pipeline of a stage whose audit they read: they have no parameter for it, and the
/// placeholder stays as it is.
const NO_PIPELINE: &str = "{pipelineId}";

pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST_STAGES, list);
    table.serve(&wire::CREATE_STAGE, create);
    table.serve(&wire::READ_STAGE, read);
    table.serve(&wire::REPLACE_STAGE, replace);
    table.serve(&wire::UPDATE_STAGE, update);
    table.serve(&wire::ARCHIVE_STAGE, archive);
    table.serve(&wire::AUDIT_STAGE, audit);
}

/// The pipeline and the stage that the path names.
fn names(call: &Call) -> (&str, &str) {
    (call.parameter("pipelineId"), call.parameter("stageId"))
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, pipeline) = (call.object_type()?, call.parameter("pipelineId"));
    let found = app.engine.read_pipeline(call.principal(), object_type, pipeline).await?;
    Ok(Reply::ok(&Page::whole(found.stages.iter().map(stage_body).collect())))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let found = app.engine.read_stage(call.principal(), call.object_type()?, names(&call)).await?;
    Ok(Reply::ok(&stage_body(&found)))
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, pipeline) = (call.object_type()?, call.parameter("pipelineId"));
    let input: wire::StageInput<'_> = call.json()?;
    let created = app.engine.create_stage(call.principal(), object_type, pipeline, new_stage(input)).await?;
    Ok(Reply::created(&stage_body(&created), call.location(&created.id)))
}

async fn replace(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let input: wire::StageReplaceInput<'_> = call.json()?;
    let new = NewStage {
        id: None,
        label: input.label.into_string(),
        display_order: input.display_order,
        metadata: input.metadata.map(metadata).unwrap_or_default(),
    };
    let replaced = app.engine.replace_stage(call.principal(), object_type, names(&call), new).await?;
    Ok(Reply::ok(&stage_body(&replaced)))
}

async fn update(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let input: wire::StageUpdateInput<'_> = call.json()?;
    let update = StageUpdate {
        label: input.label.map(TextInput::into_string),
        display_order: input.display_order,
        metadata: input.metadata.map(metadata),
        archived: input.archived,
    };
    let updated = app.engine.update_stage(call.principal(), object_type, names(&call), update).await?;
    Ok(Reply::ok(&stage_body(&updated)))
}

async fn archive(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, references) = (call.object_type()?, references(&call)?);
    app.engine.archive_stage(call.principal(), object_type, names(&call), references).await?;
    Ok(Reply::no_content())
}

async fn audit(app: Arc<App>, call: Call) -> Outcome {
    let (pipeline, id) = names(&call);
    let pipeline = Some(pipeline).filter(|pipeline| *pipeline != NO_PIPELINE);
    let told = app.engine.audit_stage(call.principal(), call.object_type()?, pipeline, id).await?;
    let account = call.principal().account;
    Ok(Reply::ok(&Page::whole(told.iter().map(|audit| audit_body(account, "Stage", audit)).collect())))
}

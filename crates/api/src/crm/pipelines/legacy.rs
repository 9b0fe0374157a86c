//! Pipelines in the forms of version 1, which connectors read when they start.

use std::sync::Arc;

use linchpin_domain::{ObjectType, Pipeline, Stage, Timestamp, object_type};
use linchpin_engine::pipelines::{NewPipeline, NewStage, References};
use linchpin_wire::crm::pipelines as newer;
use linchpin_wire::crm::pipelines::legacy as wire;
use linchpin_wire::input::TextInput;

use super::convert::{new_pipeline, replacement};
use crate::{App, Call, Outcome, Reply, Table};

pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::CREATE, create);
    table.serve(&wire::REPLACE, replace);
    table.serve(&wire::ARCHIVE, archive);
    table.serve(&wire::LIST_OF_DEALS, list_of_deals);
    table.serve(&wire::CREATE_OF_DEALS, create_of_deals);
    table.serve(&wire::READ_OF_DEALS, read_of_deals);
    table.serve(&wire::REPLACE_OF_DEALS, replace_of_deals);
    table.serve(&wire::ARCHIVE_OF_DEALS, archive_of_deals);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let found = app.engine.list_pipelines(call.principal(), object_type).await?;
    let results = found.iter().map(|pipeline| body(object_type, pipeline)).collect();
    Ok(Reply::ok(&wire::PipelinesBody { results }))
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let input: newer::PipelineInput<'_> = call.json()?;
    let created = app.engine.create_pipeline(call.principal(), object_type, new_pipeline(input)).await?;
    Ok(Reply::ok(&body(object_type, &created)))
}

async fn replace(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, id) = (call.object_type()?, call.parameter("pipelineId"));
    let input: newer::PipelineReplaceInput<'_> = call.json()?;
    let (new, references) = (replacement(input), References::Ignored);
    let replaced = app.engine.replace_pipeline(call.principal(), object_type, id, new, references).await?;
    Ok(Reply::ok(&body(object_type, &replaced)))
}

async fn archive(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, id) = (call.object_type()?, call.parameter("pipelineId"));
    app.engine.archive_pipeline(call.principal(), object_type, id, References::Ignored).await?;
    Ok(Reply::no_content())
}

async fn list_of_deals(app: Arc<App>, call: Call) -> Outcome {
    let found = app.engine.list_pipelines(call.principal(), deals()).await?;
    Ok(Reply::ok(&found.iter().map(deal_body).collect::<Vec<_>>()))
}

async fn read_of_deals(app: Arc<App>, call: Call) -> Outcome {
    let id = call.parameter("pipelineId");
    let found = app.engine.read_pipeline(call.principal(), deals(), id).await?;
    Ok(Reply::ok(&deal_body(&found)))
}

/// Recorded: what was made is answered with 200, and a label alone suffices.
async fn create_of_deals(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::DealPipelineInput<'_> = call.json()?;
    let mut new = new_of_deals(input);
    if new.stages.is_empty() {
        new.stages = stages_of_every_account();
    }
    let created = app.engine.create_pipeline(call.principal(), deals(), new).await?;
    Ok(Reply::ok(&deal_body(&created)))
}

async fn replace_of_deals(app: Arc<App>, call: Call) -> Outcome {
    let id = call.parameter("pipelineId");
    let input: wire::DealPipelineInput<'_> = call.json()?;
    let (new, references) = (new_of_deals(input), References::Ignored);
    let replaced = app.engine.replace_pipeline(call.principal(), deals(), id, new, references).await?;
    Ok(Reply::ok(&deal_body(&replaced)))
}

async fn archive_of_deals(app: Arc<App>, call: Call) -> Outcome {
    let id = call.parameter("pipelineId");
    app.engine.archive_pipeline(call.principal(), deals(), id, References::Ignored).await?;
    Ok(Reply::no_content())
}

fn deals() -> &'static ObjectType {
    object_type::find("deals").expect("it is one of HubSpot's own types")
}

/// The pipeline of deals that a caller wants.
fn new_of_deals(input: wire::DealPipelineInput<'_>) -> NewPipeline {
    let stages = input.stages.unwrap_or_default().into_iter().zip(0..).map(|(stage, place)| NewStage {
        id: stage.stage_id.map(TextInput::into_string),
        label: stage.label.into_string(),
        display_order: stage.display_order.unwrap_or(place),
        metadata: stage
            .probability
            .map(|probability| ("probability".to_owned(), probability.into_string()))
            .into_iter()
            .collect(),
    });
    NewPipeline {
        id: None,
        label: input.label.into_string(),
        display_order: input.display_order.unwrap_or_default(),
        stages: stages.collect(),
    }
}

/// The stages that the deals of every account start with, to be made once more under other ids (recorded).
fn stages_of_every_account() -> Vec<NewStage> {
    let probability = |stage: &Stage| Some(("probability".to_owned(), stage.meta("probability")?.to_owned()));
    let stages = deals().pipelines.iter().flat_map(|pipeline| pipeline.stages.iter());
    let new = stages.map(|stage| NewStage {
        id: None,
        label: stage.label.to_string(),
        display_order: stage.display_order,
        metadata: probability(stage).into_iter().collect(),
    });
    new.collect()
}

fn body<'a>(object_type: &'static ObjectType, pipeline: &'a Pipeline) -> wire::PipelineBody<'a> {
    wire::PipelineBody {
        label: &pipeline.label,
        display_order: pipeline.display_order,
        active: pipeline.is_live(),
        stages: pipeline.stages.iter().map(stage_body).collect(),
        object_type: object_type.legacy_name,
        object_type_id: object_type.id.to_string(),
        pipeline_id: &pipeline.id,
        created_at: pipeline.created_at.0,
        updated_at: pipeline.updated_at.0,
        default: is_built_in(pipeline),
    }
}

fn stage_body(stage: &Stage) -> wire::StageBody<'_> {
    wire::StageBody {
        label: &stage.label,
        display_order: stage.display_order,
        metadata: newer::MetadataBody(stage.metadata.iter().map(|(key, value)| (&**key, &**value)).collect()),
        stage_id: &stage.id,
        created_at: stage.created_at.0,
        updated_at: stage.updated_at.0,
        active: stage.is_live(),
    }
}

fn deal_body(pipeline: &Pipeline) -> wire::DealPipelineBody<'_> {
    wire::DealPipelineBody {
        pipeline_id: &pipeline.id,
        stages: pipeline.stages.iter().map(deal_stage_body).collect(),
        label: &pipeline.label,
        active: pipeline.is_live(),
        display_order: pipeline.display_order,
        static_default: is_built_in(pipeline),
    }
}

fn deal_stage_body(stage: &Stage) -> wire::DealStageBody<'_> {
    let probability = stage.meta("probability").and_then(|text| text.parse().ok()).unwrap_or_default();
    wire::DealStageBody {
        stage_id: &stage.id,
        label: &stage.label,
        probability,
        active: stage.is_live(),
        display_order: stage.display_order,
        closed_won: stage.is_closed() && probability > 0.0,
    }
}

/// Whether every account starts with the pipeline: such ones are dated before all others.
fn is_built_in(pipeline: &Pipeline) -> bool {
    pipeline.created_at == Timestamp(0)
}

//! Pipelines of every object type.

mod convert;
mod legacy;
mod stages;

use std::sync::Arc;

use linchpin_engine::pipelines::{PipelineUpdate, References};
use linchpin_wire::crm::pipelines as wire;
use linchpin_wire::input::TextInput;
use linchpin_wire::page::Page;

use crate::{App, Call, Failure, Outcome, Reply, Table};
use convert::{audit_body, body, new_pipeline, replacement};

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::CREATE, create);
    table.serve(&wire::READ, read);
    table.serve(&wire::REPLACE, replace);
    table.serve(&wire::UPDATE, update);
    table.serve(&wire::ARCHIVE, archive);
    table.serve(&wire::AUDIT, audit);
    stages::serve(table);
    legacy::serve(table);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let found = app.engine.list_pipelines(call.principal(), call.object_type()?).await?;
    Ok(Reply::ok(&Page::whole(found.iter().map(body).collect())))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, id) = (call.object_type()?, call.parameter("pipelineId"));
    let found = app.engine.read_pipeline(call.principal(), object_type, id).await?;
    Ok(Reply::ok(&body(&found)))
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let input: wire::PipelineInput<'_> = call.json()?;
    let created = app.engine.create_pipeline(call.principal(), object_type, new_pipeline(input)).await?;
    Ok(Reply::created(&body(&created), call.location(&created.id)))
}

async fn replace(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, id) = (call.object_type()?, call.parameter("pipelineId"));
    let references = references(&call)?;
    let input: wire::PipelineReplaceInput<'_> = call.json()?;
    let new = replacement(input);
    let replaced = app.engine.replace_pipeline(call.principal(), object_type, id, new, references).await?;
    Ok(Reply::ok(&body(&replaced)))
}

async fn update(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, id) = (call.object_type()?, call.parameter("pipelineId"));
    let input: wire::PipelineUpdateInput<'_> = call.json()?;
    let update = PipelineUpdate {
        label: input.label.map(TextInput::into_string),
        display_order: input.display_order,
        archived: input.archived,
    };
    let updated = app.engine.update_pipeline(call.principal(), object_type, id, update).await?;
    Ok(Reply::ok(&body(&updated)))
}

async fn archive(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, id) = (call.object_type()?, call.parameter("pipelineId"));
    app.engine.archive_pipeline(call.principal(), object_type, id, references(&call)?).await?;
    Ok(Reply::no_content())
}

async fn audit(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, id) = (call.object_type()?, call.parameter("pipelineId"));
    let told = app.engine.audit_pipeline(call.principal(), object_type, id).await?;
    let account = call.principal().account;
    Ok(Reply::ok(&Page::whole(told.iter().map(|audit| audit_body(account, "Pipeline", audit)).collect())))
}

/// Whether records in what goes away are to be looked for; the older of the two parameters is named after deals, and
/// both ask the same.
fn references(call: &Call) -> Result<References, Failure> {
    let any = call.query.flag("validateReferencesBeforeDelete")?;
    let deals = call.query.flag("validateDealStageUsagesBeforeDelete")?;
    Ok(if any || deals { References::Checked } else { References::Ignored })
}

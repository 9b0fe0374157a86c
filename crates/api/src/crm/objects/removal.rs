//! Records that go for good or come back: merging, deleting for privacy, restoring.

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_wire::crm::objects as wire;

use super::{Renderer, batch, within_batch_limit};
use crate::{App, Call, Failure, Outcome, Reply, Table};

pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::MERGE, merge);
    table.serve(&wire::PURGE, purge);
    table.serve(&wire::RESTORE, restore);
}

async fn merge(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let input: wire::MergeInput<'_> = call.json()?;
    let ids = (&*input.primary_object_id, &*input.object_id_to_merge);
    let written = app.engine.merge_records(call.principal(), object_type, ids).await?;
    Ok(Reply::written(StatusCode::OK, Renderer::new(&call, object_type).one_written(&written, false)))
}

async fn purge(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let input: wire::PurgeInput<'_> = call.json()?;
    let key = (&*input.object_id, input.id_property.as_deref());
    app.engine.purge_record(call.principal(), object_type, key).await?;
    Ok(Reply::no_content())
}

async fn restore(app: Arc<App>, call: Call) -> Outcome {
    let started = call.now(&app);
    let object_type = call.object_type()?;
    let input: wire::BatchArchiveInput<'_> = call.json()?;
    within_batch_limit(input.inputs.len(), false)?;
    let ids: Vec<&str> = input.inputs.iter().map(|input| &*input.id).collect();
    let done = app.engine.restore_records(call.principal(), object_type, &ids).await?;
    let results = Renderer::new(&call, object_type).written(&done.results, false);
    let errors = done.errors.into_iter().map(|item| {
        let failure = Failure::from(item.error).with_context("id", item.trace_id);
        failure.into_batch_error(&call)
    });
    Ok(batch((&app, &call), started, StatusCode::OK, results, errors.collect()))
}

//! Records that go for good or come back: merging, deleting for privacy, restoring.

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_wire::crm::objects as wire;

use super::Renderer;
use crate::{App, Call, Outcome, Reply, Table};

pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::MERGE, merge);
}

async fn merge(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let input: wire::MergeInput<'_> = call.json()?;
    let ids = (&*input.primary_object_id, &*input.object_id_to_merge);
    let written = app.engine.merge_records(call.principal(), object_type, ids).await?;
    Ok(Reply::written(StatusCode::OK, Renderer::new(&call, object_type).one_written(&written, false)))
}

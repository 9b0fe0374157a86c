//! Snapshots of records, and what became of them.

use std::sync::Arc;

use linchpin_engine::journal::NewSnapshot;
use linchpin_wire::webhooks_journal::{journal, local, snapshots as wire};

use super::subscriptions::texts;
use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Records that can be asked for at once.
const MAX_RECORDS: usize = 100;

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::CREATE, create);
    table.serve(&journal::STATUS, status);
    table.serve(&local::STATUS, status);
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::SnapshotsInput<'_> = call.json()?;
    if input.snapshot_requests.len() > MAX_RECORDS {
        return Err(Failure::tool_refused("At most 100 records can be asked for at once."));
    }
    let mut snapshot_responses = Vec::with_capacity(input.snapshot_requests.len());
    for request in &input.snapshot_requests {
        let new = NewSnapshot {
            portal: request.portal_id.0,
            object_type: request.object_type_id.0.to_string(),
            object: request.object_id.0,
            properties: texts(request.properties.as_deref()),
        };
        let snapshot_status_id = app.engine.snapshot_for_journal(call.principal(), new).await?;
        snapshot_responses.push(wire::SnapshotBody {
            portal_id: request.portal_id.0,
            object_type_id: &request.object_type_id,
            object_id: request.object_id.0,
            snapshot_status_id,
        });
    }
    Ok(Reply::ok(&wire::SnapshotsBody { snapshot_responses }))
}

async fn status(app: Arc<App>, call: Call) -> Outcome {
    let found = app.engine.journal_snapshot(call.principal(), call.parameter("statusId")).await?;
    let failed = found.failed.as_ref();
    Ok(Reply::ok(&wire::StatusBody {
        id: &found.id,
        status: if failed.is_some() { "FAILED" } else { "SUCCESS" },
        error_code: failed.map(|(error, _)| error.as_str()),
        message: failed.map(|(_, message)| message.as_str()),
        initiated_at: found.at.0,
        completed_at: found.at.0,
    }))
}

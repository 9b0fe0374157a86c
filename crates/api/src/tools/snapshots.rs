//! Snapshots of an account, and resets.

use std::sync::Arc;

use linchpin_engine::tools::{Reset, Snapshot};
use linchpin_wire::page::Page;
use linchpin_wire::tools::snapshots as wire;

use super::body;
use crate::{App, Call, Outcome, Reply, Table};

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::CREATE, create);
    table.serve(&wire::LIST, list);
    table.serve(&wire::DELETE, delete);
    table.serve(&wire::RESTORE, restore);
    table.serve(&wire::RESET, reset);
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::SnapshotInput<'_> = body(&call)?;
    let name = input.name.as_deref().unwrap_or_default();
    let made = app.engine.create_snapshot(call.principal(), name).await?;
    let location = call.location(&made.id.to_string());
    Ok(Reply::created(&shown(&made), location))
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let all = app.engine.list_snapshots(call.principal()).await?;
    Ok(Reply::ok(&Page::whole(all.iter().map(shown).collect())))
}

async fn delete(app: Arc<App>, call: Call) -> Outcome {
    app.engine.delete_snapshot(call.principal(), call.parameter("snapshotId")).await?;
    Ok(Reply::no_content())
}

async fn restore(app: Arc<App>, call: Call) -> Outcome {
    let restored = app.engine.restore_snapshot(call.principal(), call.parameter("snapshotId")).await?;
    Ok(Reply::ok(&shown(&restored)))
}

async fn reset(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::ResetInput = body(&call)?;
    let reset = Reset { keeps_schema: input.keep.contains(&wire::Kept::Schema) };
    app.engine.reset_account(call.principal(), reset).await?;
    Ok(Reply::no_content())
}

fn shown(snapshot: &Snapshot) -> wire::SnapshotBody<'_> {
    wire::SnapshotBody {
        id: snapshot.id.to_string(),
        name: &snapshot.name,
        created_at: snapshot.created_at.to_iso(),
        records: snapshot.n_records,
        bytes: snapshot.n_bytes,
    }
}

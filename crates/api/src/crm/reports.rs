//! Reports that are kept instead of being sent by e-mail.

use std::sync::Arc;

use linchpin_engine::reports::Report;
use linchpin_wire::crm::reports as wire;
use linchpin_wire::page::Page;

use crate::{App, Call, Outcome, Reply, Table};

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::READ, read);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let reports = app.engine.list_reports(call.principal()).await?;
    Ok(Reply::ok(&Page::whole(reports.into_iter().map(body).collect())))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    Ok(Reply::csv(app.engine.read_report(call.principal(), call.parameter("reportId")).await?))
}

fn body(report: Report) -> wire::ReportBody {
    wire::ReportBody {
        id: report.id.to_string(),
        kind: report.kind,
        user_id: report.user.0,
        created_at: report.created_at.to_iso(),
        rows: report.n_rows,
    }
}

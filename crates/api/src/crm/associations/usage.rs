//! Reports of records that are associated with nearly as many others as they may be.

use std::sync::Arc;

use linchpin_wire::crm::associations::usage as wire;

use crate::{App, Call, Outcome, Reply, Table};

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    table.serve(&wire::HIGH_USAGE_REPORT, high_usage_report);
}

async fn high_usage_report(app: Arc<App>, call: Call) -> Outcome {
    let (owner, at) = app.engine.report_high_usage(call.principal(), call.parameter("userId")).await?;
    let (user_id, user_email) = (owner.user.0, owner.email.as_str());
    Ok(Reply::ok(&wire::ReportCreation { user_id, user_email, enqueue_time: at.to_iso() }))
}

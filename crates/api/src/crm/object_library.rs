//! The object library: which of its object types an account has switched on.

use std::sync::Arc;

use linchpin_domain::feature::Feature;
use linchpin_wire::crm::object_library as wire;

use crate::{App, Call, Outcome, Reply, Table};

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::READ, read);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let features = app.engine.features(call.principal().account).await?;
    let library = Feature::ALL.into_iter().filter_map(|feature| Some((feature, feature.object_type()?)));
    let enablements = library.map(|(feature, id)| (id.to_string(), features.has(feature)));
    Ok(Reply::ok(&wire::EnablementsBody { enablement_by_object_type_id: enablements.collect() }))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let features = app.engine.features(call.principal().account).await?;
    Ok(Reply::ok(&wire::EnablementBody { enablement: features.has_object_type(object_type.id) }))
}

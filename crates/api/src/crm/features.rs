//! What an account switches on and off.

use std::sync::Arc;

use linchpin_domain::feature::Feature;
use linchpin_wire::crm::features as wire;

use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::SWITCH, switch);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let features = app.engine.features(call.principal().account).await?;
    let all = Feature::ALL.map(|feature| (feature.as_str(), features.has(feature)));
    Ok(Reply::ok(&wire::FeaturesBody { features: all.into() }))
}

async fn switch(app: Arc<App>, call: Call) -> Outcome {
    let name = call.parameter("feature");
    let feature = Feature::parse(name).ok_or_else(|| Failure::feature_unknown(name))?;
    let input: wire::SwitchInput = call.json()?;
    app.engine.switch_feature(&**call.principal(), feature, input.enabled).await?;
    Ok(Reply::no_content())
}

//! The brands of an account, which HubSpot calls business units.

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_engine::business_units::{BusinessUnit, NewBusinessUnit};
use linchpin_wire::input::TextInput;
use linchpin_wire::page::Page;
use linchpin_wire::settings::business_units as wire;

use crate::{App, Call, Outcome, Reply, Table};

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::CREATE, create);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let (names, properties) = (call.query.list("name"), call.query.list("properties"));
    let mut units = app.engine.list_business_units(call.principal()).await?;
    units.retain(|unit| names.is_empty() || names.contains(&unit.name.as_str()));
    let with_logo = properties.contains(&"logoMetadata");
    Ok(Reply::ok(&Page::whole(units.iter().map(|unit| body(unit, with_logo)).collect())))
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::CreateInput<'_> = call.json()?;
    let new = NewBusinessUnit {
        name: input.name.into_string(),
        logo_url: input.logo_url.map(TextInput::into_string).unwrap_or_default(),
        logo_alt_text: input.logo_alt_text.map(TextInput::into_string).unwrap_or_default(),
    };
    let made = app.engine.create_business_unit(call.principal().account, new).await?;
    Ok(Reply::json(StatusCode::CREATED, &body(&made, true)))
}

fn body(unit: &BusinessUnit, with_logo: bool) -> wire::BusinessUnitBody<'_> {
    let logo = || wire::LogoBody {
        logo_alt_text: &unit.logo_alt_text,
        logo_url: &unit.logo_url,
        resized_url: &unit.logo_url,
    };
    wire::BusinessUnitBody {
        id: unit.id.to_string(),
        name: &unit.name,
        logo_metadata: (with_logo && !unit.logo_url.is_empty()).then(logo),
    }
}

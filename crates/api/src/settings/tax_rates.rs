//! What an account charges beside its prices.

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_engine::tax_rates::{NewTaxRate, TaxRate};
use linchpin_wire::input::TextInput;
use linchpin_wire::page::Page;
use linchpin_wire::settings::tax_rates as wire;

use crate::{App, Call, Outcome, Reply, Table};

/// Tax rates on a page when the caller does not say, and at most.
const PAGE: u32 = 100;

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::READ, read);
    table.serve(&wire::ADD, add);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let active = match call.query.text("active") {
        None => None,
        Some(_) => Some(call.query.flag("active")?),
    };
    let after = call.query.number("after")?.unwrap_or_default();
    let limit = call.query.limit(PAGE, PAGE)? as usize;
    let mut found = app.engine.list_tax_rates(call.principal()).await?;
    found.retain(|rate| rate.id > after && active.is_none_or(|active| rate.active == active));
    let is_more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| is_more).map(|rate| rate.id.to_string());
    let paging = next.map(|next| call.paging(next));
    Ok(Reply::ok(&Page { results: found.iter().map(body).collect(), paging }))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let found = app.engine.read_tax_rate(call.principal(), call.parameter("taxRateGroupId")).await?;
    Ok(Reply::ok(&body(&found)))
}

async fn add(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::AddInput<'_> = call.json()?;
    let new = NewTaxRate {
        name: input.name.into_string(),
        label: input.label.map(TextInput::into_string).unwrap_or_default(),
        percentage: input.percentage_rate.into_string(),
        active: input.active.unwrap_or(true),
    };
    let added = app.engine.add_tax_rate(call.principal().account, new).await?;
    Ok(Reply::json(StatusCode::CREATED, &body(&added)))
}

fn body(rate: &TaxRate) -> wire::TaxRateBody<'_> {
    wire::TaxRateBody {
        id: rate.id.to_string(),
        name: &rate.name,
        label: &rate.label,
        percentage_rate: rate.percentage.parse().expect("percentages are kept as decimal numbers"),
        active: rate.active,
        created_at: rate.created_at.to_iso(),
        updated_at: rate.updated_at.to_iso(),
    }
}

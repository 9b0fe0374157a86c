//! The handlers of exchange rates.

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_domain::Timestamp;
use linchpin_engine::currencies::{ExchangeRate, NewRate, RateKey, RatesRequest};
use linchpin_engine::objects::{Batch, ItemError};
use linchpin_wire::input::TextInput;
use linchpin_wire::page::Page;
use linchpin_wire::settings::currencies as wire;

use crate::crm::batch;
use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Rates on a page when the caller does not say, and at most.
const PAGE: u32 = 100;
/// Inputs of a batch.
const MAX_INPUTS: usize = 100;

pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::LIST_CURRENT, list_current);
    table.serve(&wire::READ, read);
    table.serve(&wire::CREATE, create);
    table.serve(&wire::UPDATE, update);
    table.serve(&wire::BATCH_CREATE, batch_create);
    table.serve(&wire::BATCH_READ, batch_read);
    table.serve(&wire::BATCH_UPDATE, batch_update);
    table.serve(&wire::UPDATE_VISIBILITY, update_visibility);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let request = RatesRequest {
        from: call.query.text("fromCurrencyCode"),
        to: call.query.text("toCurrencyCode"),
        after: call.query.number("after")?.unwrap_or_default(),
        limit: call.query.limit(PAGE, PAGE)? as usize,
    };
    let page = app.engine.list_exchange_rates(call.principal(), request).await?;
    let paging = page.next.map(|next| call.paging(next.to_string()));
    Ok(Reply::ok(&Page { results: page.rates.iter().map(body).collect(), paging }))
}

async fn list_current(app: Arc<App>, call: Call) -> Outcome {
    let current = app.engine.current_exchange_rates(call.principal()).await?;
    Ok(Reply::ok(&Page::whole(current.iter().map(body).collect())))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let found = app.engine.read_exchange_rate(call.principal(), call.parameter("exchangeRateId")).await?;
    Ok(Reply::ok(&body(&found)))
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let (key, new) = new_rate(call.json()?);
    Ok(Reply::ok(&body(&app.engine.write_exchange_rate(call.principal(), key, new).await?)))
}

async fn update(app: Arc<App>, call: Call) -> Outcome {
    let key = RateKey::Id(call.parameter("exchangeRateId").to_owned());
    let input: wire::UpdateRateInput<'_> = call.json()?;
    let new = written(input.conversion_rate, input.effective_at);
    Ok(Reply::ok(&body(&app.engine.write_exchange_rate(call.principal(), key, new).await?)))
}

async fn batch_create(app: Arc<App>, call: Call) -> Outcome {
    let started = call.now(&app);
    let input: wire::BatchCreateInput<'_> = call.json()?;
    within_batch_limit(input.inputs.len())?;
    let rates = input.inputs.into_iter().map(new_rate).collect();
    let done = app.engine.write_exchange_rates(call.principal(), rates).await?;
    Ok(batched(&app, &call, (started, StatusCode::CREATED), done))
}

async fn batch_update(app: Arc<App>, call: Call) -> Outcome {
    let started = call.now(&app);
    let input: wire::BatchUpdateInput<'_> = call.json()?;
    within_batch_limit(input.inputs.len())?;
    let change = |item: wire::UpdateRateItem<'_>| {
        (RateKey::Id(item.id.into_string()), written(item.conversion_rate, item.effective_at))
    };
    let rates = input.inputs.into_iter().map(change).collect();
    let done = app.engine.write_exchange_rates(call.principal(), rates).await?;
    Ok(batched(&app, &call, (started, StatusCode::OK), done))
}

async fn batch_read(app: Arc<App>, call: Call) -> Outcome {
    let started = call.now(&app);
    let input: wire::BatchReadInput<'_> = call.json()?;
    within_batch_limit(input.inputs.len())?;
    let mut found = Batch { results: Vec::new(), errors: Vec::new() };
    for item in &input.inputs {
        match app.engine.read_exchange_rate(call.principal(), &item.id).await {
            Ok(rate) => found.results.push(rate),
            Err(error) => found.errors.push(ItemError { trace_id: None, error }),
        }
    }
    Ok(batched(&app, &call, (started, StatusCode::OK), found))
}

async fn update_visibility(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::VisibilityInput<'_> = call.json()?;
    let pair = (input.from_currency_code.into_string(), input.to_currency_code.into_string());
    app.engine.show_currency_pair(call.principal(), pair, input.visible_in_ui).await?;
    Ok(Reply::no_content())
}

/// The answer to a batch.
fn batched(
    app: &App,
    call: &Call,
    (started, status): (Timestamp, StatusCode),
    done: Batch<ExchangeRate>,
) -> Reply {
    let errors = done.errors.into_iter().map(|item| Failure::from(item.error).into_batch_error(call));
    batch((app, call), started, status, done.results.iter().map(body).collect(), errors.collect())
}

fn new_rate(input: wire::CreateRateInput<'_>) -> (RateKey, NewRate) {
    let key = RateKey::From(input.from_currency_code.into_string());
    (key, written(input.conversion_rate, input.effective_at))
}

fn written(rate: TextInput<'_>, effective_at: Option<TextInput<'_>>) -> NewRate {
    NewRate { rate: rate.into_string(), effective_at: effective_at.map(TextInput::into_string) }
}

pub(super) fn body(rate: &ExchangeRate) -> wire::ExchangeRateBody<'_> {
    wire::ExchangeRateBody {
        id: rate.id.to_string(),
        from_currency_code: &rate.from,
        to_currency_code: &rate.to,
        conversion_rate: rate.rate.parse().expect("rates are kept as decimal numbers"),
        visible_in_ui: rate.visible,
        effective_at: rate.effective_at.to_iso(),
        created_at: rate.created_at.to_iso(),
        updated_at: rate.updated_at.to_iso(),
    }
}

fn within_batch_limit(n_inputs: usize) -> Result<(), Failure> {
    if n_inputs > MAX_INPUTS { Err(Failure::batch_too_large(MAX_INPUTS)) } else { Ok(()) }
}

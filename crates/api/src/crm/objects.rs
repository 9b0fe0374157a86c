//! Records of every object type.

mod removal;
mod render;
mod search;

use std::borrow::Cow;
use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_domain::{Input, ObjectType, RecordId, Timestamp};
use linchpin_engine::Error;
use linchpin_engine::associations::NewAssociation;
use linchpin_engine::objects::{
    Batch, ItemError, NewRecord, PageRequest, Reading, RecordUpdate, Values, Written,
};
use linchpin_wire::batch::{Batch as BatchBody, BatchError};
use linchpin_wire::crm::objects as wire;
use linchpin_wire::input::{PropertyInputs, TextInput, ValueInput};
use linchpin_wire::page::Page;

use super::associations::keys;
use crate::{App, Call, Failure, Outcome, Reply, Table};
pub(super) use render::Renderer;

/// Records on a page when the caller does not say.
const DEFAULT_LIMIT: u32 = 10;
/// Records on a page at most, and inputs of a batch.
const MAX_RECORDS: u32 = 100;
/// The same where histories are asked for.
const MAX_HISTORIES: u32 = 50;

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::CREATE, create);
    table.serve(&wire::READ, read);
    table.serve(&wire::UPDATE, update);
    table.serve(&wire::ARCHIVE, archive);
    table.serve(&wire::BATCH_READ, batch_read);
    table.serve(&wire::BATCH_CREATE, batch_create);
    table.serve(&wire::BATCH_UPDATE, batch_update);
    table.serve(&wire::BATCH_UPSERT, batch_upsert);
    table.serve(&wire::BATCH_ARCHIVE, batch_archive);
    search::serve(table);
    removal::serve(table);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let reading = reading(&call)?;
    let max = if reading.history.is_empty() { MAX_RECORDS } else { MAX_HISTORIES };
    let limit = call.query.limit(DEFAULT_LIMIT, max)? as usize;
    let from = RecordId(call.query.number("after")?.unwrap_or_default());
    let page = PageRequest { from, limit };
    let page = app.engine.list_records(call.principal(), object_type, page, &reading).await?;
    let renderer = Renderer::new(&call, object_type);
    let paging = page.next.map(|next| call.paging(next.to_string()));
    Ok(Reply::ok(&Page { results: renderer.found(&page.records, &page.selection)?, paging }))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let reading = reading(&call)?;
    let key = (call.parameter("objectId"), call.query.text("idProperty"));
    let (record, selection) = app.engine.read_record(call.principal(), object_type, key, &reading).await?;
    let body = Renderer::new(&call, object_type).one_found(&record, &selection)?;
    Ok(Reply::written(StatusCode::OK, body))
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let input: wire::CreateInput<'_> = call.json()?;
    let written = app.engine.create_record(call.principal(), object_type, new_record(input)).await?;
    let location = call.location(&written.id.to_string());
    let body = Renderer::new(&call, object_type).one_written(&written, false);
    Ok(Reply::written(StatusCode::CREATED, body).with_location(location))
}

async fn update(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let input: wire::UpdateInput<'_> = call.json()?;
    let update = RecordUpdate {
        id: call.parameter("objectId").into(),
        id_property: call.query.text("idProperty").map(Cow::Borrowed),
        values: values(input.properties),
        trace_id: None,
    };
    let written = app.engine.update_record(call.principal(), object_type, update).await?;
    Ok(Reply::written(StatusCode::OK, Renderer::new(&call, object_type).one_written(&written, false)))
}

async fn archive(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    app.engine.archive_record(call.principal(), object_type, call.parameter("objectId")).await?;
    Ok(Reply::no_content())
}

async fn batch_read(app: Arc<App>, call: Call) -> Outcome {
    let started = call.now(&app);
    let object_type = call.object_type()?;
    let input: wire::BatchReadInput<'_> = call.json()?;
    let reading = Reading {
        properties: input.properties.iter().map(|name| &**name).collect(),
        history: input.properties_with_history.iter().map(|name| &**name).collect(),
        associations: Vec::new(),
        archived: call.query.flag("archived")?,
    };
    within_batch_limit(input.inputs.len(), !reading.history.is_empty())?;
    let ids: Vec<&str> = input.inputs.iter().map(|input| &*input.id).collect();
    let keys = (ids.as_slice(), input.id_property.as_deref());
    let found = app.engine.read_records(call.principal(), object_type, keys, &reading).await?;
    let results = Renderer::new(&call, object_type).found(&found.records, &found.selection)?;
    let errors: Vec<_> =
        found.missing.into_iter().map(|error| Failure::from(error).into_batch_error(&call)).collect();
    Ok(batch((&app, &call), started, StatusCode::OK, results, errors))
}

async fn batch_create(app: Arc<App>, call: Call) -> Outcome {
    let started = call.now(&app);
    let object_type = call.object_type()?;
    let input: wire::BatchCreateInput<'_> = call.json()?;
    within_batch_limit(input.inputs.len(), false)?;
    let records = input.inputs.into_iter().map(new_record).collect();
    let done = app.engine.create_records(call.principal(), object_type, records).await?;
    Ok(batch_written(&app, &call, (started, object_type), StatusCode::CREATED, done))
}

async fn batch_update(app: Arc<App>, call: Call) -> Outcome {
    let started = call.now(&app);
    let object_type = call.object_type()?;
    let input: wire::BatchWriteInput<'_> = call.json()?;
    within_batch_limit(input.inputs.len(), false)?;
    let updates = input.inputs.into_iter().map(record_update).collect();
    let done = app.engine.update_records(call.principal(), object_type, updates).await?;
    Ok(batch_written(&app, &call, (started, object_type), StatusCode::OK, done))
}

async fn batch_upsert(app: Arc<App>, call: Call) -> Outcome {
    let started = call.now(&app);
    let object_type = call.object_type()?;
    let input: wire::BatchWriteInput<'_> = call.json()?;
    within_batch_limit(input.inputs.len(), false)?;
    let upserts = input.inputs.into_iter().map(record_update).collect();
    let done = app.engine.upsert_records(call.principal(), object_type, upserts).await?;
    Ok(batch_written(&app, &call, (started, object_type), StatusCode::OK, done))
}

async fn batch_archive(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let input: wire::BatchArchiveInput<'_> = call.json()?;
    within_batch_limit(input.inputs.len(), false)?;
    // What is no id stands for no record, and archiving nothing succeeds.
    let ids = input.inputs.iter().filter_map(|input| RecordId::parse(&input.id)).collect();
    app.engine.archive_records(call.principal(), object_type, ids).await?;
    Ok(Reply::no_content())
}

/// What the query parameters ask to see.
fn reading(call: &Call) -> Result<Reading<'_>, Failure> {
    Ok(Reading {
        properties: call.query.list("properties"),
        history: call.query.list("propertiesWithHistory"),
        associations: call.query.list("associations"),
        archived: call.query.flag("archived")?,
    })
}

fn within_batch_limit(n_inputs: usize, histories: bool) -> Result<(), Failure> {
    if histories && n_inputs > MAX_HISTORIES as usize {
        return Err(Failure::history_batch_too_large(MAX_HISTORIES as usize));
    }
    if n_inputs > MAX_RECORDS as usize {
        return Err(Failure::batch_too_large(MAX_RECORDS as usize));
    }
    Ok(())
}

fn record_update(input: wire::WriteInput<'_>) -> RecordUpdate<'_> {
    RecordUpdate {
        id: input.id.0,
        id_property: input.id_property.map(|name| name.0),
        values: values(input.properties),
        trace_id: input.object_write_trace_id.map(|id| id.0),
    }
}

fn new_record(input: wire::CreateInput<'_>) -> NewRecord<'_> {
    let association =
        |wire::AssociationInput { to, types }| NewAssociation { to: to.id.0, types: keys(types) };
    NewRecord {
        values: values(input.properties),
        associations: input.associations.into_iter().map(association).collect(),
        trace_id: input.object_write_trace_id.map(|TextInput(id)| id),
    }
}

fn values(inputs: PropertyInputs<'_>) -> Values<'_> {
    let input = |value| match value {
        ValueInput::Text(text) => Input::Text(text),
        ValueInput::Null => Input::Null,
    };
    inputs.0.into_iter().map(|(name, value)| (name, input(value))).collect()
}

fn batch_written(
    app: &App,
    call: &Call,
    (started, object_type): (Timestamp, &'static ObjectType),
    success: StatusCode,
    done: Batch<Written>,
) -> Reply {
    let upsert = call.operation.id == wire::BATCH_UPSERT.id;
    let results = Renderer::new(call, object_type).written(&done.results, upsert);
    let errors = done.errors.into_iter().map(|item| batch_error(call, item)).collect();
    batch((app, call), started, success, results, errors)
}

fn batch_error(call: &Call, item: ItemError) -> BatchError {
    let existing = match &item.error {
        Error::AlreadyExists { existing, .. } => existing.map(|id| id.to_string()),
        _ => None,
    };
    let mut failure = Failure::from(item.error);
    if let Some(trace_id) = item.trace_id {
        failure = failure.with_context("objectWriteTraceId", [trace_id]);
    }
    if let Some(existing) = existing {
        failure = failure.with_context("existingId", [existing]);
    }
    failure.into_batch_error(call)
}

/// The answer to a batch: its own status when all of it succeeded, otherwise 207.
pub(crate) fn batch<T: serde::Serialize>(
    (app, call): (&App, &Call),
    started: Timestamp,
    success: StatusCode,
    results: Vec<T>,
    errors: Vec<BatchError>,
) -> Reply {
    let status = if errors.is_empty() { success } else { StatusCode::MULTI_STATUS };
    let completed = call.now(app);
    Reply::json(status, &BatchBody::complete(results, errors, started.to_iso(), completed.to_iso()))
}

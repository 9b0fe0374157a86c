//! Properties and property groups of every object type.

mod convert;
mod groups;
mod legacy;

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_engine::properties::PropertyFilter;
use linchpin_wire::crm::properties as wire;
use linchpin_wire::page::Page;

use super::objects::batch;
use crate::{App, Call, Failure, Outcome, Reply, Table};
pub(super) use convert::{body, definition};
use convert::{new_body, sensitivity, update as changes};

/// Inputs of a batch.
const MAX_INPUTS: usize = 100;

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::CREATE, create);
    table.serve(&wire::READ, read);
    table.serve(&wire::UPDATE, update);
    table.serve(&wire::ARCHIVE, archive);
    table.serve(&wire::BATCH_READ, batch_read);
    table.serve(&wire::BATCH_CREATE, batch_create);
    table.serve(&wire::BATCH_ARCHIVE, batch_archive);
    groups::serve(table);
    legacy::serve(table);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let asked = filter(&call)?;
    // Documented: a list without the parameter has those that are not sensitive, one property is read whatever it is.
    let filter =
        PropertyFilter { data_sensitivity: Some(asked.data_sensitivity.unwrap_or_default()), ..asked };
    let found = app.engine.list_properties(call.principal(), call.object_type()?, filter).await?;
    Ok(Reply::ok(&Page { results: found.iter().map(body).collect(), paging: None }))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, name) = (call.object_type()?, call.parameter("propertyName"));
    let found = app.engine.read_property(call.principal(), object_type, name, filter(&call)?).await?;
    Ok(Reply::ok(&body(&found)))
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let input: wire::CreateInput<'_> = call.json()?;
    let created = app.engine.create_property(call.principal(), object_type, definition(input)?).await?;
    Ok(Reply::created(&body(&created), call.location(&created.name)))
}

async fn update(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, name) = (call.object_type()?, call.parameter("propertyName"));
    let input: wire::UpdateInput<'_> = call.json()?;
    let updated = app.engine.update_property(call.principal(), object_type, name, changes(input)?).await?;
    Ok(Reply::ok(&body(&updated)))
}

async fn archive(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, name) = (call.object_type()?, call.parameter("propertyName"));
    app.engine.archive_property(call.principal(), object_type, name).await?;
    Ok(Reply::no_content())
}

async fn batch_read(app: Arc<App>, call: Call) -> Outcome {
    let started = call.now(&app);
    let object_type = call.object_type()?;
    let input: wire::BatchReadInput<'_> = call.json()?;
    within_batch_limit(input.inputs.len())?;
    let filter = PropertyFilter {
        archived: input.archived.unwrap_or_default(),
        data_sensitivity: Some(sensitivity(input.data_sensitivity.as_deref())?.unwrap_or_default()),
    };
    let names = input.inputs.iter().map(|input| &*input.name);
    let found = app.engine.read_properties(call.principal(), object_type, names, filter).await?;
    let results = found.results.iter().map(body).collect();
    let errors = found.errors.into_iter().map(|item| Failure::from(item.error).into_batch_error(&call));
    Ok(batch((&app, &call), started, StatusCode::OK, results, errors.collect()))
}

async fn batch_create(app: Arc<App>, call: Call) -> Outcome {
    let started = call.now(&app);
    let object_type = call.object_type()?;
    let input: wire::BatchCreateInput<'_> = call.json()?;
    within_batch_limit(input.inputs.len())?;
    let definitions = input.inputs.into_iter().map(definition).collect::<Result<Vec<_>, _>>()?;
    let done = app.engine.create_properties(call.principal(), object_type, definitions).await?;
    let results = done.results.iter().map(new_body).collect();
    let errors = done.errors.into_iter().map(|item| Failure::from(item.error).into_batch_error(&call));
    Ok(batch((&app, &call), started, StatusCode::CREATED, results, errors.collect()))
}

async fn batch_archive(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let input: wire::BatchArchiveInput<'_> = call.json()?;
    within_batch_limit(input.inputs.len())?;
    let names = input.inputs.into_iter().map(|input| input.name.into_string()).collect();
    app.engine.archive_properties(call.principal(), object_type, names).await?;
    Ok(Reply::no_content())
}

/// Which definitions the query parameters ask for.
fn filter(call: &Call) -> Result<PropertyFilter, Failure> {
    let archived = call.query.flag("archived")?;
    Ok(PropertyFilter { archived, data_sensitivity: sensitivity(call.query.text("dataSensitivity"))? })
}

fn within_batch_limit(n_inputs: usize) -> Result<(), Failure> {
    if n_inputs > MAX_INPUTS { Err(Failure::batch_too_large(MAX_INPUTS)) } else { Ok(()) }
}

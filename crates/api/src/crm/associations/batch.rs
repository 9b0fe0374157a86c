//! Associations of several records at once.

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_domain::{RecordId, Timestamp};
use linchpin_engine::associations::{AssociatedPage, PairRequest, Unwanted, Wanted};
use linchpin_engine::objects::{Batch, ItemError};
use linchpin_wire::batch::{Batch as BatchBody, BatchError};
use linchpin_wire::crm::associations::{
    AssociationsOf, BatchArchiveInput, BatchCreateInput, BatchDefaultInput, BatchNamedInput, BatchReadInput,
    CreateInput, DefaultInput, Id, NamedInput, batch as wire,
};
use linchpin_wire::page::{NextPage, Paging};
use serde::Serialize;

use super::super::objects::batch;
use super::{IdForm, convert, ends};
use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Records of which a batch reads the associations, at most.
const MAX_READ: usize = 1000;
/// Pairs that a batch writes at most.
const MAX_WRITTEN: usize = 2000;
/// Associated records that a batch shows of each record; its `paging` leads on.
const PAGE: usize = 500;

pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::READ_V3, |app, call| read(app, call, convert::ids));
    table.serve(&wire::READ_V4, |app, call| read(app, call, |page| convert::objects(page, Id::Number)));
    table.serve(&wire::READ, |app, call| read(app, call, |page| convert::objects(page, Id::Text)));
    table.serve(&wire::CREATE_V3, create_v3);
    table.serve(&wire::CREATE_V4, |app, call| create(app, call, Id::Number));
    table.serve(&wire::CREATE, |app, call| create(app, call, Id::Text));
    table.serve(&wire::CREATE_DEFAULT, create_default);
    table.serve(&wire::ARCHIVE_V3, archive_v3);
    table.serve(&wire::ARCHIVE, archive);
    table.serve(&wire::ARCHIVE_LABELS, archive_labels);
}

async fn read<T: Serialize>(app: Arc<App>, call: Call, show: fn(&AssociatedPage) -> Vec<T>) -> Outcome {
    let started = call.now(&app);
    let ends = ends(&app, &call).await?;
    let input: BatchReadInput<'_> = call.json()?;
    within(input.inputs.len(), MAX_READ)?;
    let wanted = input.inputs.iter().map(|input| {
        let after = input.after.as_deref().filter(|after| !after.is_empty());
        let after = after
            .map(|after| RecordId::parse(after).ok_or_else(|| Failure::invalid_parameter("after", after)));
        Ok((&*input.id, after.transpose()?.unwrap_or(RecordId(0))))
    });
    let wanted = wanted.collect::<Result<Vec<_>, Failure>>()?;
    let found = app.engine.associations_of_many(call.principal(), ends, &wanted, PAGE).await?;
    let results = found.results.iter().map(|(id, page)| AssociationsOf {
        from: convert::object_id(*id),
        to: show(page),
        paging: page.next.map(|next| Paging { next: NextPage { after: next.to_string(), link: None } }),
    });
    Ok(batch((&app, &call), started, StatusCode::OK, results.collect(), errors(&call, found.errors)))
}

async fn create(app: Arc<App>, call: Call, id: IdForm) -> Outcome {
    let started = call.now(&app);
    let ends = ends(&app, &call).await?;
    let input: BatchCreateInput<'_> = call.json()?;
    within(input.inputs.len(), MAX_WRITTEN)?;
    let wanted: Vec<_> = input
        .inputs
        .into_iter()
        .map(|CreateInput { types, from, to }| PairRequest {
            from: from.id.0,
            to: to.id.0,
            what: Wanted::Exactly(convert::keys(types)),
        })
        .collect();
    let done = app.engine.associate(call.principal(), ends, &wanted).await?;
    let results = done.results.iter().map(|done| convert::labels_between(ends, done, id)).collect();
    Ok(batch((&app, &call), started, StatusCode::CREATED, results, errors(&call, done.errors)))
}

async fn create_v3(app: Arc<App>, call: Call) -> Outcome {
    let started = call.now(&app);
    let ends = ends(&app, &call).await?;
    let input: BatchNamedInput<'_> = call.json()?;
    within(input.inputs.len(), MAX_WRITTEN)?;
    let wanted: Vec<_> = input.inputs.into_iter().map(|input| named(input, Wanted::Named)).collect();
    let done = app.engine.associate(call.principal(), ends, &wanted).await?;
    let results = done.results.iter().flat_map(convert::named).collect();
    Ok(batch((&app, &call), started, StatusCode::CREATED, results, errors(&call, done.errors)))
}

async fn create_default(app: Arc<App>, call: Call) -> Outcome {
    let started = call.now(&app);
    let ends = ends(&app, &call).await?;
    let input: BatchDefaultInput<'_> = call.json()?;
    within(input.inputs.len(), MAX_WRITTEN)?;
    let wanted: Vec<_> = input
        .inputs
        .into_iter()
        .map(|DefaultInput { from, to }| PairRequest { from: from.id.0, to: to.id.0, what: Wanted::Default })
        .collect();
    let done = app.engine.associate(call.principal(), ends, &wanted).await?;
    Ok(defaults(&app, &call, started, done))
}

/// The official SDKs know no 207 here; their model of the 200 has room for errors.
fn defaults(
    app: &App,
    call: &Call,
    started: Timestamp,
    done: Batch<linchpin_engine::associations::Associated>,
) -> Reply {
    let results = done.results.iter().flat_map(convert::defaults).collect();
    let completed = call.now(app);
    let errors = errors(call, done.errors);
    Reply::ok(&BatchBody::complete(results, errors, started.to_iso(), completed.to_iso()))
}

async fn archive(app: Arc<App>, call: Call) -> Outcome {
    let input: BatchArchiveInput<'_> = call.json()?;
    let pairs = input.inputs.iter().flat_map(|input| input.to.iter().map(|to| (&input.from, to)));
    let unwanted = pairs.map(|(from, to)| PairRequest {
        from: (&*from.id).into(),
        to: (&*to.id).into(),
        what: Unwanted::All,
    });
    dissociate(&app, &call, unwanted.collect()).await
}

async fn archive_v3(app: Arc<App>, call: Call) -> Outcome {
    let input: BatchNamedInput<'_> = call.json()?;
    let unwanted = input.inputs.into_iter().map(|input| named(input, Unwanted::Named));
    dissociate(&app, &call, unwanted.collect()).await
}

async fn archive_labels(app: Arc<App>, call: Call) -> Outcome {
    let input: BatchCreateInput<'_> = call.json()?;
    let unwanted = input.inputs.into_iter().map(|CreateInput { types, from, to }| PairRequest {
        from: from.id.0,
        to: to.id.0,
        what: Unwanted::These(convert::keys(types)),
    });
    dissociate(&app, &call, unwanted.collect()).await
}

async fn dissociate(app: &App, call: &Call, unwanted: Vec<PairRequest<'_, Unwanted<'_>>>) -> Outcome {
    within(unwanted.len(), MAX_WRITTEN)?;
    app.engine.dissociate(call.principal(), ends(app, call).await?, &unwanted).await?;
    Ok(Reply::no_content())
}

fn named<'a, W>(input: NamedInput<'a>, what: fn(std::borrow::Cow<'a, str>) -> W) -> PairRequest<'a, W> {
    PairRequest { from: input.from.id.0, to: input.to.id.0, what: what(input.type_name.0) }
}

fn within(n_inputs: usize, max: usize) -> Result<(), Failure> {
    if n_inputs > max { Err(Failure::batch_too_large(max)) } else { Ok(()) }
}

fn errors(call: &Call, items: Vec<ItemError>) -> Vec<BatchError> {
    items.into_iter().map(|item| Failure::from(item.error).into_batch_error(call)).collect()
}

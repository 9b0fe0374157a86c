//! Reading the journal.
//!
//! There is one region, so that the journal of an account's region holds what the other one does.

use std::sync::Arc;

use linchpin_engine::journal::{Event, PairEvent, Published, Wanted};
use linchpin_wire::batch::{Batch, BatchError};
use linchpin_wire::error::{Category, Context};
use linchpin_wire::webhooks_journal::{files as wire, journal, local};

use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Files in a batch at most.
const MAX_FILES: usize = 100;

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    for (operation, wanted) in [
        (&journal::EARLIEST, Wanted::Earliest),
        (&journal::LATEST, Wanted::Latest),
        (&local::EARLIEST, Wanted::Earliest),
        (&local::LATEST, Wanted::Latest),
    ] {
        table.serve(operation, move |app, call| one(app, call, wanted));
    }
    for (operation, wanted) in [
        (&journal::EARLIEST_BATCH, Wanted::Earliest),
        (&journal::LATEST_BATCH, Wanted::Latest),
        (&local::EARLIEST_BATCH, Wanted::Earliest),
        (&local::LATEST_BATCH, Wanted::Latest),
    ] {
        table.serve(operation, move |app, call| several(app, call, wanted));
    }
    for operation in [&journal::NEXT, &local::NEXT] {
        table.serve(operation, next);
    }
    for operation in [&journal::NEXT_BATCH, &local::NEXT_BATCH] {
        table.serve(operation, next_several);
    }
    for operation in [&journal::BATCH_READ, &local::BATCH_READ] {
        table.serve(operation, read);
    }
    table.serve(&wire::READ, open);
}

async fn next(app: Arc<App>, call: Call) -> Outcome {
    let place = app.engine.journal_place(call.principal(), call.parameter("offset")).await?;
    one(app, call, Wanted::After(place)).await
}

async fn next_several(app: Arc<App>, call: Call) -> Outcome {
    let place = app.engine.journal_place(call.principal(), call.parameter("offset")).await?;
    several(app, call, Wanted::After(place)).await
}

async fn one(app: Arc<App>, call: Call, wanted: Wanted) -> Outcome {
    let portal = call.query.number("installPortalId")?;
    let found = app.engine.read_journal(call.principal(), portal, wanted, 1).await?;
    // Nothing is newer than what the caller has.
    let Some(found) = found.first() else { return Ok(Reply::no_content()) };
    Ok(Reply::ok(&shown(&call, found)))
}

async fn several(app: Arc<App>, call: Call, wanted: Wanted) -> Outcome {
    let started = call.now(&app);
    let portal = call.query.number("installPortalId")?;
    let count = call.parameter("count");
    let limit = count.parse().ok().filter(|count| (1..=MAX_FILES).contains(count));
    let limit = limit.ok_or_else(|| Failure::invalid_parameter("count", count))?;
    let found = app.engine.read_journal(call.principal(), portal, wanted, limit).await?;
    let results = found.iter().map(|file| shown(&call, file)).collect();
    Ok(Reply::ok(&Batch::complete(results, Vec::new(), started.to_iso(), call.now(&app).to_iso())))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let started = call.now(&app);
    let input: journal::OffsetsInput<'_> = call.json()?;
    if input.inputs.len() > MAX_FILES {
        return Err(Failure::tool_refused("At most 100 offsets can be read at once."));
    }
    let (mut results, mut errors) = (Vec::new(), Vec::new());
    for offset in &input.inputs {
        let found = match app.engine.journal_place(call.principal(), offset).await {
            Ok(place) => app.engine.journal_file_at(call.principal(), place).await?,
            Err(linchpin_engine::Error::Journal(_)) => None,
            Err(error) => return Err(error.into()),
        };
        match found {
            Some(found) => results.push(shown(&call, &found)),
            None => errors.push(missing(offset)),
        }
    }
    let status = if errors.is_empty() { 200 } else { 207 };
    let status = axum::http::StatusCode::from_u16(status).expect("both are statuses");
    let body = Batch::complete(results, errors, started.to_iso(), call.now(&app).to_iso());
    Ok(Reply::json(status, &body))
}

async fn open(app: Arc<App>, call: Call) -> Outcome {
    let file = app.engine.open_journal_file(call.parameter("fileKey")).await?;
    Ok(Reply::ok(&wire::FileBody {
        offset: file.offset,
        journal_events: file.events.iter().map(event).collect(),
        published_at: file.published_at.to_iso(),
    }))
}

fn missing(offset: &str) -> BatchError {
    BatchError {
        status: "error",
        category: Some(Category::ObjectNotFound),
        sub_category: None,
        message: format!("There is no journal offset \"{offset}\"."),
        context: Context::new().with("offset", [offset]),
    }
}

fn shown(call: &Call, file: &Published) -> wire::FetchBody {
    wire::FetchBody {
        current_offset: file.offset.clone(),
        expires_at: file.expires_at.to_iso(),
        url: format!("{}/_linchpin/v1/journal-files/{}", call.base_url(), file.key),
    }
}

fn event(event: &Event) -> wire::EventBody<'_> {
    // Those that are not of one record's values have none to tell.
    let has_values = event.subject == "OBJECT";
    wire::EventBody {
        subject: &event.subject,
        portal_id: event.portal,
        occurred_at: linchpin_domain::Timestamp(event.at).to_iso(),
        action: &event.action,
        object_type_id: event.object_type.as_deref(),
        object_id: event.object,
        property_changes: has_values.then_some(&event.values),
        merged_object_ids: &event.merged,
        list_id: event.list,
        association: event.pair.as_ref().map(association),
    }
}

fn association(pair: &PairEvent) -> wire::AssociationBody<'_> {
    wire::AssociationBody {
        from_object_id: pair.from,
        to_object_id: pair.to,
        from_object_type_id: &pair.from_type,
        to_object_type_id: &pair.to_type,
        association_type_id: pair.type_id,
        association_category: &pair.category,
        is_primary: pair.is_primary,
    }
}

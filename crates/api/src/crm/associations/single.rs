//! Associations of one record.

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_domain::RecordId;
use linchpin_engine::associations::{AssociatedPage, AssociationPageRequest, PairRequest, Unwanted, Wanted};
use linchpin_engine::objects::Reading;
use linchpin_wire::batch::Batch;
use linchpin_wire::crm::associations::{Id, TypesInput, single as wire};
use linchpin_wire::page::Page;

use super::super::objects::Renderer;
use super::{IdForm, convert, ends};
use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Associated records on a page, when the caller does not say and at most.
const MAX_PAGE: u32 = 500;

pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST_V3, list_v3);
    table.serve(&wire::LIST_V4, |app, call| list(app, call, Id::Number));
    table.serve(&wire::LIST, |app, call| list(app, call, Id::Text));
    table.serve(&wire::CREATE_BY_TYPE, create_by_type);
    table.serve(&wire::CREATE_V4, |app, call| create(app, call, Id::Number));
    table.serve(&wire::CREATE, |app, call| create(app, call, Id::Text));
    table.serve(&wire::CREATE_DEFAULT, create_default);
    table.serve(&wire::ARCHIVE_BY_TYPE, archive_by_type);
    table.serve(&wire::ARCHIVE, archive);
}

async fn list_v3(app: Arc<App>, call: Call) -> Outcome {
    let page = page(&app, &call).await?;
    let paging = page.next.map(|next| call.paging(next.to_string()));
    Ok(Reply::ok(&Page { results: convert::ids(&page), paging }))
}

async fn list(app: Arc<App>, call: Call, id: IdForm) -> Outcome {
    let page = page(&app, &call).await?;
    let paging = page.next.map(|next| call.paging(next.to_string()));
    Ok(Reply::ok(&Page { results: convert::objects(&page, id), paging }))
}

async fn page(app: &App, call: &Call) -> Result<AssociatedPage, Failure> {
    let limit = call.query.limit(MAX_PAGE, MAX_PAGE)? as usize;
    let from = RecordId(call.query.number("after")?.unwrap_or_default());
    let request = AssociationPageRequest { from, limit };
    let id = call.parameter("objectId");
    Ok(app.engine.associations(call.principal(), ends(app, call).await?, id, request).await?)
}

async fn create(app: Arc<App>, call: Call, id: IdForm) -> Outcome {
    let ends = ends(&app, &call).await?;
    let TypesInput(types) = call.json()?;
    let request = pair(&call, Wanted::Exactly(convert::keys(types)));
    let done = app.engine.associate_one(call.principal(), ends, request).await?;
    Ok(Reply::json(StatusCode::CREATED, &convert::labels_between(ends, &done, id)))
}

async fn create_default(app: Arc<App>, call: Call) -> Outcome {
    let started = call.now(&app);
    let request = PairRequest {
        from: call.parameter("fromObjectId").into(),
        to: call.parameter("toObjectId").into(),
        what: Wanted::Default,
    };
    let done = app.engine.associate_one(call.principal(), ends(&app, &call).await?, request).await?;
    let completed = call.now(&app);
    let results = convert::defaults(&done);
    Ok(Reply::ok(&Batch::complete(results, Vec::new(), started.to_iso(), completed.to_iso())))
}

async fn create_by_type(app: Arc<App>, call: Call) -> Outcome {
    let ends = ends(&app, &call).await?;
    let request = pair(&call, Wanted::Named(call.parameter("associationType").into()));
    app.engine.associate_one(call.principal(), ends, request).await?;
    let reading = Reading { associations: vec![call.parameter("toObjectType")], ..Reading::default() };
    let key = (call.parameter("objectId"), None);
    let (record, selection) = app.engine.read_record(call.principal(), ends.from, key, &reading).await?;
    let body = Renderer::new(&call, ends.from).one_found(&record, &selection)?;
    Ok(Reply::written(StatusCode::OK, body))
}

async fn archive(app: Arc<App>, call: Call) -> Outcome {
    let request = pair(&call, Unwanted::All);
    app.engine.dissociate(call.principal(), ends(&app, &call).await?, &[request]).await?;
    Ok(Reply::no_content())
}

async fn archive_by_type(app: Arc<App>, call: Call) -> Outcome {
    let request = pair(&call, Unwanted::Named(call.parameter("associationType").into()));
    app.engine.dissociate(call.principal(), ends(&app, &call).await?, &[request]).await?;
    Ok(Reply::no_content())
}

/// The two records that the path names.
fn pair<W>(call: &Call, what: W) -> PairRequest<'_, W> {
    PairRequest { from: call.parameter("objectId").into(), to: call.parameter("toObjectId").into(), what }
}

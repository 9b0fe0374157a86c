//! Limits that an account sets on how many records a record may be associated with.

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_domain::{AssociationType, AssociationTypeId};
use linchpin_engine::associations::{Ends, TypeKey};
use linchpin_wire::crm::associations::{
    BatchLimitInput, BatchLimitKeyInput, LimitInput, LimitKeyInput, TypeLimit, limits as wire,
};
use linchpin_wire::page::Page;

use super::super::objects::batch;
use super::ends;
use crate::{App, Call, Failure, Outcome, Reply, Table};

pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST_ALL, list_all);
    table.serve(&wire::LIST, list);
    table.serve(&wire::BATCH_CREATE, |app, call| set(app, call, StatusCode::CREATED, Labels::Shown));
    table.serve(&wire::BATCH_UPDATE, |app, call| set(app, call, StatusCode::OK, Labels::Hidden));
    table.serve(&wire::BATCH_PURGE, purge);
}

/// Whether an answer shows what people read.
#[derive(Clone, Copy)]
enum Labels {
    Shown,
    /// The official SDK's model of a changed limit has no label.
    Hidden,
}

async fn list_all(app: Arc<App>, call: Call) -> Outcome {
    list_of(&app, &call, None).await
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    list_of(&app, &call, Some(ends(&app, &call).await?)).await
}

async fn list_of(app: &App, call: &Call, ends: Option<Ends>) -> Outcome {
    let limits = app.engine.association_limits(call.principal(), ends).await?;
    let results = limits.iter().map(|(row, max)| limit(row, *max, Labels::Shown)).collect();
    Ok(Reply::ok(&Page::whole(results)))
}

async fn set(app: Arc<App>, call: Call, success: StatusCode, labels: Labels) -> Outcome {
    let started = call.now(&app);
    let ends = ends(&app, &call).await?;
    let input: BatchLimitInput<'_> = call.json()?;
    let limits = input.inputs.into_iter().map(|LimitInput { category, type_id, max_to_object_ids }| {
        (key(&category, type_id), Some(i64::from(max_to_object_ids)))
    });
    let limits: Vec<_> = limits.collect();
    let set: Vec<_> = limits.iter().map(|(key, _)| key.id).collect();
    app.engine.set_association_limits(call.principal(), ends, limits).await?;
    let now = app.engine.association_limits(call.principal(), Some(ends)).await?;
    let done = now.iter().filter(|(row, _)| set.contains(&row.id));
    let results = done.map(|(row, max)| limit(row, *max, labels)).collect();
    Ok(batch((&app, &call), started, success, results, Vec::new()))
}

async fn purge(app: Arc<App>, call: Call) -> Outcome {
    let ends = ends(&app, &call).await?;
    let input: BatchLimitKeyInput<'_> = call.json()?;
    let keys = input.inputs.into_iter();
    let limits = keys.map(|LimitKeyInput { category, type_id }| (key(&category, type_id), None));
    let limits = limits.collect();
    app.engine.set_association_limits(call.principal(), ends, limits).await?;
    Ok::<_, Failure>(Reply::no_content())
}

fn key(category: &str, type_id: i32) -> TypeKey<'static> {
    TypeKey { category: category.to_owned().into(), id: AssociationTypeId(type_id) }
}

fn limit(row: &AssociationType, max: i64, labels: Labels) -> TypeLimit {
    let label = match labels {
        Labels::Shown => row.label.as_deref().map(str::to_owned),
        Labels::Hidden => None,
    };
    TypeLimit {
        category: row.id.category().as_str(),
        type_id: row.id.0,
        user_enforced_max_to_object_ids: max,
        label,
    }
}

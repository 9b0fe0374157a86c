//! What apps want to be told.

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_domain::webhook::Topic;
use linchpin_engine::Error;
use linchpin_engine::webhooks::{Subscription, Switch, WebhookRefusal};
use linchpin_wire::page::Page;
use linchpin_wire::webhooks::subscriptions as wire;

use crate::apps::app_id;
use crate::crm::batch;
use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Inputs of a batch: all subscriptions that an app can have.
const MAX_INPUTS: usize = 1_000;

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::CREATE, create);
    table.serve(&wire::CREATE_DATED, create_dated);
    table.serve(&wire::BATCH_UPDATE, batch_update);
    table.serve(&wire::READ, read);
    table.serve(&wire::UPDATE, update);
    table.serve(&wire::ARCHIVE, archive);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let found = app.engine.webhook_subscriptions(call.principal().account, app_id(&call)?).await?;
    Ok(Reply::ok(&Page::whole(found.iter().map(body).collect())))
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    subscribe(&app, &call, call.json()?).await
}

async fn create_dated(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::CreateDatedInput<'_> = call.json()?;
    subscribe(&app, &call, input.into()).await
}

async fn subscribe(app: &App, call: &Call, input: wire::CreateInput<'_>) -> Outcome {
    let topic = Topic::parse(
        &input.event_type,
        input.object_type_id.as_deref(),
        input.property_name.as_deref(),
        input.event_type_name.as_deref(),
    );
    let topic = topic.map_err(|violation| Error::from(WebhookRefusal::Topic(violation)))?;
    let (by, is_active) = (call.principal().as_ref().into(), input.active.unwrap_or(false));
    let made = app.engine.create_webhook_subscription(by, app_id(call)?, topic, is_active).await?;
    Ok(Reply::created(&body(&made), call.location(&made.id.to_string())))
}

async fn batch_update(app: Arc<App>, call: Call) -> Outcome {
    let started = call.now(&app);
    let id = app_id(&call)?;
    let input: wire::BatchUpdateInput = call.json()?;
    if input.inputs.len() > MAX_INPUTS {
        return Err(Failure::batch_too_large(MAX_INPUTS));
    }
    let switch = |item: &wire::SwitchInput| Switch { id: item.id.into(), is_active: item.active };
    let switches = input.inputs.iter().map(switch).collect();
    let by = call.principal().as_ref().into();
    let done = app.engine.switch_webhook_subscriptions(by, id, switches).await?;
    let is_missing = |item: &&wire::SwitchInput| done.iter().all(|done| done.id != i64::from(item.id));
    let error = |item: &wire::SwitchInput| {
        Failure::webhook_subscription_not_found(&item.id.to_string()).into_batch_error(&call)
    };
    let errors = input.inputs.iter().filter(is_missing).map(error).collect();
    Ok(batch((&app, &call), started, StatusCode::OK, done.iter().map(body).collect(), errors))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    Ok(Reply::ok(&body(&find(&app, &call).await?)))
}

async fn update(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::UpdateInput = call.json()?;
    let found = find(&app, &call).await?;
    let Some(is_active) = input.active else { return Ok(Reply::ok(&body(&found))) };
    let (by, switches) = (call.principal().as_ref().into(), vec![Switch { id: found.id, is_active }]);
    let done = app.engine.switch_webhook_subscriptions(by, app_id(&call)?, switches).await?;
    // Somebody else may just have ended it.
    let now = done.first().ok_or_else(|| Failure::webhook_subscription_not_found(&found.id.to_string()));
    Ok(Reply::ok(&body(now?)))
}

async fn archive(app: Arc<App>, call: Call) -> Outcome {
    let (by, id) = (call.principal().as_ref().into(), call.parameter("subscriptionId"));
    app.engine.delete_webhook_subscription(by, app_id(&call)?, id).await?;
    Ok(Reply::no_content())
}

/// The subscription that the path names.
async fn find(app: &App, call: &Call) -> Result<Subscription, Failure> {
    let (account, id) = (call.principal().account, call.parameter("subscriptionId"));
    Ok(app.engine.webhook_subscription(account, app_id(call)?, id).await?)
}

fn body(subscription: &Subscription) -> wire::SubscriptionBody<'_> {
    let Topic { event_type, object_type, property, event_name } = &subscription.topic;
    wire::SubscriptionBody {
        id: subscription.id.to_string(),
        created_at: subscription.created_at.to_iso(),
        updated_at: subscription.updated_at.to_iso(),
        event_type: event_type.to_string(),
        property_name: property.as_deref(),
        object_type_id: object_type.map(|id| id.to_string()),
        event_type_name: event_name.as_deref(),
        active: subscription.is_active,
    }
}

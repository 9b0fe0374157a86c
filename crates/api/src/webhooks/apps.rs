//! What people do to the webhooks of one app: pauses, and events that never happened.

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_domain::webhook::EventType;
use linchpin_domain::{AppId, ObjectTypeId};
use linchpin_engine::webhooks::deliveries::TrialEvent;
use linchpin_wire::input::TextInput;
use linchpin_wire::webhooks::apps as wire;

use super::deliveries::{account, body};
use super::field;
use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::PAUSE, pause);
    table.serve(&wire::RESUME, resume);
    table.serve(&wire::TEST, test);
}

async fn pause(app: Arc<App>, call: Call) -> Outcome {
    app.engine.pause_webhooks(call.principal().as_ref().into(), app_id(&call)?, true).await?;
    Ok(Reply::no_content())
}

async fn resume(app: Arc<App>, call: Call) -> Outcome {
    app.engine.pause_webhooks(call.principal().as_ref().into(), app_id(&call)?, false).await?;
    Ok(Reply::no_content())
}

async fn test(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::TestInput<'_> =
        if call.body.is_empty() { wire::TestInput::default() } else { call.json()? };
    let text = |input: Option<TextInput<'_>>| input.map(TextInput::into_string);
    let trial = TrialEvent {
        account: account(&call)?,
        event_type: field("eventType", input.event_type.as_deref(), EventType::parse)?,
        object_type: field("objectTypeId", input.object_type_id.as_deref(), |id| {
            id.parse::<ObjectTypeId>().ok()
        })?,
        object: input.object_id,
        property: text(input.property_name),
        value: text(input.property_value),
    };
    let delivery = app.engine.send_trial_event(call.principal(), app_id(&call)?, trial).await?;
    Ok(Reply::json(StatusCode::CREATED, &body(&delivery)))
}

/// The app that the path names.
fn app_id(call: &Call) -> Result<AppId, Failure> {
    let text = call.parameter("appId");
    AppId::parse(text).ok_or_else(|| Failure::app_not_found(text))
}

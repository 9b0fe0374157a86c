//! What is sent to apps: listed, read, and sent once more.

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_deliver::payload;
use linchpin_domain::webhook::EventType;
use linchpin_domain::{AccountId, AppId, Timestamp};
use linchpin_engine::webhooks;
use linchpin_engine::webhooks::deliveries::{
    Again, Attempt, Delivery, MAX_AGAIN, Queue, Replay, State, Wanted,
};
use linchpin_wire::page::Page;
use linchpin_wire::webhooks::deliveries as wire;
use serde_json::value::RawValue;

use super::field;
use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Deliveries on a page when the caller does not say.
const DEFAULT_LIMIT: u32 = 50;
/// Deliveries on a page at most.
const MAX_LIMIT: u32 = 500;

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::READ, read);
    table.serve(&wire::REPLAY, replay);
    table.serve(&wire::REPLAY_RANGE, replay_range);
    table.serve(&wire::QUEUES, queues);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let limit = call.query.limit(DEFAULT_LIMIT, MAX_LIMIT)?;
    let wanted = Wanted {
        account: account(&call)?,
        app: call.query.number("app")?.map(AppId),
        state: parsed(&call, "state", State::parse)?,
        event_type: parsed(&call, "eventType", EventType::parse)?,
        object: call.query.number("objectId")?,
        created: (
            parsed(&call, "since", Timestamp::parse)?.unwrap_or(Timestamp(i64::MIN)),
            parsed(&call, "until", Timestamp::parse)?.unwrap_or(Timestamp(i64::MAX)),
        ),
        before: call.query.number("after")?.unwrap_or(i64::MAX),
        limit: limit as usize,
    };
    let page = app.engine.list_webhook_deliveries(call.principal(), wanted).await?;
    let results = page.deliveries.iter().map(body).collect();
    let paging = page.next.map(|next| call.paging(next.to_string()));
    Ok(Reply::ok(&Page { results, paging }))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let id = call.parameter("deliveryId");
    let found = app.engine.read_webhook_delivery(call.principal(), account(&call)?, id).await?;
    let attempts = found
        .attempts
        .iter()
        .map(|(one, said)| wire::AttemptBody { exchange: said.as_ref().map(exchange), ..attempt(one) });
    let is_waiting = found.delivery.row.due_at.is_some();
    Ok(Reply::ok(&wire::DeliveryBody {
        events: Some(as_sent(&found.delivery)),
        down_since: found.health.down_since().filter(|_| is_waiting).map(Timestamp::to_iso),
        attempts: attempts.collect(),
        ..body(&found.delivery)
    }))
}

async fn replay(app: Arc<App>, call: Call) -> Outcome {
    let id = call.parameter("deliveryId");
    let again = app.engine.replay_webhook_delivery(call.principal(), account(&call)?, id).await?;
    Ok(Reply::json(StatusCode::ACCEPTED, &replayed(&again, i64::MAX)))
}

async fn replay_range(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::ReplayInput<'_> = call.json()?;
    let to = input.to.unwrap_or(i64::MAX);
    let replay = Replay {
        account: account(&call)?,
        app: AppId::parse(&input.app_id).ok_or_else(|| Failure::app_not_found(&input.app_id))?,
        ids: (input.from.unwrap_or_default(), to),
        state: field("state", input.state.as_deref(), State::parse)?,
    };
    let again = app.engine.replay_webhook_deliveries(call.principal(), replay).await?;
    Ok(Reply::json(StatusCode::ACCEPTED, &replayed(&again, to)))
}

async fn queues(app: Arc<App>, call: Call) -> Outcome {
    let account = account(&call)?;
    let queues = app.engine.webhook_queues(call.principal(), account).await?;
    let account = account.unwrap_or(call.principal().account);
    Ok(Reply::ok(&Page::whole(queues.iter().map(|queue| shown_queue(account, queue)).collect())))
}

/// The account that the query names, whose events are asked about.
pub(super) fn account(call: &Call) -> Result<Option<AccountId>, Failure> {
    parsed(call, "account", AccountId::parse)
}

/// A query parameter that stands for something.
fn parsed<T>(
    call: &Call,
    name: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Failure> {
    field(name, call.query.text(name), parse)
}

/// A delivery, with the last time that it was sent.
pub(super) fn body(delivery: &Delivery) -> wire::DeliveryBody<'_> {
    let row = &delivery.row;
    let mut event_types: Vec<_> = delivery.events.iter().map(|event| event.event_type.as_str()).collect();
    event_types.sort_unstable();
    event_types.dedup();
    wire::DeliveryBody {
        id: row.id.to_string(),
        app_id: row.app.0,
        portal_id: delivery.account.0,
        state: &row.state,
        created_at: row.created_at.to_iso(),
        // What was never sent is due from the beginning.
        next_attempt_at: row.due_at.map(|due_at| due_at.max(row.created_at).to_iso()),
        attempt_count: row.n_attempts,
        is_test: row.is_test,
        replay_of: row.replay_of.map(|id| id.to_string()),
        event_count: delivery.events.len(),
        event_types,
        events: None,
        down_since: None,
        attempts: row.last.iter().map(attempt).collect(),
    }
}

/// The events of a delivery in the form in which they are sent.
fn as_sent(delivery: &Delivery) -> Box<RawValue> {
    let row = &delivery.row;
    let queue = webhooks::Queue { account: delivery.account, app: row.app };
    let sent = webhooks::Delivery {
        id: row.id,
        attempts: row.last.as_ref().map_or(0, |last| last.number),
        events: delivery.events.clone(),
        n_bytes: row.events.len(),
    };
    serde_json::from_slice(&payload::body(queue, &sent)).expect("what is sent is JSON")
}

fn attempt(attempt: &Attempt) -> wire::AttemptBody<'_> {
    wire::AttemptBody {
        attempt_number: attempt.number,
        sent_at: attempt.sent_at.to_iso(),
        duration_us: attempt.duration_us,
        status: attempt.status,
        error: attempt.error.as_deref(),
        response: attempt.response.as_deref(),
        exchange: None,
    }
}

fn exchange(said: &webhooks::Exchange) -> wire::ExchangeBody<'_> {
    wire::ExchangeBody {
        url: &said.url,
        request_headers: headers(&said.sent),
        response_headers: headers(&said.received),
    }
}

fn headers(lines: &str) -> Vec<wire::HeaderBody<'_>> {
    webhooks::Exchange::headers(lines).map(|(name, value)| wire::HeaderBody { name, value }).collect()
}

fn replayed(again: &Again, to: i64) -> wire::ReplayBody {
    let repeated = again
        .repeated
        .iter()
        .map(|(new, old)| wire::ReplayedBody { id: new.to_string(), replay_of: old.to_string() });
    let is_full = again.repeated.len() + again.hurried.len() == MAX_AGAIN;
    let next = again.last.filter(|last| is_full && *last < to).map(|last| (last + 1).to_string());
    let hurried = again.hurried.iter().map(i64::to_string).collect();
    wire::ReplayBody { replayed: repeated.collect(), hurried, next }
}

fn shown_queue(account: AccountId, queue: &Queue) -> wire::QueueBody {
    wire::QueueBody {
        app_id: queue.app.0,
        portal_id: account.0,
        owner_id: queue.maker.0,
        waiting: queue.n_waiting,
        oldest_at: queue.oldest_at.map(Timestamp::to_iso),
        next_attempt_at: queue.due_at.map(Timestamp::to_iso),
        paused: queue.is_paused,
        failures_in_a_row: queue.health.failures,
        down_since: queue.health.down_since().map(Timestamp::to_iso),
    }
}

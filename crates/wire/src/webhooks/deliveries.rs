//! What is sent to apps, as people look at it; HubSpot shows it in its UI only, so that the paths and forms are ours.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::input::{TextInput, long};
use crate::operation::{Limit, Method, Operation, Scopes};
use crate::shape::{Body, Enumeration, Shape, object, optional, required};
use crate::version::Version::V1;

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST, READ, REPLAY, REPLAY_RANGE, QUEUES];

/// List deliveries, the newest first.
pub const LIST: Operation = Operation {
    id: "linchpin.webhooks.deliveries.list",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/webhooks/deliveries")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Read a delivery with its events and every time that it was sent.
pub const READ: Operation = Operation {
    id: "linchpin.webhooks.deliveries.read",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/webhooks/deliveries/{deliveryId}")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Send a delivery once more.
pub const REPLAY: Operation = Operation {
    id: "linchpin.webhooks.deliveries.replay",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/webhooks/deliveries/{deliveryId}/replay")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Send the deliveries of a range once more.
pub const REPLAY_RANGE: Operation = Operation {
    id: "linchpin.webhooks.deliveries.replay_range",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/webhooks/deliveries/replay")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Tell what waits, for each app.
pub const QUEUES: Operation = Operation {
    id: "linchpin.webhooks.queues.list",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/webhooks/queues")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// The states of a delivery.
pub const STATES: [&str; 3] = ["waiting", "delivered", "failed"];

/// Which deliveries to send once more.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReplayInput<'a> {
    /// The app that they are for.
    #[serde(borrow)]
    pub app_id: TextInput<'a>,
    /// The first one; the oldest there is when nothing is said.
    #[serde(default, deserialize_with = "long")]
    pub from: Option<i64>,
    /// The last one; the newest there is when nothing is said.
    #[serde(default, deserialize_with = "long")]
    pub to: Option<i64>,
    /// Only those in this state, one of [`STATES`].
    #[serde(borrow, default)]
    pub state: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for ReplayInput<'a> {
    const SHAPE: Shape = object(
        "ReplayInput",
        &[
            required("appId", Shape::Text),
            optional("from", Shape::Integer),
            optional("to", Shape::Integer),
            optional("state", Shape::Word(Enumeration { name: "DeliveryState", values: &STATES })),
        ],
    );
}

/// A delivery.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryBody<'a> {
    /// Its number.
    pub id: String,
    /// The app that it is for.
    pub app_id: i64,
    /// The account that the events are of.
    pub portal_id: i64,
    /// One of [`STATES`].
    pub state: &'a str,
    /// When it was made, ISO 8601.
    pub created_at: String,
    /// When it is to be sent, or sent again, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_attempt_at: Option<String>,
    /// How often it was sent.
    pub attempt_count: i64,
    /// Whether its events never happened.
    pub is_test: bool,
    /// The delivery that it repeats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replay_of: Option<String>,
    /// How many events it holds.
    pub event_count: usize,
    /// Their types, each once.
    pub event_types: Vec<&'a str>,
    /// The events, as they are sent, or were sent the last time; not in a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Box<RawValue>>,
    /// Since when its receiver takes nothing, ISO 8601, while it waits for one that counts as down; not in a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub down_since: Option<String>,
    /// The times that it was sent, the first one first; in a list the last one only.
    pub attempts: Vec<AttemptBody<'a>>,
}

/// One time that a delivery was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AttemptBody<'a> {
    /// The how manieth it was, from 0 on, as the events said.
    pub attempt_number: i64,
    /// When, ISO 8601.
    pub sent_at: String,
    /// How long it took, in microseconds.
    pub duration_us: i64,
    /// The status that came back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<i64>,
    /// Why none did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<&'a str>,
    /// The beginning of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<&'a str>,
    /// What else was said; not in a list.
    #[serde(flatten)]
    pub exchange: Option<ExchangeBody<'a>>,
}

/// What was said in an attempt beside the bodies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExchangeBody<'a> {
    /// Where it went; without the query for those who did not make the app.
    pub url: &'a str,
    /// The headers that were sent, beside `host` and `content-length`.
    pub request_headers: Vec<HeaderBody<'a>>,
    /// The first of those that came back; the values of cookies are masked.
    pub response_headers: Vec<HeaderBody<'a>>,
}

/// A header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeaderBody<'a> {
    /// Its name, in small letters.
    pub name: &'a str,
    /// Its value.
    pub value: &'a str,
}

/// What is sent once more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReplayBody {
    /// The new deliveries.
    pub replayed: Vec<ReplayedBody>,
    /// Those that waited, and are due now.
    pub hurried: Vec<String>,
    /// Where the rest of the range begins, if one call was too little for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A delivery that repeats another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReplayedBody {
    /// Its number.
    pub id: String,
    /// The one that it repeats.
    pub replay_of: String,
}

/// What waits for an app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QueueBody {
    /// The app.
    pub app_id: i64,
    /// The account that the events are of.
    pub portal_id: i64,
    /// The account that made the app.
    pub owner_id: i64,
    /// How many deliveries wait.
    pub waiting: i64,
    /// Since when the oldest of them waits, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oldest_at: Option<String>,
    /// When the next one is due, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_attempt_at: Option<String>,
    /// Whether nothing is sent for now.
    pub paused: bool,
    /// How many requests failed since the last one that did not.
    pub failures_in_a_row: i64,
    /// Since when the receiver takes nothing, ISO 8601, if it counts as down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub down_since: Option<String>,
}

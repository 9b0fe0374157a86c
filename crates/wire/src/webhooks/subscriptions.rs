//! What apps want to be told.

mod input;

use serde::Serialize;

use super::{READ_SCOPES, WRITE_SCOPES};
use crate::operation::{Limit, Method, Operation};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, D2027_03Beta, V3};

pub use input::{BatchUpdateInput, CreateDatedInput, CreateInput, SwitchInput, UpdateInput};

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST, CREATE, CREATE_DATED, BATCH_UPDATE, READ, UPDATE, ARCHIVE];

/// List the subscriptions of an app.
pub const LIST: Operation = Operation {
    id: "webhooks.subscriptions.list",
    method: Method::Get,
    paths: &[
        (V3, "/webhooks/v3/{appId}/subscriptions"),
        (V3, "/app-webhooks/v3/{appId}/subscriptions"),
        (D2025_09, "/app-webhooks/2025-09/{appId}/subscriptions"),
        (D2025_09, "/webhooks/2025-09/{appId}/subscriptions"),
        (D2026_03, "/webhooks/2026-03/{appId}/subscriptions"),
        (D2026_03, "/app-webhooks/2026-03/{appId}/subscriptions"),
        (D2026_09, "/app-webhooks/2026-09/{appId}/subscriptions"),
        (D2026_09, "/webhooks/2026-09/{appId}/subscriptions"),
        (D2027_03Beta, "/app-webhooks/2027-03-beta/{appId}/subscriptions"),
        (D2027_03Beta, "/webhooks/2027-03-beta/{appId}/subscriptions"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Subscribe an app to something, which it is only told once that is active.
pub const CREATE: Operation = Operation {
    id: "webhooks.subscriptions.create",
    method: Method::Post,
    paths: &[(V3, "/webhooks/v3/{appId}/subscriptions"), (V3, "/app-webhooks/v3/{appId}/subscriptions")],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Subscribe an app to something; dated versions want to know whether that is active.
pub const CREATE_DATED: Operation = Operation {
    id: "webhooks.subscriptions.create",
    method: Method::Post,
    paths: &[
        (D2025_09, "/app-webhooks/2025-09/{appId}/subscriptions"),
        (D2025_09, "/webhooks/2025-09/{appId}/subscriptions"),
        (D2026_03, "/webhooks/2026-03/{appId}/subscriptions"),
        (D2026_03, "/app-webhooks/2026-03/{appId}/subscriptions"),
        (D2026_09, "/app-webhooks/2026-09/{appId}/subscriptions"),
        (D2026_09, "/webhooks/2026-09/{appId}/subscriptions"),
        (D2027_03Beta, "/app-webhooks/2027-03-beta/{appId}/subscriptions"),
        (D2027_03Beta, "/webhooks/2027-03-beta/{appId}/subscriptions"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Switch subscriptions on and off.
pub const BATCH_UPDATE: Operation = Operation {
    id: "webhooks.subscriptions.batch_update",
    method: Method::Post,
    paths: &[
        (V3, "/webhooks/v3/{appId}/subscriptions/batch/update"),
        (V3, "/app-webhooks/v3/{appId}/subscriptions/batch/update"),
        (D2025_09, "/app-webhooks/2025-09/{appId}/subscriptions/batch/update"),
        (D2025_09, "/webhooks/2025-09/{appId}/subscriptions/batch/update"),
        (D2026_03, "/webhooks/2026-03/{appId}/subscriptions/batch/update"),
        (D2026_03, "/app-webhooks/2026-03/{appId}/subscriptions/batch/update"),
        (D2026_09, "/app-webhooks/2026-09/{appId}/subscriptions/batch/update"),
        (D2026_09, "/webhooks/2026-09/{appId}/subscriptions/batch/update"),
        (D2027_03Beta, "/app-webhooks/2027-03-beta/{appId}/subscriptions/batch/update"),
        (D2027_03Beta, "/webhooks/2027-03-beta/{appId}/subscriptions/batch/update"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Read one subscription.
pub const READ: Operation = Operation {
    id: "webhooks.subscriptions.read",
    method: Method::Get,
    paths: &[
        (V3, "/webhooks/v3/{appId}/subscriptions/{subscriptionId}"),
        (V3, "/app-webhooks/v3/{appId}/subscriptions/{subscriptionId}"),
        (D2025_09, "/app-webhooks/2025-09/{appId}/subscriptions/{subscriptionId}"),
        (D2025_09, "/webhooks/2025-09/{appId}/subscriptions/{subscriptionId}"),
        (D2026_03, "/webhooks/2026-03/{appId}/subscriptions/{subscriptionId}"),
        (D2026_03, "/app-webhooks/2026-03/{appId}/subscriptions/{subscriptionId}"),
        (D2026_09, "/app-webhooks/2026-09/{appId}/subscriptions/{subscriptionId}"),
        (D2026_09, "/webhooks/2026-09/{appId}/subscriptions/{subscriptionId}"),
        (D2027_03Beta, "/app-webhooks/2027-03-beta/{appId}/subscriptions/{subscriptionId}"),
        (D2027_03Beta, "/webhooks/2027-03-beta/{appId}/subscriptions/{subscriptionId}"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Switch a subscription on or off.
pub const UPDATE: Operation = Operation {
    id: "webhooks.subscriptions.update",
    method: Method::Patch,
    paths: &[
        (V3, "/webhooks/v3/{appId}/subscriptions/{subscriptionId}"),
        (V3, "/app-webhooks/v3/{appId}/subscriptions/{subscriptionId}"),
        (D2025_09, "/app-webhooks/2025-09/{appId}/subscriptions/{subscriptionId}"),
        (D2025_09, "/webhooks/2025-09/{appId}/subscriptions/{subscriptionId}"),
        (D2026_03, "/webhooks/2026-03/{appId}/subscriptions/{subscriptionId}"),
        (D2026_03, "/app-webhooks/2026-03/{appId}/subscriptions/{subscriptionId}"),
        (D2026_09, "/app-webhooks/2026-09/{appId}/subscriptions/{subscriptionId}"),
        (D2026_09, "/webhooks/2026-09/{appId}/subscriptions/{subscriptionId}"),
        (D2027_03Beta, "/app-webhooks/2027-03-beta/{appId}/subscriptions/{subscriptionId}"),
        (D2027_03Beta, "/webhooks/2027-03-beta/{appId}/subscriptions/{subscriptionId}"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// End a subscription.
pub const ARCHIVE: Operation = Operation {
    id: "webhooks.subscriptions.archive",
    method: Method::Delete,
    paths: &[
        (V3, "/webhooks/v3/{appId}/subscriptions/{subscriptionId}"),
        (V3, "/app-webhooks/v3/{appId}/subscriptions/{subscriptionId}"),
        (D2025_09, "/app-webhooks/2025-09/{appId}/subscriptions/{subscriptionId}"),
        (D2025_09, "/webhooks/2025-09/{appId}/subscriptions/{subscriptionId}"),
        (D2026_03, "/webhooks/2026-03/{appId}/subscriptions/{subscriptionId}"),
        (D2026_03, "/app-webhooks/2026-03/{appId}/subscriptions/{subscriptionId}"),
        (D2026_09, "/app-webhooks/2026-09/{appId}/subscriptions/{subscriptionId}"),
        (D2026_09, "/webhooks/2026-09/{appId}/subscriptions/{subscriptionId}"),
        (D2027_03Beta, "/app-webhooks/2027-03-beta/{appId}/subscriptions/{subscriptionId}"),
        (D2027_03Beta, "/webhooks/2027-03-beta/{appId}/subscriptions/{subscriptionId}"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// A subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionBody<'a> {
    /// Its id.
    pub id: String,
    /// When it was made, ISO 8601.
    pub created_at: String,
    /// When it last changed, ISO 8601.
    pub updated_at: String,
    /// The type of the events.
    pub event_type: String,
    /// The property, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub property_name: Option<&'a str>,
    /// The type of the records, of `object.*` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_type_id: Option<String>,
    /// The name of the event, of `event.completed` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_type_name: Option<&'a str>,
    /// Whether the app is told.
    pub active: bool,
}

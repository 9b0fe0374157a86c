//! Where apps want their events.

use serde::{Deserialize, Serialize};

use super::{READ_SCOPES, WRITE_SCOPES};
use crate::input::{TextInput, required_integer};
use crate::operation::{Limit, Method, Operation};
use crate::shape::{Body, Shape, object, optional, required};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, D2027_03Beta, V3};

/// Every operation of the family.
pub const ALL: &[Operation] = &[READ, REPLACE, ARCHIVE];

/// Tell where an app wants its events.
pub const READ: Operation = Operation {
    id: "webhooks.settings.read",
    method: Method::Get,
    paths: &[
        (V3, "/webhooks/v3/{appId}/settings"),
        (V3, "/app-webhooks/v3/{appId}/settings"),
        (D2025_09, "/app-webhooks/2025-09/{appId}/settings"),
        (D2025_09, "/webhooks/2025-09/{appId}/settings"),
        (D2026_03, "/webhooks/2026-03/{appId}/settings"),
        (D2026_03, "/app-webhooks/2026-03/{appId}/settings"),
        (D2026_09, "/app-webhooks/2026-09/{appId}/settings"),
        (D2026_09, "/webhooks/2026-09/{appId}/settings"),
        (D2027_03Beta, "/app-webhooks/2027-03-beta/{appId}/settings"),
        (D2027_03Beta, "/webhooks/2027-03-beta/{appId}/settings"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Say where an app wants its events.
pub const REPLACE: Operation = Operation {
    id: "webhooks.settings.replace",
    method: Method::Put,
    paths: &[
        (V3, "/webhooks/v3/{appId}/settings"),
        (V3, "/app-webhooks/v3/{appId}/settings"),
        (D2025_09, "/app-webhooks/2025-09/{appId}/settings"),
        (D2025_09, "/webhooks/2025-09/{appId}/settings"),
        (D2026_03, "/webhooks/2026-03/{appId}/settings"),
        (D2026_03, "/app-webhooks/2026-03/{appId}/settings"),
        (D2026_09, "/app-webhooks/2026-09/{appId}/settings"),
        (D2026_09, "/webhooks/2026-09/{appId}/settings"),
        (D2027_03Beta, "/app-webhooks/2027-03-beta/{appId}/settings"),
        (D2027_03Beta, "/webhooks/2027-03-beta/{appId}/settings"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Let an app say no more where it wants its events; its subscriptions rest.
pub const ARCHIVE: Operation = Operation {
    id: "webhooks.settings.archive",
    method: Method::Delete,
    paths: &[
        (V3, "/webhooks/v3/{appId}/settings"),
        (V3, "/app-webhooks/v3/{appId}/settings"),
        (D2025_09, "/app-webhooks/2025-09/{appId}/settings"),
        (D2025_09, "/webhooks/2025-09/{appId}/settings"),
        (D2026_03, "/webhooks/2026-03/{appId}/settings"),
        (D2026_03, "/app-webhooks/2026-03/{appId}/settings"),
        (D2026_09, "/app-webhooks/2026-09/{appId}/settings"),
        (D2026_09, "/webhooks/2026-09/{appId}/settings"),
        (D2027_03Beta, "/app-webhooks/2027-03-beta/{appId}/settings"),
        (D2027_03Beta, "/webhooks/2027-03-beta/{appId}/settings"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Where an app wants its events from now on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SettingsInput<'a> {
    /// The URL that they are sent to.
    #[serde(borrow)]
    pub target_url: TextInput<'a>,
    /// How many requests it takes.
    #[serde(borrow)]
    pub throttling: ThrottlingInput<'a>,
}

/// How many requests an app takes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ThrottlingInput<'a> {
    /// So many at a time, or within the period.
    #[serde(deserialize_with = "required_integer")]
    pub max_concurrent_requests: i32,
    /// `SECONDLY` or `ROLLING_MINUTE`, of older apps.
    #[serde(borrow, default)]
    pub period: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for SettingsInput<'a> {
    const SHAPE: Shape = object(
        "SettingsChangeRequest",
        &[
            required("targetUrl", Shape::Text),
            required(
                "throttling",
                object(
                    "ThrottlingSettings",
                    &[required("maxConcurrentRequests", Shape::Integer), optional("period", Shape::Text)],
                ),
            ),
        ],
    );
}

/// Where an app wants its events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SettingsBody<'a> {
    /// The URL that they are sent to.
    pub target_url: &'a str,
    /// How many requests it takes.
    pub throttling: ThrottlingBody,
    /// When that was first said, ISO 8601.
    pub created_at: String,
    /// When it last changed, ISO 8601.
    pub updated_at: String,
}

/// How many requests an app takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ThrottlingBody {
    /// Within which time, where it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<&'static str>,
    /// So many at a time, or within the period.
    pub max_concurrent_requests: i64,
}

//! Webhooks: what apps want to be told, and where, what they are told, and what people see of it.
//!
//! HubSpot describes it at <https://developers.hubspot.com/docs/api-reference/webhooks-webhooks-v3/guide>.

pub mod apps;
pub mod deliveries;
pub mod event;
pub mod settings;
pub mod subscriptions;

use crate::operation::Scopes;

/// What lets a caller look, beside the developer key.
const READ_SCOPES: Scopes =
    Scopes::DeveloperOr(&["developers-read", "developers-write", "private-apps-read", "private-apps-write"]);
/// What lets a caller change something, beside the developer key.
const WRITE_SCOPES: Scopes = Scopes::DeveloperOr(&["developers-write", "private-apps-write"]);

//! Who signed in to an account, and what else concerned its security.
//!
//! HubSpot describes them at <https://developers.hubspot.com/docs/guides/api/settings/account-activity-api>.

use serde::Serialize;

use crate::operation::{Limit, Method, Operation, Scopes};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, V3};

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST_LOGINS, LIST_SECURITY];

const SCOPES: Scopes = Scopes::Listed(&["account-info.security.read"]);

/// List who signed in or tried to, page by page, the newest first.
pub const LIST_LOGINS: Operation = Operation {
    id: "account_info.activity.login.list",
    method: Method::Get,
    paths: &[
        (V3, "/account-info/v3/activity/login"),
        (D2025_09, "/account-info/2025-09/activity/login"),
        (D2026_03, "/account-info/2026-03/activity/login"),
        (D2026_09, "/account-info/2026-09/activity/login"),
    ],
    scopes: SCOPES,
    limit: Limit::Standard,
};

/// List what concerned the security of the account, page by page, the newest first.
pub const LIST_SECURITY: Operation = Operation {
    id: "account_info.activity.security.list",
    method: Method::Get,
    paths: &[
        (V3, "/account-info/v3/activity/security"),
        (D2025_09, "/account-info/2025-09/activity/security"),
        (D2026_03, "/account-info/2026-03/activity/security"),
        (D2026_09, "/account-info/2026-09/activity/security"),
    ],
    scopes: SCOPES,
    limit: Limit::Standard,
};

/// Somebody who signed in, or tried to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LoginBody<'a> {
    /// The number of the entry.
    pub id: String,
    /// When, ISO 8601.
    pub login_at: String,
    /// As which user.
    pub user_id: i64,
    /// The address as it was typed in.
    pub email: &'a str,
    /// Whether it worked.
    pub login_succeeded: bool,
    /// From which network address.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub ip_address: &'a str,
    /// With what, as it says itself.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub user_agent: &'a str,
}

/// Something that concerned the security of the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SecurityBody<'a> {
    /// The number of the entry.
    pub id: String,
    /// What happened, in capital letters.
    #[serde(rename = "type")]
    pub kind: &'a str,
    /// Who did it.
    pub user_id: i64,
    /// The address of who did it.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub acting_user: &'a str,
    /// When, ISO 8601.
    pub created_at: String,
    /// To what it was done: an id or an address.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub object_id: &'a str,
    /// From which network address.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub ip_address: &'a str,
}

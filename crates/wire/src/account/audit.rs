//! The audit log: who changed what about an account.
//!
//! HubSpot describes it at <https://developers.hubspot.com/docs/guides/api/settings/account-activity-api>.

use serde::Serialize;

use crate::operation::{Limit, Method, Operation, Scopes};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, V3};

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST];

/// List what was done, page by page, in the order of time.
pub const LIST: Operation = Operation {
    id: "account_info.activity.audit_logs.list",
    method: Method::Get,
    paths: &[
        (V3, "/account-info/v3/activity/audit-logs"),
        (D2025_09, "/account-info/2025-09/activity/audit-logs"),
        (D2026_03, "/account-info/2026-03/activity/audit-logs"),
        (D2026_09, "/account-info/2026-09/activity/audit-logs"),
    ],
    scopes: Scopes::Listed(&["account-info.security.read"]),
    limit: Limit::Standard,
};

/// Something that somebody did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditBody<'a> {
    /// The name of the entry.
    pub id: &'a str,
    /// The kind of thing that it was done to, in capital letters.
    pub category: &'a str,
    /// Which kind of those.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub sub_category: &'a str,
    /// What was done, in capital letters.
    pub action: &'a str,
    /// What it was done to: an id or a name.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub target_object_id: &'a str,
    /// When, ISO 8601.
    pub occurred_at: String,
    /// Who.
    pub acting_user: ActingUserBody<'a>,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ActingUserBody<'a> {
    /// The user.
    pub user_id: i64,
    /// The user's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_email: Option<&'a str>,
}

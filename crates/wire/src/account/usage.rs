//! How many calls were made, in the forms of today, in the older one, and by app.
//!
//! HubSpot describes it at <https://developers.hubspot.com/docs/guides/api/settings/account-information-api>.

use serde::Serialize;

use crate::operation::{Limit, Method, Operation, Scopes};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, V1, V3};

/// Every operation of the family.
pub const ALL: &[Operation] = &[DAILY, PRIVATE_APPS, DAILY_V1, BY_APP];

/// Tell how many calls were made on this day.
pub const DAILY: Operation = Operation {
    id: "account_info.api_usage.daily.list",
    method: Method::Get,
    paths: &[(V3, "/account-info/v3/api-usage/daily")],
    scopes: Scopes::Any,
    limit: Limit::Standard,
};

/// Tell how many calls private apps made on this day.
pub const PRIVATE_APPS: Operation = Operation {
    id: "account_info.api_usage.daily.private_apps.list",
    method: Method::Get,
    paths: &[
        (V3, "/account-info/v3/api-usage/daily/private-apps"),
        (D2025_09, "/account-info/2025-09/api-usage/daily/private-apps"),
        (D2026_03, "/account-info/2026-03/api-usage/daily/private-apps"),
        (D2026_09, "/account-info/2026-09/api-usage/daily/private-apps"),
    ],
    scopes: Scopes::Any,
    limit: Limit::Standard,
};

/// Tell how many calls were made on this day, in the older form.
pub const DAILY_V1: Operation = Operation {
    id: "legacy.account.daily_limit",
    method: Method::Get,
    paths: &[(V1, "/integrations/v1/limit/daily")],
    scopes: Scopes::Any,
    limit: Limit::Standard,
};

/// Tell how many calls each app made on this day.
pub const BY_APP: Operation = Operation {
    id: "linchpin.usage.list",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/usage")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// A limit of a day, and what is used of it; times are ISO 8601 today and milliseconds in the older form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UsageBody<T> {
    /// Which calls are meant.
    pub name: &'static str,
    /// How many there may be.
    pub usage_limit: u64,
    /// How many there were.
    pub current_usage: u64,
    /// When they were counted.
    pub collected_at: T,
    /// `SUCCESS`: counts are always at hand.
    pub fetch_status: &'static str,
    /// When counting begins anew.
    pub resets_at: T,
}

/// The limits of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UsagesBody {
    /// The limits.
    pub results: Vec<UsageBody<String>>,
}

/// The calls of an app on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AppUsageBody {
    /// The app.
    pub app_id: i64,
    /// What is counted together: `private`, `public` or `associations`.
    pub kind: String,
    /// How many calls it made.
    pub calls: i64,
}

/// The calls of all apps on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AppUsagesBody {
    /// The calls by app.
    pub results: Vec<AppUsageBody>,
    /// When counting begins anew, ISO 8601.
    pub resets_at: String,
}

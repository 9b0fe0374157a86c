//! Reports of records that are associated with nearly as many others as they may be.

use serde::Serialize;

use crate::operation::{Limit, Method, Operation, Scopes};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, D2026_09Beta, V4};

/// Every operation of this file.
pub const ALL: &[Operation] = &[HIGH_USAGE_REPORT];

/// Report to a user which records are associated with nearly as many others as they may be.
pub const HIGH_USAGE_REPORT: Operation = Operation {
    id: "crm.associations.usage.high_usage_report.create",
    method: Method::Post,
    paths: &[
        (V4, "/crm/v4/associations/usage/high-usage-report/{userId}"),
        (V4, "/crm/associations/v4/usage/high-usage-report/{userId}"),
        (D2025_09, "/crm/associations/2025-09/usage/high-usage-report/{userId}"),
        (D2026_03, "/crm/associations/2026-03/usage/high-usage-report/{userId}"),
        (D2026_09, "/crm/associations/2026-09/usage/high-usage-report/{userId}"),
        (D2026_09Beta, "/crm/associations/2026-09-beta/usage/high-usage-report/{userId}"),
    ],
    scopes: Scopes::ForAnyObjectType,
    limit: Limit::Associations,
};

/// A report that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportCreation<'a> {
    /// The user who gets it.
    pub user_id: i64,
    /// The address of the user.
    pub user_email: &'a str,
    /// When it was asked for, ISO 8601.
    pub enqueue_time: String,
}

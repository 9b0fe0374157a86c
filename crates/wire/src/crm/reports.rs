//! Reports that HubSpot sends by e-mail, kept to be read; the paths and forms are ours.

use serde::Serialize;

use crate::operation::{Limit, Method, Operation, Scopes};
use crate::version::Version::V1;

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST, READ];

/// List the reports that are kept, the newest first.
pub const LIST: Operation = Operation {
    id: "linchpin.reports.list",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/reports")],
    scopes: Scopes::ForAnyObjectType,
    limit: Limit::Exempt,
};

/// Read a report, as CSV with a header.
pub const READ: Operation = Operation {
    id: "linchpin.reports.read",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/reports/{reportId}")],
    scopes: Scopes::ForAnyObjectType,
    limit: Limit::Exempt,
};

/// A report that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportBody {
    /// The id to read it by.
    pub id: String,
    /// What it is about.
    pub kind: String,
    /// The user whom it was made for.
    pub user_id: i64,
    /// When it was asked for, ISO 8601.
    pub created_at: String,
    /// How many lines it has below its header.
    pub rows: i64,
}

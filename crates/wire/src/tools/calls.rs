//! The log of calls.

use serde::Serialize;

use crate::operation::{Limit, Method, Operation, Scopes};
use crate::version::Version::V1;

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST, READ];

/// List calls, the newest first.
pub const LIST: Operation = Operation {
    id: "linchpin.calls.list",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/calls")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Read a call with its bodies.
pub const READ: Operation = Operation {
    id: "linchpin.calls.read",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/calls/{callId}")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// A call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CallBody<'a> {
    /// Its id.
    pub id: String,
    /// When it came, ISO 8601.
    pub at: String,
    /// The id of the operation.
    pub operation: &'a str,
    /// The method.
    pub method: &'a str,
    /// The path with the query; secrets are masked.
    pub path: &'a str,
    /// The app that called; 0 for somebody who is signed in.
    pub app: i64,
    /// Who let the app in, or is signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<i64>,
    /// The status of the answer; 0 where a fault ended the connection.
    pub status: i64,
    /// How long it took, in microseconds.
    pub duration_us: i64,
    /// Its name in the answer.
    pub correlation_id: &'a str,
    /// The body that came, or its beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<&'a str>,
    /// The body of the answer, or its beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<&'a str>,
}

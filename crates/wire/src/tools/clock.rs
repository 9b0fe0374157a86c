//! The clock of an account.

use serde::{Deserialize, Serialize};

use crate::input::{TextInput, boolean, long};
use crate::operation::{Limit, Method, Operation, Scopes};
use crate::shape::{Body, Shape, object, optional};
use crate::version::Version::V1;

/// Every operation of the family.
pub const ALL: &[Operation] = &[READ, SET, UNSET];

/// Tell what the clock shows.
pub const READ: Operation = Operation {
    id: "linchpin.clock.read",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/clock")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Set, move, stop or release the clock.
pub const SET: Operation = Operation {
    id: "linchpin.clock.set",
    method: Method::Put,
    paths: &[(V1, "/_linchpin/v1/clock")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Let the clock show the machine's time again.
pub const UNSET: Operation = Operation {
    id: "linchpin.clock.unset",
    method: Method::Delete,
    paths: &[(V1, "/_linchpin/v1/clock")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// What to do with the clock: set it, then move it, then stop it or let it go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClockInput<'a> {
    /// What it is to show, ISO 8601 or milliseconds since 1970.
    #[serde(borrow)]
    pub now: Option<TextInput<'a>>,
    /// By how much to move it, in milliseconds.
    #[serde(default, deserialize_with = "long")]
    pub advance_ms: Option<i64>,
    /// Whether it is to stand.
    #[serde(default, deserialize_with = "boolean")]
    pub frozen: Option<bool>,
}

impl<'a> Body<'a> for ClockInput<'a> {
    const SHAPE: Shape = object(
        "ClockInput",
        &[
            optional("now", Shape::Text),
            optional("advanceMs", Shape::Integer),
            optional("frozen", Shape::Boolean),
        ],
    );
}

/// A clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClockBody {
    /// What it shows, ISO 8601.
    pub now: String,
    /// Whether it stands.
    pub frozen: bool,
    /// By how much it is ahead of the machine's, in milliseconds; 0 while it stands.
    pub offset_ms: i64,
}

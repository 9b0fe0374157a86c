//! Faults that are injected into calls.

use serde::{Deserialize, Serialize};

use crate::input::{TextInput, boolean, long};
use crate::operation::{Limit, Method, Operation, Scopes};
use crate::shape::{Body, Shape, object, optional, required};
use crate::version::Version::V1;

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST, PUT, DELETE, DELETE_ALL];

/// List the faults, by name.
pub const LIST: Operation = Operation {
    id: "linchpin.faults.list",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/faults")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Set a fault, which counts from now on.
pub const PUT: Operation = Operation {
    id: "linchpin.faults.put",
    method: Method::Put,
    paths: &[(V1, "/_linchpin/v1/faults/{name}")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// End a fault.
pub const DELETE: Operation = Operation {
    id: "linchpin.faults.delete",
    method: Method::Delete,
    paths: &[(V1, "/_linchpin/v1/faults/{name}")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// End all faults.
pub const DELETE_ALL: Operation = Operation {
    id: "linchpin.faults.delete_all",
    method: Method::Delete,
    paths: &[(V1, "/_linchpin/v1/faults")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// The fault to set.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct FaultInput<'a> {
    /// Only calls of this app, by its id.
    #[serde(default, deserialize_with = "long")]
    pub app: Option<i64>,
    /// Only this operation, or all that begin so where a `*` ends it.
    #[serde(borrow)]
    pub operation: Option<TextInput<'a>>,
    /// Of a hundred such calls so many; all if nothing is said.
    #[serde(default, deserialize_with = "long")]
    pub percent: Option<i64>,
    /// As often as this; without an end if nothing is said.
    #[serde(default, deserialize_with = "long")]
    pub times: Option<i64>,
    /// What it does.
    #[serde(borrow)]
    pub effect: EffectInput<'a>,
}

/// What a fault does: one of these.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EffectInput<'a> {
    /// It answers with this status: 429, 500, 502, 503 or 504.
    #[serde(default, deserialize_with = "long")]
    pub status: Option<i64>,
    /// With status 429: which limit is reached.
    #[serde(borrow)]
    pub policy_name: Option<TextInput<'a>>,
    /// It answers so many milliseconds later.
    #[serde(default, deserialize_with = "long")]
    pub latency_ms: Option<i64>,
    /// It closes the connection without an answer.
    #[serde(default, deserialize_with = "boolean")]
    pub drop: Option<bool>,
    /// It closes the connection after half of the answer.
    #[serde(default, deserialize_with = "boolean")]
    pub truncate: Option<bool>,
}

const EFFECT: Shape = object(
    "EffectInput",
    &[
        optional("status", Shape::Integer),
        optional("policyName", Shape::Text),
        optional("latencyMs", Shape::Integer),
        optional("drop", Shape::Boolean),
        optional("truncate", Shape::Boolean),
    ],
);

impl<'a> Body<'a> for FaultInput<'a> {
    const SHAPE: Shape = object(
        "FaultInput",
        &[
            optional("app", Shape::Integer),
            optional("operation", Shape::Text),
            optional("percent", Shape::Integer),
            optional("times", Shape::Integer),
            required("effect", EFFECT),
        ],
    );
}

/// A fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FaultBody<'a> {
    /// Its name.
    pub name: &'a str,
    /// Only calls of this app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<i64>,
    /// Only this operation, or all that begin so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<&'a str>,
    /// Of a hundred such calls so many.
    pub percent: u64,
    /// As often as this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<u64>,
    /// What it does.
    pub effect: EffectBody,
    /// How often it struck on this server since it was set or the server started.
    pub struck: u64,
}

/// What a fault does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EffectBody {
    /// It answers with this status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Which limit is reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy_name: Option<&'static str>,
    /// It answers so many milliseconds later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latency_ms: Option<u64>,
    /// It closes the connection without an answer.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub drop: bool,
    /// It closes the connection after half of the answer.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub truncate: bool,
}

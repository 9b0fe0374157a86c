//! Snapshots of an account, and resets.

use serde::{Deserialize, Serialize};

use crate::input::{TextInput, list};
use crate::operation::{Limit, Method, Operation, Scopes};
use crate::shape::{Body, Enumeration, Shape, object, optional};
use crate::version::Version::V1;

/// Every operation of the family.
pub const ALL: &[Operation] = &[CREATE, LIST, DELETE, RESTORE, RESET];

/// Keep what the account is now.
pub const CREATE: Operation = Operation {
    id: "linchpin.snapshots.create",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/snapshots")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// List the snapshots, the newest first.
pub const LIST: Operation = Operation {
    id: "linchpin.snapshots.list",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/snapshots")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Delete a snapshot.
pub const DELETE: Operation = Operation {
    id: "linchpin.snapshots.delete",
    method: Method::Delete,
    paths: &[(V1, "/_linchpin/v1/snapshots/{snapshotId}")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Make the account what it was.
pub const RESTORE: Operation = Operation {
    id: "linchpin.snapshots.restore",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/snapshots/{snapshotId}/restore")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Empty the account.
pub const RESET: Operation = Operation {
    id: "linchpin.reset",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/reset")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// The snapshot to make.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct SnapshotInput<'a> {
    /// What people call it.
    #[serde(borrow)]
    pub name: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for SnapshotInput<'a> {
    const SHAPE: Shape = object("SnapshotInput", &[optional("name", Shape::Text)]);
}

/// What a reset can leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kept {
    /// Properties, pipelines, object types and labels.
    Schema,
}

/// What to leave of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct ResetInput {
    /// What stays beside apps, people and settings.
    #[serde(default, deserialize_with = "list")]
    pub keep: Vec<Kept>,
}

impl Body<'_> for ResetInput {
    const SHAPE: Shape = object("ResetInput", &[optional("keep", Shape::Set(&KEPT))]);
}

const KEPT: Shape = Shape::Word(Enumeration { name: "Kept", values: &["schema"] });

/// A snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotBody<'a> {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: &'a str,
    /// When it was made, ISO 8601.
    pub created_at: String,
    /// How many records it holds, archived ones included.
    pub records: i64,
    /// How many bytes the values of its records and its log have.
    pub bytes: i64,
}

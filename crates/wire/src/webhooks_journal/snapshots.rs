//! Snapshots: what records are, told by the journal because an app asked.

use serde::{Deserialize, Serialize};

use super::subscriptions::Id;
use crate::input::TextInput;
use crate::operation::{Limit, Method, Operation, Scopes};
use crate::shape::{Body, Shape, object, optional, required};
use crate::version::Version::{D2026_03, D2027_03Beta};

/// Every operation of the family.
pub const ALL: &[Operation] = &[CREATE];

/// Ask for what records are.
pub const CREATE: Operation = Operation {
    id: "webhooks_journal.snapshots.crm",
    method: Method::Post,
    paths: &[
        (D2026_03, "/webhooks-journal/snapshots/2026-03/crm"),
        (D2027_03Beta, "/webhooks-journal/snapshots/2027-03-beta/crm"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-snapshot-management"]),
    limit: Limit::JournalSnapshots,
};

/// The records to tell.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotsInput<'a> {
    /// The records.
    #[serde(borrow)]
    pub snapshot_requests: Vec<SnapshotInput<'a>>,
}

/// A record to tell.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotInput<'a> {
    /// The account that it is in.
    pub portal_id: Id,
    /// Its object type.
    #[serde(borrow)]
    pub object_type_id: TextInput<'a>,
    /// The record.
    pub object_id: Id,
    /// The properties to tell; all if there are none.
    #[serde(borrow)]
    pub properties: Option<Vec<TextInput<'a>>>,
}

const SNAPSHOT: Shape = object(
    "CrmObjectSnapshotRequest",
    &[
        required("portalId", Shape::Integer),
        required("objectTypeId", Shape::Text),
        required("objectId", Shape::Integer),
        optional("properties", Shape::List(&Shape::Text)),
    ],
);

impl<'a> Body<'a> for SnapshotsInput<'a> {
    const SHAPE: Shape =
        object("CrmObjectSnapshotBatchRequest", &[required("snapshotRequests", Shape::List(&SNAPSHOT))]);
}

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotsBody<'a> {
    /// One for each record.
    pub snapshot_responses: Vec<SnapshotBody<'a>>,
}

/// A record that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SnapshotBody<'a> {
    /// The account that it is in.
    pub portal_id: i64,
    /// Its object type.
    pub object_type_id: &'a str,
    /// The record.
    pub object_id: i64,
    /// By what its status is asked for.
    pub snapshot_status_id: String,
}

/// What became of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusBody<'a> {
    /// Its id.
    pub id: &'a str,
    /// `SUCCESS` or `FAILED`.
    pub status: &'static str,
    /// Why it failed, as a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<&'a str>,
    /// Why it failed, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<&'a str>,
    /// When it was asked for, in milliseconds.
    pub initiated_at: i64,
    /// When it was done, in milliseconds.
    pub completed_at: i64,
}

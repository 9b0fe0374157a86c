//! The change log of an account, for whoever keeps a copy of what it holds.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::operation::{Limit, Method, Operation, Scopes};
use crate::version::Version::V1;

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST];

/// List changes after a number, as JSON lines or as a stream of events.
pub const LIST: Operation = Operation {
    id: "linchpin.changes.list",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/changes"), (V1, "/_linchpin/v1/changes")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// A change: one line.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangeBody<'a> {
    /// Its number in the account; without holes, but for what a `reset` leaves behind.
    pub sequence: i64,
    /// When it happened, ISO 8601.
    pub at: String,
    /// What happened, such as `create`.
    pub kind: &'a str,
    /// The object type of the record, or whose schema changed; none of what concerns all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_type_id: Option<String>,
    /// The record, the list, or the app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_id: Option<String>,
    /// The values that changed, or all that a new record has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<BTreeMap<&'a str, ValueBody<'a>>>,
    /// Of a record that others were merged into: the one that was to stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_object_id: Option<String>,
    /// Other records that are gone with this change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub merged_object_ids: Vec<String>,
    /// With what the record is associated, or no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub association: Option<AssociationBody>,
    /// The list that the record joined or left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_id: Option<String>,
    /// The account that let the app in or took it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// What the schema or the list says from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<&'a Value>,
    /// Of a log that begins anew: the last change that tells what there is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<i64>,
    /// HubSpot's word for the kind of source, such as `INTEGRATION`.
    pub source: &'a str,
    /// Which one, such as the id of an app.
    pub source_id: &'a str,
    /// The user behind it, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<i64>,
}

/// What a value was and is; null where there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ValueBody<'a> {
    /// What it was.
    pub old: Option<&'a str>,
    /// What it is.
    pub new: Option<&'a str>,
}

/// The other end of an association, with the ids of its types as they are seen from the change's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AssociationBody {
    /// The object type of the other record.
    pub object_type_id: String,
    /// The other record.
    pub object_id: String,
    /// The types that the two had, and have.
    pub types: TypesBody,
}

/// The ids of the types of an association.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TypesBody {
    /// Those that there were.
    pub old: Vec<i32>,
    /// Those that there are.
    pub new: Vec<i32>,
}

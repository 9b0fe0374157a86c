//! Files of the journal, as links open them; the path is ours.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::operation::{Limit, Method, Operation, Scopes};
use crate::version::Version::V1;

/// Every operation of the family.
pub const ALL: &[Operation] = &[READ];

/// Read a file: whoever has the link may.
pub const READ: Operation = Operation {
    id: "linchpin.journal_files.read",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/journal-files/{fileKey}")],
    scopes: Scopes::Public,
    limit: Limit::Exempt,
};

/// Where a file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FetchBody {
    /// Its place in the journal.
    pub current_offset: String,
    /// Until when the link opens it, ISO 8601.
    pub expires_at: String,
    /// The link.
    pub url: String,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileBody<'a> {
    /// Its place in the journal.
    pub offset: String,
    /// What happened.
    pub journal_events: Vec<EventBody<'a>>,
    /// When it was published, ISO 8601.
    pub published_at: String,
}

/// Something that happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EventBody<'a> {
    /// What the subscription is about.
    #[serde(rename = "type")]
    pub subject: &'a str,
    /// The account that it happened in.
    pub portal_id: i64,
    /// When, ISO 8601.
    pub occurred_at: String,
    /// What happened.
    pub action: &'a str,
    /// The object type of the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_type_id: Option<&'a str>,
    /// The record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_id: Option<i64>,
    /// The values that changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub property_changes: Option<&'a BTreeMap<String, String>>,
    /// The records that became one.
    #[serde(skip_serializing_if = "<[i64]>::is_empty")]
    pub merged_object_ids: &'a [i64],
    /// The list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_id: Option<i64>,
    /// The association.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub association: Option<AssociationBody<'a>>,
}

/// A type that an association has more, or less.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AssociationBody<'a> {
    /// The record that it leads from.
    pub from_object_id: i64,
    /// The record that it leads to.
    pub to_object_id: i64,
    /// The object type that it leads from.
    pub from_object_type_id: &'a str,
    /// The object type that it leads to.
    pub to_object_type_id: &'a str,
    /// The id of the type.
    pub association_type_id: i32,
    /// Who defined it.
    pub association_category: &'a str,
    /// Whether it makes the other record the primary one.
    pub is_primary: bool,
}

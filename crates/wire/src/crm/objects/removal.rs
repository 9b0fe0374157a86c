//! Records that go for good or come back: merging, deleting for privacy, restoring.

use serde::Deserialize;

use crate::input::TextInput;
use crate::operation::{Access, Limit, Method, Operation, Scopes};
use crate::shape::{Body, Shape, object, optional, required};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, D2026_09Beta, D2027_03Beta, V1, V3};

/// Merge two records into a new one.
pub const MERGE: Operation = Operation {
    id: "crm.objects.merge",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/objects/{objectType}/merge"),
        (V3, "/crm/objects/v3/{objectType}/merge"),
        (D2025_09, "/crm/objects/2025-09/{objectType}/merge"),
        (D2026_03, "/crm/objects/2026-03/{objectType}/merge"),
        (D2026_09, "/crm/objects/2026-09/{objectType}/merge"),
        (D2026_09Beta, "/crm/objects/2026-09-beta/{objectType}/merge"),
        (D2027_03Beta, "/crm/objects/2027-03-beta/{objectType}/merge"),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Standard,
};

/// Delete one record with all that is known of it, for somebody's privacy.
pub const PURGE: Operation = Operation {
    id: "crm.objects.purge",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/objects/{objectType}/gdpr-delete"),
        (V3, "/crm/objects/v3/{objectType}/gdpr-delete"),
        (D2025_09, "/crm/objects/2025-09/{objectType}/gdpr-delete"),
        (D2026_03, "/crm/objects/2026-03/{objectType}/gdpr-delete"),
        (D2026_09, "/crm/objects/2026-09/{objectType}/gdpr-delete"),
        (D2026_09Beta, "/crm/objects/2026-09-beta/{objectType}/gdpr-delete"),
        (D2027_03Beta, "/crm/objects/2027-03-beta/{objectType}/gdpr-delete"),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Standard,
};

/// Restore several archived records.
///
/// HubSpot has this in its UI only; the path is ours, and its body and answer are those of the batches.
pub const RESTORE: Operation = Operation {
    id: "linchpin.objects.restore",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/objects/{objectType}/restore")],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Exempt,
};

/// Two records to merge.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MergeInput<'a> {
    /// The id of the record whose values win.
    #[serde(borrow)]
    pub primary_object_id: TextInput<'a>,
    /// The id of the other record.
    #[serde(borrow)]
    pub object_id_to_merge: TextInput<'a>,
}

impl<'a> Body<'a> for MergeInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v2.PublicMergeInput$Json",
        &[required("primaryObjectId", Shape::Text), required("objectIdToMerge", Shape::Text)],
    );
}

/// A record to delete for somebody's privacy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PurgeInput<'a> {
    /// The record's id, or its value of `id_property`.
    #[serde(borrow)]
    pub object_id: TextInput<'a>,
    /// The unique property that `object_id` is a value of; without it, `object_id` is the record's id.
    #[serde(borrow, default)]
    pub id_property: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for PurgeInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v2.PublicGdprDeleteInput$Json",
        &[required("objectId", Shape::Text), optional("idProperty", Shape::Text)],
    );
}

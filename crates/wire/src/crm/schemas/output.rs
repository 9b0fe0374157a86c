//! What the operations of object types answer; the order of keys is the recorded one.

use std::borrow::Cow;

use serde::Serialize;

use crate::crm::properties::PropertyBody;

/// An object type: everything about it, or, as the answer to an update, what the account says about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SchemaBody<'a> {
    /// What people call its records.
    pub labels: LabelsBody<'a>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'a str>,
    /// The properties that a new record must have.
    pub required_properties: &'a [Cow<'static, str>],
    /// What a search looks into.
    pub searchable_properties: &'a [Cow<'static, str>],
    /// The property that titles a record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_display_property: Option<&'a str>,
    /// The properties that stand below the title.
    pub secondary_display_properties: &'a [Cow<'static, str>],
    /// Whether it is archived.
    pub archived: bool,
    /// Whether archived records can be restored.
    pub restorable: bool,
    /// Who made it: `HUBSPOT`, or `PORTAL_SPECIFIC` for the account.
    pub meta_type: &'static str,
    /// The number of its id.
    pub id: String,
    /// The name by which nothing else goes.
    pub fully_qualified_name: &'a str,
    /// When it was made, ISO 8601.
    pub created_at: String,
    /// When it last changed, ISO 8601.
    pub updated_at: String,
    /// Its id.
    pub object_type_id: String,
    /// The account; only the answer to an update says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub portal_id: Option<i64>,
    /// Whether properties may hold sensitive values.
    pub allows_sensitive_properties: bool,
    /// Its properties, those of the system too; the answer to an update has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<Vec<PropertyBody<'a>>>,
    /// The types of associations from it and to it; the answer to an update has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub associations: Option<Vec<AssociationBody<'a>>>,
    /// Its name.
    pub name: &'a str,
}

/// What people call the records of a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LabelsBody<'a> {
    /// One record.
    pub singular: &'a str,
    /// Many.
    pub plural: &'a str,
}

/// A type of associations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AssociationBody<'a> {
    /// The object type that it leads from.
    pub from_object_type_id: String,
    /// The object type that it leads to.
    pub to_object_type_id: String,
    /// Its name.
    pub name: Cow<'a, str>,
    /// How many records a record may have it to; always `ONE_TO_MANY` (recorded).
    pub cardinality: &'static str,
    /// The same of its inverse.
    pub inverse_cardinality: &'static str,
    /// Its id.
    pub id: String,
    /// When it was made, ISO 8601; schemas say `null` (recorded).
    pub created_at: Option<String>,
    /// When it last changed, ISO 8601; schemas say `null` (recorded).
    pub updated_at: Option<String>,
}

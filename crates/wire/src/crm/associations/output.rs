//! What the association operations answer with.

use serde::{Serialize, Serializer};

use crate::page::Paging;

/// A record's id, in the form that the called version has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Id {
    /// `12`, as in version 4 (recorded).
    Number(i64),
    /// `"12"`, as in the dated versions.
    Text(i64),
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(id) => serializer.serialize_i64(*id),
            Self::Text(id) => serializer.collect_str(id),
        }
    }
}

/// One end of an association.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ObjectId {
    /// The record's id.
    pub id: String,
}

/// A type with its text, as labels are listed and associations read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TypeWithLabel {
    /// Who defined it.
    pub category: &'static str,
    /// Its id.
    pub type_id: i32,
    /// What people read; null for the type that every association has.
    pub label: Option<String>,
}

/// A type by its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TypeSpec {
    /// Who defined it.
    pub association_category: &'static str,
    /// Its id.
    pub association_type_id: i32,
}

/// A type as version 3 lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TypeDefinition {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Two records that were associated with these labels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LabelsBetween {
    /// The object type of one record.
    pub from_object_type_id: String,
    /// One record.
    pub from_object_id: Id,
    /// The object type of the other record.
    pub to_object_type_id: String,
    /// The other record.
    pub to_object_id: Id,
    /// The labels that were asked for.
    pub labels: Vec<String>,
}

/// A record that another one is associated with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AssociatedObject {
    /// The record.
    pub to_object_id: Id,
    /// What it means to the other one, those with a label first.
    pub association_types: Vec<TypeWithLabel>,
}

/// A record that another one is associated with, as version 3 has it: once for each type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AssociatedId {
    /// The record.
    pub id: String,
    /// The name of the type.
    #[serde(rename = "type")]
    pub type_name: String,
}

/// What one record of a batch is associated with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AssociationsOf<T> {
    /// The record.
    pub from: ObjectId,
    /// The others.
    pub to: Vec<T>,
    /// Present when there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paging: Option<Paging>,
}

/// One direction of an association without a label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DefaultAssociation {
    /// One record.
    pub from: ObjectId,
    /// The other record.
    pub to: ObjectId,
    /// The type.
    pub association_spec: TypeSpec,
}

/// One direction of an association, as version 3 has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Association {
    /// One record.
    pub from: ObjectId,
    /// The other record.
    pub to: ObjectId,
    /// The name of the type.
    #[serde(rename = "type")]
    pub type_name: String,
}

/// How many records a record may have a type to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TypeLimit {
    /// Who defined the type.
    pub category: &'static str,
    /// The type's id.
    pub type_id: i32,
    /// How many records at most.
    pub user_enforced_max_to_object_ids: i64,
    /// What people read; the answer to a change has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

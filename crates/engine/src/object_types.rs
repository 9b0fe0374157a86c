//! Object types: those that an account makes, and what it says about HubSpot's own.
//!
//! A type that an account made works everywhere at once: its row of [`linchpin_domain::ObjectType`] says how it
//! behaves and never changes, and what may change is its definition, which is part of the schema that every record is
//! validated against.

mod archive;
mod associations;
mod create;
mod read;
mod refusal;
mod update;

use std::borrow::Cow;

use linchpin_domain::{AssociationType, ObjectType, Property, Timestamp, TypeDefinition};

pub use refusal::TypeRefusal;

/// The object types that an account may make.
///
/// HubSpot's largest plan begins with 10 and sells more.
pub const MAX_OBJECT_TYPES: usize = 100;

/// An object type to make.
#[derive(Debug, Clone)]
pub struct NewObjectType {
    /// Its name, which never changes.
    pub name: String,
    /// What the account says about it; a label that is empty is the name.
    pub definition: TypeDefinition,
    /// Its properties; those without a group get the type's own.
    pub properties: Vec<Property>,
    /// The types that its records are associated with, beside activities, by any of their names.
    pub associated: Vec<String>,
}

/// Changes to what an account says about a type; what is none stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ObjectTypeUpdate {
    /// What people call one record.
    pub singular: Option<String>,
    /// What people call many.
    pub plural: Option<String>,
    /// An explanation; an empty one takes it away.
    pub description: Option<String>,
    /// The property that titles a record.
    pub primary_display: Option<String>,
    /// The properties that stand below the title.
    pub secondary_display: Option<Vec<String>>,
    /// The properties that a create must set.
    pub required: Option<Vec<String>>,
    /// What a search with `query` looks into.
    pub searchable: Option<Vec<String>>,
    /// Whether archived records can be restored.
    pub restorable: Option<bool>,
    /// Whether properties may hold sensitive values.
    pub allows_sensitive: Option<bool>,
}

/// A new way in which records of two types are associated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAssociationType {
    /// The object type that it leads from, by any of its names.
    pub from: String,
    /// The object type that it leads to, by any of its names.
    pub to: String,
    /// Its name; none for one made of the names of the two.
    pub name: Option<String>,
}

/// Everything that is known about an object type.
#[derive(Debug, Clone)]
pub struct ObjectSchema {
    /// The type.
    pub object_type: &'static ObjectType,
    /// What the account says about it.
    pub definition: TypeDefinition,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its definition last changed.
    pub updated_at: Timestamp,
    /// Whether it is archived.
    pub archived: bool,
    /// Its live properties, in the order of their names.
    pub properties: Vec<Property>,
    /// The types of associations that lead from it and to it, in the order of their ids.
    pub associations: Vec<AssociationType>,
}

/// Names as definitions hold them.
fn names(texts: Vec<String>) -> Vec<Cow<'static, str>> {
    texts.into_iter().map(Cow::Owned).collect()
}

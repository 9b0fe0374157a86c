//! What can be wrong with associations and their labels.

use linchpin_domain::{AssociationTypeId, ObjectType, ObjectTypeId, RecordId};

/// Why an association or a label cannot be.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Refusal {
    /// A new record is not associated with one of the other type, as it must be.
    #[error("a {} has no {}", .object_type.singular, .to.singular)]
    Required {
        /// The type of the record.
        object_type: &'static ObjectType,
        /// The type of the other one.
        to: &'static ObjectType,
    },
    /// Records of these two object types cannot be associated.
    #[error("records of {from} and {to} cannot be associated")]
    NotAssociable {
        /// The object type that is looked from.
        from: ObjectTypeId,
        /// The other object type.
        to: ObjectTypeId,
    },
    /// Types that are none between the two object types, or other records that do not exist.
    #[error("associations are not valid")]
    InvalidAssociations {
        /// The types, as the client wrote them.
        types: Vec<String>,
        /// The records: their object type, and the id as the client wrote it.
        records: Vec<(&'static ObjectType, String)>,
    },
    /// A type of an association leads from records of another object type.
    #[error("the type leads from {expected}, not from {found}")]
    WrongDirection {
        /// The object type of the record.
        found: ObjectTypeId,
        /// The object type that the association's type leads from.
        expected: ObjectTypeId,
    },
    /// One end of an association is not named by an id.
    #[error("{0:?} is not the id of a record")]
    InvalidAssociationId(String),
    /// A record was to be associated with itself.
    #[error("{0} cannot be associated with itself")]
    SelfAssociation(RecordId),
    /// A record that the request names does not exist or is archived.
    #[error("there is no {} {id}", .object_type.singular)]
    NoSuchRecord {
        /// Its type.
        object_type: &'static ObjectType,
        /// Its id.
        id: RecordId,
    },
    /// A record is associated with no record of the other type.
    #[error("{} {id} has no {}", .from.singular, .to.plural)]
    NoAssociations {
        /// The record's type.
        from: &'static ObjectType,
        /// The record.
        id: RecordId,
        /// The other type.
        to: &'static ObjectType,
    },
    /// Records of these two object types can be associated already.
    #[error("records of {from} and {to} can be associated already")]
    DefinitionExists {
        /// The object type that is looked from.
        from: ObjectTypeId,
        /// The other object type.
        to: ObjectTypeId,
    },
    /// A limit that is no number of records.
    #[error("{0} is no limit")]
    InvalidLimit(i64),
    /// A record would have a type to more records than the account allows.
    #[error("record {id} has type {type_id} to {max} records already")]
    LimitReached {
        /// The record.
        id: RecordId,
        /// The type.
        type_id: AssociationTypeId,
        /// How many records it may have the type to.
        max: i64,
    },
    /// A name of an association label that cannot be.
    #[error("the association label {0:?} is not valid")]
    InvalidLabelName(String),
    /// The two object types have a label of that name.
    #[error("there is an association label {0:?} already")]
    LabelExists(String),
    /// The two object types have as many labels as they may.
    #[error("too many association labels")]
    TooManyLabels(usize),
    /// The account has no association label of that id between the two object types.
    #[error("there is no association label {0}")]
    LabelNotFound(AssociationTypeId),
    /// Records have the label.
    #[error("the association label {0} is in use")]
    LabelInUse(AssociationTypeId),
}

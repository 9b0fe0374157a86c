//! Why the filters of a list cannot be.

/// Why the filters of a list cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterRefusal {
    /// They do not have the form of filters.
    #[error("{0}")]
    Malformed(String),
    /// Something lacks fields.
    #[error("{place} lacks {names:?}")]
    Missing {
        /// What lacks them.
        place: &'static str,
        /// The fields.
        names: Vec<&'static str>,
    },
    /// A word is none of those that a field takes.
    #[error("{value:?} is none of {allowed:?}")]
    UnknownWord {
        /// The field.
        field: &'static str,
        /// The word.
        value: String,
        /// What the field takes.
        allowed: Vec<&'static str>,
    },
    /// The type has no such property.
    #[error("there is no property {0:?}")]
    UnknownProperty(String),
    /// The values of a property are sensitive, and the caller has none of the scopes for them.
    #[error("the caller lacks {0:?}")]
    MissingScopes(&'static [&'static str]),
    /// The operation is none for properties of the type.
    #[error("{operation} does not go with {property}, a {property_type}")]
    WrongOperation {
        /// The operation.
        operation: String,
        /// The property.
        property: String,
        /// The type of its values.
        property_type: &'static str,
    },
    /// There is no such list, or it is of another type of records.
    #[error("there is no list {0:?}")]
    UnknownList(String),
    /// A list would be made of itself.
    #[error("list {0} would be made of itself")]
    Circular(String),
    /// No association leads from one object type to the other in this meaning.
    #[error("no association of type {0} leads there")]
    UnknownAssociation(String),
}

//! Why definitions of properties are not what somebody wants.

use linchpin_domain::ObjectType;
use linchpin_domain::property::DefinitionViolation;

/// Why a property or a group cannot be, or cannot go.
#[derive(Debug, Clone, thiserror::Error)]
pub enum PropertyRefusal {
    /// There is no such property, or it is archived (or live) when the caller asked for the other.
    #[error("there is no property {0:?}")]
    NotFound(String),
    /// A live property has the name.
    #[error("there is a property {0:?} already")]
    Exists(String),
    /// A definition that cannot be.
    #[error("the definition of {name:?} is not valid")]
    Invalid {
        /// The property.
        name: String,
        /// Everything that is wrong with it.
        violations: Vec<DefinitionViolation>,
    },
    /// The definition of a built-in property cannot be changed in this way.
    #[error("the definition of {0:?} is read only")]
    ReadOnly(String),
    /// The built-in property cannot be archived.
    #[error("{0:?} cannot be archived")]
    NotArchivable(String),
    /// Formulas of other properties use the property.
    #[error("{name:?} is in use")]
    InUse {
        /// The property.
        name: String,
        /// Its type.
        object_type: &'static ObjectType,
        /// The labels of the properties whose formulas use it.
        users: Vec<String>,
    },
    /// The type has as many properties of the account's own as it may.
    #[error("too many properties")]
    TooMany(usize),
    /// The type has as many properties with unique values as it may.
    #[error("too many properties with unique values")]
    TooManyUnique(usize),
    /// A property was to stand in a group that does not exist.
    #[error("there is no property group {0:?} to stand in")]
    UnknownGroup(String),
    /// There is no such group.
    #[error("there is no property group {0:?}")]
    GroupNotFound(String),
    /// A live group has the name.
    #[error("there is a property group {0:?} already")]
    GroupExists(String),
    /// A group name that cannot be.
    #[error("the group name {0:?} is not valid")]
    InvalidGroupName(String),
    /// The group holds properties that are not archived.
    #[error("the group {0:?} holds properties")]
    GroupNotEmpty(String),
}

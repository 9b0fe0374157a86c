//! What can be wrong with object types.

use linchpin_domain::ObjectType;
use linchpin_domain::object_type::TypeViolation;

/// Why an object type cannot be, or cannot go.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TypeRefusal {
    /// A type, or what an account says about it, that cannot be.
    #[error("the object type is not valid")]
    Invalid(Vec<TypeViolation>),
    /// The account has an object type of the name, be it archived.
    #[error("there is an object type {0:?} already")]
    Exists(String),
    /// The account has as many object types of its own as it may.
    #[error("too many object types")]
    TooMany(usize),
    /// The type is one of HubSpot's own, which stay.
    #[error("the object type {} cannot be deleted", .0.plural)]
    NotCustom(&'static ObjectType),
    /// The type has records.
    #[error("the object type {} has records", .0.plural)]
    HasRecords(&'static ObjectType),
}

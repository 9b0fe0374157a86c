//! The failures of object types; `object_type` is a type's name as in `p123_cars`.

use super::{Case, Failure};

/// Object types.
impl Failure {
    /// A type, or what an account says about one, was refused: pairs of a field and what is wrong with it.
    pub fn invalid_type(reasons: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        Self::with_reasons(Case::InvalidType, reasons)
    }

    /// A type of that name exists, be it archived.
    pub fn type_exists(name: &str) -> Self {
        Self::new(Case::TypeExists, &[("name", name)]).with_context("name", [name])
    }

    /// The account has as many types of its own as it may.
    pub fn too_many_types(max: usize) -> Self {
        Self::new(Case::TooManyTypes, &[("max", &max.to_string())])
    }

    /// The type is HubSpot's own.
    pub fn not_custom_type(object_type: &str) -> Self {
        Self::new(Case::NotCustomType, &[("objectType", object_type)])
    }

    /// The type cannot go while it has records.
    pub fn type_has_records(object_type: &str) -> Self {
        Self::new(Case::TypeHasRecords, &[("objectType", object_type)])
    }
}

//! The failures of the filters of lists.

use super::{Case, Failure};

impl Failure {
    /// The filters cannot be.
    pub fn invalid_filter(reason: &str) -> Self {
        Self::new(Case::InvalidFilter, &[("reason", reason)])
    }

    /// Something in the filters lacks fields.
    pub fn filter_fields_missing(place: &str, names: &[&str]) -> Self {
        let listed = format!("[{}]", names.join(", "));
        Self::new(Case::FilterFieldsMissing, &[("names", &listed)]).with_context("in", [place])
    }

    /// A field of the filters does not take the word.
    pub fn unknown_filter_word(field: &'static str, value: &str, allowed: &[&str]) -> Self {
        let allowed = format!("[{}]", allowed.join(", "));
        Self::new(Case::UnknownFilterWord, &[("field", field), ("value", value), ("allowed", &allowed)])
            .with_context(field, [value])
    }

    /// The operation is none for properties of that type.
    pub fn wrong_filter_operation(operation: &str, property: &str, property_type: &str) -> Self {
        let arguments = [("operation", operation), ("property", property), ("type", property_type)];
        Self::new(Case::WrongFilterOperation, &arguments)
            .with_context("operationType", [operation])
            .with_context("propertyName", [property])
    }
}

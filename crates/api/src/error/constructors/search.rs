//! The failures of searches.

use linchpin_wire::error::{Context, ErrorDetail};

use super::{Case, Failure};

/// Searches.
impl Failure {
    /// The search has more conditions than it may; the reason in HubSpot's words.
    pub fn too_many_filters(reason: &str) -> Self {
        Self::new(Case::TooManyFilters, &[("reason", reason)])
    }

    /// The search asks for what no search can find, perhaps of this property.
    pub fn invalid_search(reason: String, property: Option<&str>) -> Self {
        let context = property.map(|name| Context::new().with("propertyName", [name]));
        let detail = ErrorDetail {
            message: reason.into(),
            context: context.unwrap_or_default(),
            ..ErrorDetail::default()
        };
        Self::new(Case::InvalidSearch, &[]).errors(vec![detail])
    }

    /// The search begins before its first result.
    pub fn negative_offset(after: i32) -> Self {
        Self::invalid_search(format!("A search cannot begin at {after}."), None)
    }
}

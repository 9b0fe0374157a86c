//! Searching for records.

mod filter;
mod sort;

use serde::Deserialize;

pub use filter::{FilterInput, OperatorInput};
pub use sort::SortInput;

use crate::input::{TextInput, integer, list};
use crate::operation::{Access, Limit, Method, Operation, Scopes};
use crate::shape::{Body, Shape, object, optional};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, D2026_09Beta, D2027_03Beta, V3};

/// Search for records by the values of their properties.
///
/// HubSpot describes it at <https://developers.hubspot.com/docs/guides/api/crm/search>.
pub const SEARCH: Operation = Operation {
    id: "crm.objects.search",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/objects/{objectType}/search"),
        (V3, "/crm/objects/v3/{objectType}/search"),
        (D2025_09, "/crm/objects/2025-09/{objectType}/search"),
        (D2026_03, "/crm/objects/2026-03/{objectType}/search"),
        (D2026_09, "/crm/objects/2026-09/{objectType}/search"),
        (D2026_09Beta, "/crm/objects/2026-09-beta/{objectType}/search"),
        (D2027_03Beta, "/crm/objects/2027-03-beta/{objectType}/search"),
    ],
    scopes: Scopes::ForObjectType(Access::Read),
    limit: Limit::Search,
};

/// A search: which records, in which order, what of them and how many.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SearchInput<'a> {
    /// Groups of which a record passes at least one; none stands for no condition.
    #[serde(borrow, default, deserialize_with = "list")]
    pub filter_groups: Vec<FilterGroupInput<'a>>,
    /// The filters of one more group, as many clients write it.
    #[serde(borrow, default, deserialize_with = "list")]
    pub filters: Vec<FilterInput<'a>>,
    /// Words that a record has in one of the properties which its type is searched by.
    #[serde(borrow, default)]
    pub query: Option<TextInput<'a>>,
    /// The order; only the first counts.
    #[serde(borrow, default, deserialize_with = "list")]
    pub sorts: Vec<SortInput<'a>>,
    /// The properties to return; none named means the type's default ones.
    #[serde(borrow, default, deserialize_with = "list")]
    pub properties: Vec<TextInput<'a>>,
    /// How many records to return.
    #[serde(default, deserialize_with = "integer")]
    pub limit: Option<i32>,
    /// How many records to pass over.
    #[serde(default, deserialize_with = "integer")]
    pub after: Option<i32>,
}

/// Filters that a record has to pass all.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct FilterGroupInput<'a> {
    /// The filters.
    #[serde(borrow, default, deserialize_with = "list")]
    pub filters: Vec<FilterInput<'a>>,
}

/// The shape of [`FilterGroupInput`].
const FILTER_GROUP: Shape = object(
    "com.hubspot.inbounddb.publicobject.core.v3.search.FilterGroup",
    &[optional("filters", Shape::Set(&filter::FILTER))],
);

impl<'a> Body<'a> for SearchInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v3.search.PublicObjectSearchRequest",
        &[
            optional("filterGroups", Shape::Set(&FILTER_GROUP)),
            optional("filters", Shape::Set(&filter::FILTER)),
            optional("query", Shape::Text),
            optional("sorts", Shape::List(&sort::SORT)),
            optional("properties", Shape::List(&Shape::Text)),
            optional("limit", Shape::Integer),
            optional("after", Shape::Integer),
        ],
    );
}

#[cfg(test)]
mod tests;

//! The operations on property groups, and what callers send to them.

use serde::Deserialize;

use super::{READ_COMPANIES, READ_CONTACTS, READ_DEALS, WRITE_DEALS};
use crate::input::{TextInput, integer};
use crate::operation::{Access, Limit, Method, Operation, Scopes};
use crate::shape::{Body, Shape, object, optional};
use crate::version::Version::{V1, V2};

/// Every operation of the family.
pub const ALL: &[Operation] = &[
    LIST,
    CREATE,
    READ,
    UPDATE,
    PATCH,
    ARCHIVE,
    LIST_OF_CONTACTS,
    LIST_OF_COMPANIES,
    LIST_OF_DEALS,
    CREATE_OF_DEALS,
    READ_OF_DEALS,
    UPDATE_OF_DEALS,
    ARCHIVE_OF_DEALS,
];

/// List the property groups of a type.
pub const LIST: Operation = Operation {
    id: "legacy.property_groups.list",
    method: Method::Get,
    paths: &[(V1, "/properties/v1/{objectType}/groups"), (V2, "/properties/v2/{objectType}/groups")],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// Create a property group.
pub const CREATE: Operation = Operation {
    id: "legacy.property_groups.create",
    method: Method::Post,
    paths: &[(V1, "/properties/v1/{objectType}/groups"), (V2, "/properties/v2/{objectType}/groups")],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Read one property group.
pub const READ: Operation = Operation {
    id: "legacy.property_groups.read",
    method: Method::Get,
    paths: &[
        (V1, "/properties/v1/{objectType}/groups/named/{groupName}"),
        (V2, "/properties/v2/{objectType}/groups/named/{groupName}"),
    ],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// Change a property group.
pub const UPDATE: Operation = Operation {
    id: "legacy.property_groups.update",
    method: Method::Put,
    paths: &[(V1, "/properties/v1/{objectType}/groups/named/{groupName}")],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Change a property group, as the second version does.
pub const PATCH: Operation = Operation {
    id: "legacy.property_groups.update_v2",
    method: Method::Patch,
    paths: &[(V2, "/properties/v2/{objectType}/groups/named/{groupName}")],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Archive a property group.
pub const ARCHIVE: Operation = Operation {
    id: "legacy.property_groups.archive",
    method: Method::Delete,
    paths: &[
        (V1, "/properties/v1/{objectType}/groups/named/{groupName}"),
        (V2, "/properties/v2/{objectType}/groups/named/{groupName}"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// List the property groups of contacts.
pub const LIST_OF_CONTACTS: Operation = Operation {
    id: "legacy.contact_groups.list",
    method: Method::Get,
    paths: &[(V2, "/contacts/v2/groups")],
    scopes: READ_CONTACTS,
    limit: Limit::Standard,
};

/// List the property groups of companies.
pub const LIST_OF_COMPANIES: Operation = Operation {
    id: "legacy.company_groups.list",
    method: Method::Get,
    paths: &[(V2, "/companies/v2/groups")],
    scopes: READ_COMPANIES,
    limit: Limit::Standard,
};

/// List the property groups of deals.
pub const LIST_OF_DEALS: Operation = Operation {
    id: "legacy.deal_groups.list",
    method: Method::Get,
    paths: &[(V1, "/deals/v1/groups")],
    scopes: READ_DEALS,
    limit: Limit::Standard,
};

/// Create a property group of deals.
pub const CREATE_OF_DEALS: Operation = Operation {
    id: "legacy.deal_groups.create",
    method: Method::Post,
    paths: &[(V1, "/deals/v1/groups")],
    scopes: WRITE_DEALS,
    limit: Limit::Standard,
};

/// Read one property group of deals.
pub const READ_OF_DEALS: Operation = Operation {
    id: "legacy.deal_groups.read",
    method: Method::Get,
    paths: &[(V1, "/deals/v1/groups/named/{groupName}")],
    scopes: READ_DEALS,
    limit: Limit::Standard,
};

/// Change a property group of deals.
pub const UPDATE_OF_DEALS: Operation = Operation {
    id: "legacy.deal_groups.update",
    method: Method::Put,
    paths: &[(V1, "/deals/v1/groups/named/{groupName}")],
    scopes: WRITE_DEALS,
    limit: Limit::Standard,
};

/// Archive a property group of deals.
pub const ARCHIVE_OF_DEALS: Operation = Operation {
    id: "legacy.deal_groups.archive",
    method: Method::Delete,
    paths: &[(V1, "/deals/v1/groups/named/{groupName}")],
    scopes: WRITE_DEALS,
    limit: Limit::Standard,
};

/// A property group to create, or what is to change about one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct GroupInput<'a> {
    /// The internal name, which never changes.
    #[serde(borrow)]
    pub name: Option<TextInput<'a>>,
    /// The name that people see.
    #[serde(borrow)]
    pub display_name: Option<TextInput<'a>>,
    /// Where it stands; -1 is after all others.
    #[serde(deserialize_with = "integer")]
    pub display_order: Option<i32>,
}

impl<'a> Body<'a> for GroupInput<'a> {
    const SHAPE: Shape = object(
        "GroupInput",
        &[
            optional("name", Shape::Text),
            optional("displayName", Shape::Text),
            optional("displayOrder", Shape::Integer),
        ],
    );
}

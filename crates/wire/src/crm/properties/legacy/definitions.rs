//! The operations on properties.

use super::{READ_COMPANIES, READ_CONTACTS, READ_DEALS, WRITE_DEALS};
use crate::operation::{Access, Limit, Method, Operation, Scopes};
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

/// List the properties of a type.
pub const LIST: Operation = Operation {
    id: "legacy.properties.list",
    method: Method::Get,
    paths: &[(V1, "/properties/v1/{objectType}/properties"), (V2, "/properties/v2/{objectType}/properties")],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// Create a property.
pub const CREATE: Operation = Operation {
    id: "legacy.properties.create",
    method: Method::Post,
    paths: &[(V1, "/properties/v1/{objectType}/properties"), (V2, "/properties/v2/{objectType}/properties")],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Read one property.
pub const READ: Operation = Operation {
    id: "legacy.properties.read",
    method: Method::Get,
    paths: &[
        (V1, "/properties/v1/{objectType}/properties/named/{propertyName}"),
        (V2, "/properties/v2/{objectType}/properties/named/{propertyName}"),
    ],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// Change a property.
pub const UPDATE: Operation = Operation {
    id: "legacy.properties.update",
    method: Method::Put,
    paths: &[(V1, "/properties/v1/{objectType}/properties/named/{propertyName}")],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Change a property, as the second version does.
pub const PATCH: Operation = Operation {
    id: "legacy.properties.update_v2",
    method: Method::Patch,
    paths: &[(V2, "/properties/v2/{objectType}/properties/named/{propertyName}")],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Archive a property.
pub const ARCHIVE: Operation = Operation {
    id: "legacy.properties.archive",
    method: Method::Delete,
    paths: &[
        (V1, "/properties/v1/{objectType}/properties/named/{propertyName}"),
        (V2, "/properties/v2/{objectType}/properties/named/{propertyName}"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// List the properties of contacts.
pub const LIST_OF_CONTACTS: Operation = Operation {
    id: "legacy.contact_properties.list",
    method: Method::Get,
    paths: &[(V2, "/contacts/v2/properties")],
    scopes: READ_CONTACTS,
    limit: Limit::Standard,
};

/// List the properties of companies.
pub const LIST_OF_COMPANIES: Operation = Operation {
    id: "legacy.company_properties.list",
    method: Method::Get,
    paths: &[(V2, "/companies/v2/properties")],
    scopes: READ_COMPANIES,
    limit: Limit::Standard,
};

/// List the properties of deals.
pub const LIST_OF_DEALS: Operation = Operation {
    id: "legacy.deal_properties.list",
    method: Method::Get,
    paths: &[(V1, "/deals/v1/properties")],
    scopes: READ_DEALS,
    limit: Limit::Standard,
};

/// Create a property of deals.
pub const CREATE_OF_DEALS: Operation = Operation {
    id: "legacy.deal_properties.create",
    method: Method::Post,
    paths: &[(V1, "/deals/v1/properties")],
    scopes: WRITE_DEALS,
    limit: Limit::Standard,
};

/// Read one property of deals.
pub const READ_OF_DEALS: Operation = Operation {
    id: "legacy.deal_properties.read",
    method: Method::Get,
    paths: &[(V1, "/deals/v1/properties/named/{propertyName}")],
    scopes: READ_DEALS,
    limit: Limit::Standard,
};

/// Change a property of deals.
pub const UPDATE_OF_DEALS: Operation = Operation {
    id: "legacy.deal_properties.update",
    method: Method::Put,
    paths: &[(V1, "/deals/v1/properties/named/{propertyName}")],
    scopes: WRITE_DEALS,
    limit: Limit::Standard,
};

/// Archive a property of deals.
pub const ARCHIVE_OF_DEALS: Operation = Operation {
    id: "legacy.deal_properties.archive",
    method: Method::Delete,
    paths: &[(V1, "/deals/v1/properties/named/{propertyName}")],
    scopes: WRITE_DEALS,
    limit: Limit::Standard,
};

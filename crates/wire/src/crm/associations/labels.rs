//! The types between two object types, and the labels that an account defines.

use crate::operation::{Access, Limit, Method, Operation, Scopes};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, D2026_09Beta, V3, V4};

/// Every operation of this file.
pub const ALL: &[Operation] = &[LIST, CREATE, UPDATE, DELETE, TYPES];

/// List the types from one object type to another.
pub const LIST: Operation = Operation {
    id: "crm.associations.labels.list",
    method: Method::Get,
    paths: &[
        (V4, "/crm/v4/associations/{fromObjectType}/{toObjectType}/labels"),
        (V4, "/crm/associations/v4/{fromObjectType}/{toObjectType}/labels"),
        (D2025_09, "/crm/associations/2025-09/{fromObjectType}/{toObjectType}/labels"),
        (D2026_03, "/crm/associations/2026-03/{fromObjectType}/{toObjectType}/labels"),
        (D2026_09, "/crm/associations/2026-09/{fromObjectType}/{toObjectType}/labels"),
        (D2026_09Beta, "/crm/associations/2026-09-beta/{fromObjectType}/{toObjectType}/labels"),
    ],
    scopes: Scopes::ForObjectType(Access::Read),
    limit: Limit::Associations,
};

/// Define a label of the account's own.
pub const CREATE: Operation = Operation {
    id: "crm.associations.labels.create",
    method: Method::Post,
    paths: &[
        (V4, "/crm/v4/associations/{fromObjectType}/{toObjectType}/labels"),
        (V4, "/crm/associations/v4/{fromObjectType}/{toObjectType}/labels"),
        (D2025_09, "/crm/associations/2025-09/{fromObjectType}/{toObjectType}/labels"),
        (D2026_03, "/crm/associations/2026-03/{fromObjectType}/{toObjectType}/labels"),
        (D2026_09, "/crm/associations/2026-09/{fromObjectType}/{toObjectType}/labels"),
        (D2026_09Beta, "/crm/associations/2026-09-beta/{fromObjectType}/{toObjectType}/labels"),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Associations,
};

/// Change the texts of a label.
pub const UPDATE: Operation = Operation {
    id: "crm.associations.labels.replace",
    method: Method::Put,
    paths: &[
        (V4, "/crm/v4/associations/{fromObjectType}/{toObjectType}/labels"),
        (V4, "/crm/associations/v4/{fromObjectType}/{toObjectType}/labels"),
        (D2025_09, "/crm/associations/2025-09/{fromObjectType}/{toObjectType}/labels"),
        (D2026_03, "/crm/associations/2026-03/{fromObjectType}/{toObjectType}/labels"),
        (D2026_09, "/crm/associations/2026-09/{fromObjectType}/{toObjectType}/labels"),
        (D2026_09Beta, "/crm/associations/2026-09-beta/{fromObjectType}/{toObjectType}/labels"),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Associations,
};

/// Delete a label that no record has.
pub const DELETE: Operation = Operation {
    id: "crm.associations.labels.archive",
    method: Method::Delete,
    paths: &[
        (V4, "/crm/v4/associations/{fromObjectType}/{toObjectType}/labels/{associationTypeId}"),
        (V4, "/crm/associations/v4/{fromObjectType}/{toObjectType}/labels/{associationTypeId}"),
        (D2025_09, "/crm/associations/2025-09/{fromObjectType}/{toObjectType}/labels/{associationTypeId}"),
        (D2026_03, "/crm/associations/2026-03/{fromObjectType}/{toObjectType}/labels/{associationTypeId}"),
        (D2026_09, "/crm/associations/2026-09/{fromObjectType}/{toObjectType}/labels/{associationTypeId}"),
        (
            D2026_09Beta,
            "/crm/associations/2026-09-beta/{fromObjectType}/{toObjectType}/labels/{associationTypeId}",
        ),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Associations,
};

/// List the types from one object type to another, by the names of version 3.
pub const TYPES: Operation = Operation {
    id: "crm.associations.types.list",
    method: Method::Get,
    paths: &[(V3, "/crm/v3/associations/{fromObjectType}/{toObjectType}/types")],
    scopes: Scopes::ForObjectType(Access::Read),
    limit: Limit::Associations,
};

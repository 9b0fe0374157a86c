//! Limits that an account sets on how many records a record may be associated with.

use crate::operation::{Access, Limit, Method, Operation, Scopes};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, D2026_09Beta, V4};

/// Every operation of this file.
pub const ALL: &[Operation] = &[LIST_ALL, LIST, BATCH_CREATE, BATCH_UPDATE, BATCH_PURGE];

/// List the limits that the account set, of all object types.
pub const LIST_ALL: Operation = Operation {
    id: "crm.associations.definitions.configurations.all.read",
    method: Method::Get,
    paths: &[
        (V4, "/crm/v4/associations/definitions/configurations/all"),
        (V4, "/crm/associations/v4/definitions/configurations/all"),
        (D2025_09, "/crm/associations/2025-09/definitions/configurations/all"),
        (D2026_03, "/crm/associations/2026-03/definitions/configurations/all"),
        (D2026_09, "/crm/associations/2026-09/definitions/configurations/all"),
        (D2026_09Beta, "/crm/associations/2026-09-beta/definitions/configurations/all"),
    ],
    scopes: Scopes::ForAnyObjectType,
    limit: Limit::Associations,
};

/// List the limits that the account set between two object types.
pub const LIST: Operation = Operation {
    id: "crm.associations.definitions.configurations.read",
    method: Method::Get,
    paths: &[
        (V4, "/crm/v4/associations/definitions/configurations/{fromObjectType}/{toObjectType}"),
        (V4, "/crm/associations/v4/definitions/configurations/{fromObjectType}/{toObjectType}"),
        (D2025_09, "/crm/associations/2025-09/definitions/configurations/{fromObjectType}/{toObjectType}"),
        (D2026_03, "/crm/associations/2026-03/definitions/configurations/{fromObjectType}/{toObjectType}"),
        (D2026_09, "/crm/associations/2026-09/definitions/configurations/{fromObjectType}/{toObjectType}"),
        (
            D2026_09Beta,
            "/crm/associations/2026-09-beta/definitions/configurations/{fromObjectType}/{toObjectType}",
        ),
    ],
    scopes: Scopes::ForObjectType(Access::Read),
    limit: Limit::Associations,
};

/// Limit how many records a record may have types to.
pub const BATCH_CREATE: Operation = Operation {
    id: "crm.associations.definitions.configurations.batch_create",
    method: Method::Post,
    paths: &[
        (V4, "/crm/v4/associations/definitions/configurations/{fromObjectType}/{toObjectType}/batch/create"),
        (V4, "/crm/associations/v4/definitions/configurations/{fromObjectType}/{toObjectType}/batch/create"),
        (
            D2025_09,
            "/crm/associations/2025-09/definitions/configurations/{fromObjectType}/{toObjectType}/batch/create",
        ),
        (
            D2026_03,
            "/crm/associations/2026-03/definitions/configurations/{fromObjectType}/{toObjectType}/batch/create",
        ),
        (
            D2026_09,
            "/crm/associations/2026-09/definitions/configurations/{fromObjectType}/{toObjectType}/batch/create",
        ),
        (
            D2026_09Beta,
            "/crm/associations/2026-09-beta/definitions/configurations/{fromObjectType}/{toObjectType}/batch/create",
        ),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Associations,
};

/// Change limits.
pub const BATCH_UPDATE: Operation = Operation {
    id: "crm.associations.definitions.configurations.batch_update",
    method: Method::Post,
    paths: &[
        (V4, "/crm/v4/associations/definitions/configurations/{fromObjectType}/{toObjectType}/batch/update"),
        (V4, "/crm/associations/v4/definitions/configurations/{fromObjectType}/{toObjectType}/batch/update"),
        (
            D2025_09,
            "/crm/associations/2025-09/definitions/configurations/{fromObjectType}/{toObjectType}/batch/update",
        ),
        (
            D2026_03,
            "/crm/associations/2026-03/definitions/configurations/{fromObjectType}/{toObjectType}/batch/update",
        ),
        (
            D2026_09,
            "/crm/associations/2026-09/definitions/configurations/{fromObjectType}/{toObjectType}/batch/update",
        ),
        (
            D2026_09Beta,
            "/crm/associations/2026-09-beta/definitions/configurations/{fromObjectType}/{toObjectType}/batch/update",
        ),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Associations,
};

/// Take limits away.
pub const BATCH_PURGE: Operation = Operation {
    id: "crm.associations.definitions.configurations.batch_purge",
    method: Method::Post,
    paths: &[
        (V4, "/crm/v4/associations/definitions/configurations/{fromObjectType}/{toObjectType}/batch/purge"),
        (V4, "/crm/associations/v4/definitions/configurations/{fromObjectType}/{toObjectType}/batch/purge"),
        (
            D2025_09,
            "/crm/associations/2025-09/definitions/configurations/{fromObjectType}/{toObjectType}/batch/purge",
        ),
        (
            D2026_03,
            "/crm/associations/2026-03/definitions/configurations/{fromObjectType}/{toObjectType}/batch/purge",
        ),
        (
            D2026_09,
            "/crm/associations/2026-09/definitions/configurations/{fromObjectType}/{toObjectType}/batch/purge",
        ),
        (
            D2026_09Beta,
            "/crm/associations/2026-09-beta/definitions/configurations/{fromObjectType}/{toObjectType}/batch/purge",
        ),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Associations,
};

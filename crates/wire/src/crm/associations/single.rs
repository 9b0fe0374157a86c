//! Associations of one record.

use crate::operation::{Access, Limit, Method, Operation, Scopes};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, D2026_09Beta, D2027_03Beta, V3, V4};

/// Every operation of this file.
pub const ALL: &[Operation] =
    &[LIST_V3, LIST_V4, LIST, CREATE_BY_TYPE, CREATE_V4, CREATE, CREATE_DEFAULT, ARCHIVE_BY_TYPE, ARCHIVE];

/// List what a record is associated with, by the names of version 3.
pub const LIST_V3: Operation = Operation {
    id: "crm.objects.associations.list",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/objects/{objectType}/{objectId}/associations/{toObjectType}"),
        (V3, "/crm/objects/v3/{objectType}/{objectId}/associations/{toObjectType}"),
    ],
    scopes: Scopes::ForObjectType(Access::Read),
    limit: Limit::Standard,
};

/// List what a record is associated with; ids of other records are numbers.
pub const LIST_V4: Operation = Operation {
    id: "crm.objects.associations.list",
    method: Method::Get,
    paths: &[
        (V4, "/crm/v4/objects/{objectType}/{objectId}/associations/{toObjectType}"),
        (V4, "/crm/objects/v4/{objectType}/{objectId}/associations/{toObjectType}"),
    ],
    scopes: Scopes::ForObjectType(Access::Read),
    limit: Limit::Standard,
};

/// List what a record is associated with.
pub const LIST: Operation = Operation {
    id: "crm.objects.associations.list",
    method: Method::Get,
    paths: &[
        (D2025_09, "/crm/objects/2025-09/{objectType}/{objectId}/associations/{toObjectType}"),
        (D2026_03, "/crm/objects/2026-03/{objectType}/{objectId}/associations/{toObjectType}"),
        (D2026_09, "/crm/objects/2026-09/{objectType}/{objectId}/associations/{toObjectType}"),
        (D2026_09Beta, "/crm/objects/2026-09-beta/{objectType}/{objectId}/associations/{toObjectType}"),
    ],
    scopes: Scopes::ForObjectType(Access::Read),
    limit: Limit::Standard,
};

/// Associate two records, by the names of version 3.
pub const CREATE_BY_TYPE: Operation = Operation {
    id: "crm.objects.associations.create_by_type",
    method: Method::Put,
    paths: &[
        (
            V3,
            "/crm/v3/objects/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}/{associationType}",
        ),
        (
            V3,
            "/crm/objects/v3/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}/{associationType}",
        ),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Standard,
};

/// Associate two records with these types; ids in the answer are numbers.
pub const CREATE_V4: Operation = Operation {
    id: "crm.objects.associations.create",
    method: Method::Put,
    paths: &[
        (V3, "/crm/v3/objects/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}"),
        (V3, "/crm/objects/v3/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}"),
        (V4, "/crm/v4/objects/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}"),
        (V4, "/crm/objects/v4/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}"),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Standard,
};

/// Associate two records with these types.
pub const CREATE: Operation = Operation {
    id: "crm.objects.associations.create",
    method: Method::Put,
    paths: &[
        (D2025_09, "/crm/objects/2025-09/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}"),
        (D2026_03, "/crm/objects/2026-03/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}"),
        (D2026_09, "/crm/objects/2026-09/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}"),
        (
            D2026_09Beta,
            "/crm/objects/2026-09-beta/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}",
        ),
        (
            D2027_03Beta,
            "/crm/objects/2027-03-beta/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}",
        ),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Standard,
};

/// Associate two records without a label.
pub const CREATE_DEFAULT: Operation = Operation {
    id: "crm.objects.associations.create_default",
    method: Method::Put,
    paths: &[
        (
            V4,
            "/crm/v4/objects/{fromObjectType}/{fromObjectId}/associations/default/{toObjectType}/{toObjectId}",
        ),
        (
            D2025_09,
            "/crm/objects/2025-09/{fromObjectType}/{fromObjectId}/associations/default/{toObjectType}/{toObjectId}",
        ),
        (
            D2026_03,
            "/crm/objects/2026-03/{fromObjectType}/{fromObjectId}/associations/default/{toObjectType}/{toObjectId}",
        ),
        (
            D2026_09,
            "/crm/objects/2026-09/{fromObjectType}/{fromObjectId}/associations/default/{toObjectType}/{toObjectId}",
        ),
        (
            D2026_09Beta,
            "/crm/objects/2026-09-beta/{fromObjectType}/{fromObjectId}/associations/default/{toObjectType}/{toObjectId}",
        ),
        (
            D2027_03Beta,
            "/crm/objects/2027-03-beta/{fromObjectType}/{fromObjectId}/associations/default/{toObjectType}/{toObjectId}",
        ),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Standard,
};

/// Dissociate two records, by the names of version 3.
pub const ARCHIVE_BY_TYPE: Operation = Operation {
    id: "crm.objects.associations.archive_by_type",
    method: Method::Delete,
    paths: &[
        (
            V3,
            "/crm/v3/objects/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}/{associationType}",
        ),
        (
            V3,
            "/crm/objects/v3/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}/{associationType}",
        ),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Standard,
};

/// Dissociate two records.
pub const ARCHIVE: Operation = Operation {
    id: "crm.objects.associations.archive",
    method: Method::Delete,
    paths: &[
        (V4, "/crm/v4/objects/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}"),
        (V4, "/crm/objects/v4/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}"),
        (D2025_09, "/crm/objects/2025-09/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}"),
        (D2026_03, "/crm/objects/2026-03/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}"),
        (D2026_09, "/crm/objects/2026-09/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}"),
        (
            D2026_09Beta,
            "/crm/objects/2026-09-beta/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}",
        ),
        (
            D2027_03Beta,
            "/crm/objects/2027-03-beta/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}",
        ),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Standard,
};

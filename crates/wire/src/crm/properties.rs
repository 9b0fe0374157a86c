//! Properties and property groups: the schema that the records of a type follow.
//!
//! HubSpot describes them at <https://developers.hubspot.com/docs/guides/api/crm/properties>.

mod input;
pub mod legacy;
mod output;

pub use input::{
    BatchArchiveInput, BatchCreateInput, BatchReadInput, CreateGroupInput, CreateInput, NameInput,
    OptionInput, UpdateGroupInput, UpdateInput,
};
pub use output::{GroupBody, ModificationMetadata, OptionBody, PropertyBody};

use crate::operation::{Access, Limit, Method, Operation, Scopes};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, V3};

/// Every operation of the family.
pub const ALL: &[Operation] = &[
    LIST,
    CREATE,
    READ,
    UPDATE,
    ARCHIVE,
    BATCH_READ,
    BATCH_CREATE,
    BATCH_ARCHIVE,
    LIST_GROUPS,
    CREATE_GROUP,
    READ_GROUP,
    UPDATE_GROUP,
    ARCHIVE_GROUP,
];

/// List the properties of a type, in the order of their names.
pub const LIST: Operation = Operation {
    id: "crm.properties.list",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/properties/{objectType}"),
        (V3, "/crm/properties/v3/{objectType}"),
        (D2025_09, "/crm/properties/2025-09/{objectType}"),
        (D2026_03, "/crm/properties/2026-03/{objectType}"),
        (D2026_09, "/crm/properties/2026-09/{objectType}"),
    ],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// Create one property, or restore an archived one of that name.
pub const CREATE: Operation = Operation {
    id: "crm.properties.create",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/properties/{objectType}"),
        (V3, "/crm/properties/v3/{objectType}"),
        (D2025_09, "/crm/properties/2025-09/{objectType}"),
        (D2026_03, "/crm/properties/2026-03/{objectType}"),
        (D2026_09, "/crm/properties/2026-09/{objectType}"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Read one property.
pub const READ: Operation = Operation {
    id: "crm.properties.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/properties/{objectType}/{propertyName}"),
        (V3, "/crm/properties/v3/{objectType}/{propertyName}"),
        (D2025_09, "/crm/properties/2025-09/{objectType}/{propertyName}"),
        (D2026_03, "/crm/properties/2026-03/{objectType}/{propertyName}"),
        (D2026_09, "/crm/properties/2026-09/{objectType}/{propertyName}"),
    ],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// Change the definition of one property.
pub const UPDATE: Operation = Operation {
    id: "crm.properties.update",
    method: Method::Patch,
    paths: &[
        (V3, "/crm/v3/properties/{objectType}/{propertyName}"),
        (V3, "/crm/properties/v3/{objectType}/{propertyName}"),
        (D2025_09, "/crm/properties/2025-09/{objectType}/{propertyName}"),
        (D2026_03, "/crm/properties/2026-03/{objectType}/{propertyName}"),
        (D2026_09, "/crm/properties/2026-09/{objectType}/{propertyName}"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Archive one property.
pub const ARCHIVE: Operation = Operation {
    id: "crm.properties.archive",
    method: Method::Delete,
    paths: &[
        (V3, "/crm/v3/properties/{objectType}/{propertyName}"),
        (V3, "/crm/properties/v3/{objectType}/{propertyName}"),
        (D2025_09, "/crm/properties/2025-09/{objectType}/{propertyName}"),
        (D2026_03, "/crm/properties/2026-03/{objectType}/{propertyName}"),
        (D2026_09, "/crm/properties/2026-09/{objectType}/{propertyName}"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Read several properties by name.
pub const BATCH_READ: Operation = Operation {
    id: "crm.properties.batch_read",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/properties/{objectType}/batch/read"),
        (V3, "/crm/properties/v3/{objectType}/batch/read"),
        (D2025_09, "/crm/properties/2025-09/{objectType}/batch/read"),
        (D2026_03, "/crm/properties/2026-03/{objectType}/batch/read"),
        (D2026_09, "/crm/properties/2026-09/{objectType}/batch/read"),
    ],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// Create several properties.
pub const BATCH_CREATE: Operation = Operation {
    id: "crm.properties.batch_create",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/properties/{objectType}/batch/create"),
        (V3, "/crm/properties/v3/{objectType}/batch/create"),
        (D2025_09, "/crm/properties/2025-09/{objectType}/batch/create"),
        (D2026_03, "/crm/properties/2026-03/{objectType}/batch/create"),
        (D2026_09, "/crm/properties/2026-09/{objectType}/batch/create"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Archive several properties by name.
pub const BATCH_ARCHIVE: Operation = Operation {
    id: "crm.properties.batch_archive",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/properties/{objectType}/batch/archive"),
        (V3, "/crm/properties/v3/{objectType}/batch/archive"),
        (D2025_09, "/crm/properties/2025-09/{objectType}/batch/archive"),
        (D2026_03, "/crm/properties/2026-03/{objectType}/batch/archive"),
        (D2026_09, "/crm/properties/2026-09/{objectType}/batch/archive"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// List the property groups of a type.
pub const LIST_GROUPS: Operation = Operation {
    id: "crm.properties.groups.list",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/properties/{objectType}/groups"),
        (V3, "/crm/properties/v3/{objectType}/groups"),
        (D2025_09, "/crm/properties/2025-09/{objectType}/groups"),
        (D2026_03, "/crm/properties/2026-03/{objectType}/groups"),
        (D2026_09, "/crm/properties/2026-09/{objectType}/groups"),
    ],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// Create one property group, or restore an archived one of that name.
pub const CREATE_GROUP: Operation = Operation {
    id: "crm.properties.groups.create",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/properties/{objectType}/groups"),
        (V3, "/crm/properties/v3/{objectType}/groups"),
        (D2025_09, "/crm/properties/2025-09/{objectType}/groups"),
        (D2026_03, "/crm/properties/2026-03/{objectType}/groups"),
        (D2026_09, "/crm/properties/2026-09/{objectType}/groups"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Read one property group.
pub const READ_GROUP: Operation = Operation {
    id: "crm.properties.groups.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/properties/{objectType}/groups/{groupName}"),
        (V3, "/crm/properties/v3/{objectType}/groups/{groupName}"),
        (D2025_09, "/crm/properties/2025-09/{objectType}/groups/{groupName}"),
        (D2026_03, "/crm/properties/2026-03/{objectType}/groups/{groupName}"),
        (D2026_09, "/crm/properties/2026-09/{objectType}/groups/{groupName}"),
    ],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// Change one property group.
pub const UPDATE_GROUP: Operation = Operation {
    id: "crm.properties.groups.update",
    method: Method::Patch,
    paths: &[
        (V3, "/crm/v3/properties/{objectType}/groups/{groupName}"),
        (V3, "/crm/properties/v3/{objectType}/groups/{groupName}"),
        (D2025_09, "/crm/properties/2025-09/{objectType}/groups/{groupName}"),
        (D2026_03, "/crm/properties/2026-03/{objectType}/groups/{groupName}"),
        (D2026_09, "/crm/properties/2026-09/{objectType}/groups/{groupName}"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Archive one property group that holds no active property.
pub const ARCHIVE_GROUP: Operation = Operation {
    id: "crm.properties.groups.archive",
    method: Method::Delete,
    paths: &[
        (V3, "/crm/v3/properties/{objectType}/groups/{groupName}"),
        (V3, "/crm/properties/v3/{objectType}/groups/{groupName}"),
        (D2025_09, "/crm/properties/2025-09/{objectType}/groups/{groupName}"),
        (D2026_03, "/crm/properties/2026-03/{objectType}/groups/{groupName}"),
        (D2026_09, "/crm/properties/2026-09/{objectType}/groups/{groupName}"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

//! Limits tracking: how much of what HubSpot limits an account uses.
//!
//! HubSpot describes it at <https://developers.hubspot.com/docs/guides/api/crm/limits-tracking>.

mod output;

pub use output::{
    AssociationLimitBody, AtLimitSample, LabelLimit, NearLimitSample, ObjectTypeName, ObjectTypeNearLimit,
    OverallLimit, RecordLimits, TypeLimit, TypeUsage, Usage,
};

use crate::operation::{Limit, Method, Operation, Scopes};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, V3};

/// Whoever works with custom types or their records may know how many there can be.
const CUSTOM_TYPE_SCOPES: &[&str] = &[
    "crm.objects.custom.read",
    "crm.objects.custom.write",
    "crm.schemas.custom.read",
    "crm.schemas.custom.write",
];

/// Every operation of the family.
pub const ALL: &[Operation] = &[
    RECORDS,
    PIPELINES,
    CUSTOM_PROPERTIES,
    CALCULATED_PROPERTIES,
    CUSTOM_OBJECT_TYPES,
    LABELS,
    RECORDS_FROM,
    RECORDS_TO,
    RECORDS_BETWEEN,
];

/// Read how many records of each type there are and may be.
pub const RECORDS: Operation = Operation {
    id: "crm.limits.records.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/limits/records"),
        (V3, "/crm/limits/v3/records"),
        (D2025_09, "/crm/limits/2025-09/records"),
        (D2026_03, "/crm/limits/2026-03/records"),
        (D2026_09, "/crm/limits/2026-09/records"),
    ],
    scopes: Scopes::ForAnyObjectType,
    limit: Limit::Standard,
};

/// Read how many pipelines of each type there are and may be.
pub const PIPELINES: Operation = Operation {
    id: "crm.limits.pipelines.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/limits/pipelines"),
        (V3, "/crm/limits/v3/pipelines"),
        (D2025_09, "/crm/limits/2025-09/pipelines"),
        (D2026_03, "/crm/limits/2026-03/pipelines"),
        (D2026_09, "/crm/limits/2026-09/pipelines"),
    ],
    scopes: Scopes::ForAnyObjectType,
    limit: Limit::Standard,
};

/// Read how many properties of its own each type has and may have.
pub const CUSTOM_PROPERTIES: Operation = Operation {
    id: "crm.limits.custom_properties.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/limits/custom-properties"),
        (V3, "/crm/limits/v3/custom-properties"),
        (D2025_09, "/crm/limits/2025-09/custom-properties"),
        (D2026_03, "/crm/limits/2026-03/custom-properties"),
        (D2026_09, "/crm/limits/2026-09/custom-properties"),
    ],
    scopes: Scopes::ForAnyObjectType,
    limit: Limit::Standard,
};

/// Read how many calculated properties there are and may be.
pub const CALCULATED_PROPERTIES: Operation = Operation {
    id: "crm.limits.calculated_properties.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/limits/calculated-properties"),
        (V3, "/crm/limits/v3/calculated-properties"),
        (D2025_09, "/crm/limits/2025-09/calculated-properties"),
        (D2026_03, "/crm/limits/2026-03/calculated-properties"),
        (D2026_09, "/crm/limits/2026-09/calculated-properties"),
    ],
    scopes: Scopes::ForAnyObjectType,
    limit: Limit::Standard,
};

/// Read how many object types of its own the account has and may have.
pub const CUSTOM_OBJECT_TYPES: Operation = Operation {
    id: "crm.limits.custom_object_types.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/limits/custom-object-types"),
        (V3, "/crm/limits/v3/custom-object-types"),
        (D2025_09, "/crm/limits/2025-09/custom-object-types"),
        (D2026_03, "/crm/limits/2026-03/custom-object-types"),
        (D2026_09, "/crm/limits/2026-09/custom-object-types"),
    ],
    scopes: Scopes::Listed(CUSTOM_TYPE_SCOPES),
    limit: Limit::Standard,
};

/// List the pairs of object types that have labels, with how many they may have.
pub const LABELS: Operation = Operation {
    id: "crm.limits.associations.labels.list",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/limits/associations/labels"),
        (V3, "/crm/limits/v3/associations/labels"),
        (D2025_09, "/crm/limits/2025-09/associations/labels"),
        (D2026_03, "/crm/limits/2026-03/associations/labels"),
        (D2026_09, "/crm/limits/2026-09/associations/labels"),
    ],
    scopes: Scopes::ForAnyObjectType,
    limit: Limit::Standard,
};

/// List the object types whose records are associated with nearly as many others as they may be.
pub const RECORDS_FROM: Operation = Operation {
    id: "crm.limits.associations.records.from.list",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/limits/associations/records/from"),
        (V3, "/crm/limits/v3/associations/records/from"),
        (D2025_09, "/crm/limits/2025-09/associations/records/from"),
        (D2026_03, "/crm/limits/2026-03/associations/records/from"),
        (D2026_09, "/crm/limits/2026-09/associations/records/from"),
    ],
    scopes: Scopes::ForAnyObjectType,
    limit: Limit::Standard,
};

/// List the object types with which records of a type are associated nearly as often as they may be.
pub const RECORDS_TO: Operation = Operation {
    id: "crm.limits.associations.records.to.list",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/limits/associations/records/{fromObjectTypeId}/to"),
        (V3, "/crm/limits/v3/associations/records/{fromObjectTypeId}/to"),
        (D2025_09, "/crm/limits/2025-09/associations/records/{fromObjectTypeId}/to"),
        (D2026_03, "/crm/limits/2026-03/associations/records/{fromObjectTypeId}/to"),
        (D2026_09, "/crm/limits/2026-09/associations/records/{fromObjectTypeId}/to"),
    ],
    scopes: Scopes::ForAnyObjectType,
    limit: Limit::Standard,
};

/// Read which records of a type are associated with nearly as many records of another type as they may be.
pub const RECORDS_BETWEEN: Operation = Operation {
    id: "crm.limits.associations.records.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/limits/associations/records/{fromObjectTypeId}/{toObjectTypeId}"),
        (V3, "/crm/limits/v3/associations/records/{fromObjectTypeId}/{toObjectTypeId}"),
        (D2025_09, "/crm/limits/2025-09/associations/records/{fromObjectTypeId}/{toObjectTypeId}"),
        (D2026_03, "/crm/limits/2026-03/associations/records/{fromObjectTypeId}/{toObjectTypeId}"),
        (D2026_09, "/crm/limits/2026-09/associations/records/{fromObjectTypeId}/{toObjectTypeId}"),
    ],
    scopes: Scopes::ForAnyObjectType,
    limit: Limit::Standard,
};

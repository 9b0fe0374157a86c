//! Records of every object type: one family of operations, `{objectType}` says which type.
//!
//! HubSpot describes them at <https://developers.hubspot.com/docs/guides/api/crm/using-object-apis>.

mod input;
mod removal;
mod search;

pub(crate) use input::{ASSOCIATION_TYPE, OBJECT_ID};
pub use input::{
    AssociationInput, AssociationTarget, AssociationTypeInput, BatchArchiveInput, BatchCreateInput,
    BatchReadInput, BatchWriteInput, CreateInput, IdInput, UpdateInput, WriteInput,
};
pub use removal::{MERGE, MergeInput, PURGE, PurgeInput, RESTORE};
pub use search::{FilterGroupInput, FilterInput, OperatorInput, SEARCH, SearchInput, SortInput};

use crate::operation::{Access, Limit, Method, Operation, Scopes};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, D2026_09Beta, D2027_03Beta, V3};

/// Every operation of the family.
pub const ALL: &[Operation] = &[
    LIST,
    CREATE,
    READ,
    UPDATE,
    ARCHIVE,
    BATCH_READ,
    BATCH_CREATE,
    BATCH_UPDATE,
    BATCH_UPSERT,
    BATCH_ARCHIVE,
    SEARCH,
    MERGE,
    PURGE,
    RESTORE,
];

/// List the records of a type, page by page, in the order of their ids.
pub const LIST: Operation = Operation {
    id: "crm.objects.list",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/objects/{objectType}"),
        (V3, "/crm/objects/v3/{objectType}"),
        (D2025_09, "/crm/objects/2025-09/{objectType}"),
        (D2026_03, "/crm/objects/2026-03/{objectType}"),
        (D2026_09, "/crm/objects/2026-09/{objectType}"),
        (D2026_09Beta, "/crm/objects/2026-09-beta/{objectType}"),
        (D2027_03Beta, "/crm/objects/2027-03-beta/{objectType}"),
    ],
    scopes: Scopes::ForObjectType(Access::Read),
    limit: Limit::Standard,
};

/// Create one record.
pub const CREATE: Operation = Operation {
    id: "crm.objects.create",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/objects/{objectType}"),
        (V3, "/crm/objects/v3/{objectType}"),
        (D2025_09, "/crm/objects/2025-09/{objectType}"),
        (D2026_03, "/crm/objects/2026-03/{objectType}"),
        (D2026_09, "/crm/objects/2026-09/{objectType}"),
        (D2026_09Beta, "/crm/objects/2026-09-beta/{objectType}"),
        (D2027_03Beta, "/crm/objects/2027-03-beta/{objectType}"),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Standard,
};

/// Read one record, by its id or by a unique property.
pub const READ: Operation = Operation {
    id: "crm.objects.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/objects/{objectType}/{objectId}"),
        (V3, "/crm/objects/v3/{objectType}/{objectId}"),
        (D2025_09, "/crm/objects/2025-09/{objectType}/{objectId}"),
        (D2026_03, "/crm/objects/2026-03/{objectType}/{objectId}"),
        (D2026_09, "/crm/objects/2026-09/{objectType}/{objectId}"),
        (D2026_09Beta, "/crm/objects/2026-09-beta/{objectType}/{objectId}"),
        (D2027_03Beta, "/crm/objects/2027-03-beta/{objectType}/{objectId}"),
    ],
    scopes: Scopes::ForObjectType(Access::Read),
    limit: Limit::Standard,
};

/// Change properties of one record, found by its id or by a unique property.
pub const UPDATE: Operation = Operation {
    id: "crm.objects.update",
    method: Method::Patch,
    paths: &[
        (V3, "/crm/v3/objects/{objectType}/{objectId}"),
        (V3, "/crm/objects/v3/{objectType}/{objectId}"),
        (D2025_09, "/crm/objects/2025-09/{objectType}/{objectId}"),
        (D2026_03, "/crm/objects/2026-03/{objectType}/{objectId}"),
        (D2026_09, "/crm/objects/2026-09/{objectType}/{objectId}"),
        (D2026_09Beta, "/crm/objects/2026-09-beta/{objectType}/{objectId}"),
        (D2027_03Beta, "/crm/objects/2027-03-beta/{objectType}/{objectId}"),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Standard,
};

/// Archive one record: it leaves every list and can be restored for a while.
pub const ARCHIVE: Operation = Operation {
    id: "crm.objects.archive",
    method: Method::Delete,
    paths: &[
        (V3, "/crm/v3/objects/{objectType}/{objectId}"),
        (V3, "/crm/objects/v3/{objectType}/{objectId}"),
        (D2025_09, "/crm/objects/2025-09/{objectType}/{objectId}"),
        (D2026_03, "/crm/objects/2026-03/{objectType}/{objectId}"),
        (D2026_09, "/crm/objects/2026-09/{objectType}/{objectId}"),
        (D2026_09Beta, "/crm/objects/2026-09-beta/{objectType}/{objectId}"),
        (D2027_03Beta, "/crm/objects/2027-03-beta/{objectType}/{objectId}"),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Standard,
};

/// Read several records, by their ids or by a unique property.
pub const BATCH_READ: Operation = Operation {
    id: "crm.objects.batch_read",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/objects/{objectType}/batch/read"),
        (V3, "/crm/objects/v3/{objectType}/batch/read"),
        (D2025_09, "/crm/objects/2025-09/{objectType}/batch/read"),
        (D2026_03, "/crm/objects/2026-03/{objectType}/batch/read"),
        (D2026_09, "/crm/objects/2026-09/{objectType}/batch/read"),
        (D2026_09Beta, "/crm/objects/2026-09-beta/{objectType}/batch/read"),
        (D2027_03Beta, "/crm/objects/2027-03-beta/{objectType}/batch/read"),
    ],
    scopes: Scopes::ForObjectType(Access::Read),
    limit: Limit::Standard,
};

/// Create several records.
pub const BATCH_CREATE: Operation = Operation {
    id: "crm.objects.batch_create",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/objects/{objectType}/batch/create"),
        (V3, "/crm/objects/v3/{objectType}/batch/create"),
        (D2025_09, "/crm/objects/2025-09/{objectType}/batch/create"),
        (D2026_03, "/crm/objects/2026-03/{objectType}/batch/create"),
        (D2026_09, "/crm/objects/2026-09/{objectType}/batch/create"),
        (D2026_09Beta, "/crm/objects/2026-09-beta/{objectType}/batch/create"),
        (D2027_03Beta, "/crm/objects/2027-03-beta/{objectType}/batch/create"),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Standard,
};

/// Change several records, found by their ids or by a unique property.
pub const BATCH_UPDATE: Operation = Operation {
    id: "crm.objects.batch_update",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/objects/{objectType}/batch/update"),
        (V3, "/crm/objects/v3/{objectType}/batch/update"),
        (D2025_09, "/crm/objects/2025-09/{objectType}/batch/update"),
        (D2026_03, "/crm/objects/2026-03/{objectType}/batch/update"),
        (D2026_09, "/crm/objects/2026-09/{objectType}/batch/update"),
        (D2026_09Beta, "/crm/objects/2026-09-beta/{objectType}/batch/update"),
        (D2027_03Beta, "/crm/objects/2027-03-beta/{objectType}/batch/update"),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Standard,
};

/// Change the records that have these unique values, and create the others.
pub const BATCH_UPSERT: Operation = Operation {
    id: "crm.objects.batch_upsert",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/objects/{objectType}/batch/upsert"),
        (V3, "/crm/objects/v3/{objectType}/batch/upsert"),
        (D2025_09, "/crm/objects/2025-09/{objectType}/batch/upsert"),
        (D2026_03, "/crm/objects/2026-03/{objectType}/batch/upsert"),
        (D2026_09, "/crm/objects/2026-09/{objectType}/batch/upsert"),
        (D2026_09Beta, "/crm/objects/2026-09-beta/{objectType}/batch/upsert"),
        (D2027_03Beta, "/crm/objects/2027-03-beta/{objectType}/batch/upsert"),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Standard,
};

/// Archive several records.
pub const BATCH_ARCHIVE: Operation = Operation {
    id: "crm.objects.batch_archive",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/objects/{objectType}/batch/archive"),
        (V3, "/crm/objects/v3/{objectType}/batch/archive"),
        (D2025_09, "/crm/objects/2025-09/{objectType}/batch/archive"),
        (D2026_03, "/crm/objects/2026-03/{objectType}/batch/archive"),
        (D2026_09, "/crm/objects/2026-09/{objectType}/batch/archive"),
        (D2026_09Beta, "/crm/objects/2026-09-beta/{objectType}/batch/archive"),
        (D2027_03Beta, "/crm/objects/2027-03-beta/{objectType}/batch/archive"),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Standard,
};

//! Associations of several records at once.

use crate::operation::{Access, Limit, Method, Operation, Scopes};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, D2026_09Beta, V3, V4};

/// Every operation of this file.
pub const ALL: &[Operation] = &[
    READ_V3,
    READ_V4,
    READ,
    CREATE_V3,
    CREATE_V4,
    CREATE,
    CREATE_DEFAULT,
    ARCHIVE_V3,
    ARCHIVE,
    ARCHIVE_LABELS,
];

/// Read what several records are associated with, by the names of version 3.
pub const READ_V3: Operation = Operation {
    id: "crm.associations.batch_read",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/associations/{fromObjectType}/{toObjectType}/batch/read"),
        (V3, "/crm/associations/v3/{fromObjectType}/{toObjectType}/batch/read"),
    ],
    scopes: Scopes::ForObjectType(Access::Read),
    limit: Limit::Associations,
};

/// Read what several records are associated with; ids of other records are numbers.
pub const READ_V4: Operation = Operation {
    id: "crm.associations.batch_read",
    method: Method::Post,
    paths: &[
        (V4, "/crm/v4/associations/{fromObjectType}/{toObjectType}/batch/read"),
        (V4, "/crm/associations/v4/{fromObjectType}/{toObjectType}/batch/read"),
    ],
    scopes: Scopes::ForObjectType(Access::Read),
    limit: Limit::Associations,
};

/// Read what several records are associated with.
pub const READ: Operation = Operation {
    id: "crm.associations.batch_read",
    method: Method::Post,
    paths: &[
        (D2025_09, "/crm/associations/2025-09/{fromObjectType}/{toObjectType}/batch/read"),
        (D2026_03, "/crm/associations/2026-03/{fromObjectType}/{toObjectType}/batch/read"),
        (D2026_09, "/crm/associations/2026-09/{fromObjectType}/{toObjectType}/batch/read"),
        (D2026_09Beta, "/crm/associations/2026-09-beta/{fromObjectType}/{toObjectType}/batch/read"),
    ],
    scopes: Scopes::ForObjectType(Access::Read),
    limit: Limit::Associations,
};

/// Associate pairs of records, by the names of version 3.
pub const CREATE_V3: Operation = Operation {
    id: "crm.associations.batch_create",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/associations/{fromObjectType}/{toObjectType}/batch/create"),
        (V3, "/crm/associations/v3/{fromObjectType}/{toObjectType}/batch/create"),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Associations,
};

/// Associate pairs of records with these types; ids in the answer are numbers.
pub const CREATE_V4: Operation = Operation {
    id: "crm.associations.batch_create",
    method: Method::Post,
    paths: &[
        (V4, "/crm/v4/associations/{fromObjectType}/{toObjectType}/batch/create"),
        (V4, "/crm/associations/v4/{fromObjectType}/{toObjectType}/batch/create"),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Associations,
};

/// Associate pairs of records with these types.
pub const CREATE: Operation = Operation {
    id: "crm.associations.batch_create",
    method: Method::Post,
    paths: &[
        (D2025_09, "/crm/associations/2025-09/{fromObjectType}/{toObjectType}/batch/create"),
        (D2026_03, "/crm/associations/2026-03/{fromObjectType}/{toObjectType}/batch/create"),
        (D2026_09, "/crm/associations/2026-09/{fromObjectType}/{toObjectType}/batch/create"),
        (D2026_09Beta, "/crm/associations/2026-09-beta/{fromObjectType}/{toObjectType}/batch/create"),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Associations,
};

/// Associate pairs of records without a label.
pub const CREATE_DEFAULT: Operation = Operation {
    id: "crm.associations.batch_create_default",
    method: Method::Post,
    paths: &[
        (V4, "/crm/v4/associations/{fromObjectType}/{toObjectType}/batch/associate/default"),
        (V4, "/crm/associations/v4/{fromObjectType}/{toObjectType}/batch/associate/default"),
        (D2025_09, "/crm/associations/2025-09/{fromObjectType}/{toObjectType}/batch/associate/default"),
        (D2026_03, "/crm/associations/2026-03/{fromObjectType}/{toObjectType}/batch/associate/default"),
        (D2026_09, "/crm/associations/2026-09/{fromObjectType}/{toObjectType}/batch/associate/default"),
        (
            D2026_09Beta,
            "/crm/associations/2026-09-beta/{fromObjectType}/{toObjectType}/batch/associate/default",
        ),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Associations,
};

/// Dissociate pairs of records, by the names of version 3.
pub const ARCHIVE_V3: Operation = Operation {
    id: "crm.associations.batch_archive",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/associations/{fromObjectType}/{toObjectType}/batch/archive"),
        (V3, "/crm/associations/v3/{fromObjectType}/{toObjectType}/batch/archive"),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Associations,
};

/// Dissociate pairs of records.
pub const ARCHIVE: Operation = Operation {
    id: "crm.associations.batch_archive",
    method: Method::Post,
    paths: &[
        (V4, "/crm/v4/associations/{fromObjectType}/{toObjectType}/batch/archive"),
        (V4, "/crm/associations/v4/{fromObjectType}/{toObjectType}/batch/archive"),
        (D2025_09, "/crm/associations/2025-09/{fromObjectType}/{toObjectType}/batch/archive"),
        (D2026_03, "/crm/associations/2026-03/{fromObjectType}/{toObjectType}/batch/archive"),
        (D2026_09, "/crm/associations/2026-09/{fromObjectType}/{toObjectType}/batch/archive"),
        (D2026_09Beta, "/crm/associations/2026-09-beta/{fromObjectType}/{toObjectType}/batch/archive"),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Associations,
};

/// Take types from pairs of records.
pub const ARCHIVE_LABELS: Operation = Operation {
    id: "crm.associations.batch_archive_labels",
    method: Method::Post,
    paths: &[
        (V4, "/crm/v4/associations/{fromObjectType}/{toObjectType}/batch/labels/archive"),
        (V4, "/crm/associations/v4/{fromObjectType}/{toObjectType}/batch/labels/archive"),
        (D2025_09, "/crm/associations/2025-09/{fromObjectType}/{toObjectType}/batch/labels/archive"),
        (D2026_03, "/crm/associations/2026-03/{fromObjectType}/{toObjectType}/batch/labels/archive"),
        (D2026_09, "/crm/associations/2026-09/{fromObjectType}/{toObjectType}/batch/labels/archive"),
        (D2026_09Beta, "/crm/associations/2026-09-beta/{fromObjectType}/{toObjectType}/batch/labels/archive"),
    ],
    scopes: Scopes::ForObjectType(Access::Write),
    limit: Limit::Associations,
};

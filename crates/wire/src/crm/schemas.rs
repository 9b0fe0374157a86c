//! Object types: those that an account makes, and what it says about HubSpot's own.
//!
//! HubSpot describes them at <https://developers.hubspot.com/docs/guides/api/crm/objects/custom-objects>.

mod input;
mod output;

pub use input::{AssociationInput, BatchReadInput, CreateInput, LabelsInput, PropertyInput, UpdateInput};
pub use output::{AssociationBody, LabelsBody, SchemaBody};

use crate::operation::{Access, Limit, Method, Operation, Scopes};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, V3};

/// Every operation of the family.
pub const ALL: &[Operation] =
    &[LIST, CREATE, READ, UPDATE, ARCHIVE, PURGE, BATCH_READ, CREATE_ASSOCIATION, ARCHIVE_ASSOCIATION];

/// What looking at several types asks for, whatever they are.
const READ_SCOPES: Scopes = Scopes::Listed(&["crm.schemas.custom.read", "crm.objects.custom.read"]);
/// What changing the account's own types asks for.
const WRITE_SCOPES: Scopes = Scopes::Listed(&["crm.schemas.custom.write"]);

/// List the object types that the account made; one page holds all of them.
pub const LIST: Operation = Operation {
    id: "crm_object_schemas.schemas.list",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/schemas"),
        (V3, "/crm-object-schemas/v3/schemas"),
        (D2025_09, "/crm-object-schemas/2025-09/schemas"),
        (D2026_03, "/crm-object-schemas/2026-03/schemas"),
        (D2026_09, "/crm-object-schemas/2026-09/schemas"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Make an object type, with its properties and the types of its associations.
pub const CREATE: Operation = Operation {
    id: "crm_object_schemas.schemas.create",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/schemas"),
        (V3, "/crm-object-schemas/v3/schemas"),
        (D2025_09, "/crm-object-schemas/2025-09/schemas"),
        (D2026_03, "/crm-object-schemas/2026-03/schemas"),
        (D2026_09, "/crm-object-schemas/2026-09/schemas"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Read everything about an object type, be it HubSpot's own.
pub const READ: Operation = Operation {
    id: "crm_object_schemas.schemas.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/schemas/{objectType}"),
        (V3, "/crm-object-schemas/v3/schemas/{objectType}"),
        (D2025_09, "/crm-object-schemas/2025-09/schemas/{objectType}"),
        (D2026_03, "/crm-object-schemas/2026-03/schemas/{objectType}"),
        (D2026_09, "/crm-object-schemas/2026-09/schemas/{objectType}"),
    ],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// Change what the account says about an object type, be it HubSpot's own.
pub const UPDATE: Operation = Operation {
    id: "crm_object_schemas.schemas.update",
    method: Method::Patch,
    paths: &[
        (V3, "/crm/v3/schemas/{objectType}"),
        (V3, "/crm-object-schemas/v3/schemas/{objectType}"),
        (D2025_09, "/crm-object-schemas/2025-09/schemas/{objectType}"),
        (D2026_03, "/crm-object-schemas/2026-03/schemas/{objectType}"),
        (D2026_09, "/crm-object-schemas/2026-09/schemas/{objectType}"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Archive an object type that the account made, or, if it is archived, delete it for good.
pub const ARCHIVE: Operation = Operation {
    id: "crm_object_schemas.schemas.archive",
    method: Method::Delete,
    paths: &[
        (V3, "/crm/v3/schemas/{objectType}"),
        (V3, "/crm-object-schemas/v3/schemas/{objectType}"),
        (D2025_09, "/crm-object-schemas/2025-09/schemas/{objectType}"),
        (D2026_03, "/crm-object-schemas/2026-03/schemas/{objectType}"),
        (D2026_09, "/crm-object-schemas/2026-09/schemas/{objectType}"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Delete an object type that the account made for good.
pub const PURGE: Operation = Operation {
    id: "crm_object_schemas.schemas.purge",
    method: Method::Delete,
    paths: &[
        (V3, "/crm/v3/schemas/{objectType}/purge"),
        (V3, "/crm-object-schemas/v3/schemas/{objectType}/purge"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Read everything about several object types.
pub const BATCH_READ: Operation = Operation {
    id: "crm_object_schemas.schemas.batch_read",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/schemas/batch/read"),
        (V3, "/crm-object-schemas/v3/schemas/batch/read"),
        (D2025_09, "/crm-object-schemas/2025-09/schemas/batch/read"),
        (D2026_03, "/crm-object-schemas/2026-03/schemas/batch/read"),
        (D2026_09, "/crm-object-schemas/2026-09/schemas/batch/read"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Let records of an object type that the account made be associated with those of another.
pub const CREATE_ASSOCIATION: Operation = Operation {
    id: "crm_object_schemas.schemas.associations.create",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/schemas/{objectType}/associations"),
        (V3, "/crm-object-schemas/v3/schemas/{objectType}/associations"),
        (D2025_09, "/crm-object-schemas/2025-09/schemas/{objectType}/associations"),
        (D2026_03, "/crm-object-schemas/2026-03/schemas/{objectType}/associations"),
        (D2026_09, "/crm-object-schemas/2026-09/schemas/{objectType}/associations"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Delete a type of associations that the account defined.
pub const ARCHIVE_ASSOCIATION: Operation = Operation {
    id: "crm_object_schemas.schemas.associations.archive",
    method: Method::Delete,
    paths: &[
        (V3, "/crm/v3/schemas/{objectType}/associations/{associationIdentifier}"),
        (V3, "/crm-object-schemas/v3/schemas/{objectType}/associations/{associationIdentifier}"),
        (D2025_09, "/crm-object-schemas/2025-09/schemas/{objectType}/associations/{associationIdentifier}"),
        (D2026_03, "/crm-object-schemas/2026-03/schemas/{objectType}/associations/{associationIdentifier}"),
        (D2026_09, "/crm-object-schemas/2026-09/schemas/{objectType}/associations/{associationIdentifier}"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

//! Pipelines and their stages: the ways that records of a type take.
//!
//! HubSpot describes them at <https://developers.hubspot.com/docs/guides/api/crm/pipelines>.

mod input;
pub mod legacy;
mod output;

pub use input::{
    PipelineInput, PipelineReplaceInput, PipelineUpdateInput, StageInput, StageReplaceInput, StageUpdateInput,
};
pub use output::{AuditBody, MetadataBody, PipelineBody, StageBody};

use crate::operation::{Access, Limit, Method, Operation, Scopes};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, D2026_09Beta, V3};

/// Every operation of the family.
pub const ALL: &[Operation] = &[
    LIST,
    CREATE,
    READ,
    REPLACE,
    UPDATE,
    ARCHIVE,
    AUDIT,
    LIST_STAGES,
    CREATE_STAGE,
    READ_STAGE,
    REPLACE_STAGE,
    UPDATE_STAGE,
    ARCHIVE_STAGE,
    AUDIT_STAGE,
];

/// List the pipelines of a type with their stages, in order.
pub const LIST: Operation = Operation {
    id: "crm.pipelines.list",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/pipelines/{objectType}"),
        (V3, "/crm/pipelines/v3/{objectType}"),
        (D2025_09, "/crm/pipelines/2025-09/{objectType}"),
        (D2026_03, "/crm/pipelines/2026-03/{objectType}"),
        (D2026_09, "/crm/pipelines/2026-09/{objectType}"),
        (D2026_09Beta, "/crm/pipelines/2026-09-beta/{objectType}"),
    ],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// Create one pipeline with its stages.
pub const CREATE: Operation = Operation {
    id: "crm.pipelines.create",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/pipelines/{objectType}"),
        (V3, "/crm/pipelines/v3/{objectType}"),
        (D2025_09, "/crm/pipelines/2025-09/{objectType}"),
        (D2026_03, "/crm/pipelines/2026-03/{objectType}"),
        (D2026_09, "/crm/pipelines/2026-09/{objectType}"),
        (D2026_09Beta, "/crm/pipelines/2026-09-beta/{objectType}"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Read one pipeline.
pub const READ: Operation = Operation {
    id: "crm.pipelines.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/pipelines/{objectType}/{pipelineId}"),
        (V3, "/crm/pipelines/v3/{objectType}/{pipelineId}"),
        (D2025_09, "/crm/pipelines/2025-09/{objectType}/{pipelineId}"),
        (D2026_03, "/crm/pipelines/2026-03/{objectType}/{pipelineId}"),
        (D2026_09, "/crm/pipelines/2026-09/{objectType}/{pipelineId}"),
        (D2026_09Beta, "/crm/pipelines/2026-09-beta/{objectType}/{pipelineId}"),
    ],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// Replace one pipeline and all of its stages.
pub const REPLACE: Operation = Operation {
    id: "crm.pipelines.replace",
    method: Method::Put,
    paths: &[
        (V3, "/crm/v3/pipelines/{objectType}/{pipelineId}"),
        (V3, "/crm/pipelines/v3/{objectType}/{pipelineId}"),
        (D2025_09, "/crm/pipelines/2025-09/{objectType}/{pipelineId}"),
        (D2026_03, "/crm/pipelines/2026-03/{objectType}/{pipelineId}"),
        (D2026_09, "/crm/pipelines/2026-09/{objectType}/{pipelineId}"),
        (D2026_09Beta, "/crm/pipelines/2026-09-beta/{objectType}/{pipelineId}"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Change one pipeline, or restore an archived one.
pub const UPDATE: Operation = Operation {
    id: "crm.pipelines.update",
    method: Method::Patch,
    paths: &[
        (V3, "/crm/v3/pipelines/{objectType}/{pipelineId}"),
        (V3, "/crm/pipelines/v3/{objectType}/{pipelineId}"),
        (D2025_09, "/crm/pipelines/2025-09/{objectType}/{pipelineId}"),
        (D2026_03, "/crm/pipelines/2026-03/{objectType}/{pipelineId}"),
        (D2026_09, "/crm/pipelines/2026-09/{objectType}/{pipelineId}"),
        (D2026_09Beta, "/crm/pipelines/2026-09-beta/{objectType}/{pipelineId}"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Archive one pipeline.
pub const ARCHIVE: Operation = Operation {
    id: "crm.pipelines.archive",
    method: Method::Delete,
    paths: &[
        (V3, "/crm/v3/pipelines/{objectType}/{pipelineId}"),
        (V3, "/crm/pipelines/v3/{objectType}/{pipelineId}"),
        (D2025_09, "/crm/pipelines/2025-09/{objectType}/{pipelineId}"),
        (D2026_03, "/crm/pipelines/2026-03/{objectType}/{pipelineId}"),
        (D2026_09, "/crm/pipelines/2026-09/{objectType}/{pipelineId}"),
        (D2026_09Beta, "/crm/pipelines/2026-09-beta/{objectType}/{pipelineId}"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Read what happened to one pipeline, newest first.
pub const AUDIT: Operation = Operation {
    id: "crm.pipelines.audit.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/pipelines/{objectType}/{pipelineId}/audit"),
        (V3, "/crm/pipelines/v3/{objectType}/{pipelineId}/audit"),
        (D2025_09, "/crm/pipelines/2025-09/{objectType}/{pipelineId}/audit"),
        (D2026_03, "/crm/pipelines/2026-03/{objectType}/{pipelineId}/audit"),
        (D2026_09, "/crm/pipelines/2026-09/{objectType}/{pipelineId}/audit"),
        (D2026_09Beta, "/crm/pipelines/2026-09-beta/{objectType}/{pipelineId}/audit"),
    ],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// List the stages of one pipeline, in order.
pub const LIST_STAGES: Operation = Operation {
    id: "crm.pipelines.stages.list",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/pipelines/{objectType}/{pipelineId}/stages"),
        (V3, "/crm/pipelines/v3/{objectType}/{pipelineId}/stages"),
        (D2025_09, "/crm/pipelines/2025-09/{objectType}/{pipelineId}/stages"),
        (D2026_03, "/crm/pipelines/2026-03/{objectType}/{pipelineId}/stages"),
        (D2026_09, "/crm/pipelines/2026-09/{objectType}/{pipelineId}/stages"),
        (D2026_09Beta, "/crm/pipelines/2026-09-beta/{objectType}/{pipelineId}/stages"),
    ],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// Add one stage to a pipeline.
pub const CREATE_STAGE: Operation = Operation {
    id: "crm.pipelines.stages.create",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/pipelines/{objectType}/{pipelineId}/stages"),
        (V3, "/crm/pipelines/v3/{objectType}/{pipelineId}/stages"),
        (D2025_09, "/crm/pipelines/2025-09/{objectType}/{pipelineId}/stages"),
        (D2026_03, "/crm/pipelines/2026-03/{objectType}/{pipelineId}/stages"),
        (D2026_09, "/crm/pipelines/2026-09/{objectType}/{pipelineId}/stages"),
        (D2026_09Beta, "/crm/pipelines/2026-09-beta/{objectType}/{pipelineId}/stages"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Read one stage.
pub const READ_STAGE: Operation = Operation {
    id: "crm.pipelines.stages.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/pipelines/{objectType}/{pipelineId}/stages/{stageId}"),
        (V3, "/crm/pipelines/v3/{objectType}/{pipelineId}/stages/{stageId}"),
        (D2025_09, "/crm/pipelines/2025-09/{objectType}/{pipelineId}/stages/{stageId}"),
        (D2026_03, "/crm/pipelines/2026-03/{objectType}/{pipelineId}/stages/{stageId}"),
        (D2026_09, "/crm/pipelines/2026-09/{objectType}/{pipelineId}/stages/{stageId}"),
        (D2026_09Beta, "/crm/pipelines/2026-09-beta/{objectType}/{pipelineId}/stages/{stageId}"),
    ],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// Replace one stage.
pub const REPLACE_STAGE: Operation = Operation {
    id: "crm.pipelines.stages.replace",
    method: Method::Put,
    paths: &[
        (V3, "/crm/v3/pipelines/{objectType}/{pipelineId}/stages/{stageId}"),
        (V3, "/crm/pipelines/v3/{objectType}/{pipelineId}/stages/{stageId}"),
        (D2025_09, "/crm/pipelines/2025-09/{objectType}/{pipelineId}/stages/{stageId}"),
        (D2026_03, "/crm/pipelines/2026-03/{objectType}/{pipelineId}/stages/{stageId}"),
        (D2026_09, "/crm/pipelines/2026-09/{objectType}/{pipelineId}/stages/{stageId}"),
        (D2026_09Beta, "/crm/pipelines/2026-09-beta/{objectType}/{pipelineId}/stages/{stageId}"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Change one stage, or restore an archived one.
pub const UPDATE_STAGE: Operation = Operation {
    id: "crm.pipelines.stages.update",
    method: Method::Patch,
    paths: &[
        (V3, "/crm/v3/pipelines/{objectType}/{pipelineId}/stages/{stageId}"),
        (V3, "/crm/pipelines/v3/{objectType}/{pipelineId}/stages/{stageId}"),
        (D2025_09, "/crm/pipelines/2025-09/{objectType}/{pipelineId}/stages/{stageId}"),
        (D2026_03, "/crm/pipelines/2026-03/{objectType}/{pipelineId}/stages/{stageId}"),
        (D2026_09, "/crm/pipelines/2026-09/{objectType}/{pipelineId}/stages/{stageId}"),
        (D2026_09Beta, "/crm/pipelines/2026-09-beta/{objectType}/{pipelineId}/stages/{stageId}"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Archive one stage.
pub const ARCHIVE_STAGE: Operation = Operation {
    id: "crm.pipelines.stages.archive",
    method: Method::Delete,
    paths: &[
        (V3, "/crm/v3/pipelines/{objectType}/{pipelineId}/stages/{stageId}"),
        (V3, "/crm/pipelines/v3/{objectType}/{pipelineId}/stages/{stageId}"),
        (D2025_09, "/crm/pipelines/2025-09/{objectType}/{pipelineId}/stages/{stageId}"),
        (D2026_03, "/crm/pipelines/2026-03/{objectType}/{pipelineId}/stages/{stageId}"),
        (D2026_09, "/crm/pipelines/2026-09/{objectType}/{pipelineId}/stages/{stageId}"),
        (D2026_09Beta, "/crm/pipelines/2026-09-beta/{objectType}/{pipelineId}/stages/{stageId}"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// Read what happened to one stage, newest first.
pub const AUDIT_STAGE: Operation = Operation {
    id: "crm.pipelines.stages.audit.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/pipelines/{objectType}/{pipelineId}/stages/{stageId}/audit"),
        (V3, "/crm/pipelines/v3/{objectType}/{pipelineId}/stages/{stageId}/audit"),
        (D2025_09, "/crm/pipelines/2025-09/{objectType}/{pipelineId}/stages/{stageId}/audit"),
        (D2026_03, "/crm/pipelines/2026-03/{objectType}/{pipelineId}/stages/{stageId}/audit"),
        (D2026_09, "/crm/pipelines/2026-09/{objectType}/{pipelineId}/stages/{stageId}/audit"),
        (D2026_09Beta, "/crm/pipelines/2026-09-beta/{objectType}/{pipelineId}/stages/{stageId}/audit"),
    ],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

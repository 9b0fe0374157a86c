//! The object library: which of the object types that not everybody uses an account has switched on.
//!
//! HubSpot describes it at <https://developers.hubspot.com/docs/guides/api/crm/object-library>.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::operation::{Limit, Method, Operation, Scopes};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, V3};

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST, READ];

/// Tell for each type of the library whether it is switched on.
pub const LIST: Operation = Operation {
    id: "crm.object_library.enablement.list",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/object-library/enablement"),
        (V3, "/crm/object-library/v3/enablement"),
        (D2025_09, "/crm/object-library/2025-09/enablement"),
        (D2026_03, "/crm/object-library/2026-03/enablement"),
        (D2026_09, "/crm/object-library/2026-09/enablement"),
    ],
    scopes: Scopes::ForAnyObjectType,
    limit: Limit::Standard,
};

/// Tell whether a type is switched on.
pub const READ: Operation = Operation {
    id: "crm.object_library.enablement.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/object-library/enablement/{objectTypeId}"),
        (V3, "/crm/object-library/v3/enablement/{objectTypeId}"),
        (D2025_09, "/crm/object-library/2025-09/enablement/{objectTypeId}"),
        (D2026_03, "/crm/object-library/2026-03/enablement/{objectTypeId}"),
        (D2026_09, "/crm/object-library/2026-09/enablement/{objectTypeId}"),
    ],
    scopes: Scopes::ForAnyObjectType,
    limit: Limit::Standard,
};

/// Which types of the library are switched on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EnablementsBody {
    /// Each type of the library by its id.
    pub enablement_by_object_type_id: BTreeMap<String, bool>,
}

/// Whether one type is switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct EnablementBody {
    /// Whether records of the type can be used.
    pub enablement: bool,
}

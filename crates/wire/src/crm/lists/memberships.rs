//! Who is in which list.

use super::{READ_SCOPES, WRITE_SCOPES};
use crate::operation::{Limit, Method, Operation};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, D2026_09Beta, V3};

/// Every operation of this part.
pub const ALL: &[Operation] =
    &[LIST, LIST_BY_JOINING, ADD, REMOVE, ADD_AND_REMOVE, ADD_FROM, CLEAR, OF_RECORD, OF_RECORDS];

/// List the members of a list, page by page, in the order of their ids.
pub const LIST: Operation = Operation {
    id: "crm.lists.memberships.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/lists/{listId}/memberships"),
        (V3, "/crm/lists/v3/{listId}/memberships"),
        (D2025_09, "/crm/lists/2025-09/{listId}/memberships"),
        (D2026_03, "/crm/lists/2026-03/{listId}/memberships"),
        (D2026_09, "/crm/lists/2026-09/{listId}/memberships"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/{listId}/memberships"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// List the members of a list, page by page, in the order in which they joined.
pub const LIST_BY_JOINING: Operation = Operation {
    id: "crm.lists.memberships.join_order.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/lists/{listId}/memberships/join-order"),
        (V3, "/crm/lists/v3/{listId}/memberships/join-order"),
        (D2025_09, "/crm/lists/2025-09/{listId}/memberships/join-order"),
        (D2026_03, "/crm/lists/2026-03/{listId}/memberships/join-order"),
        (D2026_09, "/crm/lists/2026-09/{listId}/memberships/join-order"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/{listId}/memberships/join-order"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Add records to a list.
pub const ADD: Operation = Operation {
    id: "crm.lists.memberships.add",
    method: Method::Put,
    paths: &[
        (V3, "/crm/v3/lists/{listId}/memberships/add"),
        (V3, "/crm/lists/v3/{listId}/memberships/add"),
        (D2025_09, "/crm/lists/2025-09/{listId}/memberships/add"),
        (D2026_03, "/crm/lists/2026-03/{listId}/memberships/add"),
        (D2026_09, "/crm/lists/2026-09/{listId}/memberships/add"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/{listId}/memberships/add"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Remove records from a list.
pub const REMOVE: Operation = Operation {
    id: "crm.lists.memberships.remove",
    method: Method::Put,
    paths: &[
        (V3, "/crm/v3/lists/{listId}/memberships/remove"),
        (V3, "/crm/lists/v3/{listId}/memberships/remove"),
        (D2025_09, "/crm/lists/2025-09/{listId}/memberships/remove"),
        (D2026_03, "/crm/lists/2026-03/{listId}/memberships/remove"),
        (D2026_09, "/crm/lists/2026-09/{listId}/memberships/remove"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/{listId}/memberships/remove"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Add records to a list and remove others.
pub const ADD_AND_REMOVE: Operation = Operation {
    id: "crm.lists.memberships.add_and_remove",
    method: Method::Put,
    paths: &[
        (V3, "/crm/v3/lists/{listId}/memberships/add-and-remove"),
        (V3, "/crm/lists/v3/{listId}/memberships/add-and-remove"),
        (D2025_09, "/crm/lists/2025-09/{listId}/memberships/add-and-remove"),
        (D2026_03, "/crm/lists/2026-03/{listId}/memberships/add-and-remove"),
        (D2026_09, "/crm/lists/2026-09/{listId}/memberships/add-and-remove"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/{listId}/memberships/add-and-remove"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Add the members of another list to a list.
pub const ADD_FROM: Operation = Operation {
    id: "crm.lists.memberships.add_from.replace",
    method: Method::Put,
    paths: &[
        (V3, "/crm/v3/lists/{listId}/memberships/add-from/{sourceListId}"),
        (V3, "/crm/lists/v3/{listId}/memberships/add-from/{sourceListId}"),
        (D2025_09, "/crm/lists/2025-09/{listId}/memberships/add-from/{sourceListId}"),
        (D2026_03, "/crm/lists/2026-03/{listId}/memberships/add-from/{sourceListId}"),
        (D2026_09, "/crm/lists/2026-09/{listId}/memberships/add-from/{sourceListId}"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/{listId}/memberships/add-from/{sourceListId}"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Remove all members of a list.
pub const CLEAR: Operation = Operation {
    id: "crm.lists.memberships.archive",
    method: Method::Delete,
    paths: &[
        (V3, "/crm/v3/lists/{listId}/memberships"),
        (V3, "/crm/lists/v3/{listId}/memberships"),
        (D2025_09, "/crm/lists/2025-09/{listId}/memberships"),
        (D2026_03, "/crm/lists/2026-03/{listId}/memberships"),
        (D2026_09, "/crm/lists/2026-09/{listId}/memberships"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/{listId}/memberships"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Read the lists that a record is in.
pub const OF_RECORD: Operation = Operation {
    id: "crm.lists.records.memberships.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/lists/records/{objectTypeId}/{recordId}/memberships"),
        (V3, "/crm/lists/v3/records/{objectTypeId}/{recordId}/memberships"),
        (D2025_09, "/crm/lists/2025-09/records/{objectTypeId}/{recordId}/memberships"),
        (D2026_03, "/crm/lists/2026-03/records/{objectTypeId}/{recordId}/memberships"),
        (D2026_09, "/crm/lists/2026-09/records/{objectTypeId}/{recordId}/memberships"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/records/{objectTypeId}/{recordId}/memberships"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Read the lists that several records are in.
pub const OF_RECORDS: Operation = Operation {
    id: "crm.lists.records.memberships.batch_read",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/lists/records/memberships/batch/read"),
        (V3, "/crm/lists/v3/records/memberships/batch/read"),
        (D2025_09, "/crm/lists/2025-09/records/memberships/batch/read"),
        (D2026_03, "/crm/lists/2026-03/records/memberships/batch/read"),
        (D2026_09, "/crm/lists/2026-09/records/memberships/batch/read"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/records/memberships/batch/read"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

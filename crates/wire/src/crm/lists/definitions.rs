//! Lists themselves: what they are called, which records they are to have, and when they stop following filters.

use super::{CREATE_SCOPES, READ_SCOPES, WRITE_SCOPES};
use crate::operation::{Limit, Method, Operation};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, D2026_09Beta, V3};

/// Every operation of this part.
pub const ALL: &[Operation] = &[
    CREATE,
    LIST,
    READ,
    READ_BY_NAME,
    SEARCH,
    UPDATE_NAME,
    UPDATE_FILTERS,
    ARCHIVE,
    RESTORE,
    HISTORY,
    READ_CONVERSION,
    SCHEDULE_CONVERSION,
    CANCEL_CONVERSION,
    READ_MAPPING,
    READ_MAPPINGS,
];

/// Create one list.
pub const CREATE: Operation = Operation {
    id: "crm.lists.create",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/lists"),
        (V3, "/crm/lists/v3"),
        (D2025_09, "/crm/lists/2025-09"),
        (D2026_03, "/crm/lists/2026-03"),
        (D2026_09, "/crm/lists/2026-09"),
        (D2026_09Beta, "/crm/lists/2026-09-beta"),
    ],
    scopes: CREATE_SCOPES,
    limit: Limit::Standard,
};

/// Read several lists by their ids.
pub const LIST: Operation = Operation {
    id: "crm.lists.list",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/lists"),
        (V3, "/crm/lists/v3"),
        (D2025_09, "/crm/lists/2025-09"),
        (D2026_03, "/crm/lists/2026-03"),
        (D2026_09, "/crm/lists/2026-09"),
        (D2026_09Beta, "/crm/lists/2026-09-beta"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Read one list.
pub const READ: Operation = Operation {
    id: "crm.lists.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/lists/{listId}"),
        (V3, "/crm/lists/v3/{listId}"),
        (D2025_09, "/crm/lists/2025-09/{listId}"),
        (D2026_03, "/crm/lists/2026-03/{listId}"),
        (D2026_09, "/crm/lists/2026-09/{listId}"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/{listId}"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Read one list by its name.
pub const READ_BY_NAME: Operation = Operation {
    id: "crm.lists.object_type_id.name.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/lists/object-type-id/{objectTypeId}/name/{listName}"),
        (V3, "/crm/lists/v3/object-type-id/{objectTypeId}/name/{listName}"),
        (D2025_09, "/crm/lists/2025-09/object-type-id/{objectTypeId}/name/{listName}"),
        (D2026_03, "/crm/lists/2026-03/object-type-id/{objectTypeId}/name/{listName}"),
        (D2026_09, "/crm/lists/2026-09/object-type-id/{objectTypeId}/name/{listName}"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/object-type-id/{objectTypeId}/name/{listName}"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Find lists by their names and kinds.
pub const SEARCH: Operation = Operation {
    id: "crm.lists.search",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/lists/search"),
        (V3, "/crm/lists/v3/search"),
        (D2025_09, "/crm/lists/2025-09/search"),
        (D2026_03, "/crm/lists/2026-03/search"),
        (D2026_09, "/crm/lists/2026-09/search"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/search"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Give a list another name.
pub const UPDATE_NAME: Operation = Operation {
    id: "crm.lists.update_list_name",
    method: Method::Put,
    paths: &[
        (V3, "/crm/v3/lists/{listId}/update-list-name"),
        (V3, "/crm/lists/v3/{listId}/update-list-name"),
        (D2025_09, "/crm/lists/2025-09/{listId}/update-list-name"),
        (D2026_03, "/crm/lists/2026-03/{listId}/update-list-name"),
        (D2026_09, "/crm/lists/2026-09/{listId}/update-list-name"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/{listId}/update-list-name"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Let a dynamic list follow other filters.
pub const UPDATE_FILTERS: Operation = Operation {
    id: "crm.lists.update_list_filters",
    method: Method::Put,
    paths: &[
        (V3, "/crm/v3/lists/{listId}/update-list-filters"),
        (V3, "/crm/lists/v3/{listId}/update-list-filters"),
        (D2025_09, "/crm/lists/2025-09/{listId}/update-list-filters"),
        (D2026_03, "/crm/lists/2026-03/{listId}/update-list-filters"),
        (D2026_09, "/crm/lists/2026-09/{listId}/update-list-filters"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/{listId}/update-list-filters"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Delete one list, which can come back for a while.
pub const ARCHIVE: Operation = Operation {
    id: "crm.lists.archive",
    method: Method::Delete,
    paths: &[
        (V3, "/crm/v3/lists/{listId}"),
        (V3, "/crm/lists/v3/{listId}"),
        (D2025_09, "/crm/lists/2025-09/{listId}"),
        (D2026_03, "/crm/lists/2026-03/{listId}"),
        (D2026_09, "/crm/lists/2026-09/{listId}"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/{listId}"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Bring a deleted list back.
pub const RESTORE: Operation = Operation {
    id: "crm.lists.restore",
    method: Method::Put,
    paths: &[
        (V3, "/crm/v3/lists/{listId}/restore"),
        (V3, "/crm/lists/v3/{listId}/restore"),
        (D2025_09, "/crm/lists/2025-09/{listId}/restore"),
        (D2026_03, "/crm/lists/2026-03/{listId}/restore"),
        (D2026_09, "/crm/lists/2026-09/{listId}/restore"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/{listId}/restore"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Read how large a list was and when it was edited.
pub const HISTORY: Operation = Operation {
    id: "crm.lists.size_and_edits_history.between.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/lists/{listId}/size-and-edits-history/between"),
        (V3, "/crm/lists/v3/{listId}/size-and-edits-history/between"),
        (D2026_03, "/crm/lists/2026-03/{listId}/size-and-edits-history/between"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/{listId}/size-and-edits-history/between"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Read when a list is to become static.
pub const READ_CONVERSION: Operation = Operation {
    id: "crm.lists.schedule_conversion.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/lists/{listId}/schedule-conversion"),
        (V3, "/crm/lists/v3/{listId}/schedule-conversion"),
        (D2025_09, "/crm/lists/2025-09/{listId}/schedule-conversion"),
        (D2026_03, "/crm/lists/2026-03/{listId}/schedule-conversion"),
        (D2026_09, "/crm/lists/2026-09/{listId}/schedule-conversion"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/{listId}/schedule-conversion"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Let a dynamic list become static at some time.
pub const SCHEDULE_CONVERSION: Operation = Operation {
    id: "crm.lists.schedule_conversion.replace",
    method: Method::Put,
    paths: &[
        (V3, "/crm/v3/lists/{listId}/schedule-conversion"),
        (V3, "/crm/lists/v3/{listId}/schedule-conversion"),
        (D2025_09, "/crm/lists/2025-09/{listId}/schedule-conversion"),
        (D2026_03, "/crm/lists/2026-03/{listId}/schedule-conversion"),
        (D2026_09, "/crm/lists/2026-09/{listId}/schedule-conversion"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/{listId}/schedule-conversion"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Let a list stay dynamic.
pub const CANCEL_CONVERSION: Operation = Operation {
    id: "crm.lists.schedule_conversion.archive",
    method: Method::Delete,
    paths: &[
        (V3, "/crm/v3/lists/{listId}/schedule-conversion"),
        (V3, "/crm/lists/v3/{listId}/schedule-conversion"),
        (D2025_09, "/crm/lists/2025-09/{listId}/schedule-conversion"),
        (D2026_03, "/crm/lists/2026-03/{listId}/schedule-conversion"),
        (D2026_09, "/crm/lists/2026-09/{listId}/schedule-conversion"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/{listId}/schedule-conversion"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Read which list an id of the oldest version names.
pub const READ_MAPPING: Operation = Operation {
    id: "crm.lists.idmapping.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/lists/idmapping"),
        (V3, "/crm/lists/v3/idmapping"),
        (D2025_09, "/crm/lists/2025-09/idmapping"),
        (D2026_03, "/crm/lists/2026-03/idmapping"),
        (D2026_09, "/crm/lists/2026-09/idmapping"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/idmapping"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Read which lists ids of the oldest version name.
pub const READ_MAPPINGS: Operation = Operation {
    id: "crm.lists.idmapping.create",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/lists/idmapping"),
        (V3, "/crm/lists/v3/idmapping"),
        (D2025_09, "/crm/lists/2025-09/idmapping"),
        (D2026_03, "/crm/lists/2026-03/idmapping"),
        (D2026_09, "/crm/lists/2026-09/idmapping"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/idmapping"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

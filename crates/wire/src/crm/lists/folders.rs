//! The folders that lists stand in.

use super::{READ_SCOPES, WRITE_SCOPES};
use crate::operation::{Limit, Method, Operation};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, D2026_09Beta, V3};

/// Every operation of this part.
pub const ALL: &[Operation] = &[READ, CREATE, RENAME, MOVE, MOVE_LIST, ARCHIVE];

/// Read one folder with everything in it.
pub const READ: Operation = Operation {
    id: "crm.lists.folders.list",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/lists/folders"),
        (V3, "/crm/lists/v3/folders"),
        (D2025_09, "/crm/lists/2025-09/folders"),
        (D2026_03, "/crm/lists/2026-03/folders"),
        (D2026_09, "/crm/lists/2026-09/folders"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/folders"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Create one folder.
pub const CREATE: Operation = Operation {
    id: "crm.lists.folders.create",
    method: Method::Post,
    paths: &[
        (V3, "/crm/v3/lists/folders"),
        (V3, "/crm/lists/v3/folders"),
        (D2025_09, "/crm/lists/2025-09/folders"),
        (D2026_03, "/crm/lists/2026-03/folders"),
        (D2026_09, "/crm/lists/2026-09/folders"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/folders"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Give a folder another name.
pub const RENAME: Operation = Operation {
    id: "crm.lists.folders.rename",
    method: Method::Put,
    paths: &[
        (V3, "/crm/v3/lists/folders/{folderId}/rename"),
        (V3, "/crm/lists/v3/folders/{folderId}/rename"),
        (D2025_09, "/crm/lists/2025-09/folders/{folderId}/rename"),
        (D2026_03, "/crm/lists/2026-03/folders/{folderId}/rename"),
        (D2026_09, "/crm/lists/2026-09/folders/{folderId}/rename"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/folders/{folderId}/rename"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Put a folder into another one.
pub const MOVE: Operation = Operation {
    id: "crm.lists.folders.move.replace",
    method: Method::Put,
    paths: &[
        (V3, "/crm/v3/lists/folders/{folderId}/move/{newParentFolderId}"),
        (V3, "/crm/lists/v3/folders/{folderId}/move/{newParentFolderId}"),
        (D2025_09, "/crm/lists/2025-09/folders/{folderId}/move/{newParentFolderId}"),
        (D2026_03, "/crm/lists/2026-03/folders/{folderId}/move/{newParentFolderId}"),
        (D2026_09, "/crm/lists/2026-09/folders/{folderId}/move/{newParentFolderId}"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/folders/{folderId}/move/{newParentFolderId}"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Put a list into a folder.
pub const MOVE_LIST: Operation = Operation {
    id: "crm.lists.folders.move_list",
    method: Method::Put,
    paths: &[
        (V3, "/crm/v3/lists/folders/move-list"),
        (V3, "/crm/lists/v3/folders/move-list"),
        (D2025_09, "/crm/lists/2025-09/folders/move-list"),
        (D2026_03, "/crm/lists/2026-03/folders/move-list"),
        (D2026_09, "/crm/lists/2026-09/folders/move-list"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/folders/move-list"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Delete one empty folder.
pub const ARCHIVE: Operation = Operation {
    id: "crm.lists.folders.archive",
    method: Method::Delete,
    paths: &[
        (V3, "/crm/v3/lists/folders/{folderId}"),
        (V3, "/crm/lists/v3/folders/{folderId}"),
        (D2025_09, "/crm/lists/2025-09/folders/{folderId}"),
        (D2026_03, "/crm/lists/2026-03/folders/{folderId}"),
        (D2026_09, "/crm/lists/2026-09/folders/{folderId}"),
        (D2026_09Beta, "/crm/lists/2026-09-beta/folders/{folderId}"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

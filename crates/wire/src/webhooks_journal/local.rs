//! Reading the journal, in the region of its account.

use crate::operation::{Limit, Method, Operation, Scopes};
use crate::version::Version::{D2026_03, D2027_03Beta};

/// Every operation of the family.
pub const ALL: &[Operation] =
    &[EARLIEST_BATCH, LATEST_BATCH, NEXT_BATCH, BATCH_READ, EARLIEST, LATEST, NEXT, STATUS];

/// Read the oldest files, in the region of its account.
pub const EARLIEST_BATCH: Operation = Operation {
    id: "webhooks_journal.journal_local.batch_earliest.read",
    method: Method::Get,
    paths: &[
        (D2026_03, "/webhooks-journal/journal-local/2026-03/batch/earliest/{count}"),
        (D2027_03Beta, "/webhooks-journal/journal-local/2027-03-beta/batch/earliest/{count}"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-data-access"]),
    limit: Limit::Journal,
};

/// Read the newest files, in the region of its account.
pub const LATEST_BATCH: Operation = Operation {
    id: "webhooks_journal.journal_local.batch_latest.read",
    method: Method::Get,
    paths: &[
        (D2026_03, "/webhooks-journal/journal-local/2026-03/batch/latest/{count}"),
        (D2027_03Beta, "/webhooks-journal/journal-local/2027-03-beta/batch/latest/{count}"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-data-access"]),
    limit: Limit::Journal,
};

/// Read the files that follow one, in the region of its account.
pub const NEXT_BATCH: Operation = Operation {
    id: "webhooks_journal.journal_local.batch_next.read",
    method: Method::Get,
    paths: &[
        (D2026_03, "/webhooks-journal/journal-local/2026-03/batch/{offset}/next/{count}"),
        (D2027_03Beta, "/webhooks-journal/journal-local/2027-03-beta/batch/{offset}/next/{count}"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-data-access"]),
    limit: Limit::Journal,
};

/// Read files by their offsets, in the region of its account.
pub const BATCH_READ: Operation = Operation {
    id: "webhooks_journal.journal_local.batch_read",
    method: Method::Post,
    paths: &[
        (D2026_03, "/webhooks-journal/journal-local/2026-03/batch/read"),
        (D2027_03Beta, "/webhooks-journal/journal-local/2027-03-beta/batch/read"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-data-access"]),
    limit: Limit::Journal,
};

/// Read the oldest file, in the region of its account.
pub const EARLIEST: Operation = Operation {
    id: "webhooks_journal.journal_local.earliest.read",
    method: Method::Get,
    paths: &[
        (D2026_03, "/webhooks-journal/journal-local/2026-03/earliest"),
        (D2027_03Beta, "/webhooks-journal/journal-local/2027-03-beta/earliest"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-data-access"]),
    limit: Limit::Journal,
};

/// Read the newest file, in the region of its account.
pub const LATEST: Operation = Operation {
    id: "webhooks_journal.journal_local.latest.read",
    method: Method::Get,
    paths: &[
        (D2026_03, "/webhooks-journal/journal-local/2026-03/latest"),
        (D2027_03Beta, "/webhooks-journal/journal-local/2027-03-beta/latest"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-data-access"]),
    limit: Limit::Journal,
};

/// Read the file that follows one, in the region of its account.
pub const NEXT: Operation = Operation {
    id: "webhooks_journal.journal_local.offset.next.read",
    method: Method::Get,
    paths: &[
        (D2026_03, "/webhooks-journal/journal-local/2026-03/offset/{offset}/next"),
        (D2027_03Beta, "/webhooks-journal/journal-local/2027-03-beta/offset/{offset}/next"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-data-access"]),
    limit: Limit::Journal,
};

/// Read what became of a snapshot, in the region of its account.
pub const STATUS: Operation = Operation {
    id: "webhooks_journal.journal_local.status.read",
    method: Method::Get,
    paths: &[
        (D2026_03, "/webhooks-journal/journal-local/2026-03/status/{statusId}"),
        (D2027_03Beta, "/webhooks-journal/journal-local/2027-03-beta/status/{statusId}"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-data-access"]),
    limit: Limit::Journal,
};

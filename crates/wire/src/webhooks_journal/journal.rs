//! Reading the journal.

use serde::Deserialize;

use crate::input::TextInput;
use crate::operation::{Limit, Method, Operation, Scopes};
use crate::shape::{Body, Shape, object, required};
use crate::version::Version::{D2026_03, D2027_03Beta};

/// Every operation of the family.
pub const ALL: &[Operation] =
    &[EARLIEST_BATCH, LATEST_BATCH, NEXT_BATCH, BATCH_READ, EARLIEST, LATEST, NEXT, STATUS];

/// Read the oldest files.
pub const EARLIEST_BATCH: Operation = Operation {
    id: "webhooks_journal.journal.batch_earliest.read",
    method: Method::Get,
    paths: &[
        (D2026_03, "/webhooks-journal/journal/2026-03/batch/earliest/{count}"),
        (D2027_03Beta, "/webhooks-journal/journal/2027-03-beta/batch/earliest/{count}"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-data-access"]),
    limit: Limit::Journal,
};

/// Read the newest files.
pub const LATEST_BATCH: Operation = Operation {
    id: "webhooks_journal.journal.batch_latest.read",
    method: Method::Get,
    paths: &[
        (D2026_03, "/webhooks-journal/journal/2026-03/batch/latest/{count}"),
        (D2027_03Beta, "/webhooks-journal/journal/2027-03-beta/batch/latest/{count}"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-data-access"]),
    limit: Limit::Journal,
};

/// Read the files that follow one.
pub const NEXT_BATCH: Operation = Operation {
    id: "webhooks_journal.journal.batch_next.read",
    method: Method::Get,
    paths: &[
        (D2026_03, "/webhooks-journal/journal/2026-03/batch/{offset}/next/{count}"),
        (D2027_03Beta, "/webhooks-journal/journal/2027-03-beta/batch/{offset}/next/{count}"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-data-access"]),
    limit: Limit::Journal,
};

/// Read files by their offsets.
pub const BATCH_READ: Operation = Operation {
    id: "webhooks_journal.journal.batch_read",
    method: Method::Post,
    paths: &[
        (D2026_03, "/webhooks-journal/journal/2026-03/batch/read"),
        (D2027_03Beta, "/webhooks-journal/journal/2027-03-beta/batch/read"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-data-access"]),
    limit: Limit::Journal,
};

/// Read the oldest file.
pub const EARLIEST: Operation = Operation {
    id: "webhooks_journal.journal.earliest.read",
    method: Method::Get,
    paths: &[
        (D2026_03, "/webhooks-journal/journal/2026-03/earliest"),
        (D2027_03Beta, "/webhooks-journal/journal/2027-03-beta/earliest"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-data-access"]),
    limit: Limit::Journal,
};

/// Read the newest file.
pub const LATEST: Operation = Operation {
    id: "webhooks_journal.journal.latest.read",
    method: Method::Get,
    paths: &[
        (D2026_03, "/webhooks-journal/journal/2026-03/latest"),
        (D2027_03Beta, "/webhooks-journal/journal/2027-03-beta/latest"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-data-access"]),
    limit: Limit::Journal,
};

/// Read the file that follows one.
pub const NEXT: Operation = Operation {
    id: "webhooks_journal.journal.offset.next.read",
    method: Method::Get,
    paths: &[
        (D2026_03, "/webhooks-journal/journal/2026-03/offset/{offset}/next"),
        (D2027_03Beta, "/webhooks-journal/journal/2027-03-beta/offset/{offset}/next"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-data-access"]),
    limit: Limit::Journal,
};

/// Read what became of a snapshot.
pub const STATUS: Operation = Operation {
    id: "webhooks_journal.journal.status.read",
    method: Method::Get,
    paths: &[
        (D2026_03, "/webhooks-journal/journal/2026-03/status/{statusId}"),
        (D2027_03Beta, "/webhooks-journal/journal/2027-03-beta/status/{statusId}"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-data-access"]),
    limit: Limit::Journal,
};

/// The offsets of files to read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct OffsetsInput<'a> {
    /// The offsets.
    #[serde(borrow)]
    pub inputs: Vec<TextInput<'a>>,
}

impl<'a> Body<'a> for OffsetsInput<'a> {
    const SHAPE: Shape = object("BatchInputString", &[required("inputs", Shape::List(&Shape::Text))]);
}

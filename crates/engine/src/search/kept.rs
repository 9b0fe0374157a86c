//! What an index keeps beside its documents, inside of each commit.

use linchpin_domain::{ObjectTypeId, RecordId, Timestamp};
use linchpin_store::news::Mark;
use serde::{Deserialize, Serialize};

use super::shape::Shape;

/// What an index keeps beside its documents.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Kept {
    /// What the log had at the index's cursor: the type, the record and the time of the change. A log that has
    /// something else there is another one, such as that of a database that was brought back from a copy.
    mark: Option<(i64, i64, i64)>,
    /// What the documents depend on.
    pub(super) shape: Shape,
    /// Records that were deleted for privacy and may still stand in the files, though nobody finds them.
    to_forget: Vec<i64>,
}

impl Kept {
    /// What an index keeps that stands at this change of the log.
    pub(super) fn new(mark: Option<Mark>, shape: Shape, to_forget: &[RecordId]) -> Self {
        let mark = mark.map(|mark| (mark.object_type.code(), mark.record.0, mark.at.0));
        Self { mark, shape, to_forget: to_forget.iter().map(|id| id.0).collect() }
    }

    /// Reads what was kept; none if another version of the program wrote it.
    pub(super) fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The text to keep.
    pub(super) fn to_text(&self) -> String {
        serde_json::to_string(self).expect("texts and numbers serialize")
    }

    /// Records that were deleted for privacy and may still stand in the files.
    pub(super) fn to_forget(&self) -> Vec<RecordId> {
        self.to_forget.iter().copied().map(RecordId).collect()
    }

    /// What the log had at the cursor.
    pub(super) fn mark(&self) -> Option<Mark> {
        self.mark.map(|(object_type, record, at)| Mark {
            object_type: ObjectTypeId::from_code(object_type),
            record: RecordId(record),
            at: Timestamp(at),
        })
    }
}

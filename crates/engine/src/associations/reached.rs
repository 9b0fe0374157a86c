//! The records around several others, without what they mean to each other.

use linchpin_domain::RecordId;
use linchpin_store::associations::{self as rows, Direction};

use crate::{Engine, Result};

/// Associations of one record that are read at once.
const PART: usize = 1_000;
/// Records whose associations are read at once.
const RECORDS: usize = 100;

impl Engine {
    /// The ids of the records that any of these is associated with, live or not, in no order and some of them twice;
    /// where there are more than `max`, only so many that this shows.
    pub(crate) async fn reached(
        &self,
        direction: Direction,
        records: impl IntoIterator<Item = RecordId>,
        max: usize,
    ) -> Result<Vec<RecordId>> {
        let mut open: Vec<_> = records.into_iter().map(|record| (record, RecordId(0))).collect();
        let mut found = Vec::new();
        while !open.is_empty() && found.len() <= max {
            let starts = open.split_off(open.len().saturating_sub(RECORDS));
            let pages = rows::ids(&self.database, direction, &starts, PART).await?;
            for ((record, _), page) in starts.into_iter().zip(pages) {
                let last = page.last().filter(|_| page.len() == PART);
                open.extend(last.map(|last| (record, RecordId(last.0 + 1))));
                found.extend(page);
            }
        }
        Ok(found)
    }
}

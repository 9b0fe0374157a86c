//! Taking out of the files what nobody finds any more.

use std::sync::Arc;

use linchpin_domain::RecordId;
use tantivy::TantivyError;
use tantivy::schema::IndexRecordOption;

use super::{Index, id_term};
use crate::Error;
use crate::segment::Segment;

impl Index {
    /// How many records searches find.
    pub fn documents(&self) -> u64 {
        let living = |segment: &Arc<Segment>| segment.living(segment.all()).count() as u64;
        self.view().segments.iter().map(living).sum()
    }

    /// Writes those segments anew in which records still stand that were removed, and deletes the older files.
    ///
    /// Others write and search meanwhile.
    /// Returns whether nothing of the records is left; a merge that ran at the same time may have to be waited for.
    pub fn forget(&self, removed: &[RecordId]) -> Result<bool, Error> {
        let merges: Vec<_> = {
            let holding = self.holding(removed)?;
            let mut writing = self.writing();
            let writer = writing.writer(&self.tantivy)?;
            holding.iter().map(|segment| writer.merge(&[segment.id()])).collect()
        };
        for merge in merges {
            // Where another merge took the segment first this one fails; what counts is what is left.
            let _ = merge.wait();
        }
        let mut writing = self.writing();
        self.show(self.last_commit())?;
        writing.writer(&self.tantivy)?.garbage_collect_files().wait()?;
        Ok(self.holding(removed)?.is_empty())
    }

    /// The segments in which any of the records stands, deleted or not.
    fn holding(&self, records: &[RecordId]) -> Result<Vec<Arc<Segment>>, TantivyError> {
        let mut holding = Vec::new();
        for segment in &self.view().segments {
            for record in records {
                let found = segment.ids_index.read_postings(&id_term(*record), IndexRecordOption::Basic)?;
                if found.is_some() {
                    holding.push(Arc::clone(segment));
                    break;
                }
            }
        }
        Ok(holding)
    }
}

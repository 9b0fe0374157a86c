//! An open index, with how far it follows the log.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use linchpin_domain::{ObjectTypeId, RecordId};
use linchpin_search::{Commit, Index};
use linchpin_store::changes::Kind;
use linchpin_store::news::{Mark, News};

use super::kept::Kept;
use super::mapping::Mapping;
use crate::{Result, objects};

/// An open index, with how far it follows the log.
pub(crate) struct Answering {
    /// The index.
    pub(super) index: Index,
    reached: RwLock<Reached>,
    /// When it was last searched or brought forward.
    used: Mutex<Instant>,
    /// When it was last written to, until it rests.
    written: Mutex<Option<Instant>>,
}

/// How far an index follows the log.
#[derive(Clone)]
pub(super) struct Reached {
    /// The number of the newest change that it shows, with all before.
    pub(super) sequence: i64,
    /// What the log has there.
    pub(super) mark: Option<Mark>,
    /// The version of the schema that documents are made under, or a newer one that changes nothing for them.
    pub(super) version: i64,
    /// How records become documents.
    pub(super) mapping: Arc<Mapping>,
    /// Records that were deleted for privacy and may still stand in the files.
    pub(super) to_forget: Vec<RecordId>,
}

impl Reached {
    /// What a commit keeps of it.
    pub(super) fn commit(&self) -> Commit {
        let kept = Kept::new(self.mark, self.mapping.shape.clone(), &self.to_forget);
        Commit { cursor: self.sequence, shape: kept.to_text(), complete: true }
    }
}

impl Answering {
    /// An index that was just opened or built.
    pub(super) fn new(index: Index, reached: Reached) -> Self {
        let now = Instant::now();
        Self { index, reached: RwLock::new(reached), used: Mutex::new(now), written: Mutex::new(Some(now)) }
    }

    /// How far it follows the log.
    pub(super) fn reached(&self) -> Reached {
        self.reached.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The number of the newest change that it shows, with all before.
    pub(super) fn sequence(&self) -> i64 {
        self.reached.read().unwrap_or_else(PoisonError::into_inner).sequence
    }

    /// Whether its documents are as they have to be under this version of the schema.
    pub(super) fn knows(&self, version: i64) -> bool {
        self.reached.read().unwrap_or_else(PoisonError::into_inner).version >= version
    }

    /// Notes how far it follows the log, after a commit or where nothing had to be committed.
    pub(super) fn reach(&self, reached: Reached) {
        *self.reached.write().unwrap_or_else(PoisonError::into_inner) = reached;
        self.touch();
    }

    /// Notes that it is of use.
    pub(super) fn touch(&self) {
        *self.used.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// How long it was of no use.
    pub(super) fn idle(&self) -> Duration {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).elapsed()
    }

    /// Whether nothing was written to it for this long, for the first time since something was.
    pub(super) fn ends_writing(&self, pause: Duration) -> bool {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        written.take_if(|at| at.elapsed() >= pause).is_some()
    }

    /// Brings what the records of a type are now into the index; searches see it after the next commit.
    pub(super) fn apply(&self, object_type: ObjectTypeId, news: &[News], mapping: &Mapping) -> Result<()> {
        let mut done = HashSet::new();
        for one in news.iter().filter(|news| touches(news, object_type)) {
            for gone in one.text.as_deref().map(objects::gone).unwrap_or_default() {
                self.index.remove(gone)?;
            }
            // All changes of a record come with what it is now.
            if !done.insert(one.mark.record) {
                continue;
            }
            match &one.live {
                Some(record) => mapping.document(record, |document| self.index.put(document))??,
                None => self.index.remove(one.mark.record)?,
            }
        }
        Ok(())
    }

    /// Makes what was brought in visible, and durable together with how far the index follows the log.
    pub(super) fn commit(&self, reached: Reached) -> Result<()> {
        *self.written.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        self.index.commit(reached.commit())?;
        self.reach(reached);
        Ok(())
    }
}

/// Whether a change may have made other values of the records of a type, or taken them away.
pub(super) fn touches(news: &News, object_type: ObjectTypeId) -> bool {
    let kinds = [Kind::Create, Kind::Update, Kind::Archive, Kind::Restore, Kind::Merge, Kind::PrivacyDelete];
    news.mark.object_type == object_type && kinds.contains(&news.kind)
}

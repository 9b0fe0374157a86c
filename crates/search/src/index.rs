//! One index: opened or created, written to by one follower of the log, searched by many.

mod forget;

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use linchpin_domain::RecordId;
use linchpin_domain::filter::Filter;
use serde::{Deserialize, Serialize};
use tantivy::directory::{META_LOCK, RamDirectory};
use tantivy::indexer::IndexWriterOptions;
use tantivy::{Directory, IndexBuilder, IndexSettings, IndexWriter, TantivyError, Term};

use crate::document::{Document, Row};
use crate::find::{self, Found, Matching, Query};
use crate::folder::{self, Folder};
use crate::segment::Segment;
use crate::{Error, layout};

/// How much memory the writer of an index that is being built fills before it writes a segment.
pub(crate) const BUILDING_BYTES: usize = 48 * 1024 * 1024;

/// How much memory the writer of a complete index fills before it writes a segment; the least that Tantivy takes, of
/// which it sets a third aside with each commit.
pub(crate) const FOLLOWING_BYTES: usize = 15_000_000;

/// Where an index is.
#[derive(Clone, Debug)]
pub enum Place {
    /// In files of a folder of its own.
    Folder(PathBuf),
    /// In memory, until it is dropped.
    Memory,
}

/// What a commit says of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Up to where the log is in it.
    pub cursor: i64,
    /// What its documents were made after, such as the kinds of properties; the caller's own text.
    pub shape: String,
    /// Whether it holds every record; until then it is not opened again.
    pub complete: bool,
}

/// A commit as it is stored with the files.
#[derive(Serialize, Deserialize)]
struct Payload {
    format: u32,
    cursor: i64,
    shape: String,
    complete: bool,
    /// The boot of the machine under which it was written.
    boot: Option<String>,
}

/// An index of the records of one type in one account.
pub struct Index {
    tantivy: tantivy::Index,
    writer: Mutex<Writing>,
    view: RwLock<Arc<View>>,
}

/// The side of an index that is written to.
struct Writing {
    writer: Option<IndexWriter<Row>>,
    /// How much memory the next writer fills.
    bytes: usize,
    /// No record in the index has a larger id, so that one with a larger id replaces none.
    highest: RecordId,
}

/// What searches see.
struct View {
    commit: Commit,
    segments: Vec<Arc<Segment>>,
}

impl Index {
    /// Opens what is there; `None` where nothing is, or nothing that is complete and of this format.
    pub fn open(place: &Place) -> Result<Option<Self>, Error> {
        let Place::Folder(path) = place else { return Ok(None) };
        if !path.join("meta.json").try_exists()? {
            return Ok(None);
        }
        let folder = Folder::open(path).map_err(TantivyError::from)?;
        let index = tantivy::Index::open(folder).map_err(corrupt)?;
        let meta = index.load_metas().map_err(corrupt)?;
        let payload = meta.payload.as_deref().map(serde_json::from_str::<Payload>);
        let Some(Ok(payload)) = payload else { return Ok(None) };
        if payload.format != layout::FORMAT || !payload.complete || meta.schema != layout::schema() {
            return Ok(None);
        }
        if payload.boot.is_none() || payload.boot != folder::boot() {
            let damaged = index.validate_checksum().map_err(corrupt)?;
            if !damaged.is_empty() {
                let files = format!("wrong checksums: {damaged:?}");
                return Err(Error::Corrupt(TantivyError::InternalError(files)));
            }
        }
        let commit = Commit { cursor: payload.cursor, shape: payload.shape, complete: true };
        Self::of(index, commit).map(Some)
    }

    /// Begins an empty one in place of whatever is there.
    pub fn create(place: &Place) -> Result<Self, Error> {
        let directory: Box<dyn Directory> = match place {
            Place::Memory => Box::new(RamDirectory::create()),
            Place::Folder(path) => {
                if path.try_exists()? {
                    fs::remove_dir_all(path)?;
                }
                fs::create_dir_all(path)?;
                Box::new(Folder::open(path).map_err(TantivyError::from)?)
            }
        };
        let builder = IndexBuilder::new().schema(layout::schema()).settings(settings());
        let index = builder.open_or_create(directory)?;
        Self::of(index, Commit { cursor: 0, shape: String::new(), complete: false })
    }

    fn of(mut index: tantivy::Index, commit: Commit) -> Result<Self, Error> {
        index.set_tokenizers(layout::tokenizers());
        let segments = segments(&index, &[])?;
        let highest = segments.iter().map(|segment| segment.highest()).max().unwrap_or(RecordId(0));
        let bytes = if commit.complete { FOLLOWING_BYTES } else { BUILDING_BYTES };
        let writing = Writing { writer: None, bytes, highest };
        let view = Arc::new(View { commit, segments });
        Ok(Self { tantivy: index, writer: Mutex::new(writing), view: RwLock::new(view) })
    }

    /// Up to where the log is in what searches see.
    pub fn cursor(&self) -> i64 {
        self.view().commit.cursor
    }

    /// What the last commit said of the index.
    pub fn last_commit(&self) -> Commit {
        self.view().commit.clone()
    }

    /// Writes a record, in place of the one with its id; searches see it after the next commit.
    ///
    /// After an error of this or of what follows, everything since the last commit is forgotten.
    pub fn put(&self, document: &Document<'_>) -> Result<(), Error> {
        let row = Row::of(document);
        let mut writing = self.writing();
        let known = document.id <= writing.highest;
        writing.highest = writing.highest.max(document.id);
        writing.write(&self.tantivy, |writer| {
            if known {
                writer.delete_term(id_term(document.id));
            }
            writer.add_document(row)?;
            Ok(())
        })
    }

    /// Takes a record out; searches see it until the next commit.
    pub fn remove(&self, id: RecordId) -> Result<(), Error> {
        let mut writing = self.writing();
        if id > writing.highest {
            return Ok(());
        }
        writing.write(&self.tantivy, |writer| {
            writer.delete_term(id_term(id));
            Ok(())
        })
    }

    /// Shows everything that was put and removed to searches that begin after this.
    pub fn commit(&self, commit: Commit) -> Result<(), Error> {
        let payload = Payload {
            format: layout::FORMAT,
            cursor: commit.cursor,
            shape: commit.shape.clone(),
            complete: commit.complete,
            boot: folder::boot(),
        };
        let payload = serde_json::to_string(&payload).expect("a payload is plain data");
        let mut writing = self.writing();
        writing.write(&self.tantivy, |writer| {
            let mut prepared = writer.prepare_commit()?;
            prepared.set_payload(&payload);
            prepared.commit()?;
            Ok(())
        })?;
        self.show(commit)
    }

    /// Lets searches see the newest segments.
    fn show(&self, commit: Commit) -> Result<(), Error> {
        let segments = segments(&self.tantivy, &self.view().segments)?;
        *self.view.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(View { commit, segments });
        Ok(())
    }

    /// Gives the writer's memory and threads back until the next write, after the merges that run have ended.
    ///
    /// What was not committed is forgotten.
    pub fn rest(&self) -> Result<(), Error> {
        // Held to the end: there is no second writer while the first one still merges.
        let mut writing = self.writing();
        if let Some(writer) = writing.writer.take() {
            writer.wait_merging_threads()?;
            let commit = self.last_commit();
            writing.bytes = if commit.complete { FOLLOWING_BYTES } else { BUILDING_BYTES };
            self.show(commit)?;
        }
        Ok(())
    }

    /// Finds a page of the records of which a filter is true.
    pub fn find(&self, query: &Query<'_>) -> Result<Found, Error> {
        find::find(&self.view().segments, query)
    }

    /// Finds every record of which a filter is true.
    pub fn matching(&self, filter: &Filter) -> Result<Matching, Error> {
        find::matching(&self.view().segments, filter)
    }

    fn view(&self) -> Arc<View> {
        // Views are replaced whole, so that one that a panic left behind is good.
        Arc::clone(&self.view.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn writing(&self) -> MutexGuard<'_, Writing> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Writing {
    /// Does something with the writer; one that fails once is good for nothing more.
    fn write(
        &mut self,
        index: &tantivy::Index,
        act: impl FnOnce(&mut IndexWriter<Row>) -> Result<(), TantivyError>,
    ) -> Result<(), Error> {
        let written = self.writer(index).and_then(act);
        if written.is_err() {
            self.writer = None;
        }
        Ok(written?)
    }

    fn writer(&mut self, index: &tantivy::Index) -> Result<&mut IndexWriter<Row>, TantivyError> {
        if self.writer.is_none() {
            self.writer = Some(index.writer_with_options(writing(self.bytes))?);
        }
        Ok(self.writer.as_mut().expect("it was just opened"))
    }
}

/// Opens the segments of the last commit, those anew that are not open already.
fn segments(index: &tantivy::Index, open: &[Arc<Segment>]) -> Result<Vec<Arc<Segment>>, TantivyError> {
    // While it is held no file is deleted.
    let _lock =
        index.directory().acquire_lock(&META_LOCK).map_err(|error| TantivyError::LockFailure(error, None))?;
    let segments = index.searchable_segments()?;
    let mut opened = Vec::with_capacity(segments.len());
    for segment in &segments {
        let known = open.iter().find_map(|open| open.renewed(segment).transpose());
        opened.push(Arc::new(known.unwrap_or_else(|| Segment::open(segment))?));
    }
    Ok(opened)
}

/// How an index is stored.
pub(crate) fn settings() -> IndexSettings {
    IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() }
}

/// With what it is written.
pub(crate) fn writing(bytes: usize) -> IndexWriterOptions {
    IndexWriterOptions::builder()
        .memory_budget_per_thread(bytes)
        .num_worker_threads(1)
        .num_merge_threads(1)
        .build()
}

/// The term that finds a record by its id.
pub(crate) fn id_term(id: RecordId) -> Term {
    Term::from_field_u64(layout::ID, id.0 as u64)
}

/// An index that cannot be opened is corrupt, whatever Tantivy calls it.
fn corrupt(error: TantivyError) -> Error {
    Error::Corrupt(error)
}

//! Tantivy alone, with the same fields, documents and settings: what benches measure an index against.

use std::path::Path;

use linchpin_domain::RecordId;
use linchpin_domain::filter::Key;
use tantivy::directory::MmapDirectory;
use tantivy::{IndexBuilder, IndexReader, IndexWriter, TantivyError};

use crate::document::{Document, Row};
use crate::number::Place;
use crate::{index, layout};

/// A document as it is written.
pub struct Written(Row);

impl Written {
    /// What is written of a document.
    pub fn of(document: &Document<'_>) -> Self {
        Self(Row::of(document))
    }
}

/// What stands in a column for a number or an instant; `None` for text, which stands there itself.
pub fn in_column(key: &Key) -> Option<i64> {
    match key {
        Key::Number(number) => Some(Place::of(number).at),
        Key::Instant(instant) => Some(instant.0),
        Key::Text(_) => None,
    }
}

/// An index that nothing but Tantivy looks after; its commits reach the disk.
pub struct Bare {
    writer: IndexWriter<Row>,
    reader: IndexReader,
}

impl Bare {
    /// Opens the index in a folder, or makes one in an empty folder.
    pub fn open(folder: &Path) -> Result<Self, TantivyError> {
        let builder = IndexBuilder::new().schema(layout::schema()).settings(index::settings());
        let bytes =
            if folder.join("meta.json").exists() { index::FOLLOWING_BYTES } else { index::BUILDING_BYTES };
        let mut index = builder.open_or_create(MmapDirectory::open(folder)?)?;
        index.set_tokenizers(layout::tokenizers());
        Ok(Self { writer: index.writer_with_options(index::writing(bytes))?, reader: index.reader()? })
    }

    /// Adds a document.
    pub fn add(&self, document: Written) -> Result<(), TantivyError> {
        self.writer.add_document(document.0).map(|_| ())
    }

    /// Takes a document out.
    pub fn remove(&self, id: RecordId) {
        self.writer.delete_term(index::id_term(id));
    }

    /// Makes all of it durable and visible.
    pub fn commit(&mut self) -> Result<(), TantivyError> {
        self.writer.commit()?;
        self.reader.reload()
    }

    /// Waits for the merging of segments to end.
    pub fn finish(self) -> Result<(), TantivyError> {
        self.writer.wait_merging_threads()
    }
}

//! One segment of an index, opened: its terms, columns and living documents.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, OnceLock};

use linchpin_domain::RecordId;
use linchpin_domain::filter::Number;
use tantivy::columnar::{
    Column, ColumnIndex, ColumnType, ColumnarReader, DynamicColumn, DynamicColumnHandle, StrColumn,
};
use tantivy::fastfield::AliveBitSet;
use tantivy::index::{InvertedIndexReader, SegmentComponent, SegmentId, SegmentReader};
use tantivy::{BitSet, DocId, Opstamp, TantivyError};

use crate::layout::{self, Marker};
use crate::set::{Bits, Set};
use crate::zones::Zones;

/// A segment that is open; a clone shares all that is.
#[derive(Clone)]
pub(crate) struct Segment {
    id: SegmentId,
    deletes: Option<Opstamp>,
    /// How many documents it has, deleted ones too.
    pub(crate) n_docs: DocId,
    /// What its documents are deleted by.
    pub(crate) ids_index: Arc<InvertedIndexReader>,
    /// What values are equal to.
    pub(crate) terms: Arc<InvertedIndexReader>,
    /// The tokens of text.
    pub(crate) tokens: Arc<InvertedIndexReader>,
    /// The records of the documents.
    pub(crate) ids: Arc<Ranks>,
    /// The documents whose records were replaced or removed.
    deleted: Set,
    columns: ColumnarReader,
    opened: Arc<Mutex<HashMap<String, Option<Arc<Ranks>>>>>,
}

/// What the documents of a segment are ordered by for one property.
pub(crate) struct Ranks {
    /// A number for each document with a value, whose order is that of the values.
    pub(crate) column: Column<u64>,
    /// What the numbers stand for.
    pub(crate) scale: Scale,
    /// The texts of numbers that share their place with others.
    pub(crate) exact: Option<StrColumn>,
    zones: OnceLock<Zones>,
}

/// What the ranks of a column stand for.
pub(crate) enum Scale {
    /// Ordinals of a dictionary of texts.
    Text(StrColumn),
    /// Milliseconds, or the places of numbers.
    Integer,
}

impl Segment {
    /// Opens a segment.
    pub(crate) fn open(segment: &tantivy::Segment) -> Result<Self, TantivyError> {
        let reader = SegmentReader::open(segment)?;
        let columns = ColumnarReader::open(segment.open_read(SegmentComponent::FastFields)?)?;
        let ids = columns.read_columns(layout::ID_COLUMN)?;
        let ids = ids.first().map(DynamicColumnHandle::open_u64_lenient).transpose()?.flatten();
        let ids = ids.ok_or_else(|| TantivyError::InternalError("a segment has no column of ids".into()))?;
        Ok(Self {
            id: segment.id(),
            deletes: segment.meta().delete_opstamp(),
            n_docs: reader.max_doc(),
            ids_index: reader.inverted_index(layout::ID)?,
            terms: reader.inverted_index(layout::TERMS)?,
            tokens: reader.inverted_index(layout::TOKENS)?,
            ids: Arc::new(Ranks::new(ids, Scale::Integer, None)),
            deleted: deleted(segment)?,
            columns,
            opened: Arc::default(),
        })
    }

    /// This segment in a newer commit, if it is the same but for the documents that are deleted.
    pub(crate) fn renewed(&self, segment: &tantivy::Segment) -> Result<Option<Self>, TantivyError> {
        if self.id != segment.id() {
            return Ok(None);
        }
        let deletes = segment.meta().delete_opstamp();
        if self.deletes == deletes {
            return Ok(Some(self.clone()));
        }
        Ok(Some(Self { deletes, deleted: deleted(segment)?, ..self.clone() }))
    }

    /// Its id among the segments.
    pub(crate) fn id(&self) -> SegmentId {
        self.id
    }

    /// The record of a document.
    pub(crate) fn record(&self, doc: DocId) -> RecordId {
        RecordId(self.ids.column.values.get_val(doc) as i64)
    }

    /// The largest id of its records.
    pub(crate) fn highest(&self) -> RecordId {
        RecordId(self.ids.column.max_value() as i64)
    }

    /// All of its documents.
    pub(crate) fn all(&self) -> Set {
        Set::All(self.n_docs)
    }

    /// Those of the documents that are not deleted.
    pub(crate) fn living(&self, docs: Set) -> Set {
        docs.without(&self.deleted, self.n_docs)
    }

    /// Whether the column of a property holds every text of it to its end.
    pub(crate) fn holds_whole_texts(&self, property: &str) -> Result<bool, TantivyError> {
        let long = layout::key(&Marker::path(property), Marker::Long.term());
        Ok(self.terms.terms().get(long)?.is_none())
    }

    /// What the documents are ordered by for a property; `None` where no document has a value.
    pub(crate) fn ranks(&self, property: &str) -> Result<Option<Arc<Ranks>>, TantivyError> {
        let mut opened = self.opened.lock().expect("nothing panics while it opens a column");
        if let Some(ranks) = opened.get(property) {
            return Ok(ranks.clone());
        }
        let ranks = Ranks::open(&self.columns, property)?.map(Arc::new);
        opened.insert(property.to_owned(), ranks.clone());
        Ok(ranks)
    }
}

/// The documents of a segment that are not alive.
fn deleted(segment: &tantivy::Segment) -> Result<Set, TantivyError> {
    if !segment.meta().has_deletes() {
        return Ok(Set::NONE);
    }
    let n_docs = segment.meta().max_doc();
    let alive = AliveBitSet::open(segment.open_read(SegmentComponent::Delete)?.read_bytes()?);
    let mut living = BitSet::with_max_value_and_full(n_docs);
    living.intersect_update(alive.bitset());
    let words = (0..n_docs.div_ceil(64)).map(|word| u64::from_le_bytes(living.tinyset(word).into_bytes()));
    let living = Set::Many(Bits::from_words(words.collect()));
    // Mostly they are few, and a short list takes less time than bits.
    let mut deleted = Vec::new();
    Set::All(n_docs).without(&living, n_docs).visit(0..n_docs, |doc| deleted.push(doc));
    Ok(Set::of(deleted, n_docs))
}

impl Ranks {
    fn new(column: Column<u64>, scale: Scale, exact: Option<StrColumn>) -> Self {
        Self { column, scale, exact, zones: OnceLock::new() }
    }

    /// The zones of the column, in a segment of so many documents.
    pub(crate) fn zones(&self, n_docs: DocId) -> &Zones {
        self.zones.get_or_init(|| Zones::of(&self.column, n_docs))
    }

    fn open(columns: &ColumnarReader, property: &str) -> Result<Option<Self>, TantivyError> {
        let mut integers = None;
        let mut texts = None;
        for handle in columns.read_columns(&layout::column(property))? {
            if handle.column_type() != ColumnType::Str {
                integers = handle.open_u64_lenient()?;
            } else if let DynamicColumn::Str(column) = handle.open()? {
                texts = Some(column);
            }
        }
        Ok(match (integers, texts) {
            (Some(column), exact) => Some(Self::new(column, Scale::Integer, exact)),
            (None, Some(texts)) => Some(Self::new(texts.ords().clone(), Scale::Text(texts), None)),
            (None, None) => None,
        })
    }

    /// The number of a document, unless its rank says which it is.
    pub(crate) fn exact_number(&self, doc: DocId) -> Result<Option<Number>, TantivyError> {
        let exact = self.exact.as_ref().and_then(|exact| Some((exact, exact.ords().first(doc)?)));
        let Some((exact, ord)) = exact else { return Ok(None) };
        let mut text = String::new();
        exact.ord_to_str(ord, &mut text)?;
        Ok(Number::parse(&text))
    }

    /// Those of some documents that have a rank.
    pub(crate) fn present(&self, docs: Set, n_docs: DocId) -> Set {
        match (&self.column.index, docs) {
            (ColumnIndex::Full, docs) => docs,
            (ColumnIndex::Empty { .. }, _) => Set::NONE,
            (index, Set::Few(mut docs)) => {
                docs.retain(|&doc| index.has_value(doc));
                Set::Few(docs)
            }
            (ColumnIndex::Optional(index), docs) if docs.count() < index.num_non_nulls() as usize => {
                let mut found = Vec::new();
                docs.visit(0..n_docs, |doc| {
                    if self.column.index.has_value(doc) {
                        found.push(doc);
                    }
                });
                Set::of(found, n_docs)
            }
            (ColumnIndex::Optional(index), docs) => {
                docs.intersect(Set::of(index.iter_non_null_docs().collect(), n_docs))
            }
            (ColumnIndex::Multivalued(index), docs) => {
                docs.intersect(Set::of(index.iter_non_null_docs().collect(), n_docs))
            }
        }
    }

    /// The documents whose ranks lie in a range.
    pub(crate) fn docs(&self, ranks: RangeInclusive<u64>, n_docs: DocId) -> Vec<DocId> {
        let mut docs = Vec::new();
        // The column answers only for ranges that touch its own.
        if *ranks.start() > self.column.max_value() || *ranks.end() < self.column.min_value() {
            return docs;
        }
        self.column.get_docids_for_value_range(ranks, 0..n_docs, &mut docs);
        docs
    }
}

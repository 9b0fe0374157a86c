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
use tantivy::{BitSet, DocId, Opstamp, TantivyError, u64_to_f64, u64_to_i64};

use crate::layout;
use crate::set::{Bits, Set};
use crate::zones::Zones;

/// A segment that is open.
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
    pub(crate) ids: Ranks,
    /// The documents whose records were replaced or removed.
    deleted: Set,
    columns: ColumnarReader,
    opened: Mutex<HashMap<String, Option<Arc<Ranks>>>>,
}

/// What the documents of a segment are ordered by for one property.
pub(crate) struct Ranks {
    /// A number for each document with a value, whose order is that of the values.
    pub(crate) column: Column<u64>,
    /// What the numbers stand for.
    pub(crate) scale: Scale,
    /// The texts of numbers that share their double with others.
    pub(crate) exact: Option<StrColumn>,
    zones: OnceLock<Zones>,
}

/// What the ranks of a column stand for.
pub(crate) enum Scale {
    /// Ordinals of a dictionary of texts.
    Text(StrColumn),
    /// Whole numbers, or milliseconds.
    Integer,
    /// Doubles.
    Double,
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
            ids: Ranks::new(ids, Scale::Integer, None),
            deleted: reader.alive_bitset().map_or(Set::NONE, |alive| deleted(alive, reader.max_doc())),
            columns,
            opened: Mutex::default(),
        })
    }

    /// Whether this is the segment with the same documents deleted.
    pub(crate) fn is(&self, segment: &tantivy::Segment) -> bool {
        self.id == segment.id() && self.deletes == segment.meta().delete_opstamp()
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

/// The documents that are not alive.
fn deleted(alive: &AliveBitSet, n_docs: DocId) -> Set {
    let mut living = BitSet::with_max_value_and_full(n_docs);
    living.intersect_update(alive.bitset());
    let words = (0..n_docs.div_ceil(64)).map(|word| u64::from_le_bytes(living.tinyset(word).into_bytes()));
    let living = Set::Many(Bits::from_words(words.collect()));
    // Mostly they are few, and a short list takes less time than bits.
    let mut deleted = Vec::new();
    Set::All(n_docs).without(&living, n_docs).visit(0..n_docs, |doc| deleted.push(doc));
    Set::of(deleted, n_docs)
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
        let mut numbers = None;
        let mut texts = None;
        for handle in columns.read_columns(&layout::column(property))? {
            let scale = match handle.column_type() {
                ColumnType::Str => {
                    if let DynamicColumn::Str(column) = handle.open()? {
                        texts = Some(column);
                    }
                    continue;
                }
                ColumnType::F64 => Scale::Double,
                _ => Scale::Integer,
            };
            numbers = handle.open_u64_lenient()?.map(|column| (column, scale));
        }
        Ok(match (numbers, texts) {
            (Some((column, scale)), exact) => Some(Self::new(column, scale, exact)),
            (None, Some(texts)) => Some(Self::new(texts.ords().clone(), Scale::Text(texts), None)),
            (None, None) => None,
        })
    }

    /// The double that a rank stands for; an instant's is exact.
    pub(crate) fn double(&self, rank: u64) -> f64 {
        match self.scale {
            Scale::Double => u64_to_f64(rank),
            Scale::Integer | Scale::Text(_) => u64_to_i64(rank) as f64,
        }
    }

    /// The number of a document that has one.
    pub(crate) fn number(&self, doc: DocId, rank: u64) -> Result<Number, TantivyError> {
        let exact = self.exact.as_ref();
        let Some((exact, ord)) = exact.and_then(|exact| Some((exact, exact.ords().first(doc)?))) else {
            return Ok(layout::own_number(self.double(rank)));
        };
        let mut text = String::new();
        exact.ord_to_str(ord, &mut text)?;
        Number::parse(&text).ok_or_else(|| TantivyError::InternalError("a number has no digits".into()))
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

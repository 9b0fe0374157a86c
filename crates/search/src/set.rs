//! Sets of the documents of a segment.

use tantivy::DocId;

/// Some documents of a segment.
#[derive(Clone, Debug)]
pub(crate) enum Set {
    /// All of them.
    All(DocId),
    /// These, ascending.
    Few(Vec<DocId>),
    /// Those whose bit is set.
    Many(Bits),
}

/// A bit for each document of a segment.
#[derive(Clone, Debug)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// No document, of so many.
    pub(crate) fn none(n_docs: DocId) -> Self {
        Self { words: vec![0; n_docs.div_ceil(64) as usize] }
    }

    /// Every document, of so many.
    pub(crate) fn all(n_docs: DocId) -> Self {
        let mut bits = Self { words: vec![u64::MAX; n_docs.div_ceil(64) as usize] };
        if let (Some(last), used @ 1..) = (bits.words.last_mut(), n_docs % 64) {
            *last = (1 << used) - 1;
        }
        bits
    }

    /// The documents whose bits are set in these words.
    pub(crate) fn from_words(words: Vec<u64>) -> Self {
        Self { words }
    }

    /// Takes a document in.
    pub(crate) fn insert(&mut self, doc: DocId) {
        self.words[(doc / 64) as usize] |= 1 << (doc % 64);
    }

    /// Whether a document is among them.
    pub(crate) fn contains(&self, doc: DocId) -> bool {
        self.words[(doc / 64) as usize] & (1 << (doc % 64)) != 0
    }

    fn remove(&mut self, doc: DocId) {
        self.words[(doc / 64) as usize] &= !(1 << (doc % 64));
    }

    fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    fn combine(&mut self, other: &Self, combine: impl Fn(u64, u64) -> u64) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word = combine(*word, *other);
        }
    }

    /// Calls back with those in a range of documents that begins at a multiple of 64.
    fn visit(&self, docs: std::ops::Range<DocId>, mut visit: impl FnMut(DocId)) {
        let words = (docs.start / 64) as usize..self.words.len().min(docs.end.div_ceil(64) as usize);
        for (index, word) in words.clone().zip(&self.words[words]) {
            let mut left = *word;
            while left != 0 {
                visit(index as DocId * 64 + left.trailing_zeros());
                left &= left - 1;
            }
        }
    }
}

impl Set {
    /// No documents.
    pub(crate) const NONE: Self = Self::Few(Vec::new());

    /// How many they are.
    pub(crate) fn count(&self) -> usize {
        match self {
            Self::All(n_docs) => *n_docs as usize,
            Self::Few(docs) => docs.len(),
            Self::Many(bits) => bits.count(),
        }
    }

    /// Whether a document is among them.
    pub(crate) fn contains(&self, doc: DocId) -> bool {
        match self {
            Self::All(n_docs) => doc < *n_docs,
            Self::Few(docs) => docs.binary_search(&doc).is_ok(),
            Self::Many(bits) => bits.contains(doc),
        }
    }

    /// Those that are in both.
    pub(crate) fn intersect(self, other: Self) -> Self {
        match (self, other) {
            (Self::All(_), set) | (set, Self::All(_)) => set,
            (Self::Few(mut few), Self::Many(bits)) | (Self::Many(bits), Self::Few(mut few)) => {
                few.retain(|&doc| bits.contains(doc));
                Self::Few(few)
            }
            (Self::Few(mut left), Self::Few(right)) => {
                let mut right = right.into_iter().peekable();
                left.retain(|&doc| {
                    while right.next_if(|&other| other < doc).is_some() {}
                    right.peek() == Some(&doc)
                });
                Self::Few(left)
            }
            (Self::Many(mut left), Self::Many(right)) => {
                left.combine(&right, |left, right| left & right);
                Self::Many(left)
            }
        }
    }

    /// Those that are in the other set alone are taken out, of a segment of so many.
    pub(crate) fn without(self, other: &Self, n_docs: DocId) -> Self {
        match (self, other) {
            (_, Self::All(_)) => Self::NONE,
            (docs, Self::Few(others)) if others.is_empty() => docs,
            (Self::Few(mut docs), other) => {
                match other {
                    Self::Many(bits) => docs.retain(|&doc| !bits.contains(doc)),
                    Self::Few(others) => {
                        let mut others = others.iter().peekable();
                        docs.retain(|&doc| {
                            while others.next_if(|&&other| other < doc).is_some() {}
                            others.peek() != Some(&&doc)
                        });
                    }
                    Self::All(_) => {}
                }
                Self::Few(docs)
            }
            (Self::All(_), other) => Self::Many(Bits::all(n_docs)).without(other, n_docs),
            (Self::Many(mut bits), Self::Many(other)) => {
                bits.combine(other, |left, right| left & !right);
                Self::Many(bits)
            }
            (Self::Many(mut bits), Self::Few(others)) => {
                for &doc in others {
                    bits.remove(doc);
                }
                Self::Many(bits)
            }
        }
    }

    /// Those that are in either, of a segment of so many.
    pub(crate) fn unite(self, other: Self, n_docs: DocId) -> Self {
        match (self, other) {
            (Self::All(n_docs), _) | (_, Self::All(n_docs)) => Self::All(n_docs),
            (Self::Many(mut left), Self::Many(right)) => {
                left.combine(&right, |left, right| left | right);
                Self::Many(left)
            }
            (Self::Many(mut bits), Self::Few(docs)) | (Self::Few(docs), Self::Many(mut bits)) => {
                for doc in docs {
                    bits.insert(doc);
                }
                Self::Many(bits)
            }
            (Self::Few(mut left), Self::Few(right)) => {
                left.extend(right);
                Self::of(left, n_docs)
            }
        }
    }

    /// These documents, in any order and some of them perhaps twice, of a segment of so many.
    pub(crate) fn of(mut docs: Vec<DocId>, n_docs: DocId) -> Self {
        if docs.len() <= few(n_docs) {
            docs.sort_unstable();
            docs.dedup();
            return Self::Few(docs);
        }
        let mut bits = Bits::none(n_docs);
        for doc in docs {
            bits.insert(doc);
        }
        Self::Many(bits)
    }

    /// Calls back with those in a range of documents that begins at a multiple of 64, ascending.
    pub(crate) fn visit(&self, docs: std::ops::Range<DocId>, visit: impl FnMut(DocId)) {
        match self {
            Self::All(n_docs) => (docs.start..docs.end.min(*n_docs)).for_each(visit),
            Self::Few(few) => {
                let start = few.partition_point(|&doc| doc < docs.start);
                few[start..].iter().copied().take_while(|&doc| doc < docs.end).for_each(visit);
            }
            Self::Many(bits) => bits.visit(docs, visit),
        }
    }
}

/// Up to how many documents of so many a list takes less time than bits.
pub(crate) fn few(n_docs: DocId) -> usize {
    (n_docs / 64) as usize
}

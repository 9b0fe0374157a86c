//! Phrases: tokens that have to follow each other.

use tantivy::index::InvertedIndexReader;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED, TantivyError};

use crate::evaluate::sum;
use crate::plan::Phrase;
use crate::segment::Segment;
use crate::set::Set;

/// Where a phrase may begin: the document in the upper half, the position in the lower.
type Start = u64;

impl Phrase {
    /// Those of some documents that have it.
    pub(crate) fn among(&self, segment: &Segment, docs: Set) -> Result<Set, TantivyError> {
        let mut words: Vec<_> = self.words.iter().collect();
        // The rarest first, so that of the others few documents are read.
        words.sort_by_key(|(_, terms)| sum(terms));
        let mut docs = docs;
        let mut starts: Option<Vec<Start>> = None;
        for (place, terms) in words {
            let mut found = Vec::new();
            for term in terms {
                visit_positions(&segment.tokens, term, &docs, |doc, position| {
                    found.extend(position.checked_sub(*place).map(|position| start(doc, position)));
                })?;
            }
            found.sort_unstable();
            found.dedup();
            if let Some(before) = starts {
                found = common(&before, found);
            }
            docs = documents(&found, segment.n_docs);
            starts = Some(found);
        }
        if let Some((n_words, end)) = &self.end {
            let mut found = Vec::new();
            visit_positions(&segment.tokens, end, &docs, |doc, position| {
                // The last place at which the phrase could begin there.
                found.extend(position.checked_sub(*n_words).map(|position| start(doc, position)));
            })?;
            if let Some(starts) = starts {
                found.retain(|&last| {
                    let at = starts.partition_point(|&start| start <= last);
                    at > 0 && starts[at - 1] >> 32 == last >> 32
                });
            }
            docs = documents(&found, segment.n_docs);
        }
        Ok(docs)
    }
}

fn start(doc: DocId, position: u32) -> Start {
    u64::from(doc) << 32 | u64::from(position)
}

fn documents(starts: &[Start], n_docs: DocId) -> Set {
    let mut docs: Vec<_> = starts.iter().map(|start| (start >> 32) as DocId).collect();
    docs.dedup();
    Set::of(docs, n_docs)
}

/// Those that are in both; both ascend.
fn common(before: &[Start], mut found: Vec<Start>) -> Vec<Start> {
    let mut before = before.iter().peekable();
    found.retain(|start| {
        while before.next_if(|other| *other < start).is_some() {}
        before.peek() == Some(&start)
    });
    found
}

/// Calls back with the positions of a term in those of some documents that have it.
fn visit_positions(
    index: &InvertedIndexReader,
    term: &TermInfo,
    docs: &Set,
    mut visit: impl FnMut(DocId, u32),
) -> Result<(), TantivyError> {
    let option = IndexRecordOption::WithFreqsAndPositions;
    let mut postings = index.read_postings_from_terminfo(term, option)?;
    let mut positions = Vec::new();
    let mut at = |doc: DocId, postings: &mut SegmentPostings| {
        postings.positions(&mut positions);
        for &position in &positions {
            visit(doc, position);
        }
    };
    match docs {
        Set::Few(docs) => {
            for &doc in docs {
                if postings.doc() < doc {
                    postings.seek(doc);
                }
                if postings.doc() == doc {
                    at(doc, &mut postings);
                }
            }
        }
        docs => {
            while postings.doc() != TERMINATED {
                let doc = postings.doc();
                if docs.contains(doc) {
                    at(doc, &mut postings);
                }
                postings.advance();
            }
        }
    }
    Ok(())
}

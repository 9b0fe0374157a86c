//! From a plan to the documents of a segment that match.

use tantivy::index::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TantivyError};

use crate::plan::Plan;
use crate::segment::{Ranks, Segment};
use crate::set::{Bits, Set, few};

type Result<T> = std::result::Result<T, TantivyError>;

impl Plan {
    /// Those of some documents that match.
    pub(crate) fn among(&self, segment: &Segment, docs: Set) -> Result<Set> {
        let n_docs = segment.n_docs;
        Ok(match self {
            Self::Everything => docs,
            Self::Nothing => Set::NONE,
            Self::Terms(index, terms) => among_terms(index, terms, docs, n_docs)?,
            Self::Phrase(phrase) => phrase.among(segment, docs)?,
            Self::Present(ranks) => ranks.present(docs, n_docs),
            Self::Range(ranks, range) => match docs {
                Set::Few(mut docs) => {
                    docs.retain(|&doc| ranks.column.first(doc).is_some_and(|rank| range.contains(&rank)));
                    Set::Few(docs)
                }
                docs => docs.intersect(Set::of(ranks.docs(range.clone(), n_docs), n_docs)),
            },
            Self::Texts(ranks, among) => among_texts(ranks, among, &docs, n_docs),
            Self::Documents(found) => docs.intersect(Set::of(found.clone(), n_docs)),
            Self::All(plans) => {
                let mut plans: Vec<_> = plans.iter().map(|plan| (plan.size(n_docs), plan)).collect();
                // The fewest first, so that the others look at few.
                plans.sort_by_key(|(size, _)| *size);
                plans.iter().try_fold(docs, |docs, (_, plan)| plan.among(segment, docs))?
            }
            Self::Any(plans) => {
                let mut found = Set::NONE;
                for plan in plans {
                    found = found.unite(plan.among(segment, docs.clone())?, n_docs);
                }
                found
            }
            Self::Not(plan) => {
                let matching = plan.among(segment, docs.clone())?;
                docs.without(&matching, n_docs)
            }
        })
    }

    /// About how many documents match.
    fn size(&self, n_docs: DocId) -> u64 {
        let all = u64::from(n_docs);
        match self {
            Self::Everything | Self::Present(_) | Self::Texts(..) => all,
            Self::Nothing => 0,
            Self::Terms(_, terms) => sum(terms),
            Self::Phrase(phrase) => phrase.words.iter().map(|(_, terms)| sum(terms)).min().unwrap_or(all) * 4,
            // Every document is looked at, but each of them faster than a document of a term.
            Self::Range(..) => all / 2,
            Self::Documents(docs) => docs.len() as u64,
            Self::All(plans) => plans.iter().map(|plan| plan.size(n_docs)).min().unwrap_or(all),
            Self::Any(plans) => plans.iter().map(|plan| plan.size(n_docs)).sum(),
            Self::Not(plan) => all.saturating_sub(plan.size(n_docs)).max(all / 2),
        }
    }
}

/// How many documents terms have, those of several counted again.
pub(crate) fn sum(terms: &[TermInfo]) -> u64 {
    terms.iter().map(|term| u64::from(term.doc_freq)).sum()
}

fn among_terms(index: &InvertedIndexReader, terms: &[TermInfo], docs: Set, n_docs: DocId) -> Result<Set> {
    let size = sum(terms);
    match docs {
        // Looking one up reads a block of 128 documents, which takes about as long as reading two on the way.
        Set::Few(docs) if terms.len() == 1 && (docs.len() as u64) < size / 256 => {
            let mut postings = index.read_postings_from_terminfo(&terms[0], IndexRecordOption::Basic)?;
            let among =
                |&doc: &DocId| postings.doc() <= doc && postings.seek(doc) == doc || postings.doc() == doc;
            Ok(Set::Few(docs.into_iter().filter(among).collect()))
        }
        docs => Ok(docs.intersect(all_of_terms(index, terms, size, n_docs)?)),
    }
}

fn all_of_terms(index: &InvertedIndexReader, terms: &[TermInfo], size: u64, n_docs: DocId) -> Result<Set> {
    if size <= few(n_docs) as u64 {
        let mut found = Vec::with_capacity(size as usize);
        visit_terms(index, terms, |doc| found.push(doc))?;
        return Ok(Set::of(found, n_docs));
    }
    let mut bits = Bits::none(n_docs);
    visit_terms(index, terms, |doc| bits.insert(doc))?;
    Ok(Set::Many(bits))
}

/// Calls back with each document of each term.
fn visit_terms(index: &InvertedIndexReader, terms: &[TermInfo], mut visit: impl FnMut(DocId)) -> Result<()> {
    let Some(first) = terms.first() else { return Ok(()) };
    let mut block = index.read_block_postings_from_terminfo(first, IndexRecordOption::Basic)?;
    for (index_of, term) in terms.iter().enumerate() {
        if index_of > 0 {
            index.reset_block_postings_from_terminfo(term, &mut block)?;
        }
        while !block.docs().is_empty() {
            block.docs().iter().for_each(|&doc| visit(doc));
            block.advance();
        }
    }
    Ok(())
}

fn among_texts(ranks: &Ranks, among: &[bool], docs: &Set, n_docs: DocId) -> Set {
    let mut found = Vec::new();
    if among.contains(&true) {
        docs.visit(0..n_docs, |doc| {
            let rank = ranks.column.first(doc);
            if rank.and_then(|rank| among.get(rank as usize)).is_some_and(|among| *among) {
                found.push(doc);
            }
        });
    }
    Set::of(found, n_docs)
}

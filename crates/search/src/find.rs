//! From a filter to a page of records in order, and to all that match.

use std::sync::Arc;

use linchpin_domain::RecordId;
use linchpin_domain::filter::Filter;
use tantivy::TantivyError;

use crate::Error;
use crate::best::Best;
use crate::compile::{Compiler, Terms};
use crate::page::Page;
use crate::segment::Segment;
use crate::set::Set;

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Query<'a> {
    /// What has to be true of a record.
    pub filter: &'a Filter,
    /// The order of the matches.
    pub sort: Sort<'a>,
    /// How many matches are left out first.
    pub offset: usize,
    /// How many matches are wanted.
    pub limit: usize,
}

/// An order of records: by the value of a property, then by ascending id; those without a value come last.
#[derive(Clone, Copy, Debug)]
pub struct Sort<'a> {
    /// The property's name.
    pub property: &'a str,
    /// Whether the largest value comes first.
    pub descending: bool,
}

/// A page of what was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// How many records match.
    pub total: u64,
    /// The records of the page, in order.
    pub ids: Vec<RecordId>,
}

/// All records that match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matching {
    /// The records, by ascending id.
    pub ids: Vec<RecordId>,
    /// Whether each of them matches; otherwise some may not, and the caller has to look.
    pub exact: bool,
}

/// Finds a page in some segments.
pub(crate) fn find(segments: &[Arc<Segment>], query: &Query<'_>) -> Result<Found, Error> {
    let mut terms = Terms::default();
    let matches = |segment: &Arc<Segment>| docs(segment, query.filter, &mut terms);
    let docs = segments.iter().map(matches).collect::<Result<Vec<_>, _>>()?;
    let total = docs.iter().map(Set::count).sum();
    let last = query.offset.saturating_add(query.limit).min(total);
    if query.limit == 0 || query.offset >= last {
        return Ok(Found { total: total as u64, ids: Vec::new() });
    }
    let mut page = Page::new(query.sort, last);
    for (segment, docs) in segments.iter().zip(&docs) {
        page.add_with_values(segment, docs)?;
    }
    let mut ids = page.ids();
    if ids.len() < last {
        ids.extend(without_values(segments, docs, query.sort.property, last - ids.len())?);
    }
    Ok(Found { total: total as u64, ids: ids.split_off(query.offset) })
}

/// Finds everything in some segments.
pub(crate) fn matching(segments: &[Arc<Segment>], filter: &Filter) -> Result<Matching, Error> {
    let mut ids = Vec::new();
    let mut exact = true;
    let mut terms = Terms::default();
    for segment in segments {
        let mut compiler = Compiler::new(segment, &mut terms);
        let plan = compiler.plan(filter)?;
        exact &= compiler.exact;
        let docs = segment.living(plan.among(segment, segment.all())?);
        docs.visit(0..segment.n_docs, |doc| ids.push(segment.record(doc)));
    }
    ids.sort_unstable();
    Ok(Matching { ids, exact })
}

/// The documents of a segment that match exactly.
fn docs(segment: &Segment, filter: &Filter, terms: &mut Terms) -> Result<Set, Error> {
    let mut compiler = Compiler::new(segment, terms);
    let plan = compiler.plan(filter)?;
    if !compiler.exact {
        return Err(Error::Inexact);
    }
    Ok(segment.living(plan.among(segment, segment.all())?))
}

/// The first of those that match and do not have a value of a property, by id.
fn without_values(
    segments: &[Arc<Segment>],
    docs: Vec<Set>,
    property: &str,
    limit: usize,
) -> Result<Vec<RecordId>, TantivyError> {
    let mut found = Vec::new();
    for (segment, docs) in segments.iter().zip(docs) {
        let docs = match segment.ranks(property)? {
            None => docs,
            Some(ranks) => {
                let present = ranks.present(docs.clone(), segment.n_docs);
                docs.without(&present, segment.n_docs)
            }
        };
        let best = Best::new(segment, &segment.ids, false, limit, None).of(&docs);
        found.extend(best.iter().map(|candidate| RecordId(candidate.id as i64)));
    }
    found.sort_unstable();
    found.truncate(limit);
    Ok(found)
}

//! From a filter to a page of records in order, and to all that match.

use std::cmp::Ordering;

use linchpin_domain::RecordId;
use linchpin_domain::filter::{Filter, Number};
use tantivy::{DocId, TantivyError};

use crate::Error;
use crate::compile::Compiler;
use crate::segment::{Ranks, Scale, Segment};
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
pub(crate) fn find(segments: &[impl AsRef<Segment>], query: &Query<'_>) -> Result<Found, Error> {
    let mut total = 0;
    let mut matches = Vec::new();
    for segment in segments {
        let segment = segment.as_ref();
        let docs = docs(segment, query.filter)?;
        total += docs.count() as u64;
        let ranks = segment.ranks(query.sort.property)?;
        keyed(segment, ranks.as_deref(), &docs, &mut matches)?;
    }
    let order = |left: &Match, right: &Match| left.compare(right, query.sort.descending);
    matches.sort_unstable_by(order);
    let ids = matches.into_iter().skip(query.offset).take(query.limit).map(|found| found.id).collect();
    Ok(Found { total, ids })
}

/// Finds everything in some segments.
pub(crate) fn matching(segments: &[impl AsRef<Segment>], filter: &Filter) -> Result<Matching, Error> {
    let mut ids = Vec::new();
    let mut exact = true;
    for segment in segments {
        let segment = segment.as_ref();
        let mut compiler = Compiler::new(segment);
        let plan = compiler.plan(filter)?;
        exact &= compiler.exact;
        let docs = segment.living(plan.among(segment, segment.all())?);
        docs.visit(0..segment.n_docs, |doc| ids.push(segment.record(doc)));
    }
    ids.sort_unstable();
    Ok(Matching { ids, exact })
}

/// The documents of a segment that match exactly.
fn docs(segment: &Segment, filter: &Filter) -> Result<Set, Error> {
    let mut compiler = Compiler::new(segment);
    let plan = compiler.plan(filter)?;
    if !compiler.exact {
        return Err(Error::Inexact);
    }
    Ok(segment.living(plan.among(segment, segment.all())?))
}

/// A record that matches, and what it is ordered by.
struct Match {
    key: Option<SortKey>,
    id: RecordId,
}

/// What records are ordered by, across segments.
enum SortKey {
    Text(String),
    Number(f64, Option<Number>),
}

impl Match {
    fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let keys = match (&self.key, &other.key) {
            (Some(left), Some(right)) if descending => right.compare(left),
            (Some(left), Some(right)) => left.compare(right),
            // The one without a value comes last.
            (left, right) => right.is_some().cmp(&left.is_some()),
        };
        keys.then(self.id.cmp(&other.id))
    }
}

impl SortKey {
    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Text(left), Self::Text(right)) => left.cmp(right),
            (Self::Number(left, left_exact), Self::Number(right, right_exact)) => {
                left.total_cmp(right).then_with(|| left_exact.cmp(right_exact))
            }
            (Self::Text(_), Self::Number(..)) => Ordering::Greater,
            (Self::Number(..), Self::Text(_)) => Ordering::Less,
        }
    }
}

/// Adds the matches of a segment.
fn keyed(
    segment: &Segment,
    ranks: Option<&Ranks>,
    docs: &Set,
    matches: &mut Vec<Match>,
) -> Result<(), TantivyError> {
    let mut failed = None;
    docs.visit(0..segment.n_docs, |doc| {
        let key = ranks.map_or(Ok(None), |ranks| sort_key(ranks, doc));
        match key {
            Ok(key) => matches.push(Match { key, id: segment.record(doc) }),
            Err(error) => failed = Some(error),
        }
    });
    failed.map_or(Ok(()), Err)
}

fn sort_key(ranks: &Ranks, doc: DocId) -> Result<Option<SortKey>, TantivyError> {
    let Some(rank) = ranks.column.first(doc) else { return Ok(None) };
    Ok(Some(match &ranks.scale {
        Scale::Text(texts) => {
            let mut text = String::new();
            texts.ord_to_str(rank, &mut text)?;
            SortKey::Text(text)
        }
        Scale::Integer | Scale::Double => SortKey::Number(ranks.double(rank), Some(ranks.number(doc, rank)?)),
    }))
}

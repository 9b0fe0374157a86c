//! The best matches of several segments, whose ranks mean different things, in one order.

use std::cmp::Ordering;

use linchpin_domain::RecordId;
use linchpin_domain::filter::Number;
use tantivy::columnar::TermOrdHit;
use tantivy::{TantivyError, f64_to_u64, i64_to_u64};

use crate::best::{Best, Candidate};
use crate::find::Sort;
use crate::segment::{Ranks, Scale, Segment};
use crate::set::Set;

/// The best matches with a value so far.
pub(crate) struct Page<'a> {
    sort: Sort<'a>,
    limit: usize,
    matches: Vec<Match>,
}

/// A record that matches, and what it is ordered by.
struct Match {
    key: SortKey,
    id: RecordId,
}

/// What records are ordered by in every segment.
enum SortKey {
    Text(Box<str>),
    Number(f64, Number),
}

impl<'a> Page<'a> {
    /// A page of so many.
    pub(crate) fn new(sort: Sort<'a>, limit: usize) -> Self {
        Self { sort, limit, matches: Vec::new() }
    }

    /// Adds the matches of a segment that have a value.
    pub(crate) fn add_with_values(&mut self, segment: &Segment, docs: &Set) -> Result<(), TantivyError> {
        let Some(ranks) = segment.ranks(self.sort.property)? else { return Ok(()) };
        let worst = if self.matches.len() < self.limit { None } else { self.matches.last() };
        let worst = match worst {
            None => None,
            Some(worst) => match worst_rank(&ranks, &worst.key, self.sort.descending)? {
                Some(rank) => Some(rank),
                None => return Ok(()),
            },
        };
        let best = Best::new(segment, &ranks, self.sort.descending, self.limit, worst).of(docs);
        if best.is_empty() {
            return Ok(());
        }
        add_matches(&ranks, &best, self.sort.descending, &mut self.matches)?;
        let descending = self.sort.descending;
        self.matches.sort_unstable_by(|left, right| left.compare(right, descending));
        self.matches.truncate(self.limit);
        Ok(())
    }

    /// The records in order.
    pub(crate) fn ids(self) -> Vec<RecordId> {
        self.matches.into_iter().map(|found| found.id).collect()
    }
}

impl Match {
    fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let keys = self.key.compare(&other.key);
        let keys = if descending { keys.reverse() } else { keys };
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
            // The values of one property are of one kind.
            (Self::Text(_), Self::Number(..)) => Ordering::Greater,
            (Self::Number(..), Self::Text(_)) => Ordering::Less,
        }
    }
}

/// The worst rank that is as good as a key or better; `None` where no rank can be.
fn worst_rank(ranks: &Ranks, key: &SortKey, descending: bool) -> Result<Option<u64>, TantivyError> {
    Ok(match (&ranks.scale, key) {
        (Scale::Text(texts), SortKey::Text(text)) => {
            match (texts.dictionary().term_ord_or_next(text.as_bytes())?, descending) {
                (TermOrdHit::Exact(ord), _) => Some(ord),
                (TermOrdHit::Next(ord), true) => (ord < texts.num_terms() as u64).then_some(ord),
                (TermOrdHit::Next(ord), false) => ord.checked_sub(1),
            }
        }
        (Scale::Double, SortKey::Number(double, _)) => Some(f64_to_u64(*double)),
        (Scale::Integer, SortKey::Number(double, _)) => {
            let whole = if descending { double.ceil() } else { double.floor() };
            Some(i64_to_u64(whole as i64))
        }
        _ => None,
    })
}

/// Adds the candidates of a segment with what their ranks stand for.
fn add_matches(
    ranks: &Ranks,
    best: &[Candidate],
    descending: bool,
    matches: &mut Vec<Match>,
) -> Result<(), TantivyError> {
    let Scale::Text(texts) = &ranks.scale else {
        for candidate in best {
            let rank = candidate.rank(descending);
            let key = SortKey::Number(ranks.double(rank), ranks.number(candidate.doc, rank)?);
            matches.push(Match { key, id: RecordId(candidate.id as i64) });
        }
        return Ok(());
    };
    // The dictionary is read once, from its beginning to its end.
    let rising: Box<dyn Iterator<Item = &Candidate>> =
        if descending { Box::new(best.iter().rev()) } else { Box::new(best.iter()) };
    let rising: Vec<_> = rising.collect();
    let ords: Vec<_> = rising.iter().map(|candidate| candidate.rank(descending)).collect();
    let mut rising = rising.into_iter();
    texts.dictionary().sorted_ords_to_term_cb(&ords, |text| {
        if let Some(candidate) = rising.next() {
            let key = SortKey::Text(String::from_utf8_lossy(text).into());
            matches.push(Match { key, id: RecordId(candidate.id as i64) });
        }
    })?;
    Ok(())
}

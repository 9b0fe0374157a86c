//! The best matches of several segments, whose ranks mean different things, in one order.

use std::cmp::Ordering;

use linchpin_domain::RecordId;
use linchpin_domain::filter::Number;
use tantivy::columnar::TermOrdHit;
use tantivy::{TantivyError, u64_to_i64};

use crate::best::{Best, Candidate};
use crate::find::Sort;
use crate::number::Place;
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
    /// A rank that means the same everywhere, and the number if the rank does not say which it is.
    Integer(u64, Option<Number>),
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
            (Self::Integer(left, left_exact), Self::Integer(right, right_exact)) => {
                left.cmp(right).then_with(|| {
                    if left_exact.is_none() && right_exact.is_none() {
                        return Ordering::Equal;
                    }
                    let own = |rank: u64| Place::number(u64_to_i64(rank));
                    let exact = |number: &Option<Number>, rank| number.clone().unwrap_or_else(|| own(rank));
                    exact(left_exact, *left).cmp(&exact(right_exact, *right))
                })
            }
            // The values of one property are of one kind.
            (Self::Text(_), Self::Integer(..)) => Ordering::Greater,
            (Self::Integer(..), Self::Text(_)) => Ordering::Less,
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
        (Scale::Integer, SortKey::Integer(rank, _)) => Some(*rank),
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
            let key = SortKey::Integer(rank, ranks.exact_number(candidate.doc)?);
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

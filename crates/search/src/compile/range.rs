//! Values between two bounds.

use std::ops::{Bound, RangeInclusive};
use std::sync::Arc;

use linchpin_domain::filter::{Key, Kind, Number, Test};
use tantivy::i64_to_u64;

use super::{Compiler, Result};
use crate::number::Place;
use crate::plan::Plan;
use crate::segment::{Ranks, Scale};

impl Compiler<'_> {
    /// The documents whose values lie between two bounds.
    pub(super) fn between(
        &self,
        property: &str,
        kind: Kind,
        lower: Bound<&Key>,
        upper: Bound<&Key>,
    ) -> Result<Plan> {
        let Some(ranks) = self.segment.ranks(property)? else { return Ok(Plan::Nothing) };
        if matches!((lower, upper), (Bound::Unbounded, Bound::Unbounded)) {
            return Ok(Plan::Present(ranks));
        }
        match (&ranks.scale, kind) {
            (Scale::Text(texts), Kind::Text | Kind::Choice | Kind::Choices) => {
                let (Some(lower), Some(upper)) = (text_bound(lower), text_bound(upper)) else {
                    return Ok(Plan::Nothing);
                };
                let (lower, upper) = texts.dictionary().term_bounds_to_ord(lower, upper)?;
                Ok(range(&ranks, lower, upper))
            }
            (Scale::Integer, Kind::Instant) => {
                let (Some(lower), Some(upper)) = (instant_bound(lower), instant_bound(upper)) else {
                    return Ok(Plan::Nothing);
                };
                Ok(range(&ranks, lower, upper))
            }
            (Scale::Integer, Kind::Number) => self.numbers(&ranks, lower, upper),
            _ => Ok(Plan::Nothing),
        }
    }

    /// The numbers between two bounds: those whose places lie between those of the bounds, and of those at the place of
    /// a bound the ones that are on the right side of it.
    fn numbers(&self, ranks: &Arc<Ranks>, lower: Bound<&Key>, upper: Bound<&Key>) -> Result<Plan> {
        let test = Test::Between(lower.cloned(), upper.cloned());
        let lies_between = |number: &Number| test.passes(Kind::Number, number.as_str());
        let mut plans = Vec::with_capacity(3);
        let mut ends = [Bound::Unbounded; 2];
        for (end, bound) in ends.iter_mut().zip([lower, upper]) {
            let (Bound::Included(key) | Bound::Excluded(key)) = bound else { continue };
            let Key::Number(number) = key else { return Ok(Plan::Nothing) };
            let place = Place::of(number).at;
            let rank = i64_to_u64(place);
            // Whether those that are told by their place lie on the right side, of which there is one at most.
            let own_lies = lies_between(&Place::number(place));
            if ranks.exact.is_none() {
                *end = if own_lies { Bound::Included(rank) } else { Bound::Excluded(rank) };
                continue;
            }
            *end = Bound::Excluded(rank);
            let mut found = Vec::new();
            for doc in ranks.docs(rank..=rank, self.segment.n_docs) {
                if ranks.exact_number(doc)?.map_or(own_lies, |number| lies_between(&number)) {
                    found.push(doc);
                }
            }
            plans.push(Plan::Documents(found));
        }
        let [lower, upper] = ends;
        plans.push(range(ranks, lower, upper));
        Ok(Plan::any(plans))
    }
}

/// The documents whose ranks lie between two bounds.
fn range(ranks: &Arc<Ranks>, lower: Bound<u64>, upper: Bound<u64>) -> Plan {
    let lower = match lower {
        Bound::Unbounded => Some(u64::MIN),
        Bound::Included(rank) => Some(rank),
        Bound::Excluded(rank) => rank.checked_add(1),
    };
    let upper = match upper {
        Bound::Unbounded => Some(u64::MAX),
        Bound::Included(rank) => Some(rank),
        Bound::Excluded(rank) => rank.checked_sub(1),
    };
    match (lower, upper) {
        (Some(lower), Some(upper)) => ranks_between(ranks, lower..=upper),
        _ => Plan::Nothing,
    }
}

/// The documents whose ranks lie in a range, which may reach beyond those that there are.
fn ranks_between(ranks: &Arc<Ranks>, range: RangeInclusive<u64>) -> Plan {
    let (lowest, highest) = (ranks.column.min_value(), ranks.column.max_value());
    let (lower, upper) = (lowest.max(*range.start()), highest.min(*range.end()));
    if lower > upper {
        Plan::Nothing
    } else if (lower, upper) == (lowest, highest) {
        Plan::Present(Arc::clone(ranks))
    } else {
        Plan::Range(Arc::clone(ranks), lower..=upper)
    }
}

fn text_bound(bound: Bound<&Key>) -> Option<Bound<&str>> {
    convert(bound, |key| if let Key::Text(text) = key { Some(text.as_str()) } else { None })
}

fn instant_bound(bound: Bound<&Key>) -> Option<Bound<u64>> {
    convert(bound, |key| if let Key::Instant(instant) = key { Some(i64_to_u64(instant.0)) } else { None })
}

fn convert<'a, T>(bound: Bound<&'a Key>, convert: impl Fn(&'a Key) -> Option<T>) -> Option<Bound<T>> {
    Some(match bound {
        Bound::Unbounded => Bound::Unbounded,
        Bound::Included(key) => Bound::Included(convert(key)?),
        Bound::Excluded(key) => Bound::Excluded(convert(key)?),
    })
}

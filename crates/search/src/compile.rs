//! From a filter to a plan for one segment.

mod range;
mod text;

use std::collections::{BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use linchpin_domain::RecordId;
use linchpin_domain::filter::{Condition, Filter, Key, Kind, Test};
use tantivy::TantivyError;

use crate::layout::{self, Marker};
use crate::plan::Plan;
use crate::segment::Segment;

/// What the segments' dictionaries file conditions under, made once for all segments.
///
/// A condition is known by where it is: all segments are compiled from one filter, which stays where it is meanwhile.
#[derive(Default)]
pub(crate) struct Terms(HashMap<(*const Key, usize), Arc<[Vec<u8>]>>);

impl Terms {
    /// What a property's keys are filed under, in order.
    fn of(&mut self, property: &str, kind: Kind, keys: &[Key]) -> Arc<[Vec<u8>]> {
        let terms = self.0.entry((keys.as_ptr(), keys.len())).or_insert_with(|| {
            let terms = keys.iter().filter_map(|key| layout::term_of_key(kind, key));
            let terms: BTreeSet<_> = terms.map(|term| layout::key(property, &term)).collect();
            terms.into_iter().collect()
        });
        Arc::clone(terms)
    }
}

/// Makes plans for one segment.
pub(crate) struct Compiler<'a> {
    segment: &'a Segment,
    terms: &'a mut Terms,
    /// Whether every plan so far is exact; one that is not finds some documents too many.
    pub(crate) exact: bool,
    /// Whether what is compiled stands under a negation, where documents too many would be some too few.
    negated: bool,
}

type Result<T> = std::result::Result<T, TantivyError>;

impl<'a> Compiler<'a> {
    /// A compiler for a segment, one of several that share what they file conditions under.
    pub(crate) fn new(segment: &'a Segment, terms: &'a mut Terms) -> Self {
        Self { segment, terms, exact: true, negated: false }
    }

    /// The plan of a filter.
    pub(crate) fn plan(&mut self, filter: &Filter) -> Result<Plan> {
        Ok(match filter {
            Filter::All(filters) => Plan::all(self.plans(filters)?),
            Filter::Any(filters) => Plan::any(self.plans(filters)?),
            Filter::Not(filter) => {
                self.negated = !self.negated;
                let plan = self.plan(filter);
                self.negated = !self.negated;
                Plan::not(plan?)
            }
            Filter::Property(condition) => self.condition(condition)?,
            Filter::Ids(ids) => self.ids(ids)?,
            Filter::Ever(condition) => self.ever(condition)?,
            Filter::Updated(..) | Filter::Compare(_) | Filter::Member(_) | Filter::Neighbours(_) => {
                self.unknown()
            }
        })
    }

    /// What the index does not know may be true of every document.
    fn unknown(&mut self) -> Plan {
        self.exact = false;
        if self.negated { Plan::Nothing } else { Plan::Everything }
    }

    /// The past is not in the index, but what a value is now it also ever was.
    fn ever(&mut self, condition: &Condition) -> Result<Plan> {
        let known = self.unknown();
        if self.negated { self.condition(condition) } else { Ok(known) }
    }

    fn plans(&mut self, filters: &[Filter]) -> Result<Vec<Plan>> {
        filters.iter().map(|filter| self.plan(filter)).collect()
    }

    fn condition(&mut self, condition: &Condition) -> Result<Plan> {
        let Condition { property, kind, test } = condition;
        let kind = *kind;
        match test {
            Test::Known => self.known(property),
            Test::OneOf(keys) => self.one_of(property, kind, keys),
            Test::EveryOf(keys) if keys.is_empty() => self.known(property),
            Test::EveryOf(keys) => {
                let each = keys.iter().map(|key| self.one_of(property, kind, std::slice::from_ref(key)));
                each.collect::<Result<_>>().map(Plan::all)
            }
            Test::Exactly(keys) => self.exactly(property, kind, keys),
            Test::Between(lower, upper) => self.between(property, kind, lower.as_ref(), upper.as_ref()),
            Test::Tokens(pattern) if kind.has_tokens() => self.tokens(property, kind, pattern),
            Test::Tokens(_) => Ok(Plan::Nothing),
            Test::Contains(part) => self.texts(property, kind, |text| text.contains(part.as_str())),
            Test::StartsWith(part) => self.texts(property, kind, |text| text.starts_with(part.as_str())),
            Test::EndsWith(part) => self.texts(property, kind, |text| text.ends_with(part.as_str())),
        }
    }

    fn known(&self, property: &str) -> Result<Plan> {
        let present = self.segment.ranks(property)?.map_or(Plan::Nothing, Plan::Present);
        Ok(Plan::any(vec![present, self.marked(property, Marker::Unreadable)?]))
    }

    fn marked(&self, property: &str, marker: Marker) -> Result<Plan> {
        self.terms([layout::key(&Marker::path(property), marker.term())])
    }

    fn one_of(&mut self, property: &str, kind: Kind, keys: &[Key]) -> Result<Plan> {
        if kind == Kind::Instant {
            let alone = |key| self.between(property, kind, Bound::Included(key), Bound::Included(key));
            return keys.iter().map(alone).collect::<Result<_>>().map(Plan::any);
        }
        let terms = self.terms.of(property, kind, keys);
        self.of_terms(&terms)
    }

    /// The documents of any of these terms.
    fn terms(&self, keys: impl IntoIterator<Item = Vec<u8>>) -> Result<Plan> {
        let keys: BTreeSet<_> = keys.into_iter().collect();
        self.of_terms(&keys.into_iter().collect::<Vec<_>>())
    }

    /// The documents of any of these terms, each named once, in order.
    fn of_terms(&self, keys: &[Vec<u8>]) -> Result<Plan> {
        let mut found = Vec::with_capacity(keys.len());
        for key in keys {
            found.extend(self.segment.terms.terms().get(key)?);
        }
        Ok(if found.is_empty() { Plan::Nothing } else { Plan::Terms(Arc::clone(&self.segment.terms), found) })
    }

    fn exactly(&mut self, property: &str, kind: Kind, keys: &[Key]) -> Result<Plan> {
        let terms: Option<BTreeSet<_>> = keys.iter().map(|key| layout::term_of_key(kind, key)).collect();
        match (kind, terms) {
            (Kind::Choices, Some(_)) => {
                let texts = keys.iter().filter_map(|key| match key {
                    Key::Text(text) => Some(text.as_str()),
                    Key::Number(_) | Key::Instant(_) => None,
                });
                // What is no choice, for it is empty or several, would read like another set.
                if texts.clone().any(|text| kind.parts(text).ne([text])) {
                    return Ok(Plan::Nothing);
                }
                self.terms([layout::key(&layout::set_path(property), &layout::set_term(texts))])
            }
            (_, Some(terms)) if terms.len() == 1 => self.one_of(property, kind, keys),
            _ => Ok(Plan::Nothing),
        }
    }

    fn ids(&self, ids: &[RecordId]) -> Result<Plan> {
        let terms = self.segment.ids_index.terms();
        let mut found = Vec::new();
        for &id in ids {
            found.extend(terms.get(layout::id_key(id))?);
        }
        Ok(Plan::Terms(Arc::clone(&self.segment.ids_index), found))
    }
}

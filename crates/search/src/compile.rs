//! From a filter to what has to be looked at in one segment.

use std::collections::BTreeSet;
use std::ops::{Bound, RangeInclusive};
use std::sync::Arc;

use linchpin_domain::RecordId;
use linchpin_domain::filter::{Condition, Filter, Key, Kind, Number, Pattern, Test, Word, fold};
use tantivy::columnar::StrColumn;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::{DocId, TantivyError, i64_to_u64};

use crate::layout::{self, Marker};
use crate::number::Place;
use crate::segment::{Ranks, Scale, Segment};

/// What has to be looked at in a segment to answer a filter.
pub(crate) enum Plan {
    /// Every document.
    Everything,
    /// No document.
    Nothing,
    /// The documents of any of these terms.
    Terms(Arc<InvertedIndexReader>, Vec<TermInfo>),
    /// The documents in which tokens stand as they should to each other.
    Phrase(Phrase),
    /// The documents with a value of a property.
    Present(Arc<Ranks>),
    /// The documents whose ranks lie in a range.
    Range(Arc<Ranks>, RangeInclusive<u64>),
    /// The documents whose texts are among these of a dictionary, by ordinal.
    Texts(Arc<Ranks>, Vec<bool>),
    /// These documents.
    Documents(Vec<DocId>),
    /// The documents of all.
    All(Vec<Self>),
    /// The documents of any.
    Any(Vec<Self>),
    /// The documents that are not among these.
    Not(Box<Self>),
}

/// Tokens of one text, and how they have to stand.
pub(crate) struct Phrase {
    /// The terms that each word may be, and its place among the words.
    pub(crate) words: Vec<(u32, Vec<TermInfo>)>,
    /// The term that stands behind the last token, and how many words there are at least: some words at the end may be
    /// any token.
    pub(crate) end: Option<(u32, TermInfo)>,
}

/// Makes plans for one segment.
pub(crate) struct Compiler<'a> {
    segment: &'a Segment,
    /// Whether every plan so far is exact; one that is not finds some documents too many.
    pub(crate) exact: bool,
    /// Whether what is compiled stands under a negation, where documents too many would be some too few.
    negated: bool,
}

type Result<T> = std::result::Result<T, TantivyError>;

impl<'a> Compiler<'a> {
    /// A compiler for a segment.
    pub(crate) fn new(segment: &'a Segment) -> Self {
        Self { segment, exact: true, negated: false }
    }

    /// The plan of a filter.
    pub(crate) fn plan(&mut self, filter: &Filter) -> Result<Plan> {
        Ok(match filter {
            Filter::All(filters) => all(self.plans(filters)?),
            Filter::Any(filters) => any(self.plans(filters)?),
            Filter::Not(filter) => {
                self.negated = !self.negated;
                let plan = self.plan(filter);
                self.negated = !self.negated;
                not(plan?)
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
                each.collect::<Result<_>>().map(all)
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
        Ok(any(vec![present, self.marked(property, Marker::Unreadable)?]))
    }

    fn marked(&self, property: &str, marker: Marker) -> Result<Plan> {
        self.terms([layout::key(&Marker::path(property), marker.term())])
    }

    fn one_of(&self, property: &str, kind: Kind, keys: &[Key]) -> Result<Plan> {
        let terms = keys.iter().filter_map(|key| layout::term_of_key(kind, key));
        self.terms(terms.map(|term| layout::key(property, &term)))
    }

    /// The documents of any of these terms.
    fn terms(&self, keys: impl IntoIterator<Item = Vec<u8>>) -> Result<Plan> {
        let keys: BTreeSet<_> = keys.into_iter().collect();
        let mut found = Vec::with_capacity(keys.len());
        for key in keys {
            found.extend(self.segment.terms.terms().get(key)?);
        }
        Ok(if found.is_empty() { Plan::Nothing } else { Plan::Terms(Arc::clone(&self.segment.terms), found) })
    }

    fn exactly(&self, property: &str, kind: Kind, keys: &[Key]) -> Result<Plan> {
        let terms: Option<BTreeSet<_>> = keys.iter().map(|key| layout::term_of_key(kind, key)).collect();
        match (kind, terms) {
            (Kind::Choices, Some(_)) => {
                let choices = keys.iter().filter_map(|key| match key {
                    Key::Text(text) => Some(text.as_str()),
                    Key::Number(_) | Key::Instant(_) => None,
                });
                self.terms([layout::key(&layout::set_path(property), &layout::set_term(choices))])
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

    fn between(&self, property: &str, kind: Kind, lower: Bound<&Key>, upper: Bound<&Key>) -> Result<Plan> {
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
        Ok(any(plans))
    }

    fn tokens(&self, property: &str, kind: Kind, pattern: &Pattern) -> Result<Plan> {
        if let [word] = pattern.words()
            && let Some(plan) = self.token_in_texts(property, kind, pattern, word)?
        {
            return Ok(plan);
        }
        let n_words = pattern.words().len() as u32;
        let mut words = Vec::with_capacity(pattern.words().len());
        for (place, word) in (0..).zip(pattern.words()) {
            if is_any(word) {
                // There is a token at every place before another one, and the end says what there is behind.
                continue;
            }
            let terms = self.word(property, word)?;
            if terms.is_empty() {
                return Ok(Plan::Nothing);
            }
            words.push((place, terms));
        }
        let mut end = None;
        if pattern.words().last().is_some_and(is_any) {
            match self.segment.tokens.terms().get(layout::key(property, layout::END))? {
                Some(term) => end = Some((n_words, term)),
                None => return Ok(Plan::Nothing),
            }
        }
        Ok(match (n_words, words.pop()) {
            (0, _) => Plan::Nothing,
            (1, Some((_, terms))) => Plan::Terms(Arc::clone(&self.segment.tokens), terms),
            (_, last) => {
                words.extend(last);
                Plan::Phrase(Phrase { words, end })
            }
        })
    }

    /// The plan of a pattern of one word that begins with a wildcard: no order of the terms helps with those, and the
    /// texts of a column are read several times faster. `None` for other words and where the column cannot tell.
    fn token_in_texts(
        &self,
        property: &str,
        kind: Kind,
        pattern: &Pattern,
        word: &Word,
    ) -> Result<Option<Plan>> {
        let begins_with_wildcard = word.parts().len() > 1 && word.parts()[0].is_empty();
        let Some(literal) = word.parts().iter().max_by_key(|part| part.len()) else { return Ok(None) };
        if !begins_with_wildcard || is_any(word) || !self.segment.holds_whole_texts(property)? {
            return Ok(None);
        }
        let Some(ranks) = self.segment.ranks(property)? else { return Ok(Some(Plan::Nothing)) };
        let Scale::Text(texts) = &ranks.scale else { return Ok(None) };
        let mut unclear = false;
        let among = passing(texts, |text| {
            if kind != Kind::Text {
                return pattern.is_in(text);
            }
            // The column has folded text, whose tokens are those of the text but for what folding takes apart.
            let may = text.contains(literal.as_str());
            unclear |= may && text.contains(layout::TAKEN_APART);
            may && pattern.is_in(text)
        })?;
        Ok((!unclear).then_some(Plan::Texts(ranks, among)))
    }

    /// The terms of the tokens that match a word.
    fn word(&self, property: &str, word: &Word) -> Result<Vec<TermInfo>> {
        let dictionary = self.segment.tokens.terms();
        let [first, ..] = word.parts() else { return Ok(Vec::new()) };
        let start = layout::key(property, first);
        if word.parts().len() == 1 {
            return Ok(dictionary.get(start)?.into_iter().collect());
        }
        let token_start = start.len() - first.len();
        let mut found = Vec::new();
        let mut terms = dictionary.range().ge(&start).into_stream()?;
        while let Some((key, info)) = terms.next() {
            if !key.starts_with(&start) {
                break;
            }
            let token = std::str::from_utf8(&key[token_start..]);
            if token.is_ok_and(|token| token != layout::END && word.matches(token)) {
                found.push(info.clone());
            }
        }
        Ok(found)
    }

    /// The documents whose folded text passes, and those of which the column does not hold all of it.
    fn texts(&mut self, property: &str, kind: Kind, passes: impl Fn(&str) -> bool) -> Result<Plan> {
        if !kind.has_tokens() {
            return self.texts_of_others(property);
        }
        let Some(ranks) = self.segment.ranks(property)? else { return Ok(Plan::Nothing) };
        let Scale::Text(texts) = &ranks.scale else { return Ok(Plan::Nothing) };
        let among =
            passing(texts, |text| if kind == Kind::Text { passes(text) } else { passes(&fold(text)) })?;
        let long = self.marked(property, Marker::Long)?;
        let found = Plan::Texts(Arc::clone(&ranks), among);
        if matches!(long, Plan::Nothing) {
            return Ok(found);
        }
        self.exact = false;
        Ok(if self.negated { all_of_but(found, long) } else { any(vec![found, long]) })
    }

    /// Parts of the texts of numbers and instants are not indexed: all of them may match, or none.
    fn texts_of_others(&mut self, property: &str) -> Result<Plan> {
        self.exact = false;
        if self.negated { Ok(Plan::Nothing) } else { self.known(property) }
    }
}

/// Which texts of a dictionary pass, by ordinal.
fn passing(texts: &StrColumn, mut passes: impl FnMut(&str) -> bool) -> Result<Vec<bool>> {
    let mut among = Vec::with_capacity(texts.num_terms());
    let mut all = texts.dictionary().stream()?;
    while let Some((text, ())) = all.next() {
        among.push(std::str::from_utf8(text).is_ok_and(&mut passes));
    }
    Ok(among)
}

/// Whether every token matches a word.
fn is_any(word: &Word) -> bool {
    word.parts().len() > 1 && word.parts().iter().all(String::is_empty)
}

fn all_of_but(found: Plan, but: Plan) -> Plan {
    all(vec![found, not(but)])
}

fn all(mut plans: Vec<Plan>) -> Plan {
    if plans.iter().any(|plan| matches!(plan, Plan::Nothing)) {
        return Plan::Nothing;
    }
    plans.retain(|plan| !matches!(plan, Plan::Everything));
    match plans.len() {
        0 => Plan::Everything,
        1 => plans.remove(0),
        _ => Plan::All(plans),
    }
}

fn any(mut plans: Vec<Plan>) -> Plan {
    if plans.iter().any(|plan| matches!(plan, Plan::Everything)) {
        return Plan::Everything;
    }
    plans.retain(|plan| !matches!(plan, Plan::Nothing));
    match plans.len() {
        0 => Plan::Nothing,
        1 => plans.remove(0),
        _ => Plan::Any(plans),
    }
}

fn not(plan: Plan) -> Plan {
    match plan {
        Plan::Everything => Plan::Nothing,
        Plan::Nothing => Plan::Everything,
        Plan::Not(plan) => *plan,
        plan => Plan::Not(Box::new(plan)),
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

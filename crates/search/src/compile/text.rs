//! Tokens and parts of texts.

use std::sync::Arc;

use linchpin_domain::filter::{Kind, Pattern, Word, fold};
use tantivy::columnar::StrColumn;
use tantivy::postings::TermInfo;

use super::{Compiler, Result};
use crate::layout::{self, Marker};
use crate::plan::{Phrase, Plan};
use crate::segment::Scale;

/// Documents for each text from which on there are so few texts that all their tokens are read sooner than the column
/// of each document.
const REPEATED: usize = 4;

impl Compiler<'_> {
    /// The documents whose texts have a pattern.
    pub(super) fn tokens(&self, property: &str, kind: Kind, pattern: &Pattern) -> Result<Plan> {
        match pattern.words() {
            _ if kind == Kind::Choice => {
                let choices = self.in_choices(property, kind, pattern)?;
                return Ok(Plan::any(vec![choices, self.in_tokens(property, pattern)?]));
            }
            [word] => {
                if let Some(plan) = self.token_in_texts(property, kind, pattern, word)? {
                    return Ok(plan);
                }
            }
            _ => {}
        }
        self.in_tokens(property, pattern)
    }

    /// The documents of the choices that have a pattern, but for those longer than their column holds: the term of a
    /// whole text is not that of its beginning.
    fn in_choices(&self, property: &str, kind: Kind, pattern: &Pattern) -> Result<Plan> {
        let Some(ranks) = self.segment.ranks(property)? else { return Ok(Plan::Nothing) };
        let Scale::Text(texts) = &ranks.scale else { return Ok(Plan::Nothing) };
        let mut terms = Vec::new();
        passing(texts, |text| {
            let has_it = pattern.is_in(text);
            if has_it {
                terms.extend(layout::term(kind, text).map(|term| layout::key(property, &term)));
            }
            has_it
        })?;
        self.terms(terms)
    }

    /// The documents whose indexed tokens have a pattern.
    fn in_tokens(&self, property: &str, pattern: &Pattern) -> Result<Plan> {
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
        if texts.num_terms() < self.segment.n_docs as usize / REPEATED {
            return Ok(None);
        }
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
    pub(super) fn texts(
        &mut self,
        property: &str,
        kind: Kind,
        passes: impl Fn(&str) -> bool,
    ) -> Result<Plan> {
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
        Ok(if self.negated { all_of_but(found, long) } else { Plan::any(vec![found, long]) })
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
    Plan::all(vec![found, Plan::not(but)])
}

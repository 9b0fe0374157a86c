//! Tokens: what a text consists of for `CONTAINS_TOKEN` and full-text queries.

use std::borrow::Cow;

use super::key::fold;

/// How many bytes of a token count.
pub const TOKEN_BYTES: usize = 255;

/// What a `*` in a pattern stands for anything by.
const WILDCARD: char = '*';

/// The tokens of a text in order: runs of letters and digits, folded.
///
/// HubSpot's own set of separators is not published. It separates at `@`, and finds `example.org` in
/// `ada@example.org`; with patterns that are runs of tokens too, both hold whatever separates.
pub fn tokens(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    runs(text, char::is_alphanumeric).map(|run| cut(fold(run)))
}

fn runs(text: &str, belongs: impl Fn(char) -> bool) -> impl Iterator<Item = &str> {
    text.split(move |char| !belongs(char)).filter(|run| !run.is_empty())
}

fn cut(token: Cow<'_, str>) -> Cow<'_, str> {
    let length = token.floor_char_boundary(TOKEN_BYTES);
    if length == token.len() {
        return token;
    }
    Cow::Owned(token[..length].to_owned())
}

/// Words that have to follow each other in a text, each with `*` for anything within a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    words: Vec<Word>,
}

impl Pattern {
    /// Reads a pattern; without a single word it is in no text.
    pub fn parse(text: &str) -> Self {
        let belongs = |char: char| char.is_alphanumeric() || char == WILDCARD;
        Self { words: runs(text, belongs).map(Word::new).collect() }
    }

    /// The pattern of every text that goes on anyhow after this one, from the beginning of a token on.
    pub fn beginning(text: &str) -> Self {
        let mut words: Vec<_> = tokens(text).map(|token| Word::new(&token)).collect();
        if let Some(last) = words.last_mut() {
            last.parts.push(String::new());
        }
        Self { words }
    }

    /// Its words in order.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Whether a text has it.
    pub fn is_in(&self, text: &str) -> bool {
        match self.words.as_slice() {
            [] => false,
            [word] => tokens(text).any(|token| word.matches(&token)),
            words => {
                let tokens: Vec<_> = tokens(text).collect();
                let matches =
                    |run: &[Cow<'_, str>]| words.iter().zip(run).all(|(word, token)| word.matches(token));
                tokens.windows(words.len()).any(matches)
            }
        }
    }
}

/// A word of a pattern: literal text, with a wildcard between each two parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    parts: Vec<String>,
}

impl Word {
    fn new(text: &str) -> Self {
        let parts = text.split(WILDCARD).map(|part| cut(fold(part)).into_owned()).collect();
        Self { parts }
    }

    /// The literal parts, folded; between each two stands a wildcard, so that a word without one has a single part.
    pub fn parts(&self) -> &[String] {
        &self.parts
    }

    /// Whether a folded token matches.
    pub fn matches(&self, token: &str) -> bool {
        let [first, middle @ .., last] = self.parts.as_slice() else {
            return self.parts.first().is_some_and(|part| part == token);
        };
        let Some(mut rest) =
            token.strip_prefix(first.as_str()).and_then(|rest| rest.strip_suffix(last.as_str()))
        else {
            return false;
        };
        for part in middle {
            // The first place is as good as any: what follows has the most room there.
            let Some(at) = rest.find(part.as_str()) else { return false };
            rest = &rest[at + part.len()..];
        }
        true
    }
}

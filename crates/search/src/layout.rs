//! How values are laid out in the index: its fields, and the terms and columns that a value becomes.

use std::borrow::Cow;

use linchpin_domain::RecordId;
use linchpin_domain::filter::{Key, Kind, ORDERED_BYTES, fold, tokens};
use sha2::{Digest, Sha256};
use tantivy::schema::{
    Field, IndexRecordOption, JsonObjectOptions, NumericOptions, Schema, TextFieldIndexing,
};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

/// The format that this code reads and writes; an index of any other is built anew.
pub(crate) const FORMAT: u32 = 4;

/// The record's id.
pub(crate) const ID: Field = Field::from_field_id(0);
/// What values are equal to: a term for each part of each value.
pub(crate) const TERMS: Field = Field::from_field_id(1);
/// The tokens of text.
pub(crate) const TOKENS: Field = Field::from_field_id(2);
/// What whole values are ordered by.
pub(crate) const COLUMNS: Field = Field::from_field_id(3);

/// The name of the id's column.
pub(crate) const ID_COLUMN: &str = "id";
/// What the names of the other columns begin with.
const COLUMN_PREFIX: &str = "columns\u{1}";

/// How many bytes of a term are stored as they are; of longer ones the rest is a hash.
const TERM_BYTES: usize = 200;

/// What a marker's term is filed under, followed by the property: no property's name begins with it.
const MARKER: char = '\u{2}';

/// What stands behind the last token of a text, so that its place says how many there are; no token is equal to it.
pub(crate) const END: &str = "\u{2}";

/// What folding makes of a letter that belongs to no token by itself: the dot of a capital İ.
pub(crate) const TAKEN_APART: char = '\u{307}';

/// What is known of a record's value beside its terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marker {
    /// It is text that its kind cannot read, so that it has no column.
    Unreadable,
    /// It is text of which the column holds only the beginning.
    Long,
}

impl Marker {
    /// The term that says so.
    pub(crate) const fn term(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Long => "long",
        }
    }

    /// What it is filed under for a property.
    pub(crate) fn path(property: &str) -> String {
        format!("{MARKER}{property}")
    }
}

/// The fields of every index.
pub(crate) fn schema() -> Schema {
    let text = |tokenizer, option| {
        TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option).set_fieldnorms(false)
    };
    let indexed = |indexing| JsonObjectOptions::default().set_indexing_options(indexing);
    let mut schema = Schema::builder();
    schema.add_u64_field(ID_COLUMN, NumericOptions::default().set_indexed().set_fast());
    schema.add_json_field("terms", indexed(text("raw", IndexRecordOption::Basic)));
    schema.add_json_field("tokens", indexed(text(Tokens::NAME, IndexRecordOption::WithFreqsAndPositions)));
    schema.add_json_field("columns", JsonObjectOptions::default().set_fast("raw"));
    schema.build()
}

/// The tokenizers that the fields name.
pub(crate) fn tokenizers() -> TokenizerManager {
    let tokenizers = TokenizerManager::default();
    tokenizers.register(Tokens::NAME, TextAnalyzer::from(Tokens::default()));
    tokenizers
}

/// The name of a property's column.
pub(crate) fn column(property: &str) -> String {
    format!("{COLUMN_PREFIX}{property}")
}

/// What the term dictionary files a text under.
pub(crate) fn key(path: &str, text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(path.len() + 2 + text.len());
    key.extend_from_slice(path.as_bytes());
    // The end of the path, and the type of what follows.
    key.extend_from_slice(b"\0s");
    key.extend_from_slice(text.as_bytes());
    key
}

/// What the term dictionary files an id under.
pub(crate) fn id_key(id: RecordId) -> [u8; 8] {
    u64::to_be_bytes(id.0 as u64)
}

/// The term of a part of a value; `None` for one that has none.
///
/// Instants have none: nearly every one would be a term of its own, and their columns find them in a millisecond among
/// a million. Numbers that their kind cannot read have none either.
pub(crate) fn term(kind: Kind, part: &str) -> Option<Cow<'_, str>> {
    match kind {
        Kind::Text => Some(shorten(fold(part))),
        Kind::Choice | Kind::Choices => Some(shorten(Cow::Borrowed(part))),
        Kind::Number => kind.key(part).and_then(|key| term_of_key(kind, &key)),
        Kind::Instant => None,
    }
}

/// What a key of a kind is told from others by: where the kind has terms its term; `None` for a key that no value of
/// this kind has.
pub(crate) fn term_of_key<'a>(kind: Kind, key: &Key) -> Option<Cow<'a, str>> {
    match (kind, key) {
        (Kind::Text | Kind::Choice | Kind::Choices, Key::Text(text)) => {
            Some(shorten(Cow::Owned(text.clone())))
        }
        (Kind::Number, Key::Number(number)) => Some(shorten(Cow::Owned(number.as_str().to_owned()))),
        (Kind::Instant, Key::Instant(instant)) => Some(Cow::Owned(instant.0.to_string())),
        _ => None,
    }
}

/// Whether the tokens of a value are indexed.
///
/// Those of single choices are not, for the few texts of their column say which choices have a token; only of a choice
/// that is longer than what the column holds.
pub(crate) fn is_tokenized(kind: Kind, text: &str) -> bool {
    match kind {
        Kind::Text | Kind::Choices => true,
        Kind::Choice => text.len() > ORDERED_BYTES,
        Kind::Number | Kind::Instant => false,
    }
}

/// The term of a set of choices, which says that a value has these and no others.
pub(crate) fn set_term<'a>(choices: impl Iterator<Item = &'a str>) -> String {
    let mut choices: Vec<_> = choices.collect();
    choices.sort_unstable();
    choices.dedup();
    shorten(Cow::Owned(choices.join(";"))).into_owned()
}

/// What sets of choices are filed under for a property.
pub(crate) fn set_path(property: &str) -> String {
    format!("{MARKER}{MARKER}{property}")
}

/// Keeps a long term short without making it equal to another.
fn shorten(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.len() <= TERM_BYTES {
        return text;
    }
    // Longer than any term that is not shortened, so never equal to one.
    let kept = &text[..text.floor_char_boundary(TERM_BYTES)];
    let hash = Sha256::digest(text.as_bytes());
    let hash = hash.iter().map(|byte| format!("{byte:02x}"));
    Cow::Owned(std::iter::once(kept.to_owned()).chain(hash).collect())
}

/// Splits text as [`tokens`] does.
#[derive(Clone, Default)]
struct Tokens {
    token: Token,
}

impl Tokens {
    const NAME: &'static str = "tokens";
}

/// The tokens of one text, and its end.
struct Stream<'a> {
    rest: Box<dyn Iterator<Item = Cow<'a, str>> + 'a>,
    token: &'a mut Token,
}

impl Tokenizer for Tokens {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.token.reset();
        Stream { rest: Box::new(tokens(text).chain([Cow::Borrowed(END)])), token: &mut self.token }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Some(next) = self.rest.next() else { return false };
        self.token.text.clear();
        self.token.text.push_str(&next);
        // The position before the first is the largest of all.
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_tokens_together_but_for_one_letter() {
        for letter in '\0'..=char::MAX {
            let whole =
                letter.to_lowercase().all(|folded| folded.is_alphanumeric() == letter.is_alphanumeric());
            assert_eq!(
                whole,
                !letter.to_lowercase().any(|folded| folded == TAKEN_APART) || letter == TAKEN_APART
            );
        }
    }

    #[test]
    fn long_terms_are_shortened_and_stay_apart() {
        let long = |end: &str| format!("{}{end}", "ab".repeat(TERM_BYTES));
        let term = |text: &str| term(Kind::Text, text).unwrap().into_owned();
        assert_eq!(term("Short"), "short");
        assert_eq!(term(&long("c")).len(), TERM_BYTES + 64);
        assert_eq!(term(&long("c")), term(&long("C")));
        assert_ne!(term(&long("c")), term(&long("d")));
        assert_ne!(term(&long("c")), term(&term(&long("c"))));
    }
}

//! What a value of a property has to pass.

use std::cmp::Ordering;
use std::ops::Bound;

use super::key::{Key, Kind, fold};
use super::pattern::Pattern;

/// What a value has to pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Be there.
    Known,
    /// Be one of these; of several choices any.
    OneOf(Vec<Key>),
    /// Have all of these choices.
    EveryOf(Vec<Key>),
    /// Have these choices and no others.
    Exactly(Vec<Key>),
    /// Lie between these, in the order of [`Kind::order`].
    Between(Bound<Key>, Bound<Key>),
    /// Have tokens that match.
    Tokens(Pattern),
    /// Contain this folded text.
    Contains(String),
    /// Begin with this folded text.
    StartsWith(String),
    /// End with this folded text.
    EndsWith(String),
}

impl Test {
    /// Whether a value passes, which is not empty.
    pub fn passes(&self, kind: Kind, value: &str) -> bool {
        match self {
            Self::Known => true,
            Self::OneOf(keys) => kind.parts(value).any(|part| keys.iter().any(|key| is(kind, part, key))),
            Self::EveryOf(keys) => keys.iter().all(|key| kind.parts(value).any(|part| is(kind, part, key))),
            Self::Exactly(keys) => {
                keys.iter().all(|key| kind.parts(value).any(|part| is(kind, part, key)))
                    && kind.parts(value).all(|part| keys.iter().any(|key| is(kind, part, key)))
            }
            Self::Between(lower, upper) => {
                let Some(key) = kind.order(value) else { return false };
                is_within(lower, &key, Ordering::Greater) && is_within(upper, &key, Ordering::Less)
            }
            Self::Tokens(pattern) => kind.has_tokens() && pattern.is_in(value),
            Self::Contains(part) => fold(value).contains(part.as_str()),
            Self::StartsWith(part) => fold(value).starts_with(part.as_str()),
            Self::EndsWith(part) => fold(value).ends_with(part.as_str()),
        }
    }
}

/// Whether a part of a value is what a key stands for.
fn is(kind: Kind, part: &str, key: &Key) -> bool {
    match (kind, key) {
        (Kind::Text, Key::Text(text)) => fold(part) == text.as_str(),
        (Kind::Choice | Kind::Choices, Key::Text(text)) => part == text,
        (Kind::Number | Kind::Instant, _) => kind.key(part).is_some_and(|part| part == *key),
        _ => false,
    }
}

/// Whether a key is on the right side of a bound: `side` of it, or at it where it is included.
fn is_within(bound: &Bound<Key>, key: &Key, side: Ordering) -> bool {
    match bound {
        Bound::Unbounded => true,
        Bound::Included(limit) => {
            key.compare(limit).is_some_and(|order| order == side || order == Ordering::Equal)
        }
        Bound::Excluded(limit) => key.compare(limit) == Some(side),
    }
}

//! How values of properties are compared with what a filter names.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::value::Digits;
use crate::{Property, PropertyType, Timestamp};

/// How many bytes of a text, folded, count for its order; more than anybody reads in a sorted list, and short enough
/// to be a column of the index.
pub const ORDERED_BYTES: usize = 255;

/// The contact property that holds several values though it is no checkbox.
const ADDRESSES: &str = "hs_additional_emails";

/// How the values of a property are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text, without regard to case.
    Text,
    /// One choice or a truth value, by its exact text.
    Choice,
    /// Several choices joined by `;`, each by its exact text.
    Choices,
    /// An exact decimal number.
    Number,
    /// An instant; a day is its midnight in UTC.
    Instant,
}

impl Kind {
    /// How the values of this property are read.
    pub fn of(property: &Property) -> Self {
        match property.property_type {
            PropertyType::Number => Self::Number,
            PropertyType::Date | PropertyType::DateTime => Self::Instant,
            PropertyType::Enumeration if property.holds_many() || property.name == ADDRESSES => Self::Choices,
            PropertyType::Bool | PropertyType::Enumeration => Self::Choice,
            PropertyType::String
            | PropertyType::PhoneNumber
            | PropertyType::ObjectCoordinates
            | PropertyType::Json => Self::Text,
        }
    }

    /// What a value, or one of its choices, is compared by; `None` for text that this kind cannot read.
    pub fn key(self, value: &str) -> Option<Key> {
        match self {
            Self::Text => Some(Key::Text(fold(value).into_owned())),
            Self::Choice | Self::Choices => Some(Key::Text(value.to_owned())),
            Self::Number => Number::parse(value).map(Key::Number),
            Self::Instant => Timestamp::parse(value).map(Key::Instant),
        }
    }

    /// What a whole value is ordered by: a sort's key, and what ranges compare.
    pub fn order(self, value: &str) -> Option<Key> {
        match self {
            Self::Text => Some(Key::Text(ordered(&fold(value)).to_owned())),
            Self::Choice | Self::Choices => Some(Key::Text(ordered(value).to_owned())),
            Self::Number | Self::Instant => self.key(value),
        }
    }

    /// The parts of a value that are compared alone: its choices, or all of it.
    pub fn parts(self, value: &str) -> impl Iterator<Item = &str> {
        let separator = if self == Self::Choices { ';' } else { '\0' };
        value.split(separator).filter(|part| !part.is_empty())
    }

    /// Whether the values are text, which has tokens.
    pub fn has_tokens(self) -> bool {
        matches!(self, Self::Text | Self::Choice | Self::Choices)
    }
}

/// What a value is compared by; keys of one kind have an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// Folded text or an exact choice.
    Text(String),
    /// A number.
    Number(Number),
    /// An instant.
    Instant(Timestamp),
}

impl Key {
    /// The order of two keys of one kind, `None` for those of two.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Text(left), Self::Text(right)) => Some(left.cmp(right)),
            (Self::Number(left), Self::Number(right)) => Some(left.cmp(right)),
            (Self::Instant(left), Self::Instant(right)) => Some(left.cmp(right)),
            _ => None,
        }
    }
}

/// An exact decimal number of any length, in the one text that equal numbers share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    /// Reads a number.
    pub fn parse(text: &str) -> Option<Self> {
        Digits::parse(text.trim()).map(|digits| Self(digits.to_string()))
    }

    /// The text that equal numbers share: no idle zeros, and no sign on a zero.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest double; the order of doubles never contradicts that of the numbers.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().expect("digits with a sign and a point are a double")
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        Digits::parse(&self.0).cmp(&Digits::parse(&other.0))
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The text without regard to case.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(text)
    } else {
        // Char by char: the whole text's lower case would make a sigma depend on what follows it.
        Cow::Owned(text.chars().flat_map(char::to_lowercase).collect())
    }
}

/// The beginning of a folded text that counts for its order.
pub fn ordered(folded: &str) -> &str {
    &folded[..folded.floor_char_boundary(ORDERED_BYTES)]
}

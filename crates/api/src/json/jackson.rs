//! The words of HubSpot's JSON library (Jackson), all in one place.

use linchpin_wire::input::MAX_NUMBER_CHARS;
use linchpin_wire::shape::{Need, Shape};

/// The deepest nesting that is read: serde's own bound, which is lower than Jackson's 1000.
pub(super) const MAX_DEPTH: usize = 128;

/// What a token is, as messages call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    StartObject,
    StartArray,
    Text(&'a str),
    Integer(&'a str),
    Decimal(&'a str),
    Boolean(&'a str),
    Null,
}

/// A value of one kind where another was expected.
pub(super) fn mismatch(shape: &Shape, token: Token<'_>) -> String {
    let class = class(shape);
    match (shape, token) {
        (Shape::Integer, Token::Text(text)) => {
            format!(
                "Cannot deserialize value of type `{class}` from String \"{text}\": not a valid `{class}` value"
            )
        }
        (Shape::Boolean, Token::Text(text)) => {
            format!(
                "Cannot deserialize value of type `{class}` from String \"{text}\": \
                 only \"true\" or \"false\" recognized"
            )
        }
        (Shape::Word(words), Token::Text(text)) => {
            format!(
                "Cannot deserialize value of type `{class}` from String \"{text}\": not one of the values accepted \
                 for Enum class: [{}]",
                words.values.join(", ")
            )
        }
        (Shape::Integer, Token::Integer(text)) => {
            format!("Numeric value ({text}) out of range of int (-2147483648 - 2147483647)")
        }
        (Shape::Object(_) | Shape::Map(_), Token::Text(text)) => {
            no_creator(&class, "String", "String value", &format!("'{text}'"))
        }
        (Shape::Object(_) | Shape::Map(_), Token::Integer(text)) => {
            no_creator(&class, "int/Int", "Number value", text)
        }
        (Shape::Object(_) | Shape::Map(_), Token::Decimal(text)) => {
            no_creator(&class, "double/Double", "Number value", text)
        }
        (Shape::Object(_) | Shape::Map(_), Token::Boolean(text)) => {
            no_creator(&class, "boolean/Boolean", "boolean value", text)
        }
        _ => format!("Cannot deserialize value of type `{class}` from {}", described(token)),
    }
}

/// A scalar where an object was expected.
fn no_creator(class: &str, argument: &str, value: &str, text: &str) -> String {
    format!(
        "Cannot construct instance of `{class}` (although at least one Creator exists): no {argument}-argument \
         constructor/factory method to deserialize from {value} ({text})"
    )
}

/// A thing that cannot be built without these fields.
pub(super) fn not_built(noun: &str, missing: &[&str]) -> String {
    format!("Cannot build {noun}, some of required attributes are not set [{}]", missing.join(", "))
}

/// A thing that lacks what a word in one of its fields asks for.
pub(super) fn needs(class: &str, need: &Need, word: &str) -> String {
    format!("Cannot construct instance of `{class}`, problem: {} {word} requires {}", need.by, need.words)
}

/// The class that a shape stands for.
fn class(shape: &Shape) -> String {
    match shape {
        Shape::Text => "java.lang.String".to_owned(),
        Shape::Boolean => "java.lang.Boolean".to_owned(),
        Shape::Integer => "java.lang.Integer".to_owned(),
        Shape::Word(words) => words.name.to_owned(),
        Shape::List(item) => format!("java.util.ArrayList<{}>", class(item)),
        Shape::Set(item) => format!("java.util.HashSet<{}>", class(item)),
        Shape::Map(value) => format!("java.util.LinkedHashMap<java.lang.String,{}>", class(value)),
        Shape::Object(object) | Shape::TextOr(object) => object.name.to_owned(),
    }
}

/// A token as the end of a message names it.
fn described(token: Token<'_>) -> &'static str {
    match token {
        Token::StartObject => "Object value (token `JsonToken.START_OBJECT`)",
        Token::StartArray => "Array value (token `JsonToken.START_ARRAY`)",
        Token::Text(_) => "String value (token `JsonToken.VALUE_STRING`)",
        Token::Integer(_) => "Integer value (token `JsonToken.VALUE_NUMBER_INT`)",
        Token::Decimal(_) => "Floating-point value (token `JsonToken.VALUE_NUMBER_FLOAT`)",
        Token::Boolean("true") => "Boolean value (token `JsonToken.VALUE_TRUE`)",
        Token::Boolean(_) => "Boolean value (token `JsonToken.VALUE_FALSE`)",
        Token::Null => "Null value (token `JsonToken.VALUE_NULL`)",
    }
}

/// What was expected where a character stands that cannot stand there.
pub(super) mod expected {
    pub(crate) const VALUE: &str =
        "expected a valid value (number, String, array, object, 'true', 'false' or 'null')";
    pub(crate) const NAME: &str = "was expecting double-quote to start field name";
    pub(crate) const COLON: &str = "was expecting a colon to separate field name and value";
    pub(crate) const COMMA_IN_OBJECT: &str = "was expecting comma to separate Object entries";
    pub(crate) const COMMA_IN_ARRAY: &str = "was expecting comma to separate Array entries";
}

/// A character that cannot stand where it stands.
pub(super) fn unexpected(character: char, expected: &str) -> String {
    format!("Unexpected character ('{character}' (code {})): {expected}", u32::from(character))
}

/// A word that is no JSON.
pub(super) fn unrecognized(word: &str) -> String {
    format!(
        "Unrecognized token '{word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
    )
}

/// There is no body.
pub(super) const NO_CONTENT: &str = "No content to map due to end-of-input";
/// The body ends within a string.
pub(super) const END_IN_STRING: &str =
    "Unexpected end-of-input: was expecting closing quote for a string value";
/// The body ends within an object.
pub(super) const END_IN_OBJECT: &str = "Unexpected end-of-input: expected close marker for Object";
/// The body ends within an array.
pub(super) const END_IN_ARRAY: &str = "Unexpected end-of-input: expected close marker for Array";
/// The body ends where a value was expected.
pub(super) const END_BEFORE_VALUE: &str = "Unexpected end-of-input: expected a value";
/// Something follows the body's value.
pub(super) const TRAILING: &str = "Trailing token found after value";

/// A control character within a string.
pub(super) fn control_character(byte: u8) -> String {
    format!(
        "Illegal unquoted character ((CTRL-CHAR, code {byte})): has to be escaped using backslash to be included in \
         string value"
    )
}

/// A backslash before a character that needs none.
pub(super) fn escape(character: char) -> String {
    format!("Unrecognized character escape '{character}' (code {})", u32::from(character))
}

/// A byte that is no part of UTF-8.
pub(super) fn invalid_utf8(byte: u8) -> String {
    format!("Invalid UTF-8 start byte 0x{byte:x}")
}

/// A number that no program can have meant.
pub(super) fn long_number(n_chars: usize) -> String {
    format!(
        "Number value length ({n_chars}) exceeds the maximum allowed ({MAX_NUMBER_CHARS}, from \
         `StreamReadConstraints.getMaxNumberLength()`)"
    )
}

/// Digits after a zero.
pub(super) const LEADING_ZERO: &str = "Invalid numeric value: Leading zeroes not allowed";

/// More nesting than is read.
pub(super) fn too_deep() -> String {
    format!(
        "Document nesting depth ({}) exceeds the maximum allowed ({MAX_DEPTH}, from \
         `StreamReadConstraints.getMaxNestingDepth()`)",
        MAX_DEPTH + 1
    )
}

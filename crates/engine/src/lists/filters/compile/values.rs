//! Operations on values that do not tell time.

use std::ops::Bound::{Excluded, Included, Unbounded};

use linchpin_domain::Property;
use linchpin_domain::filter::{Condition, Filter, Key, Kind, Pattern, Test, fold};

use super::{FilterRefusal, Node, Result};

/// What an operator does with the test that its values stand for.
enum Mode {
    /// The value passes.
    Is,
    /// There is a value, and it fails.
    IsNot,
    /// A value passed at some time.
    Ever,
    /// No value ever passed.
    Never,
}

impl Mode {
    /// What the beginning of an operator says.
    fn of(operator: &str) -> Self {
        if operator.starts_with("HAS_EVER_") {
            Self::Ever
        } else if operator.starts_with("HAS_NEVER_") {
            Self::Never
        } else if ["IS_NOT_", "IS_NONE_", "DOES_NOT_"].iter().any(|not| operator.starts_with(not)) {
            Self::IsNot
        } else {
            Self::Is
        }
    }

    fn filter(&self, property: &Property, test: Test) -> Filter {
        let (name, kind) = (property.name.clone(), Kind::of(property));
        match self {
            Self::Is => Filter::property(name, kind, test),
            Self::IsNot => Filter::property_fails(name, kind, test),
            Self::Ever => Filter::Ever(Condition { property: name, kind, test }),
            Self::Never => Filter::Ever(Condition { property: name, kind, test }).negated(),
        }
    }
}

/// One value, and whether the property has it.
pub(super) fn equal(property: &Property, operator: &str, value: &str) -> Result<Filter> {
    Ok(Mode::of(operator).filter(property, Test::OneOf(vec![key(property, value)?])))
}

/// Choices.
pub(super) fn choices(property: &Property, operator: &str, operation: Node<'_>) -> Result<Filter> {
    let keys: Vec<Key> =
        operation.texts("values").map(|value| key(property, value)).collect::<Result<_>>()?;
    let test = if operator.ends_with("ANY_OF") || operator.ends_with("NONE_OF") {
        Test::OneOf(keys)
    } else if operator.ends_with("EXACTLY") {
        Test::Exactly(keys)
    } else {
        Test::EveryOf(keys)
    };
    Ok(Mode::of(operator).filter(property, test))
}

/// Several texts, of which any counts.
pub(super) fn texts(property: &Property, operator: &str, values: &[&str]) -> Result<Filter> {
    if operator.ends_with("EQUAL_TO") {
        let keys = values.iter().map(|value| key(property, value)).collect::<Result<_>>()?;
        return Ok(Mode::of(operator).filter(property, Test::OneOf(keys)));
    }
    let any = values.iter().map(|value| Mode::Is.filter(property, part(operator, value))).collect();
    Ok(match Mode::of(operator) {
        Mode::IsNot => Filter::All(vec![Mode::Is.filter(property, Test::Known), Filter::Any(any).negated()]),
        _ => Filter::Any(any),
    })
}

/// One text.
pub(super) fn text(property: &Property, operator: &str, value: &str) -> Result<Filter> {
    if operator.ends_with("EQUAL_TO") {
        return equal(property, operator, value);
    }
    Ok(Mode::of(operator).filter(property, part(operator, value)))
}

/// What part of a text an operator looks at.
fn part(operator: &str, value: &str) -> Test {
    let folded = fold(value).into_owned();
    match operator {
        "STARTS_WITH" => Test::StartsWith(folded),
        "ENDS_WITH" => Test::EndsWith(folded),
        // Whole words; `*` stands for itself, which is no part of a word.
        "CONTAINS_EXACTLY" | "DOES_NOT_CONTAIN_EXACTLY" => {
            Test::Tokens(Pattern::parse(&value.replace('*', " ")))
        }
        _ => Test::Contains(folded),
    }
}

/// A number, and how the value stands to it.
pub(super) fn number(property: &Property, operator: &str, value: &str) -> Result<Filter> {
    let key = || key(property, value);
    let test = match operator {
        "IS_GREATER_THAN" => Test::Between(Excluded(key()?), Unbounded),
        "IS_GREATER_THAN_OR_EQUAL_TO" => Test::Between(Included(key()?), Unbounded),
        "IS_LESS_THAN" => Test::Between(Unbounded, Excluded(key()?)),
        "IS_LESS_THAN_OR_EQUAL_TO" => Test::Between(Unbounded, Included(key()?)),
        _ => return equal(property, operator, value),
    };
    Ok(Mode::Is.filter(property, test))
}

/// Two numbers between which the value lies or does not.
pub(super) fn numbers(
    property: &Property,
    operator: &str,
    (lower, upper): &(String, String),
) -> Result<Filter> {
    let test = Test::Between(Included(key(property, lower)?), Included(key(property, upper)?));
    Ok(Mode::of(operator).filter(property, test))
}

fn key(property: &Property, value: &str) -> Result<Key> {
    let wrong = || FilterRefusal::Malformed(format!("{value:?} is no value of {}", property.name));
    Kind::of(property).key(value).ok_or_else(wrong)
}

//! The operators of searches, as filters.

use std::fmt;
use std::ops::Bound;

use super::{Filter, Key, Kind, Pattern, Test};
use crate::{Property, PropertyType};

/// What a search asks of the values of one property: an operator with its operands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operator<'a> {
    /// `EQ`
    Equal(&'a str),
    /// `NEQ`
    NotEqual(&'a str),
    /// `LT`
    Less(&'a str),
    /// `LTE`
    AtMost(&'a str),
    /// `GT`
    Greater(&'a str),
    /// `GTE`
    AtLeast(&'a str),
    /// `BETWEEN`, both ends included.
    Between(&'a str, &'a str),
    /// `IN`
    OneOf(Vec<&'a str>),
    /// `NOT_IN`
    NoneOf(Vec<&'a str>),
    /// `HAS_PROPERTY`
    Known,
    /// `NOT_HAS_PROPERTY`
    Unknown,
    /// `CONTAINS_TOKEN`
    HasToken(&'a str),
    /// `NOT_CONTAINS_TOKEN`
    HasNoToken(&'a str),
}

/// An operand that is no value of its property; displays as the sentence that refused values of records have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidOperand {
    /// The property.
    pub property: String,
    /// The operand.
    pub operand: String,
    /// What it would have to be.
    pub kind: Kind,
}

impl fmt::Display for InvalidOperand {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let expected = match self.kind {
            Kind::Number => "number",
            Kind::Instant => "long",
            Kind::Text | Kind::Choice | Kind::Choices => "string",
        };
        write!(out, "{} was not a valid {expected}.", self.operand)
    }
}

impl Operator<'_> {
    /// The filter that is true of the records whose values of the property compare so.
    pub fn filter(&self, property: &Property) -> Result<Filter, InvalidOperand> {
        let subject = Subject { property, kind: Kind::of(property) };
        match self {
            Self::Equal(operand) => Ok(subject.passes(subject.equal(operand)?)),
            Self::NotEqual(operand) => Ok(subject.fails(subject.equal(operand)?)),
            Self::Less(operand) => subject.range(Bound::Unbounded, Bound::Excluded(operand)),
            Self::AtMost(operand) => subject.range(Bound::Unbounded, Bound::Included(operand)),
            Self::Greater(operand) => subject.range(Bound::Excluded(operand), Bound::Unbounded),
            Self::AtLeast(operand) => subject.range(Bound::Included(operand), Bound::Unbounded),
            Self::Between(low, high) => subject.range(Bound::Included(low), Bound::Included(high)),
            Self::OneOf(operands) => Ok(subject.passes(subject.one_of(operands)?)),
            Self::NoneOf(operands) => Ok(subject.fails(subject.one_of(operands)?)),
            Self::Known => Ok(subject.passes(Test::Known)),
            Self::Unknown => Ok(subject.passes(Test::Known).negated()),
            Self::HasToken(operand) => Ok(subject.passes(subject.token(operand)?)),
            Self::HasNoToken(operand) => Ok(subject.fails(subject.token(operand)?)),
        }
    }
}

/// The property whose values are compared.
struct Subject<'a> {
    property: &'a Property,
    kind: Kind,
}

impl Subject<'_> {
    fn passes(&self, test: Test) -> Filter {
        Filter::property(self.property.name.clone(), self.kind, test)
    }

    fn fails(&self, test: Test) -> Filter {
        Filter::property_fails(self.property.name.clone(), self.kind, test)
    }

    /// Several choices that are joined as values are stand for the value that has these and no others; one choice
    /// stands for every value that has it.
    fn equal(&self, operand: &str) -> Result<Test, InvalidOperand> {
        let keys: Vec<_> = self.kind.parts(operand).map(|part| self.key(part)).collect::<Result<_, _>>()?;
        Ok(if keys.len() > 1 { Test::Exactly(keys) } else { Test::OneOf(keys) })
    }

    fn one_of(&self, operands: &[&str]) -> Result<Test, InvalidOperand> {
        // No record has an empty value.
        let filled = operands.iter().filter(|operand| !operand.is_empty());
        filled.map(|operand| self.key(operand)).collect::<Result<_, _>>().map(Test::OneOf)
    }

    fn token(&self, operand: &str) -> Result<Test, InvalidOperand> {
        if self.kind.has_tokens() { Ok(Test::Tokens(Pattern::parse(operand))) } else { self.equal(operand) }
    }

    fn range(&self, low: Bound<&&str>, high: Bound<&&str>) -> Result<Filter, InvalidOperand> {
        Ok(self.passes(Test::Between(self.bound(low)?, self.bound(high)?)))
    }

    fn bound(&self, bound: Bound<&&str>) -> Result<Bound<Key>, InvalidOperand> {
        let key = |operand: &str| self.kind.order(operand).ok_or_else(|| self.invalid(operand));
        Ok(match bound {
            Bound::Unbounded => Bound::Unbounded,
            Bound::Included(operand) => Bound::Included(key(operand)?),
            Bound::Excluded(operand) => Bound::Excluded(key(operand)?),
        })
    }

    fn key(&self, operand: &str) -> Result<Key, InvalidOperand> {
        // Python writes truth values with a capital.
        let lower =
            matches!(self.property.property_type, PropertyType::Bool).then(|| operand.to_ascii_lowercase());
        self.kind.key(lower.as_deref().unwrap_or(operand)).ok_or_else(|| self.invalid(operand))
    }

    fn invalid(&self, operand: &str) -> InvalidOperand {
        InvalidOperand {
            property: self.property.name.to_string(),
            operand: operand.to_owned(),
            kind: self.kind,
        }
    }
}

#[cfg(test)]
mod tests;

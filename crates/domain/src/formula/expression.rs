//! What a formula says, as a tree.

use super::function::Function;
use crate::value::Decimal;

/// What an expression yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number.
    Number,
    /// A text.
    Text,
    /// True or false.
    Bool,
}

impl Kind {
    /// HubSpot's name, as its messages have it.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Number => "BigDecimal",
            Self::Text => "String",
            Self::Bool => "Boolean",
        }
    }
}

/// A part of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    Number(Decimal),
    Text(String),
    Bool(bool),
    Property(Reference),
    Negative(Box<Self>),
    Not(Box<Self>),
    Binary(Operator, Box<Self>, Box<Self>),
    Call(Function, Vec<Self>),
    If(Box<Conditional>),
}

/// A property that a formula reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// As it is written, and once resolved as the property is called.
    pub(super) name: String,
    pub(super) form: Form,
    /// What its values are, once resolved; none where the form never finds a value in such a property.
    pub(super) content: Option<Content>,
}

/// The form in which a formula names a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A name alone: a number.
    Bare,
    /// `string(…)`.
    Text,
    /// `bool(…)`.
    Bool,
    /// `timestamp(…)`.
    Instant,
}

/// How the value of a property is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Number,
    /// A day or an instant: the milliseconds since 1970.
    Instant,
    Text,
    Bool,
}

/// Cases that are tried in turn, and what holds if none does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Conditional {
    /// Conditions and their results.
    pub(super) cases: Vec<(Expression, Expression)>,
    pub(super) otherwise: Option<Expression>,
}

/// What stands between two expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    Xor,
    And,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Times,
    Over,
}

impl Operator {
    /// How tightly it binds; `not` stands between `and` and the comparisons.
    pub(super) const fn precedence(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::Xor => 2,
            Self::And => 3,
            Self::Equal
            | Self::Unequal
            | Self::Less
            | Self::LessOrEqual
            | Self::Greater
            | Self::GreaterOrEqual => NOT + 1,
            Self::Plus | Self::Minus => NOT + 2,
            Self::Times | Self::Over => NOT + 3,
        }
    }
}

/// How tightly `not` binds.
pub(super) const NOT: u8 = 4;

impl Expression {
    /// Visits the names of all properties that are read.
    pub(super) fn visit_names(&self, visit: &mut impl FnMut(&str)) {
        match self {
            Self::Number(_) | Self::Text(_) | Self::Bool(_) => {}
            Self::Property(reference) => visit(&reference.name),
            Self::Negative(inner) | Self::Not(inner) => inner.visit_names(visit),
            Self::Binary(_, left, right) => {
                left.visit_names(visit);
                right.visit_names(visit);
            }
            Self::Call(_, inputs) => inputs.iter().for_each(|input| input.visit_names(visit)),
            Self::If(conditional) => {
                for (condition, result) in &conditional.cases {
                    condition.visit_names(visit);
                    result.visit_names(visit);
                }
                if let Some(otherwise) = &conditional.otherwise {
                    otherwise.visit_names(visit);
                }
            }
        }
    }
}

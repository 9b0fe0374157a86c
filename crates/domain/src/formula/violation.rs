//! Why a text is no formula, in HubSpot's words where they are recorded.

use std::fmt;

use super::expression::Kind;

/// One reason why a formula cannot be used; displays as the sentence that clients see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormulaViolation {
    /// The text does not follow the grammar (words recorded 2026).
    Syntax {
        /// The line, counted from 1.
        line: usize,
        /// The character in the line, counted from 1.
        column: usize,
        /// What could have stood there.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
    /// An expression of one kind stands where another is needed (words recorded 2026).
    WrongKind {
        /// What it yields.
        found: Kind,
        /// What is needed.
        wanted: Kind,
    },
    /// A function was given too few or too many inputs.
    WrongCount {
        /// The function.
        function: &'static str,
        /// The fewest inputs that it takes.
        min: usize,
        /// The most.
        max: usize,
        /// How many it was given.
        found: usize,
    },
    /// The type has no live property of this name.
    UnknownProperty(String),
    /// The property of this name is more sensitive than the one that the formula is of.
    MoreSensitive(String),
    /// The formula needs its own result.
    Circular(String),
    /// The text is too long.
    TooLong {
        /// The longest, in bytes.
        max: usize,
    },
    /// Expressions stand too deep within each other.
    TooDeep {
        /// The deepest level.
        max: usize,
    },
    /// The formula of another property could no longer be used.
    Breaks {
        /// The other property.
        property: String,
        /// Why.
        reason: Box<FormulaViolation>,
    },
}

impl fmt::Display for FormulaViolation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { line, column, expected, found } => write!(
                out,
                "Unable to parse calculation formula in line {line} and column {column} - {expected} expected, \
                 {found} encountered."
            ),
            Self::WrongKind { found, wanted } => write!(
                out,
                "Sub-expression output type: {} is not compatible with input type: {}",
                found.as_str(),
                wanted.as_str()
            ),
            Self::WrongCount { function, min, max, found } if min == max => {
                write!(out, "Function {function} takes {min} inputs, not {found}.")
            }
            Self::WrongCount { function, min, max, found } => {
                write!(out, "Function {function} takes {min} to {max} inputs, not {found}.")
            }
            Self::UnknownProperty(name) => {
                write!(out, "Property \"{name}\" of the calculation formula does not exist")
            }
            Self::MoreSensitive(name) => {
                write!(
                    out,
                    "Property \"{name}\" is more sensitive than the property that is calculated from it."
                )
            }
            Self::Circular(name) => {
                write!(out, "The calculation formula of property \"{name}\" depends on its own result.")
            }
            Self::TooLong { max } => write!(out, "A calculation formula cannot be longer than {max} bytes."),
            Self::TooDeep { max } => {
                write!(out, "A calculation formula cannot be nested deeper than {max} levels.")
            }
            Self::Breaks { property, reason } => {
                write!(out, "The calculation formula of property \"{property}\" would break: {reason}")
            }
        }
    }
}

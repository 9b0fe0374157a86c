//! The language of calculation properties: texts such as `if is_present(cost) then amount - cost else amount`.
//!
//! A formula is compiled once, when the schema of its type is built: parsed, its names resolved to the properties of
//! the type, and its types checked.
//! Evaluating it on a record then cannot fail; at most there is no result.
//!
//! **When there is no result.** A property without a value is nothing, and so is whatever is calculated from nothing:
//! a sum with one empty summand is empty (recorded 2026).
//! So are a quotient by zero, a number too large to be exact, and a text that is no number where one is asked for.
//! Only these make something of nothing: `is_present`, `is_blank`, `coalesce`, and `and`, `or` where the other side
//! decides alone, as in `is_present(cost) and cost > 1`.
//! Of the branches of an `if`, the one that is not taken does not matter; a condition that is nothing makes nothing of
//! the whole (both recorded 2026).

mod calculations;
mod check;
mod evaluate;
mod expression;
mod function;
mod lexer;
mod parser;
mod violation;

use evaluate::{Source, Value};
use expression::Expression;

use crate::Property;

pub use calculations::{Calculations, Row};
pub use expression::Kind;
pub use violation::FormulaViolation;

/// Finds a live property of the type by the name that a formula writes.
pub type Find<'f, 'a> = &'f dyn Fn(&str) -> Option<&'a Property>;

/// The longest formula, in bytes.
const LENGTH_LIMIT: usize = 65_536;

/// A formula that fits the properties of its type.
#[derive(Clone, Debug)]
struct Formula {
    root: Expression,
    kind: Kind,
}

impl Formula {
    fn compile(text: &str, find: Find<'_, '_>) -> Result<Self, FormulaViolation> {
        if text.len() > LENGTH_LIMIT {
            return Err(FormulaViolation::TooLong { max: LENGTH_LIMIT });
        }
        let mut root = parser::parse(text)?;
        let kind = check::resolve(&mut root, find)?;
        Ok(Self { root, kind })
    }

    /// Whether one of the properties that it reads satisfies `is`.
    fn reads(&self, mut is: impl FnMut(&str) -> bool) -> bool {
        let mut found = false;
        self.root.visit_names(&mut |name| found = found || is(name));
        found
    }

    /// The result on a record, if there is one.
    fn evaluate<'a>(&'a self, source: &Source<'a>) -> Option<Value<'a>> {
        evaluate::evaluate(&self.root, source)
    }
}

#[cfg(test)]
mod tests;

//! Names become the properties that they mean, and every part gets what it needs.

use super::Find;
use super::expression::{Conditional, Content, Expression, Form, Kind, Operator, Reference};
use super::function::Function;
use super::violation::FormulaViolation;
use crate::PropertyType;

/// Resolves the names of a formula and returns what it yields.
pub(super) fn resolve(expression: &mut Expression, find: Find<'_, '_>) -> Result<Kind, FormulaViolation> {
    match expression {
        Expression::Number(_) => Ok(Kind::Number),
        Expression::Text(_) => Ok(Kind::Text),
        Expression::Bool(_) => Ok(Kind::Bool),
        Expression::Property(reference) => property(reference, find),
        Expression::Negative(inner) => need(inner, Kind::Number, find),
        Expression::Not(inner) => need(inner, Kind::Bool, find),
        Expression::Binary(operator, left, right) => binary(*operator, left, right, find),
        Expression::Call(function, inputs) => call(*function, inputs, find),
        Expression::If(conditional) => results(conditional, find),
    }
}

fn need(expression: &mut Expression, wanted: Kind, find: Find<'_, '_>) -> Result<Kind, FormulaViolation> {
    let found = resolve(expression, find)?;
    if found == wanted { Ok(found) } else { Err(FormulaViolation::WrongKind { found, wanted }) }
}

/// A name alone is a number, and dates are one too; other properties need the word for their kind (recorded 2026 of
/// enumerations, while yes-or-no is let pass and reads as nothing).
///
/// Of a property of another kind, `string(…)` and its like find nothing: so the documentation of `is_present` has it.
fn property(reference: &mut Reference, find: Find<'_, '_>) -> Result<Kind, FormulaViolation> {
    let property =
        find(&reference.name).ok_or_else(|| FormulaViolation::UnknownProperty(reference.name.clone()))?;
    reference.name = property.name.to_string();
    let content = match property.property_type {
        PropertyType::Number => Content::Number,
        PropertyType::Date | PropertyType::DateTime => Content::Instant,
        PropertyType::Bool => Content::Bool,
        PropertyType::Enumeration
        | PropertyType::String
        | PropertyType::PhoneNumber
        | PropertyType::ObjectCoordinates
        | PropertyType::Json => Content::Text,
    };
    let kind = match reference.form {
        Form::Bare | Form::Instant => Kind::Number,
        Form::Text => Kind::Text,
        Form::Bool => Kind::Bool,
    };
    let fits = match reference.form {
        Form::Bare if content == Content::Text => {
            return Err(FormulaViolation::WrongKind { found: Kind::Text, wanted: Kind::Number });
        }
        Form::Bare => content != Content::Bool,
        Form::Instant => content == Content::Instant,
        Form::Text => content == Content::Text,
        Form::Bool => content == Content::Bool,
    };
    reference.content = fits.then_some(content);
    Ok(kind)
}

fn binary(
    operator: Operator,
    left: &mut Expression,
    right: &mut Expression,
    find: Find<'_, '_>,
) -> Result<Kind, FormulaViolation> {
    match operator {
        Operator::Or | Operator::Xor | Operator::And => {
            need(left, Kind::Bool, find)?;
            need(right, Kind::Bool, find)
        }
        Operator::Equal | Operator::Unequal => {
            let kind = resolve(left, find)?;
            need(right, kind, find)?;
            Ok(Kind::Bool)
        }
        Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => {
            need(left, Kind::Number, find)?;
            need(right, Kind::Number, find)?;
            Ok(Kind::Bool)
        }
        Operator::Plus => match resolve(left, find)? {
            Kind::Bool => Err(FormulaViolation::WrongKind { found: Kind::Bool, wanted: Kind::Number }),
            kind => need(right, kind, find),
        },
        Operator::Minus | Operator::Times | Operator::Over => {
            need(left, Kind::Number, find)?;
            need(right, Kind::Number, find)
        }
    }
}

fn call(function: Function, inputs: &mut [Expression], find: Find<'_, '_>) -> Result<Kind, FormulaViolation> {
    let row = function.signature();
    let mut kinds = Vec::with_capacity(inputs.len());
    for input in inputs {
        let kind = match (row.input, kinds.first()) {
            (Some(wanted), _) => need(input, wanted, find)?,
            (None, Some(wanted)) => need(input, *wanted, find)?,
            (None, None) => resolve(input, find)?,
        };
        kinds.push(kind);
    }
    // The parser lets no call pass that lacks its inputs.
    Ok(row.output.or(kinds.first().copied()).unwrap_or(Kind::Text))
}

/// All results are of one kind; an empty text stands for no result and fits all of them, as in the documentation.
fn results(conditional: &mut Conditional, find: Find<'_, '_>) -> Result<Kind, FormulaViolation> {
    let mut kind = None;
    for (condition, _) in &mut conditional.cases {
        need(condition, Kind::Bool, find)?;
    }
    let cases = conditional.cases.iter_mut().map(|(_, result)| result);
    for result in cases.chain(conditional.otherwise.as_mut()) {
        if matches!(result, Expression::Text(text) if text.is_empty()) {
            continue;
        }
        kind = Some(match kind {
            Some(wanted) => need(result, wanted, find)?,
            None => resolve(result, find)?,
        });
    }
    Ok(kind.unwrap_or(Kind::Text))
}

//! The result of a formula on a record.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::expression::{Conditional, Content, Expression, Operator, Reference};
use super::function::Function;
use crate::Timestamp;
use crate::value::{Decimal, Rounding, TEXT_LIMIT};

/// The most bytes that a text of [`TEXT_LIMIT`] characters can have: longer ones are not put together.
const BYTE_LIMIT: usize = TEXT_LIMIT * 4;

/// The values of a record by the names of its properties; none where there is none.
pub(super) type Source<'a> = dyn Fn(&str) -> Option<Cow<'a, str>> + 'a;

/// A result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Number(Decimal),
    Text(Cow<'a, str>),
    Bool(bool),
}

impl<'a> Value<'a> {
    fn number(self) -> Option<Decimal> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }

    fn text(self) -> Option<Cow<'a, str>> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    fn bool(self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(value) } else { None }
    }
}

/// Evaluates an expression; none where there is no result.
pub(super) fn evaluate<'a>(expression: &'a Expression, source: &Source<'a>) -> Option<Value<'a>> {
    let value = |expression: &'a Expression| evaluate(expression, source);
    match expression {
        Expression::Number(number) => Some(Value::Number(*number)),
        Expression::Text(text) => Some(Value::Text(Cow::Borrowed(text))),
        Expression::Bool(value) => Some(Value::Bool(*value)),
        Expression::Property(reference) => read(reference, source),
        Expression::Negative(inner) => Some(Value::Number(value(inner)?.number()?.negated()?)),
        Expression::Not(inner) => Some(Value::Bool(!value(inner)?.bool()?)),
        Expression::Binary(operator @ (Operator::And | Operator::Or), left, right) => {
            // The side that decides alone.
            let decisive = *operator == Operator::Or;
            let left = value(left).and_then(Value::bool);
            if left == Some(decisive) {
                return Some(Value::Bool(decisive));
            }
            match value(right)?.bool()? {
                right if right == decisive => Some(Value::Bool(decisive)),
                right => left.map(|_| Value::Bool(right)),
            }
        }
        Expression::Binary(operator, left, right) => binary(*operator, value(left)?, value(right)?),
        Expression::Call(function, inputs) => call(*function, inputs, source),
        Expression::If(conditional) => result(conditional, source),
    }
}

fn read<'a>(reference: &Reference, source: &Source<'a>) -> Option<Value<'a>> {
    let content = reference.content?;
    let text = source(&reference.name)?;
    match content {
        Content::Number => Decimal::parse(&text).map(Value::Number),
        Content::Instant => Timestamp::parse(&text).map(|at| Value::Number(Decimal::whole(at.0))),
        Content::Bool => text.parse().ok().map(Value::Bool),
        Content::Text => Some(Value::Text(text)),
    }
}

fn binary<'a>(operator: Operator, left: Value<'a>, right: Value<'a>) -> Option<Value<'a>> {
    match operator {
        Operator::Equal => equal(&left, &right).map(Value::Bool),
        Operator::Unequal => equal(&left, &right).map(|equal| Value::Bool(!equal)),
        Operator::And | Operator::Or => None,
        Operator::Xor => Some(Value::Bool(left.bool()? != right.bool()?)),
        Operator::Plus => match (left, right) {
            (Value::Text(left), Value::Text(right)) => joined([left, right].into_iter()),
            (left, right) => left.number()?.plus(right.number()?).map(Value::Number),
        },
        Operator::Minus => left.number()?.minus(right.number()?).map(Value::Number),
        Operator::Times => left.number()?.times(right.number()?).map(Value::Number),
        Operator::Over => left.number()?.divided_by(right.number()?).map(Value::Number),
        Operator::Less => ordered(left, right, Ordering::is_lt),
        Operator::LessOrEqual => ordered(left, right, Ordering::is_le),
        Operator::Greater => ordered(left, right, Ordering::is_gt),
        Operator::GreaterOrEqual => ordered(left, right, Ordering::is_ge),
    }
}

fn equal(left: &Value<'_>, right: &Value<'_>) -> Option<bool> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Some(left.order(*right).is_eq()),
        (Value::Text(left), Value::Text(right)) => Some(left == right),
        (Value::Bool(left), Value::Bool(right)) => Some(left == right),
        _ => None,
    }
}

fn ordered<'a>(left: Value<'a>, right: Value<'a>, is: fn(Ordering) -> bool) -> Option<Value<'a>> {
    Some(Value::Bool(is(left.number()?.order(right.number()?))))
}

fn joined<'a>(texts: impl Iterator<Item = Cow<'a, str>>) -> Option<Value<'a>> {
    let mut joined = String::new();
    for text in texts {
        if joined.len() + text.len() > BYTE_LIMIT {
            return None;
        }
        joined.push_str(&text);
    }
    Some(Value::Text(Cow::Owned(joined)))
}

fn result<'a>(conditional: &'a Conditional, source: &Source<'a>) -> Option<Value<'a>> {
    for (condition, result) in &conditional.cases {
        if evaluate(condition, source)?.bool()? {
            return evaluate(result, source);
        }
    }
    evaluate(conditional.otherwise.as_ref()?, source)
}

fn call<'a>(function: Function, inputs: &'a [Expression], source: &Source<'a>) -> Option<Value<'a>> {
    let value = |at: usize| evaluate(inputs.get(at)?, source);
    let number = |at: usize| value(at)?.number();
    let text = |at: usize| value(at)?.text();
    let rounded = |rounding| {
        let places = if inputs.len() > 1 { number(1)?.to_whole()? } else { 0 };
        number(0)?.rounded(rounding, places).map(Value::Number)
    };
    match function {
        Function::Max => extreme(inputs, source, Ordering::is_gt),
        Function::Min => extreme(inputs, source, Ordering::is_lt),
        Function::IsPresent => Some(Value::Bool(value(0).is_some())),
        Function::IsBlank => Some(Value::Bool(value(0).is_none())),
        Function::Coalesce => inputs.iter().find_map(|input| evaluate(input, source)),
        Function::Contains => Some(Value::Bool(text(0)?.contains(&*text(1)?))),
        Function::BeginsWith => Some(Value::Bool(text(0)?.starts_with(&*text(1)?))),
        Function::Concatenate => {
            let texts = (0..inputs.len()).map(text).collect::<Option<Vec<_>>>()?;
            joined(texts.into_iter())
        }
        Function::NumberToString => Some(Value::Text(number(0)?.to_value()?.into())),
        Function::StringToNumber => Decimal::parse(text(0)?.trim()).map(Value::Number),
        Function::ToLowerCase => Some(Value::Text(text(0)?.to_lowercase().into())),
        Function::ToUpperCase => Some(Value::Text(text(0)?.to_uppercase().into())),
        Function::StringLength => {
            let length = i64::try_from(text(0)?.chars().count()).ok()?;
            Some(Value::Number(Decimal::whole(length)))
        }
        Function::RoundDown => rounded(Rounding::Down),
        Function::RoundUp => rounded(Rounding::Up),
        Function::RoundNearest => rounded(Rounding::Nearest),
        Function::Abs => number(0)?.absolute().map(Value::Number),
        Function::TimeBetween => number(1)?.minus(number(0)?).map(Value::Number),
    }
}

/// The input that compares so with all others.
fn extreme<'a>(inputs: &'a [Expression], source: &Source<'a>, is: fn(Ordering) -> bool) -> Option<Value<'a>> {
    let mut best: Option<Decimal> = None;
    for input in inputs {
        let number = evaluate(input, source)?.number()?;
        if best.is_none_or(|best| is(number.order(best))) {
            best = Some(number);
        }
    }
    best.map(Value::Number)
}

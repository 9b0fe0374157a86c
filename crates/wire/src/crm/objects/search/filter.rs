//! One filter of a search: a property, an operator, and what it is compared with.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, de};

use crate::input::TextInput;
use crate::shape::{Built, Enumeration, Need, Object, Shape, optional, required};

/// One condition on the values of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterInput<'a> {
    /// The property.
    pub property_name: Cow<'a, str>,
    /// The operator with its operands.
    pub operator: OperatorInput<'a>,
}

/// An operator with its operands; others that are sent with it are ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperatorInput<'a> {
    /// `EQ`
    Eq(Cow<'a, str>),
    /// `NEQ`
    Neq(Cow<'a, str>),
    /// `LT`
    Lt(Cow<'a, str>),
    /// `LTE`
    Lte(Cow<'a, str>),
    /// `GT`
    Gt(Cow<'a, str>),
    /// `GTE`
    Gte(Cow<'a, str>),
    /// `BETWEEN`, with `value` and `highValue`.
    Between(Cow<'a, str>, Cow<'a, str>),
    /// `IN`
    In(Vec<TextInput<'a>>),
    /// `NOT_IN`
    NotIn(Vec<TextInput<'a>>),
    /// `HAS_PROPERTY`
    HasProperty,
    /// `NOT_HAS_PROPERTY`
    NotHasProperty,
    /// `CONTAINS_TOKEN`
    ContainsToken(Cow<'a, str>),
    /// `NOT_CONTAINS_TOKEN`
    NotContainsToken(Cow<'a, str>),
}

/// The keys of a filter as they travel.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fields<'a> {
    #[serde(borrow)]
    property_name: TextInput<'a>,
    operator: OperatorName,
    #[serde(borrow, default)]
    value: Option<TextInput<'a>>,
    #[serde(borrow, default)]
    high_value: Option<TextInput<'a>>,
    #[serde(borrow, default)]
    values: Option<Vec<TextInput<'a>>>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum OperatorName {
    Eq,
    Neq,
    Lt,
    Lte,
    Gt,
    Gte,
    Between,
    In,
    NotIn,
    HasProperty,
    NotHasProperty,
    ContainsToken,
    NotContainsToken,
}

impl<'de: 'a, 'a> Deserialize<'de> for FilterInput<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut fields = Fields::deserialize(deserializer)?;
        let operator =
            complete(&mut fields).ok_or_else(|| de::Error::custom("an operator lacks an operand"))?;
        Ok(Self { property_name: fields.property_name.0, operator })
    }
}

/// The operator with its operands, if all of them are there.
fn complete<'a>(fields: &mut Fields<'a>) -> Option<OperatorInput<'a>> {
    // An empty text is no operand: the column of an error of 2022 fits no other body.
    let filled = |text: Option<TextInput<'a>>| text.map(|text| text.0).filter(|text| !text.is_empty());
    let mut value = || filled(fields.value.take());
    Some(match fields.operator {
        OperatorName::Eq => OperatorInput::Eq(value()?),
        OperatorName::Neq => OperatorInput::Neq(value()?),
        OperatorName::Lt => OperatorInput::Lt(value()?),
        OperatorName::Lte => OperatorInput::Lte(value()?),
        OperatorName::Gt => OperatorInput::Gt(value()?),
        OperatorName::Gte => OperatorInput::Gte(value()?),
        OperatorName::Between => OperatorInput::Between(value()?, filled(fields.high_value.take())?),
        OperatorName::In => OperatorInput::In(fields.values.take()?),
        OperatorName::NotIn => OperatorInput::NotIn(fields.values.take()?),
        OperatorName::HasProperty => OperatorInput::HasProperty,
        OperatorName::NotHasProperty => OperatorInput::NotHasProperty,
        OperatorName::ContainsToken => OperatorInput::ContainsToken(value()?),
        OperatorName::NotContainsToken => OperatorInput::NotContainsToken(value()?),
    })
}

/// The shape of [`FilterInput`]; the class and the words are the recorded ones.
pub(super) const FILTER: Shape = Shape::Object(Object {
    name: "com.hubspot.inbounddb.publicobject.core.v3.search.Filter",
    fields: &[
        required("propertyName", Shape::Text),
        required("operator", OPERATOR),
        optional("value", Shape::Text),
        optional("highValue", Shape::Text),
        optional("values", Shape::List(&Shape::Text)),
    ],
    built: Some(Built {
        noun: "Filter",
        needs: &[
            Need { field: "value", words: "a value", by: "operator", of: VALUE_OPERATORS },
            Need { field: "highValue", words: "a highValue", by: "operator", of: &["BETWEEN"] },
            Need { field: "values", words: "values", by: "operator", of: &["IN", "NOT_IN"] },
        ],
    }),
});

/// The operators with one operand, and the one with two.
const VALUE_OPERATORS: &[&str] =
    &["EQ", "NEQ", "LT", "LTE", "GT", "GTE", "BETWEEN", "CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN"];

/// The shape of an operator.
const OPERATOR: Shape = Shape::Word(Enumeration {
    name: "com.hubspot.inbounddb.publicobject.core.v3.search.Filter$Operator",
    values: &[
        "EQ",
        "NEQ",
        "LT",
        "LTE",
        "GT",
        "GTE",
        "BETWEEN",
        "IN",
        "NOT_IN",
        "HAS_PROPERTY",
        "NOT_HAS_PROPERTY",
        "CONTAINS_TOKEN",
        "NOT_CONTAINS_TOKEN",
    ],
});

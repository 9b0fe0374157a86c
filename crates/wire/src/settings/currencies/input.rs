//! What callers send to the operations on currencies.

use serde::Deserialize;

use crate::batch::BatchInput;
use crate::input::{TextInput, required_boolean};
use crate::shape::{Body, Shape, object, optional, required};

/// An exchange rate to add; it leads into the account's own currency.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateRateInput<'a> {
    /// The currency.
    #[serde(borrow)]
    pub from_currency_code: TextInput<'a>,
    /// What one unit of it is worth.
    #[serde(borrow)]
    pub conversion_rate: TextInput<'a>,
    /// From when on the rate counts, ISO 8601; from now on where it is left out.
    #[serde(borrow, default)]
    pub effective_at: Option<TextInput<'a>>,
}

impl CreateRateInput<'_> {
    const OBJECT: Shape = object(
        "ExchangeRateCreateRequest",
        &[
            required("fromCurrencyCode", Shape::Text),
            required("conversionRate", Shape::Text),
            optional("effectiveAt", Shape::Text),
        ],
    );
}

impl<'a> Body<'a> for CreateRateInput<'a> {
    const SHAPE: Shape = Self::OBJECT;
}

/// What is to change about an exchange rate.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateRateInput<'a> {
    /// What one unit of the currency is worth.
    #[serde(borrow)]
    pub conversion_rate: TextInput<'a>,
    /// From when on the rate counts, ISO 8601.
    #[serde(borrow, default)]
    pub effective_at: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for UpdateRateInput<'a> {
    const SHAPE: Shape = object(
        "ExchangeRateMultiplier",
        &[required("conversionRate", Shape::Text), optional("effectiveAt", Shape::Text)],
    );
}

/// What is to change about one exchange rate of several.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateRateItem<'a> {
    /// The rate.
    #[serde(borrow)]
    pub id: TextInput<'a>,
    /// What one unit of its currency is worth.
    #[serde(borrow)]
    pub conversion_rate: TextInput<'a>,
    /// From when on the rate counts, ISO 8601.
    #[serde(borrow, default)]
    pub effective_at: Option<TextInput<'a>>,
}

/// An exchange rate by its id.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct IdInput<'a> {
    /// The id.
    #[serde(borrow)]
    pub id: TextInput<'a>,
}

/// Several exchange rates to add.
pub type BatchCreateInput<'a> = BatchInput<CreateRateInput<'a>>;
/// Several exchange rates to change.
pub type BatchUpdateInput<'a> = BatchInput<UpdateRateItem<'a>>;
/// Several exchange rates to read.
pub type BatchReadInput<'a> = BatchInput<IdInput<'a>>;

impl<'a> Body<'a> for BatchCreateInput<'a> {
    const SHAPE: Shape = object(
        "BatchInputExchangeRateCreateRequest",
        &[required("inputs", Shape::List(&CreateRateInput::OBJECT))],
    );
}

impl<'a> Body<'a> for BatchUpdateInput<'a> {
    const SHAPE: Shape = object(
        "BatchInputExchangeRateUpdateRequest",
        &[required(
            "inputs",
            Shape::List(&object(
                "ExchangeRateUpdateRequest",
                &[
                    required("id", Shape::Text),
                    required("conversionRate", Shape::Text),
                    optional("effectiveAt", Shape::Text),
                ],
            )),
        )],
    );
}

impl<'a> Body<'a> for BatchReadInput<'a> {
    const SHAPE: Shape = object(
        "BatchInputPublicObjectId",
        &[required("inputs", Shape::List(&object("PublicObjectId", &[required("id", Shape::Text)])))],
    );
}

/// Whether people are to see a pair of currencies.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VisibilityInput<'a> {
    /// The currency.
    #[serde(borrow)]
    pub from_currency_code: TextInput<'a>,
    /// The one that it is worth something in.
    #[serde(borrow)]
    pub to_currency_code: TextInput<'a>,
    /// Whether they are to see it.
    #[serde(rename = "visibleInUI", deserialize_with = "required_boolean")]
    pub visible_in_ui: bool,
}

impl<'a> Body<'a> for VisibilityInput<'a> {
    const SHAPE: Shape = object(
        "CurrencyPairUpdate",
        &[
            required("fromCurrencyCode", Shape::Text),
            required("toCurrencyCode", Shape::Text),
            required("visibleInUI", Shape::Boolean),
        ],
    );
}

/// A currency by its code.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CurrencyInput<'a> {
    /// The code.
    #[serde(borrow)]
    pub currency_code: TextInput<'a>,
}

impl<'a> Body<'a> for CurrencyInput<'a> {
    const SHAPE: Shape = object("CompanyCurrencyUpdateRequest", &[required("currencyCode", Shape::Text)]);
}

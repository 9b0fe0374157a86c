//! What the operations on currencies answer.

use serde::Serialize;

/// A currency that there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CurrencyBody {
    /// Three capital letters.
    pub currency_code: &'static str,
    /// What people call it in English.
    pub currency_name: &'static str,
}

/// The currency that an account sums its amounts up in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CompanyCurrencyBody<'a> {
    /// An id, of which there is one in each account.
    pub id: String,
    /// Three capital letters.
    pub currency_code: &'a str,
    /// When it was set first, ISO 8601.
    pub created_at: String,
    /// When it was last changed, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
}

/// What a currency is worth in another one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExchangeRateBody<'a> {
    /// The id.
    pub id: String,
    /// The currency.
    pub from_currency_code: &'a str,
    /// The one that it is worth something in.
    pub to_currency_code: &'a str,
    /// What one unit of it is worth.
    pub conversion_rate: f64,
    /// Whether people see the pair.
    #[serde(rename = "visibleInUI")]
    pub visible_in_ui: bool,
    /// From when on the rate counts, ISO 8601.
    pub effective_at: String,
    /// When it was made, ISO 8601.
    pub created_at: String,
    /// When it last changed, ISO 8601.
    pub updated_at: String,
}

/// Whether rates come from a central place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CentralBody {
    /// Whether they do.
    pub central_exchange_rates_enabled: bool,
}

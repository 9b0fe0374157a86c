//! The failures of currencies and taxes.

use linchpin_engine::currencies::CurrencyRefusal;

use super::{Case, Failure};

impl Failure {
    /// Something about currencies cannot be.
    pub fn currency(refusal: &CurrencyRefusal) -> Self {
        let (field, value, reason) = match refusal {
            CurrencyRefusal::NotFound(id) => {
                return Self::new(Case::ExchangeRateNotFound, &[("id", id)]).with_context("id", [id]);
            }
            CurrencyRefusal::UnknownCurrency(code) => {
                ("currencyCode", code.clone(), format!("{code} is not a currency code of ISO 4217"))
            }
            CurrencyRefusal::InvalidRate(rate) => {
                ("conversionRate", rate.clone(), format!("{rate} is not a conversion rate greater than 0"))
            }
            CurrencyRefusal::InvalidMoment(text) => {
                ("effectiveAt", text.clone(), format!("{text} is not a date and time of ISO 8601"))
            }
            CurrencyRefusal::OfCompany(code) => {
                let reason = format!("{code} is the company currency, whose exchange rate is always 1.0");
                ("fromCurrencyCode", code.clone(), reason)
            }
            CurrencyRefusal::TooMany(max) => {
                let reason = format!("This account cannot have more than {max} currencies");
                ("limit", max.to_string(), reason)
            }
            CurrencyRefusal::PairNotFound { from, to } => {
                ("fromCurrencyCode", from.clone(), format!("There is no exchange rate from {from} to {to}"))
            }
            CurrencyRefusal::NoCentralRates => {
                let reason = "Central exchange rates are not enabled".to_owned();
                ("centralExchangeRatesEnabled", "false".to_owned(), reason)
            }
        };
        Self::new(Case::InvalidMoneySetting, &[("reason", &reason)]).with_context(field, [value])
    }

    /// There is no tax rate of this id.
    pub fn tax_rate_not_found(id: &str) -> Self {
        Self::new(Case::TaxRateNotFound, &[("id", id)]).with_context("taxRateGroupId", [id])
    }

    /// The text is no number of percents.
    pub fn invalid_percentage(text: &str) -> Self {
        let reason = format!("{text} is not a percentage of 0 or more");
        Self::new(Case::InvalidMoneySetting, &[("reason", &reason)]).with_context("percentageRate", [text])
    }
}

//! The currencies of an account: its own one, the others, and what they are worth in it.
//!
//! Every rate leads into the account's own currency, which is worth one of itself from the first other currency on.
//! A rate stays when a newer one takes its place; of those in effect the newest counts.

mod read;
mod refusal;
mod write;

use linchpin_domain::Timestamp;

pub use linchpin_store::exchange_rates::ExchangeRateRow as ExchangeRate;
pub(crate) use read::rates;
pub use refusal::CurrencyRefusal;

/// The currency that an account sums its amounts up in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyCurrency {
    /// Its code.
    pub code: String,
    /// When the account was made, which begins with one.
    pub created_at: Timestamp,
    /// When it was last changed, if ever.
    pub updated_at: Option<Timestamp>,
}

/// Which rates a caller asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RatesRequest<'a> {
    /// Only those of this currency.
    pub from: Option<&'a str>,
    /// Only those into this currency.
    pub to: Option<&'a str>,
    /// Only those behind this id.
    pub after: i64,
    /// At most so many.
    pub limit: usize,
}

/// A page of rates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatesPage {
    /// The rates, in the order of their ids.
    pub rates: Vec<ExchangeRate>,
    /// The id behind which the next page begins, if there is one.
    pub next: Option<i64>,
}

/// Which rate is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RateKey {
    /// A new one, of the currency with this code.
    From(String),
    /// The one with this id.
    Id(String),
}

/// What a rate is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRate {
    /// What one unit is worth, as the caller wrote it.
    pub rate: String,
    /// From when on, as the caller wrote it; from now on where it does not say.
    pub effective_at: Option<String>,
}

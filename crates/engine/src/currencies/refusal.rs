//! Why currencies are not what somebody wants.

/// Why something about currencies is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CurrencyRefusal {
    /// There is no currency of this code.
    #[error("there is no currency {0:?}")]
    UnknownCurrency(String),
    /// The text is no number above zero.
    #[error("{0:?} is no exchange rate")]
    InvalidRate(String),
    /// The text is no moment.
    #[error("{0:?} is no moment")]
    InvalidMoment(String),
    /// The account may not have more currencies.
    #[error("the account has {0} currencies, which is as many as it may have")]
    TooMany(usize),
    /// The account's own currency is worth one of itself and stays so.
    #[error("{0} is the company's currency")]
    OfCompany(String),
    /// There is no rate of this id.
    #[error("there is no exchange rate {0:?}")]
    NotFound(String),
    /// There is no rate between these currencies.
    #[error("there is no exchange rate from {from} to {to}")]
    PairNotFound {
        /// The currency.
        from: String,
        /// The one that it is worth something in.
        to: String,
    },
    /// Nobody publishes rates to this server.
    #[error("there are no central exchange rates")]
    NoCentralRates,
}

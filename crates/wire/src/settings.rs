//! What accounts set: their currencies, taxes and brands.

pub mod business_units;
pub mod currencies;
pub mod tax_rates;

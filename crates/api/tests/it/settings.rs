//! Tests of what accounts set: their currencies, taxes and brands.

mod business_units;
mod currencies;
mod tax_rates;

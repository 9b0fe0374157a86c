//! Deliveries, from rows that wait to what receivers get.

mod accounts;
mod guarded;
mod harness;
mod holding;
mod limiting;
mod ordering;
mod recovering;
mod retrying;
mod sending;

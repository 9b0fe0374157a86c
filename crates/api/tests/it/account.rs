//! Tests of what an account says about itself.

mod activity;
mod audit;
mod details;
mod settings;

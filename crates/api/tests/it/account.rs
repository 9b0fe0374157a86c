//! Tests of what an account says about itself.

mod audit;
mod details;
mod settings;

//! Tests of what an account says about itself.

mod details;
mod settings;

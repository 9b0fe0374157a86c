//! What an account says about itself.

pub mod activity;
pub mod audit;
pub mod details;
pub mod settings;
pub mod usage;

//! What an account says about itself.

pub mod audit;
pub mod details;
pub mod settings;

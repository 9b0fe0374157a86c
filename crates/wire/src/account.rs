//! What an account says about itself.

pub mod details;
pub mod settings;

//! The CRM family: records and the schema they follow.

pub mod associations;
pub mod objects;
pub mod properties;

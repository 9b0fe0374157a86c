//! The CRM family: records and the schema they follow.

pub mod objects;
pub mod properties;

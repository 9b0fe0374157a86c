//! The CRM families.

mod objects;
mod properties;

//! The CRM families.

mod associations;
mod objects;
mod properties;

//! The CRM families.

mod objects;
mod owners;
mod pipelines;
mod properties;

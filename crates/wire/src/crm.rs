//! The CRM family: records and the schema they follow.

pub mod associations;
pub mod features;
pub mod limits;
pub mod lists;
pub mod object_library;
pub mod objects;
pub mod owners;
pub mod pipelines;
pub mod properties;
pub mod reports;
pub mod schemas;
pub mod validations;

//! The CRM families.

mod associations;
mod features;
mod limits;
mod lists;
mod object_library;
mod objects;
mod owners;
mod pipelines;
mod properties;
mod reports;
mod rollups;
mod schemas;
mod sensitive;
mod validations;

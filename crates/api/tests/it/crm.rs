//! The CRM families.

mod associations;
mod objects;
mod owners;
mod pipelines;
mod properties;
mod rollups;
mod schemas;

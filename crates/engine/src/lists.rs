//! Lists of records.

pub mod filters;

//! The CRM family: records and the schema they follow.

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
mod schemas;
mod validations;

pub(crate) use objects::batch;

use crate::serve::Table;

/// Serves the operations of the family.
pub(crate) fn serve(table: &mut Table) {
    associations::serve(table);
    objects::serve(table);
    properties::serve(table);
    pipelines::serve(table);
    owners::serve(table);
    schemas::serve(table);
    validations::serve(table);
    object_library::serve(table);
    features::serve(table);
    limits::serve(table);
    lists::serve(table);
    reports::serve(table);
}

//! The CRM family: records and the schema they follow.

mod objects;
mod owners;
mod pipelines;
mod properties;

use crate::serve::Table;

/// Serves the operations of the family.
pub(crate) fn serve(table: &mut Table) {
    objects::serve(table);
    properties::serve(table);
    pipelines::serve(table);
    owners::serve(table);
}

//! What an account says about itself.

mod audit;
mod details;
mod settings;

use crate::serve::Table;

/// Serves the operations of the family.
pub(crate) fn serve(table: &mut Table) {
    audit::serve(table);
    details::serve(table);
    settings::serve(table);
}

//! What an account says about itself.

mod details;
mod settings;

use crate::serve::Table;

/// Serves the operations of the family.
pub(crate) fn serve(table: &mut Table) {
    details::serve(table);
    settings::serve(table);
}

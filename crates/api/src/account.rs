//! What an account says about itself.

mod activity;
mod audit;
mod details;
mod settings;
mod usage;

use crate::serve::Table;

/// Serves the operations of the family.
pub(crate) fn serve(table: &mut Table) {
    activity::serve(table);
    audit::serve(table);
    details::serve(table);
    settings::serve(table);
    usage::serve(table);
}

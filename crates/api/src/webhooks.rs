//! Webhooks: what apps want to be told, and where.

mod settings;
mod subscriptions;

use crate::serve::Table;

/// Serves the operations of the family.
pub(crate) fn serve(table: &mut Table) {
    settings::serve(table);
    subscriptions::serve(table);
}

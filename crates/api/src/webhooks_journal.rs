//! The webhooks journal: what happens in accounts, for apps that come and read it.

mod journal;
mod snapshots;
mod subscriptions;

use crate::serve::Table;

/// Serves the operations of the family.
pub(crate) fn serve(table: &mut Table) {
    journal::serve(table);
    snapshots::serve(table);
    subscriptions::serve(table);
}

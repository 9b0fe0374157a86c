//! Webhooks: what people see of them.

mod apps;
mod deliveries;

use crate::serve::Table;

/// Serves the operations of the family.
pub(crate) fn serve(table: &mut Table) {
    apps::serve(table);
    deliveries::serve(table);
}

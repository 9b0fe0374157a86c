//! Webhooks: what people see of them.

mod deliveries;

use crate::serve::Table;

/// Serves the operations of the family.
pub(crate) fn serve(table: &mut Table) {
    deliveries::serve(table);
}

//! The people of an account.

mod teams;
mod users;

use crate::serve::Table;

/// Serves the operations of the family.
pub(crate) fn serve(table: &mut Table) {
    users::serve(table);
    teams::serve(table);
}

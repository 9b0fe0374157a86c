//! What accounts set: their currencies, taxes and brands.

mod business_units;
mod currencies;
mod tax_rates;

use crate::serve::Table;

/// Serves the operations of the family.
pub(crate) fn serve(table: &mut Table) {
    currencies::serve(table);
    tax_rates::serve(table);
    business_units::serve(table);
}

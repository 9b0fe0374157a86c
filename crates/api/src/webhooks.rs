//! Webhooks: what apps want to be told, and where; and what people see of it.

mod apps;
mod deliveries;
mod settings;
mod subscriptions;

use crate::Failure;
use crate::serve::Table;

/// Serves the operations of the family.
pub(crate) fn serve(table: &mut Table) {
    apps::serve(table);
    deliveries::serve(table);
    settings::serve(table);
    subscriptions::serve(table);
}

/// A field of a body that stands for something.
fn field<T>(
    name: &'static str,
    text: Option<&str>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Failure> {
    let Some(text) = text else { return Ok(None) };
    parse(text).map(Some).ok_or_else(|| Failure::invalid_parameter(name, text))
}

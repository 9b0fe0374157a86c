//! Records as text: one on each line, fields separated by tabs, the first line names the properties.
//!
//! An empty field sets nothing.
//! A column `days:NAME` holds days from now and sets a moment, a column `product:NAME` holds the number of a product
//! in its own table and sets that product's id.

use linchpin_domain::{RecordId, Timestamp};

use crate::seed::Fields;

/// Milliseconds in a day.
const DAY: i64 = 86_400_000;

/// What the special columns refer to.
pub(super) struct Known {
    /// When the data are written.
    pub(super) now: Timestamp,
    /// The products in the order of their table.
    pub(super) products: Vec<RecordId>,
}

/// The records of a table.
///
/// Tables come from the binary itself and are covered by tests, so a malformed one is a panic.
pub(super) fn read(text: &'static str, known: &Known) -> Vec<Fields> {
    let mut lines = text.lines();
    let header: Vec<_> = lines.next().unwrap_or_default().split('\t').collect();
    lines
        .map(|line| {
            let mut fields = Fields::new();
            for (column, text) in header.iter().zip(line.split('\t')).filter(|(_, text)| !text.is_empty()) {
                set(&mut fields, column, text, known);
            }
            fields
        })
        .collect()
}

fn set(fields: &mut Fields, column: &'static str, text: &'static str, known: &Known) {
    let number = || text.parse::<i64>().expect("the column holds whole numbers");
    match column.split_once(':') {
        None => fields.set(column, text),
        Some(("days", name)) => fields.set(name, Timestamp(known.now.0 + number() * DAY).to_iso()),
        Some(("product", name)) => fields.set(name, known.products[number() as usize - 1].to_string()),
        Some((kind, _)) => panic!("sample column of unknown kind {kind:?}"),
    }
}

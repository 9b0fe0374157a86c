//! Records as text: one on each line, fields separated by tabs, the first line names the properties.
//!
//! An empty field sets nothing.
//! A column `days:NAME` holds days from now and sets a moment, a column `product:NAME` holds the name of a product and
//! sets its id, and a column `with:TYPE` holds the names of records that the record is associated with.

use std::collections::HashMap;

use linchpin_domain::association::{self, Category};
use linchpin_domain::{ObjectType, ObjectTypeId, RecordId, Timestamp};
use linchpin_engine::associations::{NewAssociation, TypeKey};

use crate::seed::Fields;

/// Milliseconds in a day.
const DAY: i64 = 86_400_000;

/// The columns by which a record is known to others.
const NAMES: [&str; 4] = ["firstname", "lastname", "name", "dealname"];

/// What the special columns refer to.
pub(super) struct Known {
    /// When the data are written.
    now: Timestamp,
    /// The records that were written before, by their type and name.
    records: HashMap<(ObjectTypeId, String), RecordId>,
}

impl Known {
    pub(super) fn new(now: Timestamp) -> Self {
        Self { now, records: HashMap::new() }
    }

    /// Makes a record known to those that are read later.
    pub(super) fn note(&mut self, object_type: &'static ObjectType, name: String, id: RecordId) {
        self.records.insert((object_type.id, name), id);
    }

    fn find(&self, object_type: &'static ObjectType, name: &str) -> RecordId {
        let key = (object_type.id, name.to_owned());
        *self.records.get(&key).unwrap_or_else(|| panic!("no sample record before is named {name:?}"))
    }
}

/// A record that is still to be written.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// How others name it.
    pub(super) name: String,
    /// Its values.
    pub(super) fields: Fields,
    /// What it is associated with.
    pub(super) associations: Vec<NewAssociation<'static>>,
}

/// The records of a table.
///
/// Tables come from the binary itself and are covered by tests, so a malformed one is a panic.
pub(super) fn read(object_type: &'static ObjectType, text: &'static str, known: &Known) -> Vec<Row> {
    let mut lines = text.lines();
    let header: Vec<_> = lines.next().unwrap_or_default().split('\t').collect();
    lines
        .map(|line| {
            let mut row = Row::default();
            for (column, text) in header.iter().zip(line.split('\t')).filter(|(_, text)| !text.is_empty()) {
                row.set(object_type, column, text, known);
            }
            row
        })
        .collect()
}

impl Row {
    fn set(
        &mut self,
        object_type: &'static ObjectType,
        column: &'static str,
        text: &'static str,
        known: &Known,
    ) {
        match column.split_once(':') {
            None => {
                self.fields.set(column, text);
                if NAMES.contains(&column) {
                    let blank = if self.name.is_empty() { "" } else { " " };
                    self.name.extend([blank, text]);
                }
            }
            Some(("days", name)) => {
                let days: i64 = text.parse().expect("the column holds whole numbers");
                self.fields.set(name, Timestamp(known.now.0 + days * DAY).to_iso());
            }
            Some(("product", name)) => {
                self.fields.set(name, known.find(super::find("products"), text).to_string());
            }
            Some(("with", plural)) => {
                let other = super::find(plural);
                let with =
                    text.split("; ").map(|name| associated(object_type, other, known.find(other, name)));
                self.associations.extend(with);
            }
            Some((kind, _)) => panic!("sample column of unknown kind {kind:?}"),
        }
    }
}

fn associated(
    from: &'static ObjectType,
    other: &'static ObjectType,
    id: RecordId,
) -> NewAssociation<'static> {
    let row =
        association::unlabeled(from.id, other.id).expect("sample records are of types with associations");
    let key = TypeKey { category: Category::HubSpotDefined.as_str().into(), id: row.id };
    NewAssociation { to: id.to_string().into(), types: vec![key] }
}

//! Records: read, list, create, update, upsert, archive, merge and restore.

mod archive;
mod associated;
mod calculated;
mod create;
pub(crate) mod history;
mod input;
mod logged;
mod merge;
mod purge;
mod read;
mod restore;
mod templates;
mod tries;
mod update;
mod upsert;
mod write;

use std::borrow::Cow;
use std::fmt::Write as _;

use linchpin_domain::{AccountId, Input, ObjectType, Properties, RecordId, Timestamp};
use linchpin_store::properties_text::{self, Value};
use linchpin_store::records::StoredRecord;

use crate::associations::NewAssociation;
use crate::schema::TypeSchema;
use crate::{Error, Result};

pub use associated::RecordAssociations;
pub use history::{PropertyHistory, Version};
pub(crate) use history::{fills_itself, merge_source};
pub(crate) use logged::gone;
pub use read::{BatchRead, Page, PageRequest, Reading};
pub(crate) use tries::Tries;
pub use update::RecordUpdate;
pub(crate) use update::logged_changes;
pub(crate) use write::{Context, snapshot};

/// Values as a client sent them, by property name.
pub type Values<'a> = Vec<(Cow<'a, str>, Input<'a>)>;

/// A record to create.
#[derive(Debug, Clone)]
pub struct NewRecord<'a> {
    /// Its values.
    pub values: Values<'a>,
    /// What to associate it with.
    pub associations: Vec<NewAssociation<'a>>,
    /// What the client calls this input; when every input of a batch has one, inputs fail alone.
    pub trace_id: Option<Cow<'a, str>>,
}

/// What a write left behind, as far as the response shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The record.
    pub id: RecordId,
    /// When it was created.
    pub created_at: Timestamp,
    /// When a value last changed.
    pub updated_at: Timestamp,
    /// The values to show: after a create all of them, after an update those that were sent, those that changed
    /// with them, and what HubSpot always adds. Without the values that are columns and without the stage history,
    /// which reads show and writes do not (recorded 2026).
    pub properties: Properties,
    /// Whether the write created the record.
    pub created: bool,
    /// What the client calls the input.
    pub trace_id: Option<String>,
}

/// What became of a batch.
#[derive(Debug, Clone)]
pub struct Batch<T> {
    /// What succeeded, in the order of the inputs.
    pub results: Vec<T>,
    /// What did not.
    pub errors: Vec<ItemError>,
}

/// Why one input of a batch, or several of them, did not happen.
#[derive(Debug, Clone)]
pub struct ItemError {
    /// What the client calls the input.
    pub trace_id: Option<String>,
    /// The reason.
    pub error: Error,
}

/// A record with what was asked of its history.
#[derive(Debug, Clone)]
pub struct Record {
    /// The stored row.
    pub stored: StoredRecord,
    /// The history of the properties that were asked for, by name.
    pub history: Option<Vec<PropertyHistory>>,
    /// What it is associated with, as far as that was asked for.
    pub associations: Vec<RecordAssociations>,
}

/// Which properties a response shows, sorted by name.
#[derive(Debug, Clone)]
pub struct Selection {
    object_type: &'static ObjectType,
    names: Vec<Cow<'static, str>>,
}

impl Selection {
    /// The requested properties that exist, and those that every response shows; the type's defaults when none is
    /// requested.
    pub fn new<'a>(schema: &TypeSchema, requested: impl Iterator<Item = &'a str> + Clone) -> Self {
        let object_type = schema.object_type;
        let mut names: Vec<Cow<'static, str>> = if requested.clone().next().is_none() {
            object_type.default_properties.iter().copied().map(Cow::Borrowed).collect()
        } else {
            requested.filter_map(|name| schema.get(name)).map(|property| property.name.clone()).collect()
        };
        let always = ["hs_object_id", object_type.created_property, object_type.modified_property];
        names.extend(always.into_iter().map(Cow::Borrowed));
        names.sort_unstable();
        names.dedup();
        Self { object_type, names }
    }

    /// How many properties are shown.
    #[expect(clippy::len_without_is_empty, reason = "a selection is never empty")]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Visits the selected properties of a record in the order of their names, each with its value as JSON text,
    /// or none.
    pub fn visit(&self, record: &StoredRecord, mut show: impl FnMut(&str, Option<&str>)) -> Result<()> {
        let mut pairs = properties_text::pairs(&record.properties, self.object_type.usual);
        let mut next = pairs.next().transpose()?;
        let mut text = String::new();
        for name in &self.names {
            if column_value(self.object_type, record, name, &mut text) {
                show(name, Some(&text));
                continue;
            }
            while let Some((stored, _)) = next
                && stored < name.as_ref()
            {
                next = pairs.next().transpose()?;
            }
            match next {
                Some((stored, Value::Stored(value))) if stored == name.as_ref() => show(name, Some(value)),
                Some((stored, Value::Usual(value))) if stored == name.as_ref() => {
                    quote(value, &mut text);
                    show(name, Some(&text));
                }
                _ => show(name, None),
            }
        }
        Ok(())
    }
}

/// Puts a text that needs no escapes into quotes.
fn quote(value: impl std::fmt::Display, text: &mut String) {
    text.clear();
    // Writing to a string cannot fail.
    let _ = write!(text, "\"{value}\"");
}

/// Writes the JSON text of a property that is a column of the row; false when it is not one.
fn column_value(object_type: &ObjectType, record: &StoredRecord, name: &str, text: &mut String) -> bool {
    let at = match name {
        "hs_object_id" => {
            quote(record.id, text);
            return true;
        }
        name if name == object_type.created_property => record.created_at,
        name if name == object_type.modified_property => record.updated_at,
        _ => return false,
    };
    text.clear();
    text.push('"');
    // Writing to a string cannot fail.
    let _ = at.write_iso(text);
    text.push('"');
    true
}

/// Refuses writes to types that HubSpot only reads.
fn writable(object_type: &'static ObjectType) -> Result<()> {
    if object_type.writes_served { Ok(()) } else { Err(Error::ReadOnlyType(object_type)) }
}

/// The scope of an account's records of a type.
pub(crate) fn scope(
    account: AccountId,
    object_type: &ObjectType,
    archived: bool,
) -> linchpin_store::records::Scope {
    linchpin_store::records::Scope { account, object_type: object_type.id, archived }
}

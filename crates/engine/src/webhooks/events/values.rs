//! Values that were set, as events show them.

use std::borrow::Cow;

use linchpin_domain::{Property, PropertyType, Timestamp};
use linchpin_store::Result as StoreResult;
use linchpin_store::changes::Told;
use linchpin_store::properties_text::{self, Usual};

use super::{Collected, What};
use crate::effects::CALCULATED;
use crate::objects::fills_itself;
use crate::schema::TypeSchema;
use crate::sensitive::REDACTED;
use crate::webhooks::plan::OfType;

/// The column that a new record shows beside its values and its dates.
const ID: &str = "hs_object_id";

/// Tells of the values of a new record, as of changes of each.
pub(super) fn tell_all(of_type: &OfType, change: &Told<'_>, out: &mut Collected) -> StoreResult<()> {
    if !of_type.wants_values() {
        return Ok(());
    }
    let object_type = of_type.schema.as_ref().map(|schema| schema.object_type);
    let usual: Usual = object_type.map_or(&[], |row| row.usual);
    let created = object_type.map(|row| row.created_property);
    let mut is_dated = false;
    for pair in properties_text::pairs(change.text, usual) {
        let (name, value) = pair?;
        is_dated |= Some(name) == created;
        if is_wanted(of_type, name) {
            let value = value.text()?;
            if !value.is_empty() {
                tell(of_type, change, (name, value), out);
            }
        }
    }
    // The text has no date where that is the change's own.
    if let Some(created) = created.filter(|created| !is_dated && is_wanted(of_type, created)) {
        tell(of_type, change, (created, change.at.to_iso().into()), out);
    }
    if is_wanted(of_type, ID) {
        tell(of_type, change, (ID, change.record.to_string().into()), out);
    }
    Ok(())
}

/// Tells of the values that an update changed.
pub(super) fn tell_changed(of_type: &OfType, change: &Told<'_>, out: &mut Collected) -> StoreResult<()> {
    for changed in properties_text::changed(change.text) {
        let changed = changed?;
        if is_wanted(of_type, changed.name) {
            let value = changed.new.map(properties_text::Value::text).transpose()?;
            tell(of_type, change, (changed.name, value.unwrap_or_default()), out);
        }
    }
    Ok(())
}

fn is_wanted(of_type: &OfType, name: &str) -> bool {
    of_type.of_property(name).next().is_some()
}

fn tell(of_type: &OfType, change: &Told<'_>, (name, value): (&str, Cow<'_, str>), out: &mut Collected) {
    let schema = of_type.schema.as_deref();
    let property = schema.and_then(|schema| schema.get_any(name));
    let is_sensitive = schema.is_some_and(|schema| schema.redacts(name));
    let value = if is_sensitive { REDACTED.to_owned() } else { shown(property, value) };
    let what = What::PropertyChanged { id: change.record.0, name: name.to_owned(), value, is_sensitive };
    out.put(change, source(schema, change, name), of_type.of_property(name), &what);
}

/// A value as events show it: dates as milliseconds (recorded).
fn shown(property: Option<&Property>, value: Cow<'_, str>) -> String {
    let is_date = property.is_some_and(|property| {
        matches!(property.property_type, PropertyType::Date | PropertyType::DateTime)
    });
    let moment = is_date.then(|| Timestamp::parse(&value)).flatten();
    moment.map_or_else(|| value.into_owned(), |moment| moment.0.to_string())
}

/// What set a value, as its history says it.
fn source<'a>(schema: Option<&TypeSchema>, change: &Told<'a>, name: &str) -> (&'a str, &'a str) {
    if schema.is_some_and(|schema| fills_itself(schema, change.source, name)) {
        return (CALCULATED, "");
    }
    (change.source, change.source_id)
}

//! Calculated values as reads show them.
//!
//! A write stores what its formulas come to, so that the change log has it.
//! Records that were last written before a formula was made or changed hold an older result, or none; a transaction
//! that rewrote all of them would stop everybody else, so that reads that show a calculated value evaluate it anew.

use linchpin_domain::formula::Row;
use linchpin_store::properties_text;
use linchpin_store::records::StoredRecord;

use super::Reading;
use crate::Result;
use crate::schema::TypeSchema;

/// Brings the calculated values of a record up to date, if it is about to show one.
pub(super) fn refresh(
    schema: &TypeSchema,
    stored: StoredRecord,
    reading: &Reading<'_>,
) -> Result<StoredRecord> {
    if schema.calculations.is_empty() {
        return Ok(stored);
    }
    let object_type = schema.object_type;
    let mut shown = reading.properties.iter().chain(&reading.history).chain(object_type.default_properties);
    if !shown.any(|name| schema.calculations.contains(name)) {
        return Ok(stored);
    }
    let mut properties = properties_text::parse(&stored.properties, object_type.usual)?;
    let StoredRecord { id, created_at, updated_at, .. } = stored;
    schema.calculations.apply(Row { object_type, id, created_at, updated_at }, &mut properties);
    Ok(StoredRecord { properties: properties_text::write(&properties, object_type.usual), ..stored })
}

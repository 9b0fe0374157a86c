//! The history of values, read from the change log.

use linchpin_domain::{Timestamp, UserId};
use linchpin_store::changes::{self, Change, Kind};
use linchpin_store::records::StoredRecord;
use serde_json::Value;

use crate::effects::CALCULATED;
use crate::schema::TypeSchema;
use crate::{Engine, Principal, Result};

/// All versions of one property, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PropertyHistory {
    /// The property.
    pub name: String,
    /// Its versions.
    pub versions: Vec<Version>,
}

/// A value that a property had from some time on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The value; "" when it was cleared.
    pub value: String,
    /// Since when.
    pub at: Timestamp,
    /// HubSpot's word for what set it: `INTEGRATION`, or `CALCULATED` for a property that fills itself.
    pub source: String,
    /// Which one, such as the app's id; none for a property that fills itself.
    pub source_id: Option<String>,
    /// The user behind it, where there is one.
    pub user: Option<UserId>,
}

impl Engine {
    /// The history of some properties of a record, by name; properties that do not exist are left out.
    pub(super) async fn history(
        &self,
        principal: &Principal,
        schema: &TypeSchema,
        record: &StoredRecord,
        names: &[&str],
    ) -> Result<Vec<PropertyHistory>> {
        let object_type = schema.object_type;
        let log = changes::of_record(&self.database, principal.account, object_type.id, record.id).await?;
        let log = log
            .into_iter()
            // What a record is associated with is none of its values.
            .filter(|change| !matches!(change.kind, Kind::Associate | Kind::Dissociate))
            .map(|change| {
                let values = serde_json::from_str(&change.properties)
                    .map_err(|error| linchpin_store::Error::Corrupt(error.to_string().into()))?;
                Ok((change, values))
            })
            .collect::<Result<Vec<(Change, Value)>>>()?;
        let mut names = names.to_vec();
        names.sort_unstable();
        names.dedup();
        let known = names.into_iter().filter(|name| schema.get(name).is_some());
        Ok(known
            .map(|name| PropertyHistory {
                name: name.to_owned(),
                versions: log
                    .iter()
                    .filter_map(|(change, values)| {
                        let value = value_in(schema, record, change, values, name)?;
                        Some(version(schema, change, name, value))
                    })
                    .collect(),
            })
            .collect())
    }
}

/// The value that a change gave to a property, if it did.
fn value_in(
    schema: &TypeSchema,
    record: &StoredRecord,
    change: &Change,
    values: &Value,
    name: &str,
) -> Option<String> {
    let created = change.kind == Kind::Create;
    if name == "hs_object_id" {
        return created.then(|| record.id.to_string());
    }
    if name == schema.object_type.modified_property {
        return Some(change.at.to_iso());
    }
    match values.get(name) {
        Some(Value::String(value)) => Some(value.clone()),
        // [old, new]; null says that there is no value any more.
        Some(Value::Array(pair)) => Some(pair.get(1).and_then(Value::as_str).unwrap_or_default().to_owned()),
        // A creation logs the text of the record, without what nearly every record has.
        None if created => usual(schema, record, name),
        _ => None,
    }
}

fn usual(schema: &TypeSchema, record: &StoredRecord, name: &str) -> Option<String> {
    if name == schema.object_type.created_property {
        return Some(record.created_at.to_iso());
    }
    let usual = schema.object_type.usual.iter().find(|(usual, _)| *usual == name);
    usual.map(|(_, value)| (*value).to_owned())
}

fn version(schema: &TypeSchema, change: &Change, name: &str, value: String) -> Version {
    let automatic = change.origin.source == CALCULATED
        || schema.object_type.is_column(name)
        || schema.get(name).is_some_and(|property| property.calculated || property.read_only_value);
    Version {
        value,
        at: change.at,
        source: if automatic { CALCULATED.to_owned() } else { change.origin.source.clone() },
        source_id: (!automatic).then(|| change.origin.source_id.clone()),
        user: change.origin.user,
    }
}

//! The history of values, read from the change log.

use std::cmp::Reverse;

use linchpin_domain::merge::{MERGED_IDS, merged_ids};
use linchpin_domain::{ObjectType, ObjectTypeId, RecordId, Timestamp, UserId};
use linchpin_store::changes::{self, Change, Kind};
use linchpin_store::properties_text;
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

/// HubSpot's words for the source of values that a merge chose.
const MERGED: &str = "MERGE_OBJECTS";
const MERGED_CONTACTS: &str = "MERGE_CONTACTS";

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
        let mut log = Vec::new();
        for id in ids_of(object_type, record)? {
            log.extend(changes::of_record(&self.database, principal.account, object_type.id, id).await?);
        }
        let log = readable(log)?;
        let mut names = names.to_vec();
        names.sort_unstable();
        names.dedup();
        let known = names.into_iter().filter(|name| schema.get(name).is_some());
        Ok(known
            .map(|name| PropertyHistory { name: name.to_owned(), versions: versions(schema, &log, name) })
            .collect())
    }
}

/// Changes of a record that say something of its values, the newest first, each with the values that it holds.
pub(crate) fn readable(mut log: Vec<Change>) -> Result<Vec<(Value, Change)>> {
    // The histories of merged records stand between each other.
    log.sort_unstable_by_key(|change| Reverse(change.sequence));
    log.into_iter()
        // What a record is associated with is none of its values, nor are the lists that it is in.
        .filter(|change| {
            !matches!(change.kind, Kind::Associate | Kind::Dissociate | Kind::Join | Kind::Leave)
        })
        .map(|change| Ok((values(&change)?, change)))
        .collect()
}

/// The ids under which the log has the record: its own, and those of the records that it was merged from.
pub(crate) fn ids_of(object_type: &ObjectType, record: &StoredRecord) -> Result<Vec<RecordId>> {
    let mut ids = vec![record.id];
    if record.properties.contains(MERGED_IDS) {
        ids.extend(merged_ids(&properties_text::parse(&record.properties, object_type.usual)?));
    }
    Ok(ids)
}

/// The values that a change holds.
fn values(change: &Change) -> Result<Value> {
    let mut values: Value = serde_json::from_str(&change.properties)
        .map_err(|error| linchpin_store::Error::Corrupt(error.to_string().into()))?;
    // A merge names the two records beside the values.
    Ok(if change.kind == Kind::Merge { values["properties"].take() } else { values })
}

/// The versions of one property, newest first.
pub(crate) fn versions(schema: &TypeSchema, log: &[(Value, Change)], name: &str) -> Vec<Version> {
    let mut versions: Vec<Version> = Vec::new();
    // From the oldest on: a merge that leaves the newest value as it is adds no version.
    for (values, change) in log.iter().rev() {
        let Some(value) = value_in(schema, change, values, name) else { continue };
        let is_same = versions.last().is_some_and(|newest| newest.value == value);
        if change.kind != Kind::Merge || !is_same {
            versions.push(version(schema, change, name, value));
        }
    }
    versions.reverse();
    versions
}

/// The value that a change gave to a property, if it did.
fn value_in(schema: &TypeSchema, change: &Change, values: &Value, name: &str) -> Option<String> {
    let created = matches!(change.kind, Kind::Create | Kind::Merge);
    if name == "hs_object_id" {
        return created.then(|| change.record.to_string());
    }
    if name == schema.object_type.modified_property {
        return Some(change.at.to_iso());
    }
    match values.get(name) {
        Some(Value::String(value)) => Some(value.clone()),
        // [old, new]; null says that there is no value any more.
        Some(Value::Array(pair)) => Some(pair.get(1).and_then(Value::as_str).unwrap_or_default().to_owned()),
        // A creation logs the text of the record, without what nearly every record has and without its own date.
        None if created => usual(schema, change, name),
        _ => None,
    }
}

fn usual(schema: &TypeSchema, change: &Change, name: &str) -> Option<String> {
    if name == schema.object_type.created_property {
        return Some(change.at.to_iso());
    }
    let usual = schema.object_type.usual.iter().find(|(usual, _)| *usual == name);
    usual.map(|(_, value)| (*value).to_owned())
}

fn version(schema: &TypeSchema, change: &Change, name: &str, value: String) -> Version {
    let automatic = fills_itself(schema, &change.origin.source, name);
    Version {
        value,
        at: change.at,
        source: match change.kind {
            _ if automatic => CALCULATED.to_owned(),
            Kind::Merge => merge_source(schema.object_type.id).to_owned(),
            _ => change.origin.source.clone(),
        },
        source_id: (!automatic).then(|| change.origin.source_id.clone()),
        user: change.origin.user,
    }
}

/// Whether nobody set a value that a change of this source gave to a property.
pub(crate) fn fills_itself(schema: &TypeSchema, source: &str, name: &str) -> bool {
    source == CALCULATED
        || schema.object_type.is_column(name)
        || schema.get(name).is_some_and(|property| property.calculated || property.read_only_value)
}

/// HubSpot's word for the source of what a merge of two records of a type did.
pub(crate) fn merge_source(object_type: ObjectTypeId) -> &'static str {
    if object_type == ObjectTypeId::standard(1) { MERGED_CONTACTS } else { MERGED }
}

//! What lines of the change log tell about definitions.

use linchpin_domain::AccountId;
use linchpin_store::audit_log::{Definition, Entry};
use serde::Deserialize;

use crate::{Engine, Result};

/// What was done, in HubSpot's words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) category: String,
    pub(super) sub_category: String,
    pub(super) action: String,
    pub(super) target: String,
}

impl From<Entry> for Told {
    fn from(entry: Entry) -> Self {
        let Entry { category, sub_category, action, target, .. } = entry;
        Self { category, sub_category, action, target }
    }
}

/// As much of a line as is told; the log holds more.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Line {
    ObjectType { name: String, action: String },
    Property { name: String, action: String },
    Group { name: String, action: String },
    Pipeline { action: String, definition: Labelled },
    Validation { property: String },
    AssociationLabel { id: i64, action: String, label: Option<String> },
    AssociationLimit { id: i64 },
}

/// A definition with a text for people.
#[derive(Debug, Deserialize)]
struct Labelled {
    label: String,
}

/// The line of a list.
#[derive(Debug, Deserialize)]
struct ListLine {
    action: String,
    definition: ListDefinition,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ListDefinition {
    object_type_id: String,
}

/// What a line tells; none when it tells people nothing that another line does not.
pub(super) async fn of(engine: &Engine, account: AccountId, line: &Definition) -> Result<Option<Told>> {
    let Some((category, action, target, object_type)) = read(line) else { return Ok(None) };
    let known = engine.find_object_type(account, &object_type).await?;
    let sub_category = match known {
        Some(known) if known.id.is_standard() => known.legacy_name.to_owned(),
        Some(own) => own.singular.to_owned(),
        None => object_type,
    };
    Ok(Some(Told { category: category.to_owned(), sub_category, action, target }))
}

/// Category, action, target and object type.
fn read(line: &Definition) -> Option<(&'static str, String, String, String)> {
    if line.record.0 != 0 {
        let ListLine { action, definition } = serde_json::from_str(&line.text).ok()?;
        return Some(("LIST", action, line.record.to_string(), definition.object_type_id));
    }
    let update = || "UPDATE".to_owned();
    // Lines of stages are left out: that of their pipeline stands beside them.
    let (category, action, target) = match serde_json::from_str(&line.text).ok()? {
        Line::ObjectType { name, action } => ("OBJECT_TYPE", action, name),
        Line::Property { name, action } => ("PROPERTY", action, name),
        Line::Group { name, action } => ("PROPERTY_GROUP", action, name),
        Line::Pipeline { action, definition } => ("PIPELINE", action, definition.label),
        Line::Validation { property } => ("PROPERTY_VALIDATION", update(), property),
        // Types of associations without a text come with new object types.
        Line::AssociationLabel { label: Some(label), .. } if label.is_empty() => return None,
        Line::AssociationLabel { id, action, .. } => ("ASSOCIATION_LABEL", action, id.to_string()),
        Line::AssociationLimit { id } => ("ASSOCIATION_LIMIT", update(), id.to_string()),
    };
    Some((category, action, target, line.object_type.to_string()))
}

//! What an account says about a type as the JSON that its row keeps.

use std::borrow::Cow;

use linchpin_domain::TypeDefinition;
use linchpin_store::Error;
use linchpin_store::object_types::ObjectTypeRow;
use serde::{Deserialize, Serialize};

/// The stored form; times and the name are columns of the row.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stored {
    singular: String,
    plural: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    primary_display: Option<String>,
    secondary_display: Vec<String>,
    required: Vec<String>,
    searchable: Vec<String>,
    restorable: bool,
    allows_sensitive: bool,
}

/// Writes a definition for its row.
pub(crate) fn to_text(definition: &TypeDefinition) -> String {
    let texts = |names: &[Cow<'static, str>]| names.iter().map(ToString::to_string).collect();
    let stored = Stored {
        singular: definition.singular.to_string(),
        plural: definition.plural.to_string(),
        description: definition.description.clone(),
        primary_display: definition.primary_display.as_ref().map(ToString::to_string),
        secondary_display: texts(&definition.secondary_display),
        required: texts(&definition.required),
        searchable: texts(&definition.searchable),
        restorable: definition.restorable,
        allows_sensitive: definition.allows_sensitive,
    };
    serde_json::to_string(&stored).expect("a definition is plain text and flags")
}

/// Reads a definition from its row.
pub(crate) fn from_row(row: &ObjectTypeRow) -> Result<TypeDefinition, Error> {
    let stored: Stored = serde_json::from_str(&row.definition)
        .map_err(|error| Error::Corrupt(format!("object type {}: {error}", row.id).into()))?;
    let names = |texts: Vec<String>| texts.into_iter().map(Cow::Owned).collect();
    Ok(TypeDefinition {
        singular: stored.singular.into(),
        plural: stored.plural.into(),
        description: stored.description,
        primary_display: stored.primary_display.map(Cow::Owned),
        secondary_display: names(stored.secondary_display),
        required: names(stored.required),
        searchable: names(stored.searchable),
        restorable: stored.restorable,
        allows_sensitive: stored.allows_sensitive,
    })
}

#[cfg(test)]
mod tests {
    use linchpin_domain::{Timestamp, object_type};

    use super::*;

    #[test]
    fn every_definition_survives_its_row() {
        for object_type in object_type::standard_types() {
            let definition = TypeDefinition {
                description: object_type.writes_served.then(|| "Why".to_owned()),
                restorable: object_type.lists_archived,
                ..TypeDefinition::of(object_type)
            };
            let row = ObjectTypeRow {
                id: object_type.id,
                name: String::new(),
                definition: to_text(&definition),
                created_at: Timestamp(0),
                updated_at: Timestamp(0),
                archived_at: None,
                deleted_at: None,
            };
            assert_eq!(from_row(&row).expect("the row reads back"), definition);
        }
    }
}

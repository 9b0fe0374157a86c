//! A property definition as the JSON that the account's schema rows keep.

use linchpin_domain::property::DataSensitivity;
use linchpin_domain::{FieldType, Property, PropertyOption, PropertyType, UserId};
use linchpin_store::Error;
use linchpin_store::schema::PropertyRow;
use serde::{Deserialize, Serialize};

/// The stored form; times and the name are columns of the row.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "a definition is mostly flags, each with its own name")]
struct Stored {
    label: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    description: String,
    group_name: String,
    #[serde(rename = "type")]
    property_type: String,
    field_type: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    options: Vec<StoredOption>,
    display_order: i32,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    calculated: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    external_options: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    has_unique_value: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    hidden: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    form_field: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    hubspot_defined: bool,
    archivable: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    read_only_definition: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    read_only_value: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    read_only_options: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    referenced_object_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    calculation_formula: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    show_currency_symbol: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date_display_hint: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number_display_hint: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text_display_hint: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    currency_property_name: Option<String>,
    data_sensitivity: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    created_user_id: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    updated_user_id: Option<i64>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct StoredOption {
    label: String,
    value: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    description: String,
    display_order: i32,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    hidden: bool,
}

/// Writes a definition for its row.
pub(crate) fn to_text(property: &Property) -> String {
    let text = |value: &Option<std::borrow::Cow<'static, str>>| value.as_ref().map(ToString::to_string);
    let stored = Stored {
        label: property.label.to_string(),
        description: property.description.to_string(),
        group_name: property.group_name.to_string(),
        property_type: property.property_type.as_str().to_owned(),
        field_type: property.field_type.as_str().to_owned(),
        options: property.options.iter().map(stored_option).collect(),
        display_order: property.display_order,
        calculated: property.calculated,
        external_options: property.external_options,
        has_unique_value: property.has_unique_value,
        hidden: property.hidden,
        form_field: property.form_field,
        hubspot_defined: property.hubspot_defined,
        archivable: property.archivable,
        read_only_definition: property.read_only_definition,
        read_only_value: property.read_only_value,
        read_only_options: property.read_only_options,
        referenced_object_type: text(&property.referenced_object_type),
        calculation_formula: property.calculation_formula.clone(),
        show_currency_symbol: property.show_currency_symbol,
        date_display_hint: text(&property.date_display_hint),
        number_display_hint: text(&property.number_display_hint),
        text_display_hint: text(&property.text_display_hint),
        currency_property_name: text(&property.currency_property_name),
        data_sensitivity: property.data_sensitivity.as_str().to_owned(),
        created_user_id: property.created_user_id.map(|user| user.0),
        updated_user_id: property.updated_user_id.map(|user| user.0),
    };
    serde_json::to_string(&stored).expect("a definition is plain text, numbers and flags")
}

fn stored_option(option: &PropertyOption) -> StoredOption {
    StoredOption {
        label: option.label.to_string(),
        value: option.value.to_string(),
        description: option.description.to_string(),
        display_order: option.display_order,
        hidden: option.hidden,
    }
}

/// Reads a definition from its row.
pub(crate) fn from_row(row: &PropertyRow) -> Result<Property, Error> {
    let damaged = |what: &str| Error::Corrupt(format!("property {}: {what}", row.name).into());
    let stored: Stored =
        serde_json::from_str(&row.definition).map_err(|error| damaged(&error.to_string()))?;
    let property_type = PropertyType::parse(&stored.property_type).ok_or_else(|| damaged("type"))?;
    let field_type = FieldType::parse(&stored.field_type).ok_or_else(|| damaged("field type"))?;
    let options: Vec<_> = stored.options.into_iter().map(option).collect();
    Ok(Property {
        name: row.name.clone().into(),
        label: stored.label.into(),
        description: stored.description.into(),
        group_name: stored.group_name.into(),
        property_type,
        field_type,
        options: options.into(),
        display_order: stored.display_order,
        calculated: stored.calculated,
        external_options: stored.external_options,
        has_unique_value: stored.has_unique_value,
        hidden: stored.hidden,
        form_field: stored.form_field,
        hubspot_defined: stored.hubspot_defined,
        archivable: stored.archivable,
        read_only_definition: stored.read_only_definition,
        read_only_value: stored.read_only_value,
        read_only_options: stored.read_only_options,
        referenced_object_type: stored.referenced_object_type.map(Into::into),
        calculation_formula: stored.calculation_formula,
        show_currency_symbol: stored.show_currency_symbol,
        date_display_hint: stored.date_display_hint.map(Into::into),
        number_display_hint: stored.number_display_hint.map(Into::into),
        text_display_hint: stored.text_display_hint.map(Into::into),
        currency_property_name: stored.currency_property_name.map(Into::into),
        data_sensitivity: DataSensitivity::parse(&stored.data_sensitivity)
            .ok_or_else(|| damaged("data sensitivity"))?,
        created_at: Some(row.created_at),
        updated_at: Some(row.updated_at),
        created_user_id: stored.created_user_id.map(UserId),
        updated_user_id: stored.updated_user_id.map(UserId),
        archived_at: row.archived_at,
    })
}

fn option(stored: StoredOption) -> PropertyOption {
    PropertyOption {
        label: stored.label.into(),
        value: stored.value.into(),
        description: stored.description.into(),
        display_order: stored.display_order,
        hidden: stored.hidden,
    }
}

#[cfg(test)]
mod tests {
    use linchpin_domain::{Timestamp, catalogue, object_type};

    use super::*;

    #[test]
    fn every_built_in_definition_survives_its_row() {
        for object_type in object_type::standard_types() {
            for property in catalogue::catalogue(object_type.id).properties() {
                let row = PropertyRow {
                    name: property.name.to_string(),
                    definition: to_text(property),
                    created_at: property.created_at.unwrap_or(Timestamp(0)),
                    updated_at: property.updated_at.unwrap_or(Timestamp(0)),
                    archived_at: None,
                };
                let mut expected = property.clone();
                expected.created_at = Some(row.created_at);
                expected.updated_at = Some(row.updated_at);
                assert_eq!(from_row(&row).expect("the row reads back"), expected);
            }
        }
    }
}

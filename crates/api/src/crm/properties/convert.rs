//! Definitions between HubSpot's words and ours.

use std::borrow::Cow;

use linchpin_domain::{DataSensitivity, FieldType, Property, PropertyOption, PropertyType, Timestamp};
use linchpin_engine::properties::PropertyUpdate;
use linchpin_wire::crm::properties as wire;
use linchpin_wire::input::TextInput;

use crate::Failure;

/// A property as reads and single writes show it.
///
/// Recorded: HubSpot's own say `hubspotDefined` and never `archived` or who made them, all others the reverse.
pub(in crate::crm) fn body(property: &Property) -> wire::PropertyBody<'_> {
    let is_archived = property.archived_at.is_some();
    wire::PropertyBody {
        updated_at: time(property.updated_at),
        created_at: time(property.created_at),
        name: Cow::Borrowed(&*property.name),
        label: Cow::Borrowed(&*property.label),
        property_type: property.property_type.as_str(),
        field_type: property.field_type.as_str(),
        description: Cow::Borrowed(&*property.description),
        group_name: Cow::Borrowed(&*property.group_name),
        options: property.options.iter().map(option_body).collect(),
        referenced_object_type: property.referenced_object_type.as_deref().map(Cow::Borrowed),
        created_user_id: property.created_user_id.map(|user| user.to_string()),
        updated_user_id: property.updated_user_id.map(|user| user.to_string()),
        display_order: property.display_order,
        calculated: property.calculated,
        external_options: property.external_options,
        archived: (!property.hubspot_defined || is_archived).then_some(is_archived),
        archived_at: time(property.archived_at),
        has_unique_value: property.has_unique_value,
        hidden: property.hidden,
        hubspot_defined: property.hubspot_defined.then_some(true),
        show_currency_symbol: property.show_currency_symbol,
        modification_metadata: wire::ModificationMetadata {
            archivable: property.archivable,
            read_only_definition: property.read_only_definition,
            read_only_value: property.read_only_value,
            read_only_options: property.read_only_options,
        },
        form_field: property.form_field,
        calculation_formula: property.calculation_formula.as_deref().map(Cow::Borrowed),
        date_display_hint: property.date_display_hint.as_deref().map(Cow::Borrowed),
        number_display_hint: property.number_display_hint.as_deref().map(Cow::Borrowed),
        text_display_hint: property.text_display_hint.as_deref().map(Cow::Borrowed),
        currency_property_name: property.currency_property_name.as_deref().map(Cow::Borrowed),
        data_sensitivity: property.data_sensitivity.as_str().into(),
    }
}

/// A property as the answer to a batch create shows it: without times, users and `archived` (recorded 2026).
pub(super) fn new_body(property: &Property) -> wire::PropertyBody<'_> {
    wire::PropertyBody {
        updated_at: None,
        created_at: None,
        created_user_id: None,
        updated_user_id: None,
        archived: None,
        ..body(property)
    }
}

fn option_body(option: &PropertyOption) -> wire::OptionBody<'_> {
    wire::OptionBody {
        label: Cow::Borrowed(&*option.label),
        value: Cow::Borrowed(&*option.value),
        description: (!option.description.is_empty()).then(|| Cow::Borrowed(&*option.description)),
        display_order: option.display_order,
        hidden: option.hidden,
    }
}

fn time(at: Option<Timestamp>) -> Option<Cow<'static, str>> {
    at.map(|at| at.to_iso().into())
}

/// The definition that a caller posted.
pub(in crate::crm) fn definition(input: wire::CreateInput<'_>) -> Result<Property, Failure> {
    let (property_type, field_type) = (property_type(&input.property_type)?, field_type(&input.field_type)?);
    let data_sensitivity = sensitivity(input.data_sensitivity.as_deref())?.unwrap_or_default();
    let defaults = Property::new(
        input.name.into_string(),
        input.label.into_string(),
        input.group_name.into_string(),
        property_type,
        field_type,
    );
    Ok(Property {
        description: input.description.map(TextInput::into_string).unwrap_or_default().into(),
        options: options(input.options).into(),
        display_order: input.display_order.unwrap_or(defaults.display_order),
        has_unique_value: input.has_unique_value.unwrap_or(defaults.has_unique_value),
        hidden: input.hidden.unwrap_or(defaults.hidden),
        form_field: input.form_field.unwrap_or(defaults.form_field),
        external_options: input.external_options.unwrap_or(defaults.external_options),
        referenced_object_type: owned(input.referenced_object_type).map(Cow::Owned),
        calculation_formula: owned(input.calculation_formula),
        currency_property_name: owned(input.currency_property_name).map(Cow::Owned),
        number_display_hint: owned(input.number_display_hint).map(Cow::Owned),
        text_display_hint: owned(input.text_display_hint).map(Cow::Owned),
        show_currency_symbol: input.show_currency_symbol,
        data_sensitivity,
        ..defaults
    })
}

/// The changes that a caller posted.
pub(super) fn update(input: wire::UpdateInput<'_>) -> Result<PropertyUpdate, Failure> {
    Ok(PropertyUpdate {
        label: owned(input.label),
        description: owned(input.description),
        group_name: owned(input.group_name),
        property_type: input.property_type.as_deref().map(property_type).transpose()?,
        field_type: input.field_type.as_deref().map(field_type).transpose()?,
        options: input.options.map(options),
        display_order: input.display_order,
        hidden: input.hidden,
        form_field: input.form_field,
        calculation_formula: owned(input.calculation_formula),
        currency_property_name: owned(input.currency_property_name),
        number_display_hint: owned(input.number_display_hint),
        text_display_hint: owned(input.text_display_hint),
        show_currency_symbol: input.show_currency_symbol,
    })
}

fn owned(text: Option<TextInput<'_>>) -> Option<String> {
    text.map(TextInput::into_string)
}

fn options(inputs: Vec<wire::OptionInput<'_>>) -> Vec<PropertyOption> {
    let option = |input: wire::OptionInput<'_>| PropertyOption {
        label: input.label.into_string().into(),
        value: input.value.into_string().into(),
        description: owned(input.description).unwrap_or_default().into(),
        display_order: input.display_order.unwrap_or(-1),
        hidden: input.hidden.unwrap_or(false),
    };
    inputs.into_iter().map(option).collect()
}

fn property_type(text: &str) -> Result<PropertyType, Failure> {
    let known = PropertyType::ALL.map(PropertyType::as_str);
    PropertyType::parse(text).ok_or_else(|| not_one_of("type", text, &known))
}

fn field_type(text: &str) -> Result<FieldType, Failure> {
    let known = FieldType::ALL.map(FieldType::as_str);
    FieldType::parse(text).ok_or_else(|| not_one_of("fieldType", text, &known))
}

/// How sensitive values are, if the caller says so.
pub(super) fn sensitivity(text: Option<&str>) -> Result<Option<DataSensitivity>, Failure> {
    let known = ["non_sensitive", "sensitive", "highly_sensitive"];
    let parsed =
        |text| DataSensitivity::parse(text).ok_or_else(|| not_one_of("dataSensitivity", text, &known));
    text.map(parsed).transpose()
}

/// A word that stands on none of the closed lists of a definition.
///
/// HubSpot refuses it while it reads the JSON; no record shows the words.
fn not_one_of(field: &'static str, text: &str, known: &[&str]) -> Failure {
    let reason = format!("{field} \"{text}\" is not one of the allowed values: [{}]", known.join(", "));
    Failure::invalid_definition([(field, reason)])
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn custom() -> Property {
        Property {
            created_at: Some(Timestamp(0)),
            updated_at: Some(Timestamp(1)),
            ..Property::new("tier", "Tier", "info", PropertyType::String, FieldType::Text)
        }
    }

    /// The keys of a body, in order.
    fn keys(body: &wire::PropertyBody<'_>) -> String {
        let text = serde_json::to_string(body).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn keys_tell_hubspots_own_properties_from_others() {
        let hubspots = Property { hubspot_defined: true, ..custom() };
        assert_eq!(
            keys(&body(&custom())),
            "updatedAt createdAt name label type fieldType description groupName options displayOrder calculated \
             externalOptions archived hasUniqueValue hidden modificationMetadata formField dataSensitivity"
        );
        assert_eq!(
            keys(&body(&hubspots)),
            "updatedAt createdAt name label type fieldType description groupName options displayOrder calculated \
             externalOptions hasUniqueValue hidden hubspotDefined modificationMetadata formField dataSensitivity"
        );
        assert_eq!(
            keys(&new_body(&custom())),
            "name label type fieldType description groupName options displayOrder calculated externalOptions \
             hasUniqueValue hidden modificationMetadata formField dataSensitivity"
        );
    }

    #[test]
    fn an_archived_property_says_so_and_since_when() {
        let archived = Property { archived_at: Some(Timestamp(2)), hubspot_defined: true, ..custom() };
        let value = serde_json::to_value(body(&archived)).unwrap();
        assert_eq!(
            json!([value["archived"], value["archivedAt"]]),
            json!([true, "1970-01-01T00:00:00.002Z"])
        );
    }

    #[test]
    fn words_of_closed_lists_are_checked() {
        let input = |property_type: &str, field_type: &str| {
            let text = json!({
                "name": "a", "label": "A", "groupName": "g", "type": property_type, "fieldType": field_type,
            });
            let text = text.to_string();
            definition(serde_json::from_str(&text).unwrap()).is_ok()
        };
        assert!(input("string", "text"));
        assert!(!input("text", "text"));
        assert!(!input("string", "string"));
        assert_eq!(sensitivity(None).unwrap(), None);
        assert_eq!(sensitivity(Some("highly_sensitive")).unwrap(), Some(DataSensitivity::HighlySensitive));
        assert!(sensitivity(Some("secret")).is_err());
    }
}

//! What the property operations answer; the order of keys is the recorded one.

use std::borrow::Cow;

use serde::Serialize;

/// A property definition.
///
/// HubSpot's own properties carry `hubspotDefined`, and no user ids or `archived`; a caller's own properties
/// the reverse. Items of a batch create carry no times, user ids or `archived`. So these are optional here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "the keys are HubSpot's, and each is its own fact")]
pub struct PropertyBody<'a> {
    /// When it was last changed, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Cow<'a, str>>,
    /// When it was created, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Cow<'a, str>>,
    /// The internal name.
    pub name: Cow<'a, str>,
    /// The name that people see.
    pub label: Cow<'a, str>,
    /// What its values are.
    #[serde(rename = "type")]
    pub property_type: &'a str,
    /// How a form shows it.
    pub field_type: &'a str,
    /// What it is for.
    pub description: Cow<'a, str>,
    /// The group it stands in.
    pub group_name: Cow<'a, str>,
    /// The values to choose from, in the order posted.
    pub options: Vec<OptionBody<'a>>,
    /// The object type whose records its values name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referenced_object_type: Option<Cow<'a, str>>,
    /// Who created it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_user_id: Option<String>,
    /// Who last changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_user_id: Option<String>,
    /// Where it stands in its group; -1 is after all others.
    pub display_order: i32,
    /// Whether its values are computed.
    pub calculated: bool,
    /// Whether its options come from elsewhere.
    pub external_options: bool,
    /// Whether it is archived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// When it was archived, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived_at: Option<Cow<'a, str>>,
    /// Whether no two records may have the same value.
    pub has_unique_value: bool,
    /// Whether people do not see it.
    pub hidden: bool,
    /// Present, and true, on properties that every account has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hubspot_defined: Option<bool>,
    /// Whether people see a currency symbol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_currency_symbol: Option<bool>,
    /// What callers may change.
    pub modification_metadata: ModificationMetadata,
    /// Whether forms may ask for it.
    pub form_field: bool,
    /// The formula of a calculated property.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calculation_formula: Option<Cow<'a, str>>,
    /// How people see a date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_display_hint: Option<Cow<'a, str>>,
    /// How people see a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number_display_hint: Option<Cow<'a, str>>,
    /// How people see a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_display_hint: Option<Cow<'a, str>>,
    /// The property that holds the currency of its values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency_property_name: Option<Cow<'a, str>>,
    /// How well its values are protected.
    pub data_sensitivity: Cow<'a, str>,
}

/// What callers may change about a property.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ModificationMetadata {
    /// Whether it can be archived.
    pub archivable: bool,
    /// Whether its definition is fixed.
    pub read_only_definition: bool,
    /// Whether its values cannot be set.
    pub read_only_value: bool,
    /// Whether its options are fixed; only properties with options say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only_options: Option<bool>,
}

/// One value to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OptionBody<'a> {
    /// What people see.
    pub label: Cow<'a, str>,
    /// What records hold.
    pub value: Cow<'a, str>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Cow<'a, str>>,
    /// Where it stands; -1 is after all others.
    pub display_order: i32,
    /// Whether people cannot choose it.
    pub hidden: bool,
}

/// A property group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupBody<'a> {
    /// The internal name.
    pub name: Cow<'a, str>,
    /// The name that people see.
    pub label: Cow<'a, str>,
    /// Where it stands; -1 is after all others.
    pub display_order: i32,
    /// Whether it is archived.
    pub archived: bool,
}

#[cfg(test)]
mod tests {
    use super::{GroupBody, PropertyBody};

    /// The keys of a JSON object, in order.
    fn keys(body: &impl serde::Serialize) -> Vec<String> {
        let text = serde_json::to_string(body).unwrap();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        value.as_object().unwrap().keys().cloned().collect()
    }

    #[test]
    fn keys_stand_in_the_recorded_order() {
        let body = PropertyBody {
            updated_at: Some("u".into()),
            created_at: Some("c".into()),
            created_user_id: Some("1".to_owned()),
            updated_user_id: Some("1".to_owned()),
            archived: Some(false),
            calculation_formula: Some("1".into()),
            ..PropertyBody::default()
        };
        let expected = "updatedAt createdAt name label type fieldType description groupName options createdUserId \
                        updatedUserId displayOrder calculated externalOptions archived hasUniqueValue hidden \
                        modificationMetadata formField calculationFormula dataSensitivity";
        assert_eq!(keys(&body).join(" "), expected);
        assert_eq!(keys(&GroupBody::default()).join(" "), "name label displayOrder archived");
    }
}

//! What the older property operations answer; the order of keys is a recorded one.

use serde::Serialize;

/// A property definition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "the keys are HubSpot's, and each is its own fact")]
pub struct PropertyBody<'a> {
    /// The internal name.
    pub name: &'a str,
    /// The name that people see.
    pub label: &'a str,
    /// What it is for.
    pub description: &'a str,
    /// The group it stands in.
    pub group_name: &'a str,
    /// What its values are.
    #[serde(rename = "type")]
    pub property_type: &'static str,
    /// How a form shows it.
    pub field_type: &'static str,
    /// Whether people do not see it.
    pub hidden: bool,
    /// The values to choose from.
    pub options: Vec<OptionBody<'a>>,
    /// True on properties that every account has, and otherwise null.
    pub hubspot_defined: Option<bool>,
    /// Whether its definition is fixed.
    pub read_only_definition: bool,
    /// Whether its values cannot be set.
    pub read_only_value: bool,
    /// Whether its values are computed.
    pub calculated: bool,
    /// Whether people see a currency symbol.
    pub show_currency_symbol: Option<bool>,
    /// Whether it is archived.
    pub deleted: bool,
    /// When it was created, in milliseconds.
    pub created_at: Option<i64>,
    /// Whether forms may ask for it.
    pub form_field: bool,
    /// Where it stands in its group; -1 is after all others.
    pub display_order: i32,
    /// Whether it can be changed and not archived.
    pub mutable_definition_not_deletable: bool,
    /// Whether people marked it; nobody can here.
    pub favorited: bool,
    /// Where it stands among the marked ones.
    pub favorited_order: i32,
    /// Whether its options come from elsewhere.
    pub external_options: bool,
    /// What of its history people see.
    pub display_mode: &'static str,
    /// Who created it.
    pub created_user_id: Option<i64>,
    /// How people see a text.
    pub text_display_hint: Option<&'a str>,
    /// How people see a number.
    pub number_display_hint: Option<&'a str>,
    /// Whether its options can be changed; null where it has none.
    pub options_are_mutable: Option<bool>,
    /// The object type whose records its values name.
    pub referenced_object_type: Option<&'a str>,
    /// When it last changed, in milliseconds.
    pub updated_at: Option<i64>,
    /// Whether the account changed one of HubSpot's own.
    pub is_customized_default: bool,
    /// Whether HubSpot's search looks at it.
    pub searchable_in_global_search: bool,
    /// The property that holds the currency of its values.
    pub currency_property_name: Option<&'a str>,
    /// Whether no two records may have the same value.
    pub has_unique_value: bool,
    /// Who last changed it.
    pub updated_user_id: Option<i64>,
}

/// One value to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OptionBody<'a> {
    /// What it is for.
    pub description: &'a str,
    /// What records hold.
    pub value: &'a str,
    /// Whether it can be changed; recorded as null.
    pub read_only: Option<bool>,
    /// What people see.
    pub label: &'a str,
    /// Where it stands; -1 is after all others.
    pub display_order: i32,
    /// Whether people cannot choose it.
    pub hidden: bool,
    /// A number that goes with it; recorded as null.
    pub double_data: Option<i64>,
}

/// A property group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupBody<'a> {
    /// The internal name.
    pub name: &'a str,
    /// The name that people see.
    pub display_name: &'a str,
    /// Where it stands; -1 is after all others.
    pub display_order: i32,
    /// Whether every account has it.
    pub hubspot_defined: bool,
    /// The properties in it, where they are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<Vec<PropertyBody<'a>>>,
}

//! What callers send to the property operations.

use serde::Deserialize;

use crate::batch::BatchInput;
use crate::input::{TextInput, boolean, integer, list};
use crate::shape::{Body, Field, Object, Shape, object, optional, required};

/// A property to create.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateInput<'a> {
    /// The internal name, which never changes.
    #[serde(borrow)]
    pub name: TextInput<'a>,
    /// The name that people see.
    #[serde(borrow)]
    pub label: TextInput<'a>,
    /// What its values are.
    #[serde(borrow, rename = "type")]
    pub property_type: TextInput<'a>,
    /// How a form shows it.
    #[serde(borrow)]
    pub field_type: TextInput<'a>,
    /// The group it stands in.
    #[serde(borrow)]
    pub group_name: TextInput<'a>,
    /// What it is for.
    #[serde(borrow, default)]
    pub description: Option<TextInput<'a>>,
    /// The values to choose from.
    #[serde(borrow, default, deserialize_with = "list")]
    pub options: Vec<OptionInput<'a>>,
    /// Where it stands in its group; -1 is after all others.
    #[serde(default, deserialize_with = "integer")]
    pub display_order: Option<i32>,
    /// Whether no two records may have the same value.
    #[serde(default, deserialize_with = "boolean")]
    pub has_unique_value: Option<bool>,
    /// Whether people do not see it.
    #[serde(default, deserialize_with = "boolean")]
    pub hidden: Option<bool>,
    /// Whether forms may ask for it.
    #[serde(default, deserialize_with = "boolean")]
    pub form_field: Option<bool>,
    /// Whether its options come from elsewhere.
    #[serde(default, deserialize_with = "boolean")]
    pub external_options: Option<bool>,
    /// The object type whose records its values name.
    #[serde(borrow, default)]
    pub referenced_object_type: Option<TextInput<'a>>,
    /// The formula of a calculated property.
    #[serde(borrow, default)]
    pub calculation_formula: Option<TextInput<'a>>,
    /// The property that holds the currency of its values.
    #[serde(borrow, default)]
    pub currency_property_name: Option<TextInput<'a>>,
    /// How people see a number.
    #[serde(borrow, default)]
    pub number_display_hint: Option<TextInput<'a>>,
    /// How people see a text.
    #[serde(borrow, default)]
    pub text_display_hint: Option<TextInput<'a>>,
    /// Whether people see a currency symbol.
    #[serde(default, deserialize_with = "boolean")]
    pub show_currency_symbol: Option<bool>,
    /// How well its values are protected.
    #[serde(borrow, default)]
    pub data_sensitivity: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for CreateInput<'a> {
    const SHAPE: Shape = Shape::Object(CREATE);
}

/// The shape of [`CreateInput`].
const CREATE: Object = Object {
    name: "com.hubspot.properties.publicapi.v3.PropertyCreate$Json",
    fields: &[
        required("name", Shape::Text),
        required("label", Shape::Text),
        required("type", Shape::Text),
        required("fieldType", Shape::Text),
        required("groupName", Shape::Text),
        optional("description", Shape::Text),
        optional("options", OptionInput::LIST),
        optional("displayOrder", Shape::Integer),
        optional("hasUniqueValue", Shape::Boolean),
        optional("hidden", Shape::Boolean),
        optional("formField", Shape::Boolean),
        optional("externalOptions", Shape::Boolean),
        optional("referencedObjectType", Shape::Text),
        optional("calculationFormula", Shape::Text),
        optional("currencyPropertyName", Shape::Text),
        optional("numberDisplayHint", Shape::Text),
        optional("textDisplayHint", Shape::Text),
        optional("showCurrencySymbol", Shape::Boolean),
        optional("dataSensitivity", Shape::Text),
    ],
    built: None,
};

/// One value to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OptionInput<'a> {
    /// What people see.
    #[serde(borrow)]
    pub label: TextInput<'a>,
    /// What records hold.
    #[serde(borrow)]
    pub value: TextInput<'a>,
    /// What it is for.
    #[serde(borrow, default)]
    pub description: Option<TextInput<'a>>,
    /// Where it stands; -1 is after all others.
    #[serde(default, deserialize_with = "integer")]
    pub display_order: Option<i32>,
    /// Whether people cannot choose it; HubSpot's specification requires it, its documentation omits it.
    #[serde(default, deserialize_with = "boolean")]
    pub hidden: Option<bool>,
}

impl OptionInput<'_> {
    /// The shape of a list of them.
    pub(crate) const LIST: Shape = Shape::List(&object(
        "com.hubspot.properties.publicapi.v3.OptionInput$Json",
        &[
            required("label", Shape::Text),
            required("value", Shape::Text),
            optional("description", Shape::Text),
            optional("displayOrder", Shape::Integer),
            optional("hidden", Shape::Boolean),
        ],
    ));
}

/// Changes to a property; what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct UpdateInput<'a> {
    /// The name that people see.
    #[serde(borrow)]
    pub label: Option<TextInput<'a>>,
    /// What it is for.
    #[serde(borrow)]
    pub description: Option<TextInput<'a>>,
    /// The group it stands in.
    #[serde(borrow)]
    pub group_name: Option<TextInput<'a>>,
    /// What its values are.
    #[serde(borrow, rename = "type")]
    pub property_type: Option<TextInput<'a>>,
    /// How a form shows it.
    #[serde(borrow)]
    pub field_type: Option<TextInput<'a>>,
    /// The values to choose from: the whole new list.
    #[serde(borrow)]
    pub options: Option<Vec<OptionInput<'a>>>,
    /// Where it stands in its group; -1 is after all others.
    #[serde(deserialize_with = "integer")]
    pub display_order: Option<i32>,
    /// Whether people do not see it.
    #[serde(deserialize_with = "boolean")]
    pub hidden: Option<bool>,
    /// Whether forms may ask for it.
    #[serde(deserialize_with = "boolean")]
    pub form_field: Option<bool>,
    /// The formula of a calculated property.
    #[serde(borrow)]
    pub calculation_formula: Option<TextInput<'a>>,
    /// The property that holds the currency of its values.
    #[serde(borrow)]
    pub currency_property_name: Option<TextInput<'a>>,
    /// How people see a number.
    #[serde(borrow)]
    pub number_display_hint: Option<TextInput<'a>>,
    /// How people see a text.
    #[serde(borrow)]
    pub text_display_hint: Option<TextInput<'a>>,
    /// Whether people see a currency symbol.
    #[serde(deserialize_with = "boolean")]
    pub show_currency_symbol: Option<bool>,
}

impl<'a> Body<'a> for UpdateInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.properties.publicapi.v3.PropertyUpdate$Json",
        &[
            optional("label", Shape::Text),
            optional("description", Shape::Text),
            optional("groupName", Shape::Text),
            optional("type", Shape::Text),
            optional("fieldType", Shape::Text),
            optional("options", OptionInput::LIST),
            optional("displayOrder", Shape::Integer),
            optional("hidden", Shape::Boolean),
            optional("formField", Shape::Boolean),
            optional("calculationFormula", Shape::Text),
            optional("currencyPropertyName", Shape::Text),
            optional("numberDisplayHint", Shape::Text),
            optional("textDisplayHint", Shape::Text),
            optional("showCurrencySymbol", Shape::Boolean),
        ],
    );
}

/// Several properties to create.
pub type BatchCreateInput<'a> = BatchInput<CreateInput<'a>>;

impl<'a> Body<'a> for BatchCreateInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.properties.publicapi.v3.BatchInputPropertyCreate$Json",
        &[required("inputs", Shape::List(&Shape::Object(CREATE)))],
    );
}

/// One property of a batch, by name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct NameInput<'a> {
    /// The property's internal name.
    #[serde(borrow)]
    pub name: TextInput<'a>,
}

/// A list of [`NameInput`], as every batch by name has it.
const BY_NAME: Field = required(
    "inputs",
    Shape::List(&object(
        "com.hubspot.properties.publicapi.v3.PropertyName$Json",
        &[required("name", Shape::Text)],
    )),
);

/// Several properties to read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchReadInput<'a> {
    /// Whether to read archived properties instead of active ones.
    #[serde(default, deserialize_with = "boolean")]
    pub archived: Option<bool>,
    /// How well protected the properties to read are.
    #[serde(borrow, default)]
    pub data_sensitivity: Option<TextInput<'a>>,
    /// The properties.
    #[serde(borrow)]
    pub inputs: Vec<NameInput<'a>>,
}

impl<'a> Body<'a> for BatchReadInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.properties.publicapi.v3.BatchReadInputPropertyName$Json",
        &[BY_NAME, optional("archived", Shape::Boolean), optional("dataSensitivity", Shape::Text)],
    );
}

/// Several properties to archive.
pub type BatchArchiveInput<'a> = BatchInput<NameInput<'a>>;

impl<'a> Body<'a> for BatchArchiveInput<'a> {
    const SHAPE: Shape =
        object("com.hubspot.properties.publicapi.v3.BatchInputPropertyName$Json", &[BY_NAME]);
}

/// A property group to create.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateGroupInput<'a> {
    /// The internal name, which never changes.
    #[serde(borrow)]
    pub name: TextInput<'a>,
    /// The name that people see.
    #[serde(borrow)]
    pub label: TextInput<'a>,
    /// Where it stands; -1 is after all others.
    #[serde(default, deserialize_with = "integer")]
    pub display_order: Option<i32>,
}

impl<'a> Body<'a> for CreateGroupInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.properties.publicapi.v3.PropertyGroupCreate$Json",
        &[
            required("name", Shape::Text),
            required("label", Shape::Text),
            optional("displayOrder", Shape::Integer),
        ],
    );
}

/// Changes to a property group; what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct UpdateGroupInput<'a> {
    /// The name that people see.
    #[serde(borrow)]
    pub label: Option<TextInput<'a>>,
    /// Where it stands; -1 is after all others.
    #[serde(deserialize_with = "integer")]
    pub display_order: Option<i32>,
}

impl<'a> Body<'a> for UpdateGroupInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.properties.publicapi.v3.PropertyGroupUpdate$Json",
        &[optional("label", Shape::Text), optional("displayOrder", Shape::Integer)],
    );
}

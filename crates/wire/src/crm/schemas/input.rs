//! What callers send to the operations of object types.

use serde::Deserialize;

use crate::crm::properties::OptionInput;
use crate::input::{TextInput, boolean, integer, list, required_boolean};
use crate::shape::{Body, Shape, object, optional, required};

/// An object type to make.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateInput<'a> {
    /// The name, which never changes.
    #[serde(borrow)]
    pub name: TextInput<'a>,
    /// What people call its records.
    #[serde(borrow)]
    pub labels: LabelsInput<'a>,
    /// What it is for.
    #[serde(borrow, default)]
    pub description: Option<TextInput<'a>>,
    /// The property that titles a record.
    #[serde(borrow, default)]
    pub primary_display_property: Option<TextInput<'a>>,
    /// The properties that stand below the title.
    #[serde(borrow, default, deserialize_with = "list")]
    pub secondary_display_properties: Vec<TextInput<'a>>,
    /// What a search looks into.
    #[serde(borrow, default, deserialize_with = "list")]
    pub searchable_properties: Vec<TextInput<'a>>,
    /// The properties that a new record must have.
    #[serde(borrow)]
    pub required_properties: Vec<TextInput<'a>>,
    /// Its properties.
    #[serde(borrow)]
    pub properties: Vec<PropertyInput<'a>>,
    /// The object types that its records are associated with, by name or id.
    #[serde(borrow)]
    pub associated_objects: Vec<TextInput<'a>>,
    /// Whether properties may hold sensitive values.
    #[serde(default, deserialize_with = "boolean")]
    pub allows_sensitive_properties: Option<bool>,
}

impl<'a> Body<'a> for CreateInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v3.schemas.ObjectSchemaEgg$Json",
        &[
            required("name", Shape::Text),
            required("labels", LABELS),
            optional("description", Shape::Text),
            optional("primaryDisplayProperty", Shape::Text),
            optional("secondaryDisplayProperties", TEXTS),
            optional("searchableProperties", TEXTS),
            required("requiredProperties", TEXTS),
            required("properties", Shape::List(&PROPERTY)),
            required("associatedObjects", TEXTS),
            optional("allowsSensitiveProperties", Shape::Boolean),
        ],
    );
}

/// A list of names.
const TEXTS: Shape = Shape::List(&Shape::Text);

/// What people call the records of a type; a label that is left out stays as it is, or is the type's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct LabelsInput<'a> {
    /// One record.
    #[serde(borrow)]
    pub singular: Option<TextInput<'a>>,
    /// Many.
    #[serde(borrow)]
    pub plural: Option<TextInput<'a>>,
}

/// The shape of [`LabelsInput`].
const LABELS: Shape = object(
    "com.hubspot.inbounddb.publicobject.core.v3.schemas.ObjectTypeDefinitionLabels$Json",
    &[optional("singular", Shape::Text), optional("plural", Shape::Text)],
);

/// A property of a type that is to be made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PropertyInput<'a> {
    /// The internal name, which never changes.
    #[serde(borrow)]
    pub name: TextInput<'a>,
    /// The name that people see.
    #[serde(borrow)]
    pub label: TextInput<'a>,
    /// What its values are; texts unless said otherwise.
    #[serde(borrow, default, rename = "type")]
    pub property_type: Option<TextInput<'a>>,
    /// How a form shows it; as a line of text unless said otherwise.
    #[serde(borrow, default)]
    pub field_type: Option<TextInput<'a>>,
    /// The group it stands in; the type's own unless said otherwise.
    #[serde(borrow, default)]
    pub group_name: Option<TextInput<'a>>,
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
    /// The object type whose records its values name.
    #[serde(borrow, default)]
    pub referenced_object_type: Option<TextInput<'a>>,
    /// How people see a number.
    #[serde(borrow, default)]
    pub number_display_hint: Option<TextInput<'a>>,
    /// How people see a text.
    #[serde(borrow, default)]
    pub text_display_hint: Option<TextInput<'a>>,
    /// Whether people see a currency symbol.
    #[serde(default, deserialize_with = "boolean")]
    pub show_currency_symbol: Option<bool>,
}

/// The shape of [`PropertyInput`].
const PROPERTY: Shape = object(
    "com.hubspot.inbounddb.publicobject.core.v3.schemas.ObjectTypePropertyCreate$Json",
    &[
        required("name", Shape::Text),
        required("label", Shape::Text),
        optional("type", Shape::Text),
        optional("fieldType", Shape::Text),
        optional("groupName", Shape::Text),
        optional("description", Shape::Text),
        optional("options", OptionInput::LIST),
        optional("displayOrder", Shape::Integer),
        optional("hasUniqueValue", Shape::Boolean),
        optional("hidden", Shape::Boolean),
        optional("formField", Shape::Boolean),
        optional("referencedObjectType", Shape::Text),
        optional("numberDisplayHint", Shape::Text),
        optional("textDisplayHint", Shape::Text),
        optional("showCurrencySymbol", Shape::Boolean),
    ],
);

/// Changes to what an account says about a type; what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct UpdateInput<'a> {
    /// What people call its records.
    #[serde(borrow)]
    pub labels: Option<LabelsInput<'a>>,
    /// What it is for.
    #[serde(borrow)]
    pub description: Option<TextInput<'a>>,
    /// Whether the description goes.
    #[serde(deserialize_with = "boolean")]
    pub clear_description: Option<bool>,
    /// The property that titles a record.
    #[serde(borrow)]
    pub primary_display_property: Option<TextInput<'a>>,
    /// The properties that stand below the title.
    #[serde(borrow)]
    pub secondary_display_properties: Option<Vec<TextInput<'a>>>,
    /// The properties that a new record must have.
    #[serde(borrow)]
    pub required_properties: Option<Vec<TextInput<'a>>>,
    /// What a search looks into.
    #[serde(borrow)]
    pub searchable_properties: Option<Vec<TextInput<'a>>>,
    /// Whether archived records can be restored.
    #[serde(deserialize_with = "boolean")]
    pub restorable: Option<bool>,
    /// Whether properties may hold sensitive values.
    #[serde(deserialize_with = "boolean")]
    pub allows_sensitive_properties: Option<bool>,
}

impl<'a> Body<'a> for UpdateInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v3.schemas.ObjectTypeDefinitionPatch$Json",
        &[
            optional("labels", LABELS),
            optional("description", Shape::Text),
            optional("clearDescription", Shape::Boolean),
            optional("primaryDisplayProperty", Shape::Text),
            optional("secondaryDisplayProperties", TEXTS),
            optional("requiredProperties", TEXTS),
            optional("searchableProperties", TEXTS),
            optional("restorable", Shape::Boolean),
            optional("allowsSensitiveProperties", Shape::Boolean),
        ],
    );
}

/// Object types to read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchReadInput<'a> {
    /// The types, by any of their names.
    #[serde(borrow)]
    pub inputs: Vec<TextInput<'a>>,
    /// Whether to show properties.
    #[serde(deserialize_with = "required_boolean")]
    pub include_property_definitions: bool,
    /// Whether to show types of associations.
    #[serde(deserialize_with = "required_boolean")]
    pub include_association_definitions: bool,
    /// Whether to show who made and changed them, which nobody did that is a person.
    #[serde(deserialize_with = "required_boolean")]
    pub include_audit_metadata: bool,
}

impl<'a> Body<'a> for BatchReadInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v3.schemas.ObjectSchemaBatchReadRequest$Json",
        &[
            required("inputs", TEXTS),
            required("includePropertyDefinitions", Shape::Boolean),
            required("includeAssociationDefinitions", Shape::Boolean),
            required("includeAuditMetadata", Shape::Boolean),
        ],
    );
}

/// A type of associations to define.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssociationInput<'a> {
    /// The object type that it leads from, by name or id.
    #[serde(borrow)]
    pub from_object_type_id: TextInput<'a>,
    /// The object type that it leads to, by name or id.
    #[serde(borrow)]
    pub to_object_type_id: TextInput<'a>,
    /// Its name.
    #[serde(borrow, default)]
    pub name: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for AssociationInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v3.schemas.AssociationDefinitionEgg$Json",
        &[
            required("fromObjectTypeId", Shape::Text),
            required("toObjectTypeId", Shape::Text),
            optional("name", Shape::Text),
        ],
    );
}

//! Object types between HubSpot's words and ours.

use std::borrow::Cow;

use linchpin_domain::{AccountId, AssociationType, Property, TypeDefinition};
use linchpin_engine::object_types::{NewObjectType, ObjectSchema, ObjectTypeUpdate};
use linchpin_wire::crm::properties::CreateInput as PropertyCreateInput;
use linchpin_wire::crm::schemas as wire;
use linchpin_wire::input::TextInput;

use crate::Failure;
use crate::crm::properties;

/// Which parts of a schema are shown; the others are empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown {
    pub(super) properties: bool,
    pub(super) associations: bool,
}

impl Shown {
    pub(super) const ALL: Self = Self { properties: true, associations: true };
}

/// Everything about a type.
pub(super) fn body(schema: &ObjectSchema, shown: Shown) -> wire::SchemaBody<'_> {
    let properties = schema.properties.iter().filter(|_| shown.properties).map(properties::body);
    let associations = schema.associations.iter().filter(|_| shown.associations).map(association_body);
    wire::SchemaBody {
        properties: Some(properties.collect()),
        associations: Some(associations.collect()),
        ..common(schema)
    }
}

/// What an account says about a type, as the answer to an update shows it.
pub(super) fn definition_body(schema: &ObjectSchema, account: AccountId) -> wire::SchemaBody<'_> {
    wire::SchemaBody { portal_id: Some(account.0), ..common(schema) }
}

fn common(schema: &ObjectSchema) -> wire::SchemaBody<'_> {
    let (object_type, definition) = (schema.object_type, &schema.definition);
    let is_standard = object_type.id.is_standard();
    wire::SchemaBody {
        labels: wire::LabelsBody { singular: &definition.singular, plural: &definition.plural },
        description: definition.description.as_deref(),
        required_properties: &definition.required,
        searchable_properties: &definition.searchable,
        primary_display_property: definition.primary_display.as_deref(),
        secondary_display_properties: &definition.secondary_display,
        archived: schema.archived,
        restorable: definition.restorable,
        meta_type: if is_standard { "HUBSPOT" } else { "PORTAL_SPECIFIC" },
        id: object_type.id.number().to_string(),
        fully_qualified_name: object_type.fully_qualified_name,
        created_at: schema.created_at.to_iso(),
        updated_at: schema.updated_at.to_iso(),
        object_type_id: object_type.id.to_string(),
        portal_id: None,
        allows_sensitive_properties: definition.allows_sensitive,
        properties: None,
        associations: None,
        name: if is_standard { object_type.fully_qualified_name } else { object_type.singular },
    }
}

/// A type of associations as schemas show it.
pub(super) fn association_body(row: &AssociationType) -> wire::AssociationBody<'_> {
    // Recorded: those of HubSpot are written in upper case here.
    let is_standard = row.from.is_standard() && row.to.is_standard();
    wire::AssociationBody {
        from_object_type_id: row.from.to_string(),
        to_object_type_id: row.to.to_string(),
        name: if is_standard { row.name.to_uppercase().into() } else { Cow::Borrowed(&*row.name) },
        cardinality: "ONE_TO_MANY",
        inverse_cardinality: "ONE_TO_MANY",
        id: row.id.to_string(),
        created_at: None,
        updated_at: None,
    }
}

/// The type that a caller wants to make.
pub(super) fn new_type(input: wire::CreateInput<'_>) -> Result<NewObjectType, Failure> {
    let definition = TypeDefinition {
        singular: label(input.labels.singular),
        plural: label(input.labels.plural),
        description: filled(input.description),
        primary_display: filled(input.primary_display_property).map(Cow::Owned),
        secondary_display: names(input.secondary_display_properties),
        required: names(input.required_properties),
        searchable: names(input.searchable_properties),
        restorable: true,
        allows_sensitive: input.allows_sensitive_properties.unwrap_or_default(),
    };
    Ok(NewObjectType {
        name: input.name.into_string(),
        definition,
        properties: input.properties.into_iter().map(property).collect::<Result<_, _>>()?,
        associated: texts(input.associated_objects),
    })
}

/// The property that a caller wants to make with its type.
fn property(input: wire::PropertyInput<'_>) -> Result<Property, Failure> {
    let text = |text: &'static str| TextInput(Cow::Borrowed(text));
    // Documented: without a type, a property holds a line of text.
    properties::definition(PropertyCreateInput {
        name: input.name,
        label: input.label,
        property_type: input.property_type.unwrap_or_else(|| text("string")),
        field_type: input.field_type.unwrap_or_else(|| text("text")),
        group_name: input.group_name.unwrap_or_else(|| text("")),
        description: input.description,
        options: input.options,
        display_order: input.display_order,
        has_unique_value: input.has_unique_value,
        hidden: input.hidden,
        form_field: input.form_field,
        external_options: None,
        referenced_object_type: input.referenced_object_type,
        calculation_formula: None,
        currency_property_name: None,
        number_display_hint: input.number_display_hint,
        text_display_hint: input.text_display_hint,
        show_currency_symbol: input.show_currency_symbol,
        data_sensitivity: None,
    })
}

/// The changes that a caller posted.
pub(super) fn update(input: wire::UpdateInput<'_>) -> ObjectTypeUpdate {
    let labels = input.labels.unwrap_or_default();
    let cleared = input.clear_description.unwrap_or_default().then(String::new);
    ObjectTypeUpdate {
        singular: owned(labels.singular),
        plural: owned(labels.plural),
        description: cleared.or_else(|| owned(input.description)),
        primary_display: owned(input.primary_display_property),
        secondary_display: input.secondary_display_properties.map(texts),
        required: input.required_properties.map(texts),
        searchable: input.searchable_properties.map(texts),
        restorable: input.restorable,
        allows_sensitive: input.allows_sensitive_properties,
    }
}

/// A label, empty where there is none.
fn label(text: Option<TextInput<'_>>) -> Cow<'static, str> {
    text.map(TextInput::into_string).unwrap_or_default().into()
}

fn owned(text: Option<TextInput<'_>>) -> Option<String> {
    text.map(TextInput::into_string)
}

/// A text, unless it is empty.
fn filled(text: Option<TextInput<'_>>) -> Option<String> {
    owned(text).filter(|text| !text.is_empty())
}

fn texts(inputs: Vec<TextInput<'_>>) -> Vec<String> {
    inputs.into_iter().map(TextInput::into_string).collect()
}

fn names(inputs: Vec<TextInput<'_>>) -> Vec<Cow<'static, str>> {
    inputs.into_iter().map(|input| Cow::Owned(input.into_string())).collect()
}

//! Property definitions: what a record's values may be.

mod definition;
mod kind;

use std::borrow::Cow;

use crate::{Timestamp, UserId};

pub use definition::{DefinitionViolation, complete_options, validate_definition};
pub(crate) use definition::{TRUE_FALSE, YES_NO};
pub use kind::{DataSensitivity, FieldType, PropertyType};

/// One choice of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyOption {
    /// What people read.
    pub label: Cow<'static, str>,
    /// What records store.
    pub value: Cow<'static, str>,
    /// An explanation; empty on nearly all options.
    pub description: Cow<'static, str>,
    /// The place in a list; the array order stays as posted.
    pub display_order: i32,
    /// Not offered on forms, yet accepted through the API.
    pub hidden: bool,
}

/// The definition of one property of an object type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are the independent flags of HubSpot's own definition"
)]
pub struct Property {
    /// The internal name.
    pub name: Cow<'static, str>,
    /// What people read.
    pub label: Cow<'static, str>,
    /// An explanation.
    pub description: Cow<'static, str>,
    /// The group that shows the property.
    pub group_name: Cow<'static, str>,
    /// What kind of value it holds.
    pub property_type: PropertyType,
    /// How it is edited.
    pub field_type: FieldType,
    /// The choices, in the order in which they were posted.
    pub options: Cow<'static, [PropertyOption]>,
    /// The place in its group; -1 sorts last.
    pub display_order: i32,
    /// Flagged as calculated; true for only some of the formula properties.
    pub calculated: bool,
    /// The choices live elsewhere: owners, teams, pipelines.
    pub external_options: bool,
    /// No two records share a value, so that it can serve as `idProperty`.
    pub has_unique_value: bool,
    /// Not shown to people.
    pub hidden: bool,
    /// Offered to forms.
    pub form_field: bool,
    /// One of HubSpot's own properties.
    pub hubspot_defined: bool,
    /// May be archived.
    pub archivable: bool,
    /// The definition cannot be changed.
    pub read_only_definition: bool,
    /// Clients cannot set the value.
    pub read_only_value: bool,
    /// The choices cannot be changed; present only where HubSpot says so.
    pub read_only_options: Option<bool>,
    /// The type whose ids the values are, such as `OWNER`.
    pub referenced_object_type: Option<Cow<'static, str>>,
    /// The formula of a calculated property.
    pub calculation_formula: Option<String>,
    /// Numbers are shown as money.
    pub show_currency_symbol: Option<bool>,
    /// How a date is shown.
    pub date_display_hint: Option<Cow<'static, str>>,
    /// How a number is shown.
    pub number_display_hint: Option<Cow<'static, str>>,
    /// How a text is shown.
    pub text_display_hint: Option<Cow<'static, str>>,
    /// The property that holds the currency of this amount.
    pub currency_property_name: Option<Cow<'static, str>>,
    /// How carefully the values must be handled.
    pub data_sensitivity: DataSensitivity,
    /// When it was defined; some system properties do not say.
    pub created_at: Option<Timestamp>,
    /// When the definition last changed.
    pub updated_at: Option<Timestamp>,
    /// Who defined it; never on HubSpot's own.
    pub created_user_id: Option<UserId>,
    /// Who last changed it.
    pub updated_user_id: Option<UserId>,
    /// When it was archived.
    pub archived_at: Option<Timestamp>,
}

impl Property {
    /// A property as a client defines it, with the defaults of a definition made through the API.
    pub fn new(
        name: impl Into<Cow<'static, str>>,
        label: impl Into<Cow<'static, str>>,
        group_name: impl Into<Cow<'static, str>>,
        property_type: PropertyType,
        field_type: FieldType,
    ) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            description: Cow::Borrowed(""),
            group_name: group_name.into(),
            property_type,
            field_type,
            options: Cow::Borrowed(&[]),
            display_order: -1,
            calculated: field_type.is_calculation(),
            external_options: false,
            has_unique_value: false,
            hidden: false,
            form_field: false,
            hubspot_defined: false,
            archivable: true,
            read_only_definition: false,
            read_only_value: field_type.is_calculation(),
            read_only_options: None,
            referenced_object_type: None,
            calculation_formula: None,
            show_currency_symbol: None,
            date_display_hint: None,
            number_display_hint: None,
            text_display_hint: None,
            currency_property_name: None,
            data_sensitivity: DataSensitivity::NonSensitive,
            created_at: None,
            updated_at: None,
            created_user_id: None,
            updated_user_id: None,
            archived_at: None,
        }
    }

    /// Tells whether a value may hold several options, joined by `;`.
    pub fn holds_many(&self) -> bool {
        self.property_type == PropertyType::Enumeration && self.field_type == FieldType::Checkbox
    }
}

/// A group of properties, as people see them on a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyGroup {
    /// The internal name.
    pub name: Cow<'static, str>,
    /// What people read.
    pub label: Cow<'static, str>,
    /// The place among the groups; -1 sorts last.
    pub display_order: i32,
    /// Archived, and so no longer listed.
    pub archived: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formula_properties_start_calculated_and_read_only() {
        let formula = Property::new("a", "A", "g", PropertyType::Number, FieldType::CalculationEquation);
        assert!(formula.calculated && formula.read_only_value);
        let plain = Property::new("a", "A", "g", PropertyType::Number, FieldType::Number);
        assert!(!plain.calculated && !plain.read_only_value && !plain.form_field);
    }
}

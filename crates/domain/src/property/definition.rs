//! What a definition must satisfy before a property of that name can exist.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use super::{DataSensitivity, FieldType, Property, PropertyOption, PropertyType};
use crate::ObjectTypeId;
use crate::formula::FormulaViolation;

/// The longest internal name.
const NAME_LIMIT: usize = 100;

/// One reason why a definition cannot be stored; displays as the sentence that clients see.
///
/// Apart from those of formulas, no recorded answer shows HubSpot's own wording, so the words are ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefinitionViolation {
    /// The name has other characters than lower-case letters, digits and underscores, or starts with none of the first.
    InvalidName(String),
    /// The name is longer than 100 characters.
    NameTooLong(String),
    /// There is nothing for people to read.
    EmptyLabel,
    /// Only HubSpot itself defines properties of this type.
    InternalType(PropertyType),
    /// The field type does not edit values of this type.
    MismatchedFieldType(PropertyType, FieldType),
    /// An enumeration offers no choice.
    OptionsRequired,
    /// The type takes no options, or not these.
    OptionsNotAllowed(PropertyType),
    /// An option lacks its label or value.
    EmptyOption,
    /// Two options read the same.
    DuplicateOptionLabel(String),
    /// Two options store the same.
    DuplicateOptionValue(String),
    /// An option's value holds `;`, which separates several values.
    SeparatorInOptionValue(String),
    /// A formula without the field type that evaluates it.
    FormulaNotAllowed(FieldType),
    /// The field type evaluates a formula and there is none.
    FormulaRequired,
    /// The formula cannot be used.
    InvalidFormula(FormulaViolation),
    /// Values of this type cannot be unique.
    UniqueNotAllowed(PropertyType),
    /// What is calculated cannot be unique.
    UniqueCalculation,
    /// The account does without sensitive values.
    SensitiveDataOff,
    /// Records of the type have no values that are this sensitive.
    SensitivityNotAllowed(DataSensitivity),
}

impl DefinitionViolation {
    /// The field of the definition that is wrong, as it travels.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::InvalidName(_) | Self::NameTooLong(_) => "name",
            Self::EmptyLabel => "label",
            Self::InternalType(_) => "type",
            Self::MismatchedFieldType(..) => "fieldType",
            Self::OptionsRequired
            | Self::OptionsNotAllowed(_)
            | Self::EmptyOption
            | Self::DuplicateOptionLabel(_)
            | Self::DuplicateOptionValue(_)
            | Self::SeparatorInOptionValue(_) => "options",
            Self::FormulaNotAllowed(_) | Self::FormulaRequired | Self::InvalidFormula(_) => {
                "calculationFormula"
            }
            Self::UniqueNotAllowed(_) | Self::UniqueCalculation => "hasUniqueValue",
            Self::SensitiveDataOff | Self::SensitivityNotAllowed(_) => "dataSensitivity",
        }
    }
}

impl fmt::Display for DefinitionViolation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidName(name) => write!(
                out,
                "Property name '{name}' is invalid: it must start with a letter and hold only lower case letters, \
                 digits and underscores."
            ),
            Self::NameTooLong(name) => {
                write!(out, "Property name '{name}' is longer than {NAME_LIMIT} characters.")
            }
            Self::EmptyLabel => out.write_str("Property label must not be empty."),
            Self::InternalType(kind) => {
                write!(out, "Properties of type {} cannot be created or edited.", kind.as_str())
            }
            Self::MismatchedFieldType(kind, field) => {
                write!(out, "Field type {} is not valid for type {}.", field.as_str(), kind.as_str())
            }
            Self::OptionsRequired => out.write_str("Properties of type enumeration must have options."),
            Self::OptionsNotAllowed(kind) => {
                write!(out, "These options are not valid for type {}.", kind.as_str())
            }
            Self::EmptyOption => out.write_str("Every option must have a label and a value."),
            Self::DuplicateOptionLabel(label) => {
                write!(out, "Option labels must be unique: '{label}' is used more than once.")
            }
            Self::DuplicateOptionValue(value) => {
                write!(out, "Option values must be unique: '{value}' is used more than once.")
            }
            Self::SeparatorInOptionValue(value) => {
                write!(out, "Option value '{value}' must not contain a semicolon.")
            }
            Self::FormulaNotAllowed(field) => {
                write!(out, "A calculation formula is not valid for field type {}.", field.as_str())
            }
            Self::FormulaRequired => {
                out.write_str("Field type calculation_equation requires a calculation formula.")
            }
            Self::InvalidFormula(violation) => violation.fmt(out),
            Self::UniqueNotAllowed(kind) => {
                write!(out, "Properties of type {} cannot have unique values.", kind.as_str())
            }
            Self::UniqueCalculation => out.write_str("Calculated properties cannot have unique values."),
            Self::SensitiveDataOff => out.write_str("Sensitive data is not turned on in this account."),
            Self::SensitivityNotAllowed(sensitivity) => {
                write!(out, "Properties of this object type cannot be {}.", sensitivity.as_str())
            }
        }
    }
}

/// Finds everything that is wrong with the definition of a property of `object_type`.
///
/// Upper case is refused on HubSpot's own types only: the documentation itself defines `VIN` on a custom one.
pub fn validate_definition(object_type: ObjectTypeId, definition: &Property) -> Vec<DefinitionViolation> {
    let mut found = Vec::new();
    check_name(object_type, &definition.name, &mut found);
    if definition.label.trim().is_empty() {
        found.push(DefinitionViolation::EmptyLabel);
    }
    check_types(definition, &mut found);
    check_options(definition, &mut found);
    check_formula(definition, &mut found);
    if definition.has_unique_value
        && !matches!(
            definition.property_type,
            PropertyType::String | PropertyType::Number | PropertyType::PhoneNumber
        )
    {
        found.push(DefinitionViolation::UniqueNotAllowed(definition.property_type));
    }
    if definition.has_unique_value && definition.field_type.is_calculation() {
        found.push(DefinitionViolation::UniqueCalculation);
    }
    found
}

/// Gives a yes-or-no property its two options when the client sent none.
pub fn complete_options(definition: &mut Property) {
    if definition.property_type == PropertyType::Bool && definition.options.is_empty() {
        definition.options = Cow::Borrowed(&TRUE_FALSE);
    }
}

/// The options of most yes-or-no properties.
pub(crate) static TRUE_FALSE: [PropertyOption; 2] = [choice("True", "true", 0), choice("False", "false", 1)];

/// The options of the yes-or-no properties that read like a question.
pub(crate) static YES_NO: [PropertyOption; 2] = [choice("Yes", "true", 0), choice("No", "false", 1)];

const fn choice(label: &'static str, value: &'static str, display_order: i32) -> PropertyOption {
    PropertyOption {
        label: Cow::Borrowed(label),
        value: Cow::Borrowed(value),
        description: Cow::Borrowed(""),
        display_order,
        hidden: false,
    }
}

fn check_name(object_type: ObjectTypeId, name: &str, found: &mut Vec<DefinitionViolation>) {
    let allowed = |byte: u8| {
        byte.is_ascii_lowercase()
            || byte.is_ascii_digit()
            || byte == b'_'
            || (byte.is_ascii_uppercase() && !object_type.is_standard())
    };
    let starts_with_letter = name.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    if !starts_with_letter || !name.bytes().all(allowed) {
        found.push(DefinitionViolation::InvalidName(name.to_owned()));
    }
    if name.chars().count() > NAME_LIMIT {
        found.push(DefinitionViolation::NameTooLong(name.to_owned()));
    }
}

fn check_types(definition: &Property, found: &mut Vec<DefinitionViolation>) {
    let (kind, field) = (definition.property_type, definition.field_type);
    if kind.creatable_with().is_empty() {
        found.push(DefinitionViolation::InternalType(kind));
    } else if !kind.creatable_with().contains(&field) {
        found.push(DefinitionViolation::MismatchedFieldType(kind, field));
    }
}

fn check_options(definition: &Property, found: &mut Vec<DefinitionViolation>) {
    let kind = definition.property_type;
    let options = &definition.options;
    let chosen_elsewhere = definition.external_options || definition.field_type.is_calculation();
    let is_allowed = |option: &PropertyOption| match kind {
        PropertyType::Enumeration => true,
        PropertyType::Bool => option.value == "true" || option.value == "false",
        _ => false,
    };
    if kind == PropertyType::Enumeration && options.is_empty() && !chosen_elsewhere {
        found.push(DefinitionViolation::OptionsRequired);
    }
    if !options.iter().all(is_allowed) {
        found.push(DefinitionViolation::OptionsNotAllowed(kind));
    }
    let (mut labels, mut values) = (HashSet::new(), HashSet::new());
    for option in options.iter() {
        if option.label.trim().is_empty() || option.value.is_empty() {
            found.push(DefinitionViolation::EmptyOption);
            continue;
        }
        if option.value.contains(';') {
            found.push(DefinitionViolation::SeparatorInOptionValue(option.value.to_string()));
        }
        if !labels.insert(option.label.as_ref()) {
            found.push(DefinitionViolation::DuplicateOptionLabel(option.label.to_string()));
        }
        if !values.insert(option.value.as_ref()) {
            found.push(DefinitionViolation::DuplicateOptionValue(option.value.to_string()));
        }
    }
}

fn check_formula(definition: &Property, found: &mut Vec<DefinitionViolation>) {
    let evaluates = definition.field_type == FieldType::CalculationEquation;
    let formula = definition.calculation_formula.as_deref().filter(|formula| !formula.trim().is_empty());
    match (evaluates, formula) {
        (false, Some(_)) => found.push(DefinitionViolation::FormulaNotAllowed(definition.field_type)),
        (true, None) => found.push(DefinitionViolation::FormulaRequired),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTACTS: ObjectTypeId = ObjectTypeId::standard(1);

    fn text(name: &str) -> Property {
        Property::new(name.to_owned(), "Label", "group", PropertyType::String, FieldType::Text)
    }

    fn picklist(options: &[(&'static str, &'static str)]) -> Property {
        let options: Vec<_> = options.iter().map(|(label, value)| choice(label, value, -1)).collect();
        Property {
            options: options.into(),
            ..Property::new("tier", "Tier", "group", PropertyType::Enumeration, FieldType::Select)
        }
    }

    #[track_caller]
    fn check(definition: &Property, expected: &[DefinitionViolation]) {
        assert_eq!(validate_definition(CONTACTS, definition), expected, "{}", definition.name);
    }

    #[test]
    fn names_start_with_a_letter_and_hold_letters_digits_and_underscores() {
        for name in ["a", "favorite_food", "iata2"] {
            check(&text(name), &[]);
        }
        for name in ["", "_a", "2a", "a-b", "a b", "é", "VIN"] {
            check(&text(name), &[DefinitionViolation::InvalidName(name.to_owned())]);
        }
        let long = "a".repeat(101);
        check(&text(&long), &[DefinitionViolation::NameTooLong(long.clone())]);
    }

    #[test]
    fn custom_types_take_upper_case_names() {
        assert_eq!(validate_definition(ObjectTypeId::custom(7), &text("VIN")), []);
    }

    #[test]
    fn a_field_type_must_edit_values_of_the_type() {
        for kind in PropertyType::ALL {
            for field in FieldType::ALL {
                let definition = Property::new("a", "A", "g", kind, field);
                let mut found = Vec::new();
                check_types(&definition, &mut found);
                assert_eq!(found.is_empty(), kind.creatable_with().contains(&field), "{kind:?} {field:?}");
            }
        }
        let internal = Property::new("a", "A", "g", PropertyType::Json, FieldType::Text);
        check(&internal, &[DefinitionViolation::InternalType(PropertyType::Json)]);
    }

    #[test]
    fn enumerations_need_options_that_differ() {
        use DefinitionViolation as V;
        check(&picklist(&[("A", "a"), ("B", "b")]), &[]);
        check(&picklist(&[]), &[V::OptionsRequired]);
        check(&picklist(&[("A", "a"), ("A", "b")]), &[V::DuplicateOptionLabel("A".into())]);
        check(&picklist(&[("A", "a"), ("B", "a")]), &[V::DuplicateOptionValue("a".into())]);
        check(&picklist(&[("A", "a;b")]), &[V::SeparatorInOptionValue("a;b".into())]);
        check(&picklist(&[("", "a")]), &[V::EmptyOption]);
    }

    #[test]
    fn other_types_take_no_options_but_true_and_false() {
        use DefinitionViolation as V;
        let options = || vec![choice("A", "a", 0)].into();
        let definition = Property { options: options(), ..text("a") };
        check(&definition, &[V::OptionsNotAllowed(PropertyType::String)]);
        let bool = || Property::new("a", "A", "g", PropertyType::Bool, FieldType::BooleanCheckbox);
        check(&Property { options: options(), ..bool() }, &[V::OptionsNotAllowed(PropertyType::Bool)]);
        let mut completed = bool();
        complete_options(&mut completed);
        assert_eq!(completed.options.len(), 2);
        check(&completed, &[]);
    }

    #[test]
    fn formulas_and_the_field_type_that_evaluates_them_go_together() {
        use DefinitionViolation as V;
        let formula = Some("amount * 2".to_owned());
        let number = |field| Property::new("a", "A", "g", PropertyType::Number, field);
        let with_formula = |field| Property { calculation_formula: formula.clone(), ..number(field) };
        check(&with_formula(FieldType::CalculationEquation), &[]);
        check(&with_formula(FieldType::Number), &[V::FormulaNotAllowed(FieldType::Number)]);
        check(&number(FieldType::CalculationEquation), &[V::FormulaRequired]);
    }

    #[test]
    fn only_text_and_numbers_can_be_unique() {
        check(&Property { has_unique_value: true, ..text("a") }, &[]);
        let tier = Property { has_unique_value: true, ..picklist(&[("A", "a")]) };
        check(&tier, &[DefinitionViolation::UniqueNotAllowed(PropertyType::Enumeration)]);
        let sum = Property::new("sum", "Sum", "g", PropertyType::Number, FieldType::CalculationEquation);
        let sum = Property { has_unique_value: true, calculation_formula: Some("1".to_owned()), ..sum };
        check(&sum, &[DefinitionViolation::UniqueCalculation]);
    }

    #[test]
    fn every_violation_names_its_field_and_reads_as_a_sentence() {
        let violation = DefinitionViolation::MismatchedFieldType(PropertyType::Date, FieldType::Text);
        assert_eq!(violation.field(), "fieldType");
        assert_eq!(violation.to_string(), "Field type text is not valid for type date.");
    }
}

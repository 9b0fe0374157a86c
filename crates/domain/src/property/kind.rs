//! The closed lists of a definition: types of values, fields to edit them, and sensitivity.

/// The kind of value a property holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PropertyType {
    /// `true` or `false`.
    Bool,
    /// One of the options, or several where the field is a checkbox.
    Enumeration,
    /// A calendar day.
    Date,
    /// An instant.
    DateTime,
    /// Text.
    String,
    /// A decimal number.
    Number,
    /// A telephone number, kept as text.
    PhoneNumber,
    /// The type and id of a record; only on HubSpot's own properties.
    ObjectCoordinates,
    /// A JSON text; only on HubSpot's own properties.
    Json,
}

impl PropertyType {
    /// Every type, in the order of declaration.
    pub const ALL: [Self; 9] = [
        Self::Bool,
        Self::Enumeration,
        Self::Date,
        Self::DateTime,
        Self::String,
        Self::Number,
        Self::PhoneNumber,
        Self::ObjectCoordinates,
        Self::Json,
    ];

    /// The name as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Enumeration => "enumeration",
            Self::Date => "date",
            Self::DateTime => "datetime",
            Self::String => "string",
            Self::Number => "number",
            Self::PhoneNumber => "phone_number",
            Self::ObjectCoordinates => "object_coordinates",
            Self::Json => "json",
        }
    }

    /// Reads a name as it travels.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == text)
    }

    /// The field types that a client may give a new property of this type; none for HubSpot's internal types.
    pub const fn creatable_with(self) -> &'static [FieldType] {
        use FieldType as F;
        match self {
            Self::Bool => &[F::BooleanCheckbox, F::CalculationEquation],
            Self::Enumeration => {
                &[F::BooleanCheckbox, F::Checkbox, F::Radio, F::Select, F::CalculationEquation]
            }
            Self::Date | Self::DateTime => &[F::Date],
            Self::String => &[F::File, F::Text, F::Textarea, F::CalculationEquation, F::Html, F::PhoneNumber],
            Self::Number => &[F::Number, F::CalculationEquation],
            Self::PhoneNumber => &[F::PhoneNumber],
            Self::ObjectCoordinates | Self::Json => &[],
        }
    }
}

/// How a property is edited on a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// A single check box.
    BooleanCheckbox,
    /// A formula over other properties.
    CalculationEquation,
    /// A formula evaluated when read; only on HubSpot's own properties.
    CalculationReadTime,
    /// A formula over associated records; only on HubSpot's own properties.
    CalculationRollup,
    /// A score; only on HubSpot's own properties.
    CalculationScore,
    /// Several check boxes: the one field whose value holds many options.
    Checkbox,
    /// A date picker.
    Date,
    /// A file.
    File,
    /// Rich text.
    Html,
    /// A number.
    Number,
    /// A telephone number.
    PhoneNumber,
    /// Radio buttons.
    Radio,
    /// A drop-down list.
    Select,
    /// One line of text.
    Text,
    /// Several lines of text.
    Textarea,
}

impl FieldType {
    /// Every field type, in the order of declaration.
    pub const ALL: [Self; 15] = [
        Self::BooleanCheckbox,
        Self::CalculationEquation,
        Self::CalculationReadTime,
        Self::CalculationRollup,
        Self::CalculationScore,
        Self::Checkbox,
        Self::Date,
        Self::File,
        Self::Html,
        Self::Number,
        Self::PhoneNumber,
        Self::Radio,
        Self::Select,
        Self::Text,
        Self::Textarea,
    ];

    /// The name as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BooleanCheckbox => "booleancheckbox",
            Self::CalculationEquation => "calculation_equation",
            Self::CalculationReadTime => "calculation_read_time",
            Self::CalculationRollup => "calculation_rollup",
            Self::CalculationScore => "calculation_score",
            Self::Checkbox => "checkbox",
            Self::Date => "date",
            Self::File => "file",
            Self::Html => "html",
            Self::Number => "number",
            Self::PhoneNumber => "phonenumber",
            Self::Radio => "radio",
            Self::Select => "select",
            Self::Text => "text",
            Self::Textarea => "textarea",
        }
    }

    /// Reads a name as it travels.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == text)
    }

    /// Tells whether the value comes from a formula instead of a person.
    pub const fn is_calculation(self) -> bool {
        matches!(
            self,
            Self::CalculationEquation
                | Self::CalculationReadTime
                | Self::CalculationRollup
                | Self::CalculationScore
        )
    }
}

/// How carefully a property's values must be handled, from the least to the most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataSensitivity {
    /// Ordinary data.
    #[default]
    NonSensitive,
    /// Personal data that needs its own scopes.
    Sensitive,
    /// Health and similar data that needs scopes of its own.
    HighlySensitive,
}

impl DataSensitivity {
    /// The name as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NonSensitive => "non_sensitive",
            Self::Sensitive => "sensitive",
            Self::HighlySensitive => "highly_sensitive",
        }
    }

    /// Reads a name as it travels.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::NonSensitive, Self::Sensitive, Self::HighlySensitive]
            .into_iter()
            .find(|known| known.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_types_read_back() {
        for known in PropertyType::ALL {
            assert_eq!(PropertyType::parse(known.as_str()), Some(known));
        }
        for known in FieldType::ALL {
            assert_eq!(FieldType::parse(known.as_str()), Some(known));
        }
        assert_eq!(PropertyType::parse("String"), None);
        assert_eq!(FieldType::parse(""), None);
        assert_eq!(DataSensitivity::parse("sensitive"), Some(DataSensitivity::Sensitive));
    }
}

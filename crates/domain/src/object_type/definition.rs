//! What an account may say about a type, be it one of its own or one of HubSpot's.

use std::borrow::Cow;
use std::fmt;

use super::ObjectType;
use crate::Properties;

/// The longest name of a type that an account makes; it becomes part of other names.
const NAME_LIMIT: usize = 90;
/// The properties that a search with `query` looks into, at most (documented).
const MAX_SEARCHABLE: usize = 20;

/// What people and rules know about the records of a type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeDefinition {
    /// What people call one record.
    pub singular: Cow<'static, str>,
    /// What people call many.
    pub plural: Cow<'static, str>,
    /// An explanation.
    pub description: Option<String>,
    /// The property that titles a record.
    pub primary_display: Option<Cow<'static, str>>,
    /// The properties that stand below the title.
    pub secondary_display: Vec<Cow<'static, str>>,
    /// The properties that a create must set.
    pub required: Vec<Cow<'static, str>>,
    /// What a search with `query` looks into.
    pub searchable: Vec<Cow<'static, str>>,
    /// Whether archived records can be restored.
    pub restorable: bool,
    /// Whether properties may hold sensitive values.
    pub allows_sensitive: bool,
}

impl TypeDefinition {
    /// What is known about a type of which its account says nothing.
    pub fn of(object_type: &ObjectType) -> Self {
        let list = |names: &'static [&'static str]| names.iter().copied().map(Cow::Borrowed).collect();
        Self {
            singular: Cow::Borrowed(object_type.labels.0),
            plural: Cow::Borrowed(object_type.labels.1),
            description: None,
            primary_display: object_type.primary_display.map(Cow::Borrowed),
            secondary_display: list(object_type.secondary_display),
            required: list(object_type.required_properties),
            searchable: list(object_type.searchable_properties),
            restorable: true,
            allows_sensitive: false,
        }
    }

    /// The required properties that a new record of the type lacks.
    pub fn missing(&self, object_type: &ObjectType, new: &Properties) -> Vec<Cow<'static, str>> {
        let set = |name: &str| new.filled(name).is_some();
        let substituted = |name: &str| {
            let substitutes = object_type.required_substitutes.iter();
            substitutes.into_iter().any(|(required, substitute)| *required == name && set(substitute))
        };
        self.required.iter().filter(|name| !set(name) && !substituted(name)).cloned().collect()
    }

    /// Forgets the properties of which `exists` says that the type does not have them.
    pub fn retain(&mut self, exists: impl Fn(&str) -> bool) {
        self.primary_display = self.primary_display.take().filter(|name| exists(name));
        for names in [&mut self.secondary_display, &mut self.required, &mut self.searchable] {
            names.retain(|name| exists(name));
        }
    }

    /// Finds everything that is wrong, where `exists` tells whether the type has a property.
    pub fn check(&self, exists: impl Fn(&str) -> bool) -> Vec<TypeViolation> {
        let named = [
            ("primaryDisplayProperty", self.primary_display.as_slice()),
            ("secondaryDisplayProperties", &self.secondary_display),
            ("requiredProperties", &self.required),
            ("searchableProperties", &self.searchable),
        ];
        let unknown = named.into_iter().flat_map(|(field, names)| {
            let unknown = names.iter().filter(|name| !exists(name));
            unknown.map(move |name| TypeViolation::UnknownProperty { field, name: name.to_string() })
        });
        let mut found: Vec<_> = unknown.collect();
        if self.searchable.len() > MAX_SEARCHABLE {
            found.push(TypeViolation::TooManySearchable);
        }
        if self.singular.trim().is_empty() || self.plural.trim().is_empty() {
            found.push(TypeViolation::EmptyLabel);
        }
        found
    }
}

/// Refuses what cannot be the name of a type: letters, digits and underscores after a letter (documented).
pub fn check_name(name: &str) -> Option<TypeViolation> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let starts_well = name.starts_with(|first: char| first.is_ascii_alphabetic());
    let is_valid = starts_well && name.len() <= NAME_LIMIT && name.bytes().all(is_word);
    (!is_valid).then(|| TypeViolation::InvalidName(name.to_owned()))
}

/// One reason why a type cannot be; displays as the sentence that clients see.
///
/// No recorded answer shows HubSpot's own wording of these, so the words are ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeViolation {
    /// The name has other characters than letters, digits and underscores, starts with no letter, or is too long.
    InvalidName(String),
    /// There is nothing for people to read.
    EmptyLabel,
    /// The type has no property of the name.
    UnknownProperty {
        /// The field that names it, as it travels.
        field: &'static str,
        /// The name.
        name: String,
    },
    /// More searchable properties than a search looks into.
    TooManySearchable,
}

impl TypeViolation {
    /// The field that is wrong, as it travels.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::InvalidName(_) => "name",
            Self::EmptyLabel => "labels",
            Self::UnknownProperty { field, .. } => field,
            Self::TooManySearchable => "searchableProperties",
        }
    }
}

impl fmt::Display for TypeViolation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidName(name) => write!(
                out,
                "Object type name '{name}' is invalid: it must start with a letter and hold at most {NAME_LIMIT} \
                 letters, digits and underscores."
            ),
            Self::EmptyLabel => out.write_str("Object type labels must not be empty."),
            Self::UnknownProperty { field, name } => {
                write!(out, "The property '{name}' in {field} does not exist.")
            }
            Self::TooManySearchable => {
                write!(out, "An object type cannot have more than {MAX_SEARCHABLE} searchable properties.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object_type::{find, standard_types};

    #[test]
    fn a_substitute_stands_for_a_required_property() {
        let missing = |plural: &str, pairs: &[(&'static str, &'static str)]| {
            let object_type = find(plural).unwrap();
            TypeDefinition::of(object_type).missing(object_type, &pairs.iter().copied().collect()).join(",")
        };
        for (plural, pairs, expected) in [
            ("contacts", &[][..], ""),
            ("companies", &[], "name"),
            ("companies", &[("domain", "example.org")], ""),
            ("companies", &[("name", "Example")], ""),
            ("tickets", &[("subject", "x")], "hs_pipeline_stage"),
            ("tickets", &[("subject", ""), ("hs_pipeline_stage", "1")], "subject"),
            ("deals", &[("dealname", "x"), ("amount", "1")], ""),
            ("meetings", &[("hs_meeting_start_time", "2026-01-01T00:00:00Z")], ""),
            ("users", &[], "hs_email"),
        ] {
            assert_eq!(missing(plural, pairs), expected, "{plural} {pairs:?}");
        }
    }

    #[test]
    fn names_are_letters_digits_and_underscores_after_a_letter() {
        for name in ["car", "Car_2", "c", &"c".repeat(90)] {
            assert_eq!(check_name(name), None, "{name}");
        }
        for name in ["", "2cars", "_car", "my car", "my-car", "é", "car.s", &"c".repeat(91)] {
            assert_eq!(check_name(name), Some(TypeViolation::InvalidName(name.to_owned())), "{name}");
        }
    }

    #[test]
    fn a_definition_names_properties_that_exist() {
        let names = |names: &[&'static str]| names.iter().copied().map(Cow::Borrowed).collect();
        let definition = TypeDefinition {
            singular: "Car".into(),
            plural: " ".into(),
            primary_display: Some("vin".into()),
            secondary_display: names(&["color", "make"]),
            required: names(&["vin", "year"]),
            searchable: vec!["make".into(); 21],
            ..TypeDefinition::default()
        };
        let wrong = definition.check(|name| name == "vin" || name == "make");
        let wrong: Vec<_> =
            wrong.iter().map(|violation| (violation.field(), violation.to_string())).collect();
        let expected = [
            (
                "secondaryDisplayProperties",
                "The property 'color' in secondaryDisplayProperties does not exist.",
            ),
            ("requiredProperties", "The property 'year' in requiredProperties does not exist."),
            ("searchableProperties", "An object type cannot have more than 20 searchable properties."),
            ("labels", "Object type labels must not be empty."),
        ];
        assert_eq!(wrong, expected.map(|(field, message)| (field, message.to_owned())));
    }

    #[test]
    fn hubspots_own_definitions_are_in_order() {
        for object_type in standard_types() {
            let exists = |name: &str| crate::catalogue::catalogue(object_type.id).get(name).is_some();
            assert_eq!(TypeDefinition::of(object_type).check(exists), [], "{}", object_type.plural);
        }
    }
}

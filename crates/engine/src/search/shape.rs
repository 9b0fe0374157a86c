//! What documents depend on beside the records: how values are read, and what is calculated of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use linchpin_domain::filter::Kind;
use linchpin_domain::{ObjectType, Property};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::TypeSchema;

/// Raised when this program makes other documents of the same records than it did before.
const VERSION: u32 = 1;
/// How many bytes of a hash are kept.
const HASH_BYTES: usize = 8;

/// What the documents of an index depend on; two that are the same make the same documents of a record.
///
/// Archived properties are indexed like live ones: nobody can name them in a filter, and restoring one costs nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shape {
    /// A fingerprint of what this program has built in.
    program: String,
    /// The other properties, by name.
    own: BTreeMap<String, String>,
}

impl Shape {
    /// What documents depend on under this schema.
    pub(super) fn of(schema: &TypeSchema) -> Self {
        let builtin = schema.builtin();
        let mut text = format!("{VERSION}\n");
        for property in builtin.properties() {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{} {}", property.name, line(property));
        }
        let ObjectType { usual, created_property, modified_property, .. } = schema.object_type;
        let _ = write!(text, "{usual:?} {created_property} {modified_property}");
        let is_changed = |property: &&Property| {
            builtin.get(&property.name).is_none_or(|builtin| line(builtin) != line(property))
        };
        let own = schema.additions().filter(is_changed);
        Self { program: hash(&text), own: own.map(|own| (own.name.to_string(), line(own))).collect() }
    }

    /// Whether documents that were made under this shape are as they have to be under a newer one.
    ///
    /// No record has a value yet of a property that is new, unless it is calculated.
    pub(super) fn serves(&self, newer: &Self, schema: &TypeSchema) -> bool {
        let is_new = |name: &str, line: &str| {
            !line.contains(FORMULA) && schema.builtin().get(name).is_none() && !self.own.contains_key(name)
        };
        self.program == newer.program
            && self.own.iter().all(|(name, line)| newer.own.get(name) == Some(line))
            && newer.own.iter().all(|(name, line)| self.own.get(name) == Some(line) || is_new(name, line))
    }
}

/// What comes before the hash of a formula.
const FORMULA: char = '=';

/// What documents depend on of a property.
fn line(property: &Property) -> String {
    let mut line = format!("{} {:?}", property.property_type.as_str(), Kind::of(property));
    let is_live = property.archived_at.is_none();
    if let Some(formula) = property.calculation_formula.as_deref().filter(|_| is_live) {
        let options = property.options.iter().map(|option| option.value.as_ref());
        let options = options.collect::<Vec<_>>().join(";");
        // Writing to a string cannot fail.
        let _ = write!(line, " {FORMULA}{}", hash(&format!("{formula}\n{options}")));
    }
    line
}

fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest[..HASH_BYTES].iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use linchpin_domain::{FieldType, PropertyType, Timestamp, object_type};

    use super::*;
    use crate::schema::Rows;

    fn schema(own: &[Property]) -> TypeSchema {
        let contacts = object_type::find("contacts").unwrap();
        let mut schema = TypeSchema::new(contacts, 1, Rows::default()).unwrap();
        for property in own {
            schema.put_property(property.clone());
        }
        schema
    }

    fn property(name: &'static str, property_type: PropertyType, field_type: FieldType) -> Property {
        Property::new(name, name, "contactinformation", property_type, field_type)
    }

    fn formula(formula: &str) -> Property {
        let formula = Some(formula.to_owned());
        let double = property("double", PropertyType::Number, FieldType::CalculationEquation);
        Property { calculation_formula: formula, ..double }
    }

    #[test]
    fn documents_serve_until_values_are_read_or_calculated_in_another_way() {
        let text = || property("pet", PropertyType::String, FieldType::Text);
        let archived = |property| Property { archived_at: Some(Timestamp(1)), ..property };
        let number = || property("pet", PropertyType::Number, FieldType::Number);
        let renamed = || Property { label: "Animal".into(), ..text() };
        let built_in = |name: &str| schema(&[]).get(name).unwrap().clone();
        let changed = Property { label: "First".into(), ..built_in("firstname") };
        let other_kind = Property { property_type: PropertyType::Number, ..built_in("firstname") };
        for (before, after, serves) in [
            (vec![], vec![], true),
            (vec![], vec![text()], true),
            (vec![text()], vec![renamed()], true),
            (vec![text()], vec![archived(text())], true),
            (vec![archived(text())], vec![text()], true),
            (vec![text()], vec![number()], false),
            (vec![archived(text())], vec![number()], false),
            (vec![text()], vec![], false),
            (vec![], vec![formula("1")], false),
            (vec![formula("1")], vec![formula("1")], true),
            (vec![formula("1")], vec![formula("2")], false),
            (vec![formula("1")], vec![archived(formula("1"))], false),
            (vec![], vec![changed], true),
            (vec![], vec![other_kind], false),
        ] {
            let [from, to] = [&before, &after].map(|own| schema(own));
            assert_eq!(Shape::of(&from).serves(&Shape::of(&to), &to), serves, "{before:?} to {after:?}");
        }
    }
}

//! The built-in properties and groups of each object type.
//!
//! They are the same for every account, so they are parsed once per type from text inside the binary and never copied
//! into the database; an account stores only its own additions and overrides.

mod format;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use crate::object_type::{self, STANDARD};
use crate::{ObjectType, ObjectTypeId, Property, PropertyGroup, Timestamp};

/// When the built-in definitions were made and last changed.
///
/// HubSpot shows a different moment for each and none means anything to a client, so they share one.
pub const BUILT_IN_AT: Timestamp = Timestamp(1_565_059_268_029);

/// The system properties that every type has, custom ones too.
const SHARED: &str = include_str!("../catalogue/shared.tsv");

static CATALOGUES: [OnceLock<Catalogue>; STANDARD.len()] = [const { OnceLock::new() }; STANDARD.len()];
/// What a custom type gets together with its first pipeline.
const CUSTOM_STAGES: &str = include_str!("../catalogue/custom_stages.tsv");

static CUSTOM: OnceLock<Catalogue> = OnceLock::new();

/// The built-in properties and groups of one object type.
#[derive(Clone, Debug)]
pub struct Catalogue {
    properties: Cow<'static, [Property]>,
    groups: &'static [PropertyGroup],
    /// A write looks up every one of its values several times.
    by_name: HashMap<&'static str, usize>,
}

impl Catalogue {
    /// All properties, sorted by name.
    pub fn properties(&self) -> &[Property] {
        &self.properties
    }

    /// The property of this name.
    pub fn get(&self, name: &str) -> Option<&Property> {
        self.by_name.get(name).map(|at| &self.properties[*at])
    }

    /// All groups, the type's main group first.
    pub fn groups(&self) -> &'static [PropertyGroup] {
        self.groups
    }
}

/// The catalogue of a type with the group of each property; that of a custom type, which names its group, is made
/// here, the others are shared.
pub fn of_type(object_type: &ObjectType) -> Cow<'static, Catalogue> {
    if object_type.id.is_standard() {
        return Cow::Borrowed(catalogue(object_type.id));
    }
    let base = custom_base();
    let properties = base.properties().iter().cloned();
    let properties = properties.map(|property| Property { group_name: object_type.main_group(), ..property });
    Cow::Owned(Catalogue { properties: properties.collect(), ..base.clone() })
}

/// The properties that records of a custom type get together with its first pipeline; none for other types.
pub fn stage_properties(object_type: &ObjectType) -> Vec<Property> {
    static PROPERTIES: OnceLock<Catalogue> = OnceLock::new();
    if object_type.id.is_standard() {
        return Vec::new();
    }
    let properties = PROPERTIES.get_or_init(|| format::parse(CUSTOM_STAGES, "")).properties().iter().cloned();
    properties.map(|property| Property { group_name: object_type.main_group(), ..property }).collect()
}

/// The catalogue of a type; a type that is not one of HubSpot's own starts from [`custom_base`].
pub fn catalogue(id: ObjectTypeId) -> &'static Catalogue {
    match object_type::position(id) {
        Some(at) => CATALOGUES[at].get_or_init(|| format::parse(STANDARD[at].catalogue, SHARED)),
        None => custom_base(),
    }
}

/// What a new custom object type starts with: the system properties, in no group yet; [`of_type`] knows it.
pub fn custom_base() -> &'static Catalogue {
    CUSTOM.get_or_init(|| format::parse("", SHARED))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object_type::standard_types;
    use crate::{AccountId, FieldType, PropertyType};

    #[test]
    fn every_type_has_its_catalogue_in_order() {
        for object_type in standard_types() {
            let catalogue = catalogue(object_type.id);
            let plural = object_type.plural;
            assert!(catalogue.properties().is_sorted_by(|left, right| left.name < right.name), "{plural}");
            for property in catalogue.properties() {
                let name = &property.name;
                assert_eq!(catalogue.get(name), Some(property), "{plural}.{name}");
                let group = catalogue.groups().iter().find(|group| group.name == property.group_name);
                assert!(group.is_some(), "{plural}.{name} is in the unknown group {}", property.group_name);
            }
        }
    }

    #[test]
    fn usual_values_are_sorted_and_of_defined_properties() {
        for object_type in standard_types() {
            let plural = object_type.plural;
            assert!(object_type.usual.is_sorted_by(|left, right| left.0 < right.0), "{plural}");
            for (name, value) in object_type.usual {
                assert!(catalogue(object_type.id).get(name).is_some(), "{plural}.{name}");
                assert!(!object_type.is_column(name), "{plural}.{name}");
                assert!(value.bytes().all(|byte| byte != b'"' && byte != b'\\' && byte >= b' '), "{value}");
            }
        }
    }

    #[test]
    fn properties_that_object_types_name_are_defined() {
        for object_type in standard_types() {
            let named = [
                object_type.required_properties,
                object_type.default_properties,
                object_type.searchable_properties,
                object_type.unfiltered,
                object_type.secondary_display,
                object_type.primary_display.as_slice(),
                &[object_type.created_property, object_type.modified_property, "hs_object_id"],
            ]
            .concat();
            for name in named {
                assert!(catalogue(object_type.id).get(name).is_some(), "{}.{name}", object_type.plural);
            }
        }
    }

    #[test]
    fn required_properties_can_be_set() {
        for object_type in standard_types() {
            for name in object_type.required_properties {
                let property = catalogue(object_type.id).get(name).unwrap();
                assert!(!property.read_only_value, "{}.{name}", object_type.plural);
            }
            let owner = catalogue(object_type.id).get("hubspot_owner_id").unwrap();
            assert!(!owner.read_only_value, "{}.hubspot_owner_id", object_type.plural);
        }
    }

    #[test]
    fn companies_are_as_recorded() {
        let companies = catalogue(ObjectTypeId::standard(2));
        assert_eq!(companies.properties().len(), 245);
        let industry = companies.get("industry").unwrap();
        assert_eq!(industry.options.len(), 148);
        assert_eq!(industry.read_only_options, Some(false));
        assert!(!industry.read_only_definition && industry.form_field);
        assert_eq!(industry.group_name, "companyinformation");
        let owner = companies.get("hubspot_owner_id").unwrap();
        assert_eq!(owner.referenced_object_type.as_deref(), Some("OWNER"));
        assert!(owner.external_options && owner.options.is_empty());
        let id = companies.get("hs_object_id").unwrap();
        assert_eq!((id.created_at, id.updated_at), (None, None));
        assert_eq!(companies.get("name").unwrap().created_at, Some(BUILT_IN_AT));
        assert_eq!(companies.get("no_such_property"), None);
    }

    #[test]
    fn yes_or_no_properties_have_both_options() {
        for object_type in standard_types() {
            for property in catalogue(object_type.id).properties() {
                if property.property_type == PropertyType::Bool
                    && property.field_type == FieldType::BooleanCheckbox
                {
                    assert_eq!(property.options.len(), 2, "{}.{}", object_type.plural, property.name);
                }
            }
        }
    }

    #[test]
    fn custom_types_start_with_the_shared_properties() {
        let base = catalogue(ObjectTypeId::custom(7));
        assert!(std::ptr::eq(base, custom_base()));
        assert!(base.get("hs_object_id").is_some() && base.get("hs_createdate").is_some());
        assert!(base.get("email").is_none());
        assert!(base.groups().is_empty());
        assert!(base.properties().iter().all(|property| property.group_name.is_empty()));
    }

    #[test]
    fn the_properties_of_a_custom_type_stand_in_its_own_group() {
        let cars = object_type::custom(AccountId(1), ObjectTypeId::custom(7), "cars");
        let catalogue = of_type(cars);
        assert_eq!(catalogue.properties().len(), custom_base().properties().len());
        let stages = stage_properties(cars);
        assert_eq!(stages.len(), 4);
        for property in catalogue.properties().iter().chain(&stages) {
            assert_eq!(property.group_name, "cars_information", "{}", property.name);
        }
        assert!(stage_properties(object_type::find("deals").unwrap()).is_empty());
    }
}

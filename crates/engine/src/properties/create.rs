//! Creating properties, and restoring archived ones by creating them again.

use super::PropertyRefusal;
use linchpin_domain::property::{complete_options, validate_definition};
use linchpin_domain::{ObjectType, Property, limits};

use super::{MAX_UNIQUE_PROPERTIES, formula, sensitivity};
use crate::objects::{Batch, ItemError};
use crate::schema::{Change, TypeSchema};
use crate::{Engine, Principal, Result};

impl Engine {
    /// Creates a property of this definition, whose times are set here; an archived one of the name is restored.
    pub async fn create_property(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        definition: Property,
    ) -> Result<Property> {
        let definer = self.definer(principal).await?;
        self.change_schema(principal, object_type, move |change| {
            definer.admit(&change.schema, std::slice::from_ref(&definition))?;
            create(change, definition)
        })
        .await
    }

    /// Creates properties; each one that cannot be is an error of its own and the others are created.
    pub async fn create_properties(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        definitions: Vec<Property>,
    ) -> Result<Batch<Property>> {
        let definer = self.definer(principal).await?;
        self.change_schema(principal, object_type, move |change| {
            definer.admit(&change.schema, &definitions)?;
            let mut batch = Batch { results: Vec::new(), errors: Vec::new() };
            for definition in definitions {
                match create(change, definition) {
                    Ok(property) => batch.results.push(property),
                    Err(error) => batch.errors.push(ItemError { trace_id: None, error }),
                }
            }
            Ok(batch)
        })
        .await
    }
}

/// Puts a new property into a schema, or restores the archived one of its name.
pub(crate) fn create(change: &mut Change, mut definition: Property) -> Result<Property> {
    definition.created_at = Some(change.now);
    definition.updated_at = Some(change.now);
    definition.archived_at = None;
    if let Some(known) = change.schema.get_any(&definition.name) {
        if known.archived_at.is_none() {
            return Err(PropertyRefusal::Exists(definition.name.into_owned()).into());
        }
        restore(known, &mut definition);
    }
    complete_options(&mut definition);
    check(&change.schema, &definition)?;
    change.put_property(definition.clone());
    Ok(definition)
}

/// Keeps what an archived property was and a new definition of its name cannot change.
fn restore(archived: &Property, definition: &mut Property) {
    // Observed: the posted definition counts, the moment of creation stays the first one.
    definition.created_at = archived.created_at;
    // Records may hold values that were never compared with each other, or that others rely on being unique.
    definition.has_unique_value = archived.has_unique_value;
    // Those values are what they were, to whomever they are shown.
    definition.data_sensitivity = archived.data_sensitivity;
    definition.hubspot_defined = archived.hubspot_defined;
    definition.archivable = archived.archivable;
    definition.read_only_definition = archived.read_only_definition;
    definition.read_only_options = archived.read_only_options;
    if archived.hubspot_defined {
        definition.property_type = archived.property_type;
        definition.external_options = archived.external_options;
        definition.referenced_object_type.clone_from(&archived.referenced_object_type);
    }
}

fn check(schema: &TypeSchema, definition: &Property) -> Result<()> {
    if schema.group(&definition.group_name).is_none() {
        return Err(PropertyRefusal::UnknownGroup(definition.group_name.to_string()).into());
    }
    let mut violations = validate_definition(schema.object_type.id, definition);
    violations.extend(sensitivity::check(schema, definition));
    if violations.is_empty() {
        violations.extend(formula::check(schema, definition));
    }
    if !violations.is_empty() {
        return Err(PropertyRefusal::Invalid { name: definition.name.to_string(), violations }.into());
    }
    let custom = || schema.all(false).filter(|property| !property.hubspot_defined);
    if custom().count() >= limits::CUSTOM_PROPERTIES {
        return Err(PropertyRefusal::TooMany(limits::CUSTOM_PROPERTIES).into());
    }
    let n_unique = custom().filter(|property| property.has_unique_value).count();
    if definition.has_unique_value && n_unique >= MAX_UNIQUE_PROPERTIES {
        return Err(PropertyRefusal::TooManyUnique(MAX_UNIQUE_PROPERTIES).into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use linchpin_domain::{FieldType, PropertyType, Timestamp, object_type};

    use super::*;
    use crate::Error;

    fn change() -> Change {
        let contacts = object_type::find("contacts").expect("contacts are a standard type");
        let schema =
            TypeSchema::new(contacts, 1, crate::schema::Rows::default()).expect("no rows, no damage");
        Change::new(schema, Timestamp(7))
    }

    fn text(name: impl Into<String>) -> Property {
        Property::new(name.into(), "Label", "contactinformation", PropertyType::String, FieldType::Text)
    }

    #[test]
    fn a_type_has_a_bounded_number_of_properties_besides_hubspots() {
        let mut change = change();
        for index in 0..limits::CUSTOM_PROPERTIES {
            create(&mut change, text(format!("p{index}"))).expect("there is room");
        }
        let refused = create(&mut change, text("one_more"));
        assert!(
            matches!(refused, Err(Error::Property(PropertyRefusal::TooMany(limits::CUSTOM_PROPERTIES)))),
            "{refused:?}"
        );
    }

    #[test]
    fn what_a_caller_says_about_times_does_not_count() {
        let claimed = Property {
            created_at: Some(Timestamp(1)),
            updated_at: None,
            archived_at: Some(Timestamp(2)),
            ..text("a")
        };
        let created = create(&mut change(), claimed).expect("the definition is valid");
        let times = (created.created_at, created.updated_at, created.archived_at);
        assert_eq!(times, (Some(Timestamp(7)), Some(Timestamp(7)), None));
    }

    #[test]
    fn yes_or_no_gets_its_options() {
        let posted = Property {
            property_type: PropertyType::Bool,
            field_type: FieldType::BooleanCheckbox,
            ..text("a")
        };
        assert_eq!(create(&mut change(), posted).expect("the definition is valid").options.len(), 2);
    }

    #[test]
    fn a_restored_property_is_as_unique_as_it_was() {
        for was_unique in [true, false] {
            let mut change = change();
            let archived = Property {
                has_unique_value: was_unique,
                created_at: Some(Timestamp(1)),
                archived_at: Some(Timestamp(2)),
                ..text("a")
            };
            change.put_property(archived);
            let posted = Property { has_unique_value: !was_unique, label: "New".into(), ..text("a") };
            let restored = create(&mut change, posted).expect("the definition is valid");
            assert_eq!((restored.has_unique_value, restored.label.as_ref()), (was_unique, "New"));
            assert_eq!((restored.created_at, restored.archived_at), (Some(Timestamp(1)), None));
        }
    }
}

//! Changing definitions, as far as HubSpot lets callers change its own.

use super::PropertyRefusal;
use linchpin_domain::property::{complete_options, validate_definition};
use linchpin_domain::{ObjectType, Property, PropertyType};

use super::{PropertyUpdate, formula};

use crate::schema::{Change, TypeSchema};
use crate::sensitive::Intent;
use crate::{Engine, Principal, Result};

impl Engine {
    /// Changes the definition of a live property.
    pub async fn update_property(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        name: &str,
        update: PropertyUpdate,
    ) -> Result<Property> {
        let (name, by) = (name.to_owned(), principal.clone());
        self.change_schema(principal, object_type, move |change| {
            change.schema.admit(&by, Intent::Change, [name.as_str()])?;
            change_definition(change, &name, update)
        })
        .await
    }
}

fn change_definition(change: &mut Change, name: &str, update: PropertyUpdate) -> Result<Property> {
    let old = change.schema.get(name).ok_or_else(|| PropertyRefusal::NotFound(name.to_owned()))?;
    let mut new = updated(old, update);
    if !may_become(old, &new) {
        return Err(PropertyRefusal::ReadOnly(name.to_owned()).into());
    }
    check(&change.schema, old, &new)?;
    new.updated_at = Some(change.now);
    change.put_property(new.clone());
    Ok(new)
}

/// The definition with the changes applied.
fn updated(old: &Property, update: PropertyUpdate) -> Property {
    let mut new = Property {
        label: update.label.map_or_else(|| old.label.clone(), Into::into),
        description: update.description.map_or_else(|| old.description.clone(), Into::into),
        group_name: update.group_name.map_or_else(|| old.group_name.clone(), Into::into),
        property_type: update.property_type.unwrap_or(old.property_type),
        field_type: update.field_type.unwrap_or(old.field_type),
        display_order: update.display_order.unwrap_or(old.display_order),
        hidden: update.hidden.unwrap_or(old.hidden),
        form_field: update.form_field.unwrap_or(old.form_field),
        calculation_formula: update.calculation_formula.or_else(|| old.calculation_formula.clone()),
        currency_property_name: update
            .currency_property_name
            .map_or_else(|| old.currency_property_name.clone(), |name| Some(name.into())),
        number_display_hint: update
            .number_display_hint
            .map_or_else(|| old.number_display_hint.clone(), |hint| Some(hint.into())),
        text_display_hint: update
            .text_display_hint
            .map_or_else(|| old.text_display_hint.clone(), |hint| Some(hint.into())),
        show_currency_symbol: update.show_currency_symbol.or(old.show_currency_symbol),
        ..old.clone()
    };
    new.calculation_formula = new.calculation_formula.filter(|formula| !formula.trim().is_empty());
    if let Some(options) = update.options {
        new.options = options.into();
    } else if new.property_type != old.property_type && new.property_type != PropertyType::Enumeration {
        // The choices go with the type that had them.
        new.options = Vec::new().into();
    }
    if !new.hubspot_defined && new.field_type != old.field_type {
        new.calculated = new.field_type.is_calculation();
        new.read_only_value = new.calculated;
    }
    complete_options(&mut new);
    new
}

/// Whether callers may make the one definition of the other; sending back what is there changes nothing.
///
/// No record shows which parts of its own definitions HubSpot lets callers change; the flags of the definition
/// decide, and the type of values that HubSpot's own functions fill or read stays.
fn may_become(old: &Property, new: &Property) -> bool {
    let options_fixed = old.read_only_options.unwrap_or(old.read_only_definition);
    if new.options != old.options && options_fixed {
        return false;
    }
    if old.hubspot_defined && new.property_type != old.property_type {
        return false;
    }
    let with_old_options = Property { options: old.options.clone(), ..new.clone() };
    !old.read_only_definition || with_old_options == *old
}

/// Refuses what the update made wrong; HubSpot's own definitions break some of the rules to begin with.
fn check(schema: &TypeSchema, old: &Property, new: &Property) -> Result<()> {
    if new.group_name != old.group_name && schema.group(&new.group_name).is_none() {
        return Err(PropertyRefusal::UnknownGroup(new.group_name.to_string()).into());
    }
    let id = schema.object_type.id;
    let mut violations = validate_definition(id, new);
    if !violations.is_empty() {
        let before = validate_definition(id, old);
        violations.retain(|violation| !before.contains(violation));
    }
    if violations.is_empty() {
        violations.extend(formula::check(schema, new));
    }
    if violations.is_empty() {
        Ok(())
    } else {
        Err(PropertyRefusal::Invalid { name: new.name.to_string(), violations }.into())
    }
}

#[cfg(test)]
mod tests {
    use linchpin_domain::{FieldType, PropertyOption};

    use super::*;

    fn choice(value: &'static str) -> PropertyOption {
        PropertyOption {
            label: value.into(),
            value: value.into(),
            description: "".into(),
            display_order: -1,
            hidden: false,
        }
    }

    fn tier() -> Property {
        Property {
            options: vec![choice("gold"), choice("silver")].into(),
            ..Property::new("tier", "Tier", "group", PropertyType::Enumeration, FieldType::Select)
        }
    }

    fn relabel() -> PropertyUpdate {
        PropertyUpdate { label: Some("Other".to_owned()), ..PropertyUpdate::default() }
    }

    fn reoption() -> PropertyUpdate {
        PropertyUpdate { options: Some(vec![choice("bronze")]), ..PropertyUpdate::default() }
    }

    #[test]
    fn what_is_left_out_stays() {
        assert_eq!(updated(&tier(), PropertyUpdate::default()), tier());
        assert_eq!(updated(&tier(), relabel()), Property { label: "Other".into(), ..tier() });
        assert_eq!(updated(&tier(), reoption()).options, vec![choice("bronze")]);
    }

    #[test]
    fn another_type_drops_the_options_of_the_old_one() {
        let to_type = |property_type, field_type| PropertyUpdate {
            property_type: Some(property_type),
            field_type: Some(field_type),
            ..PropertyUpdate::default()
        };
        let text = updated(&tier(), to_type(PropertyType::String, FieldType::Text));
        assert!(text.options.is_empty());
        let bool = updated(&tier(), to_type(PropertyType::Bool, FieldType::BooleanCheckbox));
        assert_eq!(
            bool.options.iter().map(|option| option.value.as_ref()).collect::<Vec<_>>(),
            ["true", "false"]
        );
        let formula = updated(&text, to_type(PropertyType::String, FieldType::CalculationEquation));
        assert!(formula.calculated && formula.read_only_value);
    }

    #[test]
    fn an_empty_formula_takes_the_formula_away() {
        let formula = Property { calculation_formula: Some("a + b".to_owned()), ..tier() };
        let update = |formula: &str| PropertyUpdate {
            calculation_formula: Some(formula.to_owned()),
            ..PropertyUpdate::default()
        };
        assert_eq!(updated(&formula, update(" ")).calculation_formula, None);
        assert_eq!(updated(&formula, update("a")).calculation_formula.as_deref(), Some("a"));
    }

    #[test]
    fn flags_decide_what_callers_may_change() {
        let number =
            PropertyUpdate { property_type: Some(PropertyType::Number), ..PropertyUpdate::default() };
        let changes = [relabel(), reoption(), number, PropertyUpdate::default()];
        let hubspots = |read_only_definition, read_only_options| Property {
            hubspot_defined: true,
            read_only_definition,
            read_only_options,
            ..tier()
        };
        for (property, allowed) in [
            (tier(), [true, true, true, true]),
            (hubspots(true, None), [false, false, false, true]),
            (hubspots(true, Some(false)), [false, true, false, true]),
            (hubspots(false, Some(true)), [true, false, false, true]),
            (hubspots(false, None), [true, true, false, true]),
        ] {
            for (change, allowed) in changes.iter().zip(allowed) {
                let new = updated(&property, change.clone());
                assert_eq!(may_become(&property, &new), allowed, "{change:?} of {property:?}");
            }
        }
    }
}

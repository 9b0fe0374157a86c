//! Archiving properties: they leave every live view, and records keep their values.

use super::PropertyRefusal;
use linchpin_domain::{ObjectType, Property};

use crate::schema::{Change, TypeSchema};
use crate::sensitive::Intent;
use crate::{Engine, Error, Principal, Result};

impl Engine {
    /// Archives a live property.
    pub async fn archive_property(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        name: &str,
    ) -> Result<()> {
        let (name, by) = (name.to_owned(), principal.clone());
        self.change_schema(principal, object_type, move |change| {
            change.schema.admit(&by, Intent::Change, [name.as_str()])?;
            archive(change, &name, std::slice::from_ref(&name))
        })
        .await
    }

    /// Archives properties: all of them or none; names that are unknown or archived already count as done.
    pub async fn archive_properties(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        names: Vec<String>,
    ) -> Result<()> {
        let by = principal.clone();
        self.change_schema(principal, object_type, move |change| {
            change.schema.admit(&by, Intent::Change, names.iter().map(String::as_str))?;
            for name in &names {
                match archive(change, name, &names) {
                    Ok(()) | Err(Error::Property(PropertyRefusal::NotFound(_))) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        })
        .await
    }
}

/// Archives one of the properties that are archived together, whose formulas do not keep each other.
fn archive(change: &mut Change, name: &str, together: &[String]) -> Result<()> {
    let schema = &change.schema;
    let property = schema.get(name).ok_or_else(|| PropertyRefusal::NotFound(name.to_owned()))?;
    if !may_go(schema.object_type, property) {
        return Err(PropertyRefusal::NotArchivable(name.to_owned()).into());
    }
    let users = users(schema, name, together);
    if !users.is_empty() {
        return Err(
            PropertyRefusal::InUse { name: name.to_owned(), object_type: schema.object_type, users }.into()
        );
    }
    let archived = Property { archived_at: Some(change.now), ..property.clone() };
    change.put_property(archived);
    Ok(())
}

/// Whether a property may be archived.
///
/// HubSpot marks nearly all of its own as archivable (recorded, `hs_object_id` too); those that it fills itself and
/// those that records of the type cannot be without stay nevertheless.
fn may_go(object_type: &ObjectType, property: &Property) -> bool {
    let needed = property.read_only_value
        || object_type.is_column(&property.name)
        || object_type.required_properties.contains(&property.name.as_ref())
        || object_type.default_properties.contains(&property.name.as_ref());
    property.archivable && !(property.hubspot_defined && needed)
}

/// The labels of the other live properties whose formulas read the property, in the order of their names.
fn users(schema: &TypeSchema, name: &str, together: &[String]) -> Vec<String> {
    let mut users: Vec<_> = schema.calculations.users(name).collect();
    users.retain(|user| !together.iter().any(|name| name == user));
    users.sort_unstable();
    users.into_iter().filter_map(|user| schema.get(user)).map(|user| user.label.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use linchpin_domain::{FieldType, PropertyType, Timestamp, object_type};

    use super::*;

    fn number(name: &'static str, formula: Option<&str>) -> Property {
        let field_type = if formula.is_some() { FieldType::CalculationEquation } else { FieldType::Number };
        Property {
            calculation_formula: formula.map(str::to_owned),
            ..Property::new(name, name.to_uppercase(), "dealinformation", PropertyType::Number, field_type)
        }
    }

    /// Deals where `net` reads `cost`, `net_twice` reads `net`, and an archived property reads `fee`.
    fn change() -> Change {
        let deals = object_type::find("deals").expect("deals are a standard type");
        let schema = TypeSchema::new(deals, 1, crate::schema::Rows::default()).expect("no rows, no damage");
        let mut change = Change::new(schema, Timestamp(7));
        change.put_property(number("cost", None));
        change.put_property(number("fee", None));
        change.put_property(number("net", Some("amount - cost")));
        change.put_property(number("net_twice", Some("2net")));
        change.put_property(Property { archived_at: Some(Timestamp(1)), ..number("old", Some("fee")) });
        change
    }

    #[test]
    fn formulas_of_live_properties_keep_what_they_read() {
        for (name, expected) in
            [("cost", &["NET"][..]), ("net", &["NET_TWICE"]), ("net_twice", &[]), ("fee", &[])]
        {
            let mut change = change();
            let alone = [name.to_owned()];
            let kept_by = match archive(&mut change, name, &alone) {
                Ok(()) => Vec::new(),
                Err(Error::Property(PropertyRefusal::InUse { users, .. })) => users,
                Err(other) => panic!("{name}: {other}"),
            };
            assert_eq!(kept_by, expected, "{name}");
            assert_eq!(change.schema.get(name).is_none(), expected.is_empty(), "{name}");
        }
    }

    #[test]
    fn properties_that_go_together_do_not_keep_each_other() {
        let together = ["cost", "net", "net_twice"].map(str::to_owned);
        let mut change = change();
        for name in &together {
            archive(&mut change, name, &together).expect("its only user goes too");
        }
    }
}

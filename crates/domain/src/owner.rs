//! Who may own records: the ids that owner properties hold.

use std::collections::HashMap;

use crate::{Code, Property, TeamId, UserId, Violation};

/// The property that says whose a record is.
const OWNER: &str = "hubspot_owner_id";
/// How a definition says that its values are ids of owners.
const OWNER_TYPE: &str = "OWNER";

/// What records show of their owner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owner {
    /// The user behind the owner.
    pub user: Option<UserId>,
    /// The main team of that user, and behind it those that it is part of; empty when there is none.
    pub teams: Vec<TeamId>,
}

/// The owners of an account, those who left included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owners(HashMap<i64, Owner>);

impl Owners {
    /// The owner of an id as a record holds it.
    pub fn find(&self, id: &str) -> Option<&Owner> {
        self.0.get(&id.parse().ok()?)
    }

    /// Refuses values of owner properties that are not ids of owners; other properties take any value.
    pub fn check(&self, property: &Property, value: &str) -> Result<(), Violation> {
        if value.is_empty() || !names_owners(property) {
            return Ok(());
        }
        let mut ids = value.split(';').map(str::trim).filter(|id| !id.is_empty());
        let is_known = |id: &str| id.parse().is_ok_and(|id: i64| self.0.contains_key(&id));
        match ids.find(|id| !is_known(id)) {
            None => Ok(()),
            Some(id) => {
                // No record shows the words.
                let message = format!("The owner with ID {id} does not exist");
                Err(Violation::of_value(&property.name, Code::InvalidOwnerId, value, message))
            }
        }
    }
}

impl FromIterator<(i64, Owner)> for Owners {
    fn from_iter<I: IntoIterator<Item = (i64, Owner)>>(owners: I) -> Self {
        Self(owners.into_iter().collect())
    }
}

/// Tells whether the property's values are ids of owners.
fn names_owners(property: &Property) -> bool {
    property.name == OWNER || property.referenced_object_type.as_deref() == Some(OWNER_TYPE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::catalogue;
    use crate::object_type::find;
    use crate::{FieldType, PropertyType};

    #[test]
    fn owner_properties_hold_ids_of_owners() {
        let seven = Owner { user: Some(UserId(70)), teams: vec![TeamId(1)] };
        let owners: Owners = [(7, seven.clone()), (8, Owner::default())].into_iter().collect();
        let of_deals = catalogue(find("deals").unwrap().id).get(OWNER).unwrap();
        let text = Property::new("a", "A", "g", PropertyType::String, FieldType::Text);
        let reviewers = Property {
            referenced_object_type: Some(OWNER_TYPE.into()),
            ..Property::new("reviewers", "R", "g", PropertyType::Enumeration, FieldType::Checkbox)
        };
        for (property, value, refused) in [
            (of_deals, "7", None),
            (of_deals, "", None),
            (of_deals, "9", Some("9")),
            (of_deals, "ada", Some("ada")),
            (&text, "9", None),
            (&reviewers, "7;8", None),
            (&reviewers, ";8", None),
            (&reviewers, "7;9;10", Some("9")),
        ] {
            let message = owners.check(property, value).err().map(|violation| violation.message);
            assert_eq!(
                message,
                refused.map(|id| format!("The owner with ID {id} does not exist")),
                "{value}"
            );
        }
        assert_eq!((owners.find("7"), owners.find("9"), owners.find("x")), (Some(&seven), None, None));
    }
}

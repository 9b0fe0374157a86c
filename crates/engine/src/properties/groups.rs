//! Property groups: create or restore, change, and archive once they are empty.

use super::PropertyRefusal;
use linchpin_domain::property::DefinitionViolation;
use linchpin_domain::{ObjectType, PropertyGroup};

use super::{GroupUpdate, NewGroup};
use crate::schema::Change;
use crate::{Engine, Principal, Result};

/// The longest internal name, as for properties.
const NAME_LIMIT: usize = 100;

impl Engine {
    /// Creates a group; an archived one of the name is restored.
    pub async fn create_property_group(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        new: NewGroup,
    ) -> Result<PropertyGroup> {
        self.change_schema(principal, object_type, move |change| create(change, new)).await
    }

    /// Changes a live group.
    pub async fn update_property_group(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        name: &str,
        update: GroupUpdate,
    ) -> Result<PropertyGroup> {
        let name = name.to_owned();
        let work = move |change: &mut Change| {
            let mut group = live(change, &name)?;
            if let Some(label) = update.label {
                group.label = label.into();
            }
            group.display_order = update.display_order.unwrap_or(group.display_order);
            put(change, group)
        };
        self.change_schema(principal, object_type, work).await
    }

    /// Archives a live group that no live property is in.
    pub async fn archive_property_group(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        name: &str,
    ) -> Result<()> {
        let name = name.to_owned();
        let work = move |change: &mut Change| {
            let group = live(change, &name)?;
            if change.schema.all(false).any(|property| property.group_name == group.name) {
                return Err(PropertyRefusal::GroupNotEmpty(name).into());
            }
            change.put_group(PropertyGroup { archived: true, ..group });
            Ok(())
        };
        self.change_schema(principal, object_type, work).await
    }
}

fn create(change: &mut Change, new: NewGroup) -> Result<PropertyGroup> {
    if change.schema.group(&new.name).is_some() {
        return Err(PropertyRefusal::GroupExists(new.name).into());
    }
    if !is_name(&new.name) {
        return Err(PropertyRefusal::InvalidGroupName(new.name).into());
    }
    let group = PropertyGroup {
        name: new.name.into(),
        label: new.label.into(),
        display_order: new.display_order.unwrap_or(-1),
        archived: false,
    };
    put(change, group)
}

fn live(change: &Change, name: &str) -> Result<PropertyGroup> {
    change.schema.group(name).cloned().ok_or_else(|| PropertyRefusal::GroupNotFound(name.to_owned()).into())
}

fn put(change: &mut Change, group: PropertyGroup) -> Result<PropertyGroup> {
    if group.label.trim().is_empty() {
        let violations = vec![DefinitionViolation::EmptyLabel];
        return Err(PropertyRefusal::Invalid { name: group.name.into_owned(), violations }.into());
    }
    change.put_group(group.clone());
    Ok(group)
}

/// Whether a group can be called so; laxer than for properties, since no record shows a name that was refused.
fn is_name(name: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    !name.is_empty() && name.len() <= NAME_LIMIT && name.bytes().all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_groups_are_words() {
        for name in ["a", "my_group", "mypropertygroup", "Group-2", "2024_data"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "a b", "a/b", "é", "a.b", &"a".repeat(101)] {
            assert!(!is_name(name), "{name}");
        }
    }
}

//! Changing what an account says about a type.

use linchpin_domain::{ObjectType, TypeDefinition};

use super::{ObjectSchema, ObjectTypeUpdate, TypeRefusal, names};
use crate::schema::Change;
use crate::{Engine, Principal, Result};

impl Engine {
    /// Changes what the account says about a live type, be it its own or one of HubSpot's.
    pub async fn update_object_type(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        update: ObjectTypeUpdate,
    ) -> Result<ObjectSchema> {
        let work = move |change: &mut Change| {
            let definition = updated(change.schema.definition.clone(), update);
            define(change, definition)
        };
        self.change_schema(principal, object_type, work).await?;
        self.object_schema(principal.account, object_type).await
    }
}

/// Puts a definition into the schema if it is in order.
pub(super) fn define(change: &mut Change, definition: TypeDefinition) -> Result<()> {
    let violations = definition.check(|name| change.schema.get(name).is_some());
    if !violations.is_empty() {
        return Err(TypeRefusal::Invalid(violations).into());
    }
    change.put_type(definition, None);
    Ok(())
}

fn updated(old: TypeDefinition, update: ObjectTypeUpdate) -> TypeDefinition {
    let text = |new: Option<String>| new.filter(|text| !text.is_empty());
    TypeDefinition {
        singular: update.singular.map_or(old.singular, Into::into),
        plural: update.plural.map_or(old.plural, Into::into),
        description: update.description.map_or(old.description, |new| text(Some(new))),
        primary_display: text(update.primary_display).map(Into::into).or(old.primary_display),
        secondary_display: update.secondary_display.map_or(old.secondary_display, names),
        required: update.required.map_or(old.required, names),
        searchable: update.searchable.map_or(old.searchable, names),
        restorable: update.restorable.unwrap_or(old.restorable),
        allows_sensitive: update.allows_sensitive.unwrap_or(old.allows_sensitive),
    }
}

#[cfg(test)]
mod tests {
    use linchpin_domain::object_type;

    use super::*;

    #[test]
    fn an_update_changes_what_it_names() {
        let contacts =
            TypeDefinition::of(object_type::find("contacts").expect("contacts are a standard type"));
        let old = TypeDefinition { description: Some("People".to_owned()), ..contacts };
        assert_eq!(updated(old.clone(), ObjectTypeUpdate::default()), old);
        let update = ObjectTypeUpdate {
            plural: Some("Persons".to_owned()),
            description: Some(String::new()),
            primary_display: Some("email".to_owned()),
            required: Some(vec!["email".to_owned()]),
            searchable: Some(Vec::new()),
            restorable: Some(false),
            ..ObjectTypeUpdate::default()
        };
        let expected = TypeDefinition {
            plural: "Persons".into(),
            description: None,
            primary_display: Some("email".into()),
            required: vec!["email".into()],
            searchable: Vec::new(),
            restorable: false,
            ..old.clone()
        };
        assert_eq!(updated(old, update), expected);
    }
}

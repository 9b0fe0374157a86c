//! Making an object type, with its properties, their group and its types of associations, in one transaction.

use std::borrow::Cow;

use linchpin_domain::object_type::{check_name, custom};
use linchpin_domain::{AccountId, ObjectType, ObjectTypeId, Property, PropertyGroup, TypeDefinition};
use linchpin_store::object_types::{self as rows, ObjectTypeRow};
use linchpin_store::{Tx, schema};

use super::{MAX_OBJECT_TYPES, NewObjectType, ObjectSchema, TypeRefusal};
use crate::associations::{End, store_definitions};
use crate::schema::{Change, OwnTypes, Rows, TypeSchema, change_in};
use crate::{Engine, Error, Principal, Result, properties};

/// The number of an account's first type, so that it does not look like a position.
const FIRST: u32 = 1_000_001;

/// What the records of every custom type are associated with (recorded).
const ALWAYS_ASSOCIATED: [(ObjectTypeId, &str); 6] = [
    (ObjectTypeId::standard(46), "note"),
    (ObjectTypeId::standard(27), "task"),
    (ObjectTypeId::standard(49), "email"),
    (ObjectTypeId::standard(47), "meeting_event"),
    (ObjectTypeId::standard(48), "call"),
    // Its records are not served; the type of associations is there nevertheless.
    (ObjectTypeId::standard(51), "conversation_session"),
];

impl Engine {
    /// Makes an object type.
    pub async fn create_object_type(
        &self,
        principal: &Principal,
        new: NewObjectType,
    ) -> Result<ObjectSchema> {
        if let Some(violation) = check_name(&new.name) {
            return Err(TypeRefusal::Invalid(vec![violation]).into());
        }
        let (by, now) = (principal.clone(), self.now(principal.account));
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let (types, object_type) = place(tx, by.account, &new.name).await?;
                let associated = associated(&types, &new.associated)?;
                let mut schema = TypeSchema::new(object_type, types.version, Rows::default())?;
                schema.created_at = now;
                let build = |change: &mut Change| build(change, new.definition, new.properties);
                change_in(tx, &by, Change::new(schema, now), build).await?;
                store_definitions(tx, &by, (object_type, types.version, now), &associated).await?;
                Ok((object_type, types.version))
            })
        });
        let (object_type, version) = work.await?;
        self.schemas.seen_version(principal.account, version);
        self.object_schema(principal.account, object_type).await
    }
}

/// Locks the account's schema, and finds a number for a new type of this name.
async fn place(tx: &mut Tx, account: AccountId, name: &str) -> Result<(OwnTypes, &'static ObjectType)> {
    let version = schema::raise_version(tx, account).await?;
    let rows = rows::all_in(tx, account).await?;
    let number = number(&rows, name)?;
    let object_type = custom(account, ObjectTypeId::custom(number), name);
    Ok((OwnTypes::new(account, version, &rows), object_type))
}

/// The number of a new type of this name beside these.
fn number(rows: &[ObjectTypeRow], name: &str) -> Result<u32> {
    let own = || rows.iter().filter(|row| !row.id.is_standard());
    // An archived type keeps its name until it is deleted for good (documented).
    let kept = || own().filter(|row| row.deleted_at.is_none());
    if kept().any(|row| row.name.eq_ignore_ascii_case(name)) {
        return Err(TypeRefusal::Exists(name.to_owned()).into());
    }
    if kept().count() >= MAX_OBJECT_TYPES {
        return Err(TypeRefusal::TooMany(MAX_OBJECT_TYPES).into());
    }
    Ok(own().map(|row| row.id.number() + 1).max().unwrap_or(FIRST))
}

/// The types that records of a new type are associated with, each once.
fn associated(types: &OwnTypes, wanted: &[String]) -> Result<Vec<End>> {
    let mut all = ALWAYS_ASSOCIATED.map(|(id, name)| End { id, name: name.to_owned() }).to_vec();
    for name in wanted {
        let found = types.find(name).ok_or_else(|| Error::UnknownObjectType(name.clone()))?;
        if all.iter().all(|end| end.id != found.id) {
            all.push(found.into());
        }
    }
    Ok(all)
}

/// Puts the group, the properties and the definition of a new type into its schema.
fn build(change: &mut Change, definition: TypeDefinition, properties: Vec<Property>) -> Result<()> {
    let object_type = change.schema.object_type;
    let named = |label: Cow<'static, str>| if label.is_empty() { object_type.singular.into() } else { label };
    let definition = TypeDefinition {
        singular: named(definition.singular),
        plural: named(definition.plural),
        ..definition
    };
    change.put_group(PropertyGroup {
        name: object_type.main_group(),
        label: format!("{} information", definition.singular).into(),
        display_order: 0,
        archived: false,
    });
    for property in properties {
        let is_grouped = !property.group_name.is_empty();
        let group_name = if is_grouped { property.group_name } else { object_type.main_group() };
        properties::create(change, Property { group_name, ..property })?;
    }
    super::update::define(change, definition)
}

#[cfg(test)]
mod tests {
    use linchpin_domain::Timestamp;

    use super::*;

    fn row(number: u32, name: &str, deleted: bool) -> ObjectTypeRow {
        ObjectTypeRow {
            id: ObjectTypeId::custom(number),
            name: name.to_owned(),
            definition: String::new(),
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
            archived_at: deleted.then_some(Timestamp(1)),
            deleted_at: deleted.then_some(Timestamp(1)),
        }
    }

    #[test]
    fn numbers_are_never_given_twice() {
        let hubspots = ObjectTypeRow { id: ObjectTypeId::standard(970), ..row(1, "", false) };
        assert_eq!(number(std::slice::from_ref(&hubspots), "cars").expect("it is the first"), FIRST);
        let rows = [hubspots, row(5, "cars", false), row(9, "boats", true)];
        assert_eq!(number(&rows, "boats").expect("the name was given up"), 10);
        assert!(matches!(number(&rows, "CARS"), Err(Error::Type(TypeRefusal::Exists(_)))));
    }

    #[test]
    fn an_account_has_a_bounded_number_of_types() {
        let mut rows: Vec<_> = (1..100).map(|index| row(index, &format!("t{index}"), false)).collect();
        rows.push(row(100, "gone", true));
        assert_eq!(number(&rows, "last").expect("there is room"), 101);
        rows.push(row(101, "last", false));
        assert!(matches!(number(&rows, "more"), Err(Error::Type(TypeRefusal::TooMany(MAX_OBJECT_TYPES)))));
    }
}

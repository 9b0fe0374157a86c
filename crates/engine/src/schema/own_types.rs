//! The object types that an account made, and how any type is found by what a client calls it.

use std::sync::Arc;

use linchpin_domain::{AccountId, ObjectType, ObjectTypeId, object_type};
use linchpin_store::object_types::{self as rows, ObjectTypeRow};
use linchpin_store::schema;

use crate::{Engine, Error, Result};

/// The object types that an account made, at one version of its schema; without those that are deleted.
#[derive(Debug, Default)]
pub(crate) struct OwnTypes {
    /// The version of the account's schema that this was read at or after.
    pub(crate) version: i64,
    types: Vec<OwnType>,
}

/// A type that an account made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OwnType {
    /// The type.
    pub(crate) object_type: &'static ObjectType,
    /// Whether it is archived.
    pub(crate) archived: bool,
}

impl OwnTypes {
    pub(crate) fn new(account: AccountId, version: i64, rows: &[ObjectTypeRow]) -> Self {
        let own = rows.iter().filter(|row| !row.id.is_standard() && row.deleted_at.is_none());
        let types = own.map(|row| OwnType {
            object_type: object_type::custom(account, row.id, &row.name),
            archived: row.archived_at.is_some(),
        });
        Self { version, types: types.collect() }
    }

    /// All of them, in the order in which they were made.
    pub(crate) fn iter(&self) -> impl Iterator<Item = OwnType> + '_ {
        self.types.iter().copied()
    }

    /// The type, archived or not, that a client calls so: by its id, its name, or that with `p_` or `p{account}_`
    /// before it (documented), in any case.
    pub(crate) fn find_any(&self, segment: &str) -> Option<OwnType> {
        let id = segment.parse::<ObjectTypeId>().ok();
        let after_p = segment.get(2..).filter(|_| segment[..2].eq_ignore_ascii_case("p_"));
        self.iter().find(|OwnType { object_type, .. }| {
            Some(object_type.id) == id
                || object_type.fully_qualified_name.eq_ignore_ascii_case(segment)
                || object_type.singular.eq_ignore_ascii_case(segment)
                || after_p.is_some_and(|name| object_type.singular.eq_ignore_ascii_case(name))
        })
    }

    /// The live type, HubSpot's or the account's, that a client calls so.
    pub(crate) fn find(&self, segment: &str) -> Option<&'static ObjectType> {
        let own = || self.find_any(segment).filter(|own| !own.archived);
        object_type::find(segment).or_else(|| own().map(|own| own.object_type))
    }

    /// The live type of this id, HubSpot's or the account's.
    pub(crate) fn by_id(&self, id: ObjectTypeId) -> Option<&'static ObjectType> {
        let own = || self.iter().find(|own| own.object_type.id == id && !own.archived);
        object_type::by_id(id).or_else(|| own().map(|own| own.object_type))
    }
}

impl Engine {
    /// The object type that a path or body names.
    pub async fn object_type(&self, account: AccountId, name: &str) -> Result<&'static ObjectType> {
        let found = self.find_object_type(account, name).await?;
        found.ok_or_else(|| Error::UnknownObjectType(name.to_owned()))
    }

    /// The object type that a path or body names, if there is one.
    ///
    /// HubSpot's own are found without asking the database.
    pub async fn find_object_type(
        &self,
        account: AccountId,
        name: &str,
    ) -> Result<Option<&'static ObjectType>> {
        if let Some(standard) = object_type::find(name) {
            return Ok(Some(standard));
        }
        if let Some(types) = self.schemas.own_types(account)
            && let Some(own) = types.find(name)
        {
            return Ok(Some(own));
        }
        // Another node may just have made it.
        Ok(self.fresh_own_types(account).await?.find(name))
    }

    /// The account's object types, as of its newest known version.
    pub(crate) async fn own_types(&self, account: AccountId) -> Result<Arc<OwnTypes>> {
        match self.schemas.own_types(account) {
            Some(types) => Ok(types),
            None => self.fresh_own_types(account).await,
        }
    }

    /// The account's object types as they now stand in the database.
    pub(crate) async fn fresh_own_types(&self, account: AccountId) -> Result<Arc<OwnTypes>> {
        // The version is read first: rows that are newer than it only lead to one more reading.
        let version = schema::version(&self.database, account).await?.unwrap_or_default();
        let rows = rows::all(&self.database, account).await?;
        let types = Arc::new(OwnTypes::new(account, version, &rows));
        self.schemas.seen_version(account, version);
        self.schemas.keep_own_types(account, &types);
        Ok(types)
    }
}

#[cfg(test)]
mod tests {
    use linchpin_domain::Timestamp;

    use super::*;

    fn row(number: u32, name: &str, (archived, deleted): (bool, bool)) -> ObjectTypeRow {
        ObjectTypeRow {
            id: ObjectTypeId::custom(number),
            name: name.to_owned(),
            definition: String::new(),
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
            archived_at: archived.then_some(Timestamp(1)),
            deleted_at: deleted.then_some(Timestamp(2)),
        }
    }

    #[test]
    fn a_type_is_found_by_all_that_clients_call_it() {
        let rows = [
            row(1, "cars", (true, true)),
            row(2, "cars", (false, false)),
            row(3, "Boats", (true, false)),
            row(4, "deals", (false, false)),
        ];
        let types = OwnTypes::new(AccountId(7), 1, &rows);
        for (segment, expected) in [
            ("cars", Some("2-2")),
            ("Cars", Some("2-2")),
            ("p7_cars", Some("2-2")),
            ("P7_CARS", Some("2-2")),
            ("p_cars", Some("2-2")),
            ("P_Cars", Some("2-2")),
            ("2-2", Some("2-2")),
            ("contacts", Some("0-1")),
            ("deals", Some("0-3")),
            ("p_deals", Some("2-4")),
            ("2-1", None),
            ("2-3", None),
            ("boats", None),
            ("p8_cars", None),
            ("p_", None),
            ("é", None),
            ("", None),
        ] {
            let found = types.find(segment).map(|found| found.id.to_string());
            assert_eq!(found.as_deref(), expected, "{segment}");
        }
        let archived = types.find_any("boats").map(|own| (own.object_type.id.number(), own.archived));
        assert_eq!(archived, Some((3, true)));
        assert!(
            types.by_id(ObjectTypeId::custom(2)).is_some()
                && types.by_id(ObjectTypeId::standard(1)).is_some()
        );
        assert!(
            types.by_id(ObjectTypeId::custom(1)).is_none() && types.by_id(ObjectTypeId::custom(3)).is_none()
        );
    }
}

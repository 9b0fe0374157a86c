//! What filters refer to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use linchpin_domain::account::Settings;
use linchpin_domain::calendar::Zone;
#[cfg(test)]
use linchpin_domain::object_type;
use linchpin_domain::{AccountId, AssociationType, AssociationTypeId, ObjectType, ObjectTypeId};
use serde_json::Value;

use crate::associations::{Labels, TypeKey};
#[cfg(test)]
use crate::schema::Rows;
use crate::schema::TypeSchema;
use crate::{Engine, Result};

/// The definitions that filters refer to.
pub(crate) struct Definitions {
    schemas: BTreeMap<ObjectTypeId, Arc<TypeSchema>>,
    labels: Arc<Labels>,
    settings: Arc<Settings>,
}

impl Definitions {
    /// The schema of an object type that the filters name.
    pub(crate) fn schema(&self, object_type: ObjectTypeId) -> Option<&TypeSchema> {
        self.schemas.get(&object_type).map(AsRef::as_ref)
    }

    /// The schemas of all object types that the filters name.
    pub(crate) fn schemas(&self) -> impl Iterator<Item = (ObjectTypeId, &Arc<TypeSchema>)> {
        self.schemas.iter().map(|(id, schema)| (*id, schema))
    }

    /// Where the account's days begin.
    pub(super) fn zone(&self) -> &Zone {
        self.settings.zone()
    }

    /// The association type that the filters name so.
    pub(super) fn association(&self, category: &str, id: i64) -> Option<&AssociationType> {
        let id = AssociationTypeId(i32::try_from(id).ok()?);
        self.labels.find(&TypeKey { category: category.into(), id })
    }
}

#[cfg(test)]
impl Definitions {
    /// Some of HubSpot's types, as an account has them that changed nothing.
    pub(super) fn of_standard_types(names: &[&str]) -> Self {
        let types = names.iter().map(|name| object_type::find(name).expect("it is one of HubSpot's"));
        let schema = |object_type: &'static ObjectType| {
            let schema =
                TypeSchema::new(object_type, 1, Rows::default()).expect("nothing is stored about it");
            (object_type.id, Arc::new(schema))
        };
        Self {
            schemas: types.map(schema).collect(),
            labels: Arc::new(Labels::new(1, Vec::new(), Vec::new())),
            settings: Arc::default(),
        }
    }
}

impl Engine {
    /// Collects the definitions that filters in their one form refer to, at least of this version of the schema.
    pub(crate) async fn definitions(
        &self,
        account: AccountId,
        (object_type, version): (&'static ObjectType, i64),
        filters: &Value,
    ) -> Result<Definitions> {
        let schema = self.schema_since(account, object_type, version).await?;
        let labels = self.labels(account, schema.version).await?;
        let settings = self.account_settings(account).await?;
        let mut definitions = Definitions { schemas: BTreeMap::new(), labels, settings };
        definitions.schemas.insert(object_type.id, schema);
        let mut named = BTreeSet::new();
        object_types(filters, &definitions, &mut named);
        for id in named {
            if let Some(object_type) = self.find_object_type(account, &id.to_string()).await? {
                let schema = self.schema_since(account, object_type, version).await?;
                definitions.schemas.insert(id, schema);
            }
        }
        Ok(definitions)
    }

    /// The schema of a type, at least of this version of the account's.
    async fn schema_since(
        &self,
        account: AccountId,
        object_type: &'static ObjectType,
        version: i64,
    ) -> Result<Arc<TypeSchema>> {
        let mut schema = self.schema(account, object_type).await?;
        while schema.version < version {
            // A reader of SQLite may show what was before a commit until that is answered, which it is about to be.
            tokio::task::yield_now().await;
            schema = self.fresh_schema(account, object_type).await?;
        }
        Ok(schema)
    }
}

/// The object types that filters name, or that the associations lead to that they name.
fn object_types(value: &Value, definitions: &Definitions, named: &mut BTreeSet<ObjectTypeId>) {
    let id = |name: &str| -> Option<ObjectTypeId> {
        value.get(name).and_then(Value::as_str).and_then(|id| id.parse().ok())
    };
    named.extend(["objectTypeId", "toObjectTypeId"].into_iter().filter_map(id));
    if let (Some(category), Some(id)) = (
        value.get("associationCategory").and_then(Value::as_str),
        value.get("associationTypeId").and_then(Value::as_i64),
    ) {
        named.extend(definitions.association(category, id).map(|row| row.to));
    }
    for inner in ["filterBranches", "filters"].into_iter().filter_map(|name| value.get(name)?.as_array()) {
        for value in inner {
            object_types(value, definitions, named);
        }
    }
}

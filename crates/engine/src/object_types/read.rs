//! Reading what is known about object types.

use linchpin_domain::{AccountId, AssociationType, ObjectType, Property, association};

use super::ObjectSchema;
use crate::associations::Labels;
use crate::schema::TypeSchema;
use crate::{Engine, Principal, Result};

impl Engine {
    /// What is known about a live type.
    pub async fn object_schema(
        &self,
        account: AccountId,
        object_type: &'static ObjectType,
    ) -> Result<ObjectSchema> {
        let schema = self.schema(account, object_type).await?;
        let labels = self.labels(account, schema.version).await?;
        Ok(object_schema(&schema, &labels))
    }

    /// What is known about the types that the account made, in the order in which they were made: the live ones, or
    /// the archived ones.
    pub async fn object_schemas(&self, principal: &Principal, archived: bool) -> Result<Vec<ObjectSchema>> {
        let account = principal.account;
        let types = self.fresh_own_types(account).await?;
        let mut schemas = Vec::new();
        for own in types.iter().filter(|own| own.archived == archived) {
            if archived {
                let schema = self.any_schema(account, own.object_type).await?;
                let labels = self.labels(account, schema.version).await?;
                schemas.push(object_schema(&schema, &labels));
            } else {
                schemas.push(self.object_schema(account, own.object_type).await?);
            }
        }
        Ok(schemas)
    }
}

fn object_schema(schema: &TypeSchema, labels: &Labels) -> ObjectSchema {
    let mut properties: Vec<Property> = schema.all(false).cloned().collect();
    properties.sort_unstable_by(|left, right| left.name.cmp(&right.name));
    ObjectSchema {
        object_type: schema.object_type,
        definition: schema.definition.clone(),
        created_at: schema.created_at,
        updated_at: schema.updated_at,
        archived: schema.archived_at.is_some(),
        properties,
        associations: associations(schema.object_type, labels),
    }
}

/// The types of associations that lead from an object type and to it.
fn associations(object_type: &ObjectType, labels: &Labels) -> Vec<AssociationType> {
    let id = object_type.id;
    let all = association::standard().iter().chain(labels.of_live_types());
    let mut ours: Vec<_> = all.filter(|row| row.from == id || row.to == id).cloned().collect();
    ours.sort_unstable_by_key(|row| row.id);
    ours
}

//! The one way in which a schema changes: locked, checked against what is there, stored and logged at once.

use linchpin_domain::{ObjectType, Property, PropertyGroup, Timestamp};
use linchpin_store::changes::{self, Kind, NewChange, Place};
use linchpin_store::schema::{self as rows, GroupRow, PropertyRow};
use linchpin_store::{Result as StoreResult, Tx};
use serde_json::json;

use crate::schema::{TypeSchema, definition_text, schema_in};
use crate::{Engine, Error, Principal, Result};

/// The schema of a type while it changes.
pub(super) struct Change {
    /// The schema with everything that was put so far.
    pub(super) schema: TypeSchema,
    /// When the change happens.
    pub(super) now: Timestamp,
    rows: Vec<Row>,
}

enum Row {
    Property(PropertyRow),
    Group(GroupRow),
}

impl Change {
    pub(super) fn new(schema: TypeSchema, now: Timestamp) -> Self {
        Self { schema, now, rows: Vec::new() }
    }

    /// Adds or replaces a property.
    pub(super) fn put_property(&mut self, property: Property) {
        self.rows.push(Row::Property(PropertyRow {
            name: property.name.to_string(),
            definition: definition_text(&property),
            created_at: property.created_at.unwrap_or(self.now),
            updated_at: property.updated_at.unwrap_or(self.now),
            archived_at: property.archived_at,
        }));
        self.schema.put_property(property);
    }

    /// Adds or replaces a group.
    pub(super) fn put_group(&mut self, group: PropertyGroup) {
        self.rows.push(Row::Group(GroupRow {
            name: group.name.to_string(),
            label: group.label.to_string(),
            display_order: group.display_order.into(),
            archived_at: group.archived.then_some(self.now),
        }));
        self.schema.put_group(group);
    }

    /// Stores and logs what was put.
    async fn store(&self, tx: &mut Tx, principal: &Principal) -> StoreResult<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let (account, object_type) = (principal.account, self.schema.object_type.id);
        for row in &self.rows {
            match row {
                Row::Property(row) => rows::put_property(tx, account, object_type, row).await?,
                Row::Group(row) => rows::put_group(tx, account, object_type, row).await?,
            }
        }
        let logged: Vec<_> = self.rows.iter().map(Row::to_log).collect();
        let changes: Vec<_> = logged
            .iter()
            .map(|text| NewChange { record: SCHEMA, kind: Kind::Schema, properties: text })
            .collect();
        let place = Place { account, object_type, at: self.now };
        changes::append(tx, place, &principal.origin(), self.schema.version, &changes).await
    }
}

/// The record that changes of the schema are logged under.
const SCHEMA: linchpin_domain::RecordId = linchpin_domain::RecordId(0);

impl Row {
    /// The row as the change log keeps it.
    fn to_log(&self) -> String {
        match self {
            Self::Property(row) => {
                let archived = row.archived_at.is_some();
                let name = json!(row.name);
                // The definition is JSON already, and large: it is copied, not parsed.
                format!(
                    r#"{{"property":{{"name":{name},"archived":{archived},"definition":{}}}}}"#,
                    row.definition
                )
            }
            Self::Group(row) => json!({
                "group": {
                    "name": row.name,
                    "label": row.label,
                    "displayOrder": row.display_order,
                    "archived": row.archived_at.is_some(),
                }
            })
            .to_string(),
        }
    }
}

impl Engine {
    /// Changes the schema of a type: `work` sees it locked and puts into it what is to be stored.
    pub(super) async fn change_schema<T: Send + 'static>(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        work: impl FnOnce(&mut Change) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (account, now, by) = (principal.account, self.clock.now(), principal.clone());
        let (done, version) = self
            .database
            .transaction::<_, Error, _>(move |tx| {
                Box::pin(async move {
                    let schema = schema_in(tx, account, object_type).await?;
                    let mut change = Change::new(schema, now);
                    let done = work(&mut change)?;
                    change.store(tx, &by).await?;
                    Ok((done, change.schema.version))
                })
            })
            .await?;
        self.schemas.seen_version(account, version);
        Ok(done)
    }
}

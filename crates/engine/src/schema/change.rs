//! The one way in which a schema changes: locked, checked against what is there, stored and logged at once.

use linchpin_domain::validation::Rule;
use linchpin_domain::{ObjectType, Pipeline, Property, PropertyGroup, RecordId, Timestamp, TypeDefinition};
use linchpin_store::changes::{self, Kind, NewChange, Place};
use linchpin_store::object_types::{self as type_rows, ObjectTypeRow};
use linchpin_store::pipelines::{self as pipeline_rows, PipelineRow};
use linchpin_store::schema::{self as rows, GroupRow, PropertyRow};
use linchpin_store::validations::{self as rule_rows, ValidationRow};
use linchpin_store::{Result as StoreResult, Tx};
use serde_json::json;

use super::log::{self, Action};
use super::{TypeSchema, definition, schema_in, stored_pipeline, stored_rule, stored_type};
use crate::{Engine, Error, Principal, Result};

/// The schema of a type while it changes.
pub(crate) struct Change {
    /// The schema with everything that was put so far.
    pub(crate) schema: TypeSchema,
    /// When the change happens.
    pub(crate) now: Timestamp,
    rows: Vec<Row>,
}

enum Row {
    /// The type itself.
    Type(ObjectTypeRow, Action),
    Property(PropertyRow, Action),
    Group(GroupRow, Action),
    /// A pipeline, with what the log says of it and of its stages.
    Pipeline(PipelineRow, Vec<String>),
    Validation(ValidationRow),
}

impl Change {
    /// The record that changes of the schema are logged under.
    pub(crate) const RECORD: RecordId = RecordId(0);

    pub(crate) fn new(schema: TypeSchema, now: Timestamp) -> Self {
        Self { schema, now, rows: Vec::new() }
    }

    /// Makes the type what the account says about it, or archives it.
    pub(crate) fn put_type(&mut self, definition: TypeDefinition, archived_at: Option<Timestamp>) {
        let row = self.type_row(&definition);
        let schema = &mut self.schema;
        // HubSpot's own types were there before the account said anything about them.
        let was_made = schema.object_type.id.is_standard() || schema.updated_at != Timestamp(0);
        let was_live = was_made && schema.archived_at.is_none();
        self.rows.push(Row::Type(
            ObjectTypeRow { archived_at, ..row },
            Action::between(was_live, archived_at.is_none()).unwrap_or(Action::Update),
        ));
        (schema.definition, schema.updated_at, schema.archived_at) = (definition, self.now, archived_at);
    }

    /// Gives the type and its name up for good.
    pub(crate) fn delete_type(&mut self) {
        let (archived_at, deleted_at) = (self.schema.archived_at.or(Some(self.now)), Some(self.now));
        let row = self.type_row(&self.schema.definition);
        self.rows.push(Row::Type(ObjectTypeRow { archived_at, deleted_at, ..row }, Action::Delete));
    }

    fn type_row(&self, definition: &TypeDefinition) -> ObjectTypeRow {
        let object_type = self.schema.object_type;
        ObjectTypeRow {
            id: object_type.id,
            name: if object_type.id.is_standard() { String::new() } else { object_type.singular.to_owned() },
            definition: stored_type::to_text(definition),
            created_at: self.schema.created_at,
            updated_at: self.now,
            archived_at: None,
            deleted_at: None,
        }
    }

    /// Adds or replaces a property.
    pub(crate) fn put_property(&mut self, property: Property) {
        let (was_live, is_live) = (self.schema.get(&property.name).is_some(), property.archived_at.is_none());
        let row = PropertyRow {
            name: property.name.to_string(),
            definition: definition::to_text(&property),
            created_at: property.created_at.unwrap_or(self.now),
            updated_at: property.updated_at.unwrap_or(self.now),
            archived_at: property.archived_at,
        };
        self.rows.push(Row::Property(row, Action::between(was_live, is_live).unwrap_or(Action::Update)));
        self.schema.put_property(property);
    }

    /// Adds or replaces a group.
    pub(crate) fn put_group(&mut self, group: PropertyGroup) {
        let was_live = self.schema.group(&group.name).is_some();
        let row = GroupRow {
            name: group.name.to_string(),
            label: group.label.to_string(),
            display_order: group.display_order.into(),
            archived_at: group.archived.then_some(self.now),
        };
        self.rows.push(Row::Group(row, Action::between(was_live, !group.archived).unwrap_or(Action::Update)));
        self.schema.put_group(group);
    }

    /// Adds or replaces a pipeline.
    pub(crate) fn put_pipeline(&mut self, pipeline: Pipeline) {
        let old = self.schema.pipelines().iter().find(|known| known.id == pipeline.id);
        let log = log::of_pipeline(old, &pipeline);
        let row = PipelineRow {
            id: pipeline.id.to_string(),
            definition: stored_pipeline::to_text(&pipeline),
            created_at: pipeline.created_at,
            updated_at: pipeline.updated_at,
            archived_at: pipeline.archived_at,
        };
        self.rows.push(Row::Pipeline(row, log));
        self.schema.put_pipeline(pipeline);
    }

    /// Sets a rule for the values of a property.
    pub(crate) fn put_validation(&mut self, property: &str, rule: Rule) {
        self.rows.push(Row::Validation(stored_rule::to_row(property, &rule)));
        self.schema.validations.put(property, rule);
    }

    /// Stores and logs what was put.
    async fn store(&self, tx: &mut Tx, principal: &Principal) -> StoreResult<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let (account, object_type) = (principal.account, self.schema.object_type.id);
        for row in &self.rows {
            match row {
                Row::Type(row, _) => type_rows::put(tx, account, row).await?,
                Row::Property(row, _) => rows::put_property(tx, account, object_type, row).await?,
                Row::Group(row, _) => rows::put_group(tx, account, object_type, row).await?,
                Row::Pipeline(row, _) => pipeline_rows::put(tx, account, object_type, row).await?,
                Row::Validation(row) => rule_rows::put(tx, account, object_type, row).await?,
            }
        }
        let logged: Vec<_> = self.rows.iter().flat_map(Row::to_log).collect();
        let origin = principal.origin();
        let changes: Vec<_> = logged
            .iter()
            .map(|text| NewChange {
                object_type,
                record: Self::RECORD,
                kind: Kind::Schema,
                properties: text,
                origin: &origin,
            })
            .collect();
        let place = Place { account, at: self.now };
        changes::append(tx, place, self.schema.version, &changes).await
    }
}

impl Row {
    /// The row as the change log keeps it.
    fn to_log(&self) -> Vec<String> {
        let text = match self {
            Self::Type(row, action) => {
                let (archived, deleted) = (row.archived_at.is_some(), row.deleted_at.is_some());
                let name = json!(row.name);
                format!(
                    r#"{{"objectType":{{"name":{name},"action":{},"archived":{archived},"deleted":{deleted},"definition":{}}}}}"#,
                    json!(action),
                    row.definition
                )
            }
            Self::Property(row, action) => {
                let archived = row.archived_at.is_some();
                let name = json!(row.name);
                // The definition is JSON already, and large: it is copied, not parsed.
                format!(
                    r#"{{"property":{{"name":{name},"action":{},"archived":{archived},"definition":{}}}}}"#,
                    json!(action),
                    row.definition
                )
            }
            Self::Group(row, action) => json!({
                "group": {
                    "name": row.name,
                    "action": action,
                    "label": row.label,
                    "displayOrder": row.display_order,
                    "archived": row.archived_at.is_some(),
                }
            })
            .to_string(),
            Self::Pipeline(_, log) => return log.clone(),
            Self::Validation(row) => {
                let (name, kind) = (json!(row.property), json!(row.rule_type));
                // The arguments are JSON already.
                format!(
                    r#"{{"validation":{{"property":{name},"ruleType":{kind},"ruleArguments":{},"normalizes":{}}}}}"#,
                    row.arguments,
                    json!(row.normalizes)
                )
            }
        };
        vec![text]
    }
}

impl Engine {
    /// Changes the schema of a type: `work` sees it locked and puts into it what is to be stored.
    pub(crate) async fn change_schema<T: Send + 'static>(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        work: impl FnOnce(&mut Change) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (now, by) = (self.now(principal.account), principal.clone());
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let schema = schema_in(tx, by.account, object_type).await?;
                schema.check_live()?;
                change_in(tx, &by, Change::new(schema, now), work).await
            })
        });
        let (done, version) = work.await?;
        self.schemas.seen_version(principal.account, version);
        Ok(done)
    }
}

/// Changes a schema that is locked already, and returns its new version beside what `work` did.
pub(crate) async fn change_in<T: Send>(
    tx: &mut Tx,
    principal: &Principal,
    mut change: Change,
    work: impl FnOnce(&mut Change) -> Result<T> + Send,
) -> Result<(T, i64)> {
    let done = work(&mut change)?;
    change.store(tx, principal).await?;
    Ok((done, change.schema.version))
}

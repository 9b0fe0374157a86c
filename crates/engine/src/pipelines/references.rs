//! Whether records are in stages that are about to go away.
//!
//! Counting records by stage with every write would make each of them slower for a question that is asked when
//! somebody tidies up, and only if they ask for the check.
//! So the records of the type are read, in parts so that others get a turn, before the change; what was written
//! meanwhile is found in the change log by the transaction of the change itself, which other writers wait for.

use super::PipelineRefusal;
use linchpin_domain::{ObjectType, RecordId};
use linchpin_store::changes::{self, Change as LoggedChange, Kind};
use linchpin_store::records::{self, Scope};
use linchpin_store::{Error as StoreError, Tx, properties_text};
use serde_json::Value;

use super::References;
use crate::objects::Tries;
use crate::schema::{Change, TypeSchema, change_in, schema_in};
use crate::{Engine, Error, Principal, Result};

/// Records read at a time.
const PART: usize = 1_000;
/// Records that the answer names at most.
const NAMED: usize = 10;

/// What no record may hold.
pub(super) struct Probe {
    property: &'static str,
    /// The property that names the stage.
    stage: &'static str,
    values: Vec<String>,
}

impl Probe {
    /// No record is to be in these stages.
    pub(super) fn of_stages(object_type: &ObjectType, ids: Vec<String>) -> Option<Self> {
        let names = object_type.stages?;
        Some(Self { property: names.stage, stage: names.stage, values: ids })
    }

    /// No record is to be in this pipeline.
    pub(super) fn of_pipeline(object_type: &ObjectType, id: String) -> Option<Self> {
        let names = object_type.stages?;
        Some(Self { property: names.pipeline, stage: names.stage, values: vec![id] })
    }

    /// The stage of the record that a change put where none may be.
    fn violated_by(&self, change: &LoggedChange) -> Option<String> {
        if !matches!(change.kind, Kind::Create | Kind::Update) {
            return None;
        }
        let values: Value = serde_json::from_str(&change.properties).ok()?;
        let new = |name: &str| match values.get(name)? {
            Value::String(value) => Some(value.clone()),
            // [old, new]
            Value::Array(pair) => pair.get(1)?.as_str().map(str::to_owned),
            _ => None,
        };
        new(self.property).filter(|value| self.values.contains(value))?;
        new(self.stage)
    }

    /// Refuses when a change after this number put a record where none may be.
    async fn check_since(&self, tx: &mut Tx, schema: &TypeSchema, place: (&Principal, i64)) -> Result<()> {
        let (principal, sequence) = place;
        let object_type = schema.object_type.id;
        let since = changes::of_type_after_in(tx, principal.account, object_type, sequence).await?;
        match since.iter().find_map(|change| Some((change.record, self.violated_by(change)?))) {
            None => Ok(()),
            Some((record, stage)) => {
                Err(PipelineRefusal::StagesInUse { stages: vec![stage], records: vec![record] }.into())
            }
        }
    }
}

impl Engine {
    /// Changes the pipelines of a type, if need be after making sure that no record is where `probe` says.
    pub(super) async fn change_pipelines<T: Send + 'static>(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        references: References,
        probe: impl Fn(&TypeSchema) -> Result<Option<Probe>>,
        work: impl FnOnce(&mut Change) -> Result<T> + Clone + Send + 'static,
    ) -> Result<T> {
        if references == References::Ignored {
            return self.change_schema(principal, object_type, work).await;
        }
        let mut tries = Tries::default();
        loop {
            let outcome = self.change_unused(principal, object_type, &probe, work.clone()).await;
            if !tries.again(&outcome).await {
                return outcome;
            }
        }
    }

    async fn change_unused<T: Send + 'static>(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        probe: impl Fn(&TypeSchema) -> Result<Option<Probe>>,
        work: impl FnOnce(&mut Change) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let schema = self.fresh_schema(principal.account, object_type).await?;
        let probe = probe(&schema)?;
        let sequence = changes::last_sequence(&self.database, principal.account).await?;
        if let Some(probe) = &probe {
            self.check_unused(principal, object_type, probe).await?;
        }
        let (probed, now, by) = (schema.version, self.now(principal.account), principal.clone());
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let schema = schema_in(tx, by.account, object_type).await?;
                if schema.version != probed + 1 {
                    return Err(StoreError::SchemaChanged.into());
                }
                if let Some(probe) = probe {
                    probe.check_since(tx, &schema, (&by, sequence)).await?;
                }
                change_in(tx, &by, Change::new(schema, now), work).await
            })
        });
        let (done, version) = work.await?;
        self.schemas.seen_version(principal.account, version);
        Ok(done)
    }

    /// Refuses when a live record is where none may be, naming the first of them.
    async fn check_unused(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        probe: &Probe,
    ) -> Result<()> {
        let scope = Scope { account: principal.account, object_type: object_type.id, archived: false };
        let mut found = Vec::new();
        for value in &probe.values {
            let mut from = RecordId(0);
            while found.len() < NAMED
                && let Some(part) =
                    records::scan(&self.database, scope, from, PART, (probe.property, value)).await?
            {
                found.extend(part.found);
                from = RecordId(part.found.unwrap_or(part.last).0 + 1);
                tokio::task::yield_now().await;
            }
        }
        if found.is_empty() {
            return Ok(());
        }
        let mut stages = Vec::new();
        for record in records::read_many(&self.database, scope, &found).await?.into_iter().flatten() {
            let values = properties_text::parse(&record.properties, object_type.usual)?;
            if let Some(stage) = values.filled(probe.stage)
                && !stages.iter().any(|known| known == stage)
            {
                stages.push(stage.to_owned());
            }
        }
        Err(PipelineRefusal::StagesInUse { stages, records: found }.into())
    }
}

#[cfg(test)]
mod tests {
    use linchpin_domain::{ObjectTypeId, Timestamp, object_type};
    use linchpin_store::changes::Origin;

    use super::*;

    fn change(kind: Kind, properties: &str) -> LoggedChange {
        LoggedChange {
            sequence: 1,
            object_type: ObjectTypeId::standard(3),
            record: RecordId(1),
            kind,
            at: Timestamp(0),
            origin: Origin { source: String::new(), source_id: String::new(), user: None },
            properties: properties.to_owned(),
        }
    }

    #[test]
    fn changes_that_put_a_record_where_none_may_be_are_found() {
        let deals = object_type::find("deals").unwrap();
        let stages = Probe::of_stages(deals, vec!["due".to_owned(), "kept".to_owned()]).unwrap();
        let pipeline = Probe::of_pipeline(deals, "renewals".to_owned()).unwrap();
        for (kind, properties, in_stages, in_pipeline) in [
            (Kind::Create, r#"{"dealstage":"due","pipeline":"renewals"}"#, Some("due"), Some("due")),
            (Kind::Create, r#"{"dealstage":"closedwon","pipeline":"default"}"#, None, None),
            (Kind::Create, r#"{"dealname":"due"}"#, None, None),
            (Kind::Update, r#"{"dealstage":["due","kept"]}"#, Some("kept"), None),
            (
                Kind::Update,
                r#"{"dealstage":["due","closedwon"],"pipeline":["renewals","default"]}"#,
                None,
                None,
            ),
            (
                Kind::Update,
                r#"{"dealstage":[null,"due"],"pipeline":[null,"renewals"]}"#,
                Some("due"),
                Some("due"),
            ),
            (Kind::Update, r#"{"dealstage":["due",null]}"#, None, None),
            (Kind::Archive, r#"{"dealstage":"due"}"#, None, None),
            (Kind::Schema, r#"{"stage":{}}"#, None, None),
        ] {
            let change = change(kind, properties);
            assert_eq!(stages.violated_by(&change).as_deref(), in_stages, "{properties}");
            assert_eq!(pipeline.violated_by(&change).as_deref(), in_pipeline, "{properties}");
        }
    }
}

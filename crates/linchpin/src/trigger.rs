//! Lets events really happen, on records made for it, so that whoever develops a receiver need not click.

mod values;

use std::fmt;

use anyhow::{Context as _, Result, bail};
use linchpin_domain::association::Category;
use linchpin_domain::webhook::{EventType, Happening};
use linchpin_domain::{Input, ObjectType, RecordId, association, object_type};
use linchpin_engine::associations::{Ends, NewAssociation, PairRequest, TypeKey, Wanted};
use linchpin_engine::objects::{NewRecord, RecordUpdate, Values};
use linchpin_engine::{Engine, Error, Principal};

use values::Made;

/// What is to happen.
#[derive(Debug, Clone)]
pub(crate) struct Trigger {
    /// The type of the event, of records.
    pub(crate) event: EventType,
    /// The type of the records.
    pub(crate) object_type: &'static ObjectType,
    /// The property, and its value.
    pub(crate) property: Option<(String, String)>,
}

/// Something that was done for it.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// A record was made.
    Created(&'static ObjectType, RecordId),
    /// A property got a value.
    Changed(&'static ObjectType, RecordId, String, String),
    /// A record was deleted and can be restored.
    Deleted(&'static ObjectType, RecordId),
    /// It came back.
    Restored(&'static ObjectType, RecordId),
    /// The first two became the last one.
    Merged(&'static ObjectType, [RecordId; 3]),
    /// Two were associated.
    Associated((&'static ObjectType, RecordId), (&'static ObjectType, RecordId)),
    /// A record was deleted for somebody's privacy.
    Forgotten(&'static ObjectType, RecordId),
}

impl fmt::Display for Step {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Created(of, id) => write!(out, "created {} {id}", of.singular),
            Self::Changed(of, id, name, value) => {
                write!(out, "changed {} {id}: {name} = {value:?}", of.singular)
            }
            Self::Deleted(of, id) => write!(out, "deleted {} {id}", of.singular),
            Self::Restored(of, id) => write!(out, "restored {} {id}", of.singular),
            Self::Merged(of, [first, second, new]) => {
                write!(out, "merged {} {first} and {second} into {new}", of.singular)
            }
            Self::Associated((from, id), (to, other)) => {
                write!(out, "associated {} {id} with {} {other}", from.singular, to.singular)
            }
            Self::Forgotten(of, id) => write!(out, "deleted {} {id} for privacy", of.singular),
        }
    }
}

/// Lets it happen, and tells what was done.
pub(crate) async fn happen(engine: &Engine, principal: &Principal, trigger: &Trigger) -> Result<Vec<Step>> {
    let mut run = Run { engine, principal, object_type: trigger.object_type, steps: Vec::new() };
    let property = trigger.property.clone();
    match trigger.event.happening {
        Happening::Creation => run.create(property).await.map(drop)?,
        Happening::PropertyChange => {
            let id = run.create(None).await?;
            run.change(id, property).await?;
        }
        Happening::Deletion => {
            let id = run.create(property).await?;
            run.delete(id).await?;
        }
        Happening::Restore => {
            let id = run.create(property).await?;
            run.delete(id).await?;
            run.restore(id).await?;
        }
        Happening::Merge => run.merge(property).await?,
        Happening::AssociationChange => run.associate(property).await?,
        Happening::PrivacyDeletion => run.forget(property).await?,
        Happening::NewMessage | Happening::Completed => bail!("{} does not happen to records", trigger.event),
    }
    Ok(run.steps)
}

/// What is under way.
struct Run<'a> {
    engine: &'a Engine,
    principal: &'a Principal,
    object_type: &'static ObjectType,
    steps: Vec<Step>,
}

impl Run<'_> {
    /// Makes a record, with this value among others.
    async fn create(&mut self, property: Option<(String, String)>) -> Result<RecordId> {
        self.create_of(self.object_type, property).await
    }

    async fn create_of(
        &mut self,
        object_type: &'static ObjectType,
        property: Option<(String, String)>,
    ) -> Result<RecordId> {
        let made = Made::new(self.engine, self.principal, object_type).await?;
        let mut associations = Vec::new();
        if let Some(other) = object_type.required_association.and_then(object_type::by_id) {
            let other_id = Box::pin(self.create_of(other, None)).await?;
            associations.extend(association::unlabeled(object_type.id, other.id).map(|row| NewAssociation {
                to: other_id.to_string().into(),
                types: vec![TypeKey { category: Category::HubSpotDefined.as_str().into(), id: row.id }],
            }));
        }
        let values = made.values(property);
        let new = NewRecord { values, associations, trace_id: None };
        let created = self.engine.create_record(self.principal, object_type, new).await.map_err(explained)?;
        self.steps.push(Step::Created(object_type, created.id));
        Ok(created.id)
    }

    async fn change(&mut self, id: RecordId, property: Option<(String, String)>) -> Result<()> {
        let made = Made::new(self.engine, self.principal, self.object_type).await?;
        let (name, value) = property.map_or_else(|| made.change(), Ok)?;
        let values: Values<'_> = vec![(name.clone().into(), Input::Text(value.clone().into()))];
        let update = RecordUpdate { id: id.to_string().into(), id_property: None, values, trace_id: None };
        self.engine.update_record(self.principal, self.object_type, update).await.map_err(explained)?;
        self.steps.push(Step::Changed(self.object_type, id, name, value));
        Ok(())
    }

    async fn delete(&mut self, id: RecordId) -> Result<()> {
        self.engine.archive_records(self.principal, self.object_type, vec![id]).await?;
        self.steps.push(Step::Deleted(self.object_type, id));
        Ok(())
    }

    async fn restore(&mut self, id: RecordId) -> Result<()> {
        let ids = [id.to_string()];
        let ids = ids.each_ref().map(String::as_str);
        let restored = self.engine.restore_records(self.principal, self.object_type, &ids).await?;
        if let Some(refused) = restored.errors.into_iter().next() {
            return Err(explained(refused.error));
        }
        self.steps.push(Step::Restored(self.object_type, id));
        Ok(())
    }

    async fn merge(&mut self, property: Option<(String, String)>) -> Result<()> {
        let (first, second) = (self.create(property).await?, self.create(None).await?);
        let ids = (first.to_string(), second.to_string());
        let merged = self.engine.merge_records(self.principal, self.object_type, (&ids.0, &ids.1)).await;
        let new = merged.map_err(explained)?.id;
        self.steps.push(Step::Merged(self.object_type, [first, second, new]));
        Ok(())
    }

    async fn associate(&mut self, property: Option<(String, String)>) -> Result<()> {
        let to = self.partner().await?;
        let (id, other) = (self.create(property).await?, self.create_of(to, None).await?);
        let ends = Ends { from: self.object_type, to };
        let pair =
            PairRequest { from: id.to_string().into(), to: other.to_string().into(), what: Wanted::Default };
        self.engine.associate_one(self.principal, ends, pair).await.map_err(explained)?;
        self.steps.push(Step::Associated((self.object_type, id), (to, other)));
        Ok(())
    }

    /// A type of which records can be associated with those of the run's: contacts where that may be.
    async fn partner(&self) -> Result<&'static ObjectType> {
        let schema = self.engine.object_schema(self.principal.account, self.object_type).await?;
        let own = self.object_type.id;
        let mut others: Vec<_> = schema
            .associations
            .iter()
            .filter(|row| row.from == own && row.to != own)
            .map(|row| row.to)
            .collect();
        // Contacts, companies and deals have the smallest numbers.
        others.sort_unstable();
        let other = others
            .first()
            .with_context(|| format!("{} are associated with nothing", self.object_type.plural))?;
        Ok(self.engine.object_type(self.principal.account, &other.to_string()).await?)
    }

    async fn forget(&mut self, property: Option<(String, String)>) -> Result<()> {
        let id = self.create(property).await?;
        self.engine.purge_record(self.principal, self.object_type, (&id.to_string(), None)).await?;
        self.steps.push(Step::Forgotten(self.object_type, id));
        Ok(())
    }
}

/// What is wrong, with every value that cannot be.
fn explained(error: Error) -> anyhow::Error {
    match error {
        Error::InvalidValues(violations) => {
            let reasons: Vec<_> = violations.iter().map(|violation| violation.message.as_str()).collect();
            anyhow::anyhow!("{}", reasons.join("; "))
        }
        Error::MissingRequired { object_type, names } => anyhow::anyhow!(
            "a {} needs {}; say one with --property NAME=VALUE",
            object_type.singular,
            names.join(", ")
        ),
        error => error.into(),
    }
}

//! What happened to pipelines and stages, read from the change log.

use super::PipelineRefusal;
use linchpin_domain::{ObjectType, Timestamp, UserId, pipeline};
use linchpin_store::changes;

use super::read::any;
use crate::schema::{Action, Change, Entry, Line};
use crate::{Engine, Principal, Result};

/// One thing that happened to a pipeline or stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// The pipeline or stage.
    pub id: String,
    /// What happened.
    pub action: AuditAction,
    /// When.
    pub at: Timestamp,
    /// The user behind it, where there is one.
    pub user: Option<UserId>,
    /// What it was from then on, as JSON.
    pub definition: String,
}

/// What can happen to a pipeline or stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditAction {
    /// It was made or restored.
    Create,
    /// It changed.
    Update,
    /// It was archived.
    Delete,
}

impl From<Action> for AuditAction {
    fn from(action: Action) -> Self {
        match action {
            Action::Create => Self::Create,
            Action::Update => Self::Update,
            Action::Delete => Self::Delete,
        }
    }
}

impl Engine {
    /// What happened to a pipeline, archived or not, newest first; nothing ever did to one that is as it was built in.
    pub async fn audit_pipeline(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        id: &str,
    ) -> Result<Vec<Audit>> {
        any(&*self.schema(principal.account, object_type).await?, id)?;
        let is_meant = |line| match line {
            Line::Pipeline(entry) if entry.id == id => Some(entry),
            _ => None,
        };
        self.audit(principal, object_type, is_meant).await
    }

    /// What happened to a stage of a pipeline, or of any when none is named; archived or not, newest first.
    pub async fn audit_stage(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        pipeline: Option<&str>,
        id: &str,
    ) -> Result<Vec<Audit>> {
        let schema = self.schema(principal.account, object_type).await?;
        let found = match pipeline {
            Some(pipeline) => any(&schema, pipeline)?.stage(id),
            None => pipeline::find_stage(schema.pipelines(), id).map(|(_, stage)| stage),
        };
        found.ok_or_else(|| PipelineRefusal::StageNotFound(id.to_owned()))?;
        let is_meant = |line| match line {
            Line::Stage(entry) if entry.id == id => Some(entry),
            _ => None,
        };
        self.audit(principal, object_type, is_meant).await
    }

    async fn audit(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        is_meant: impl Fn(Line) -> Option<Entry>,
    ) -> Result<Vec<Audit>> {
        let log =
            changes::of_record(&self.database, principal.account, object_type.id, Change::RECORD).await?;
        let told = log.into_iter().filter_map(|change| {
            // Changes of properties and groups are lines of another form.
            let entry = is_meant(serde_json::from_str(&change.properties).ok()?)?;
            Some(Audit {
                id: entry.id,
                action: entry.action.into(),
                at: change.at,
                user: change.origin.user,
                definition: entry.definition.get().to_owned(),
            })
        });
        Ok(told.collect())
    }
}

//! Archiving pipelines and stages; records that are in them stay there, unless the caller wants none to be.

use linchpin_domain::{ObjectType, Pipeline, Stage};

use super::References;
use super::change::{put, rules};
use super::read::{live, live_stage};
use super::references::Probe;
use super::replace::exchange;
use crate::schema::{Change, TypeSchema};
use crate::{Engine, Principal, Result};

impl Engine {
    /// Archives a live pipeline.
    pub async fn archive_pipeline(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        id: &str,
        references: References,
    ) -> Result<()> {
        rules(object_type)?;
        let (id, probed) = (id.to_owned(), id.to_owned());
        let probe = move |schema: &TypeSchema| {
            live(schema, &probed)?;
            Ok(Probe::of_pipeline(object_type, probed.clone()))
        };
        let work = move |change: &mut Change| {
            let pipeline = live(&change.schema, &id)?;
            let archived = Pipeline { archived_at: Some(change.now), ..pipeline.clone() };
            put(change, archived).map(|_| ())
        };
        self.change_pipelines(principal, object_type, references, probe, work).await
    }

    /// Archives a live stage of a live pipeline.
    pub async fn archive_stage(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        (pipeline, id): (&str, &str),
        references: References,
    ) -> Result<()> {
        rules(object_type)?;
        let (pipeline, id) = (pipeline.to_owned(), id.to_owned());
        let probed = (pipeline.clone(), id.clone());
        let probe = move |schema: &TypeSchema| {
            live_stage(live(schema, &probed.0)?, &probed.1)?;
            Ok(Probe::of_stages(object_type, vec![probed.1.clone()]))
        };
        let work = move |change: &mut Change| {
            let mut pipeline = live(&change.schema, &pipeline)?.clone();
            let stage = live_stage(&pipeline, &id)?.clone();
            exchange(&mut pipeline, &Stage { archived_at: Some(change.now), ..stage });
            put(change, pipeline).map(|_| ())
        };
        self.change_pipelines(principal, object_type, references, probe, work).await
    }
}

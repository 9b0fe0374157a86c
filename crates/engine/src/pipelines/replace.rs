//! Replacing pipelines and stages by what a caller gives whole.

use linchpin_domain::{ObjectType, Pipeline, Stage};

use super::change::{FreshIds, changed_stage, new_stage, put, rules};
use super::read::{live, live_stage};
use super::references::Probe;
use super::{NewPipeline, NewStage, References};
use crate::schema::{Change, TypeSchema};
use crate::{Engine, Principal, Result};

impl Engine {
    /// Replaces a live pipeline and all of its stages; stages that are left out are archived.
    ///
    /// A stage that is given without an id is the one of the same label, if there is one, so that records stay where
    /// they are.
    pub async fn replace_pipeline(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        id: &str,
        new: NewPipeline,
        references: References,
    ) -> Result<Pipeline> {
        rules(object_type)?;
        let ids = self.fresh_ids(principal.account, new.stages.len()).await?;
        let (id, to_be) = (id.to_owned(), new.clone());
        let probed = id.clone();
        let probe = move |schema: &TypeSchema| {
            let old = live(schema, &probed)?;
            let dropped =
                old.live_stages().filter(|stage| !to_be.stages.iter().any(|new| is_same(stage, new)));
            Ok(Probe::of_stages(object_type, dropped.map(|stage| stage.id.to_string()).collect()))
        };
        let work = move |change: &mut Change| replace(change, &id, new, ids);
        self.change_pipelines(principal, object_type, references, probe, work).await
    }

    /// Replaces what a live stage says of itself.
    pub async fn replace_stage(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        (pipeline, id): (&str, &str),
        new: NewStage,
    ) -> Result<Stage> {
        rules(object_type)?;
        let (pipeline, id) = (pipeline.to_owned(), id.to_owned());
        let work = move |change: &mut Change| {
            let mut pipeline = live(&change.schema, &pipeline)?.clone();
            let stage = changed_stage(rules(object_type)?, live_stage(&pipeline, &id)?, new, change.now)?;
            exchange(&mut pipeline, &stage);
            put(change, pipeline).map(|_| stage)
        };
        self.change_schema(principal, object_type, work).await
    }
}

/// Puts a stage in the place of the one of its id.
pub(super) fn exchange(pipeline: &mut Pipeline, stage: &Stage) {
    for known in pipeline.stages.to_mut().iter_mut().filter(|known| known.id == stage.id) {
        known.clone_from(stage);
    }
}

/// Whether a caller means this stage.
fn is_same(stage: &Stage, new: &NewStage) -> bool {
    match &new.id {
        Some(id) => stage.id == *id,
        None => stage.is_live() && stage.label.trim().to_lowercase() == new.label.trim().to_lowercase(),
    }
}

fn replace(change: &mut Change, id: &str, new: NewPipeline, mut ids: FreshIds) -> Result<Pipeline> {
    let rules = rules(change.schema.object_type)?;
    let old = live(&change.schema, id)?;
    let mut stages = Vec::with_capacity(new.stages.len());
    for stage in new.stages {
        stages.push(match old.stages.iter().find(|known| is_same(known, &stage)) {
            Some(known) => changed_stage(rules, known, stage, change.now)?,
            None => new_stage(rules, stage, &mut ids, change.now)?,
        });
    }
    for known in old.stages.iter() {
        if stages.iter().all(|stage| stage.id != known.id) {
            stages.push(Stage { archived_at: known.archived_at.or(Some(change.now)), ..known.clone() });
        }
    }
    let pipeline = Pipeline {
        label: new.label.into(),
        display_order: new.display_order,
        stages: stages.into(),
        ..old.clone()
    };
    put(change, pipeline)
}

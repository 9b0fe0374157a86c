//! Pipelines and their stages: the defaults, what accounts may do to them, and what follows from them.

pub(crate) mod defaults;
mod history;
mod rules;

use std::borrow::Cow;

use crate::{ObjectType, Timestamp};

pub(crate) use history::{history_key, keeps_history};
pub use history::{is_stage_history, stage_properties};
pub use rules::{PipelineRules, PipelineViolation, StageMeaning, check, metadata};

/// Keys and values that say what a stage means, in the order in which they are shown.
pub type Metadata = Cow<'static, [(Cow<'static, str>, Cow<'static, str>)]>;

/// The path that records of a type take through stages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipeline {
    /// The id; unique within the object type.
    pub id: Cow<'static, str>,
    /// What people read.
    pub label: Cow<'static, str>,
    /// The place among the pipelines.
    pub display_order: i32,
    /// The stages, in order; archived ones included, for records may still be in them.
    pub stages: Cow<'static, [Stage]>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it or one of its stages last changed.
    pub updated_at: Timestamp,
    /// When it was archived, if it is.
    pub archived_at: Option<Timestamp>,
}

/// One stage of a pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The id; stages of different pipelines never share one.
    pub id: Cow<'static, str>,
    /// What people read.
    pub label: Cow<'static, str>,
    /// The place in the pipeline.
    pub display_order: i32,
    /// What the stage means to calculations: `isClosed`, `probability`, `ticketState`, `state`.
    pub metadata: Metadata,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it was archived, if it is.
    pub archived_at: Option<Timestamp>,
}

impl Pipeline {
    /// The stage of this id, archived or not.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
    }

    /// Tells whether records can be put into it.
    pub fn is_live(&self) -> bool {
        self.archived_at.is_none()
    }

    /// The stages that records can be put into, in order.
    pub fn live_stages(&self) -> impl Iterator<Item = &Stage> {
        self.stages.iter().filter(|stage| stage.is_live())
    }
}

impl Stage {
    /// The value of one metadata key.
    pub fn meta(&self, key: &str) -> Option<&str> {
        self.metadata.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_ref())
    }

    /// Tells whether records in the stage are done.
    pub fn is_closed(&self) -> bool {
        self.meta("isClosed") == Some("true")
    }

    /// Tells whether records can be put into it.
    pub fn is_live(&self) -> bool {
        self.archived_at.is_none()
    }
}

/// The default pipelines of a type; empty for a type that has none or whose defaults are not known.
pub fn pipelines(object_type: &ObjectType) -> &'static [Pipeline] {
    object_type.pipelines
}

/// Finds a stage in any of the pipelines, archived or not, together with its pipeline.
pub fn find_stage<'a>(pipelines: &'a [Pipeline], id: &str) -> Option<(&'a Pipeline, &'a Stage)> {
    pipelines.iter().find_map(|pipeline| pipeline.stage(id).map(|stage| (pipeline, stage)))
}

/// Puts pipelines, and the stages in each of them, into the order in which people see them.
///
/// Equal places are ordered by label (documented).
pub fn sort(pipelines: &mut [Pipeline]) {
    pipelines
        .sort_by(|left, right| (left.display_order, &left.label).cmp(&(right.display_order, &right.label)));
    for pipeline in pipelines {
        let by_place = |left: &Stage, right: &Stage| {
            (left.display_order, &left.label).cmp(&(right.display_order, &right.label))
        };
        pipeline.stages.to_mut().sort_by(by_place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object_type::{find, standard_types};

    #[test]
    fn stages_ascend_and_their_ids_differ() {
        for object_type in standard_types() {
            for pipeline in pipelines(object_type) {
                let orders: Vec<_> = pipeline.stages.iter().map(|stage| stage.display_order).collect();
                assert!(orders.is_sorted_by(|left, right| left < right), "{}", pipeline.id);
                for stage in pipeline.stages.iter() {
                    assert_eq!(pipeline.stage(&stage.id), Some(stage));
                }
            }
        }
    }

    #[test]
    fn a_stage_is_found_with_its_pipeline_and_meaning() {
        let deals = pipelines(find("deals").unwrap());
        let (pipeline, stage) = find_stage(deals, "closedwon").unwrap();
        assert_eq!(pipeline.id, "default");
        assert_eq!(stage.meta("probability"), Some("1.0"));
        assert!(stage.is_closed());
        assert!(find_stage(deals, "nowhere").is_none());
        assert!(pipelines(find("notes").unwrap()).is_empty());
    }

    #[test]
    fn equal_places_are_ordered_by_label() {
        let make = |order, label: &'static str| Pipeline {
            display_order: order,
            label: label.into(),
            ..defaults::DEALS[0].clone()
        };
        let mut pipelines = [make(1, "A"), make(0, "C"), make(0, "B")];
        for stage in pipelines[0].stages.to_mut() {
            stage.display_order = 0;
        }
        sort(&mut pipelines);
        assert_eq!(pipelines.each_ref().map(|pipeline| &*pipeline.label), ["B", "C", "A"]);
        assert!(pipelines[2].stages.is_sorted_by_key(|stage| stage.label.clone()));
    }
}

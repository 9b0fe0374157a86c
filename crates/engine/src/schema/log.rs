//! What the change log says of pipelines and stages: one line for each of them that changed.
//!
//! The line of a pipeline holds all of its stages, so that it alone suffices to replay the log; the lines of stages
//! are for their audits.

use linchpin_domain::{Pipeline, Stage};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::stored_pipeline;

/// One line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Line {
    /// A pipeline changed, or one of its stages did.
    Pipeline(Entry),
    /// A stage changed.
    Stage(Entry),
}

/// What happened to a pipeline or stage.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Entry {
    /// The pipeline or stage.
    pub(crate) id: String,
    /// The pipeline of a stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) pipeline_id: Option<String>,
    /// What happened.
    pub(crate) action: Action,
    /// What it is from then on.
    pub(crate) definition: Box<RawValue>,
}

/// What can happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Action {
    /// It was made or restored.
    Create,
    /// It changed.
    Update,
    /// It was archived.
    Delete,
}

impl Action {
    /// What happened, by whether it was and is live; nothing happens to what was and stays archived.
    pub(super) fn between(was_live: bool, is_live: bool) -> Option<Self> {
        match (was_live, is_live) {
            (false, true) => Some(Self::Create),
            (true, true) => Some(Self::Update),
            (true, false) => Some(Self::Delete),
            (false, false) => None,
        }
    }
}

/// The lines of a pipeline that was `old` and is `new`.
pub(super) fn of_pipeline(old: Option<&Pipeline>, new: &Pipeline) -> Vec<String> {
    let mut lines = Vec::new();
    let action = Action::between(old.is_some_and(Pipeline::is_live), new.is_live());
    // What changes while it is archived is an update all the same: the log must say everything.
    let action = action.unwrap_or(Action::Update);
    let definition = raw(stored_pipeline::to_text(new));
    lines.push(Line::Pipeline(Entry { id: new.id.to_string(), pipeline_id: None, action, definition }));
    for stage in new.stages.iter() {
        let before = old.and_then(|old| old.stage(&stage.id));
        if before == Some(stage) {
            continue;
        }
        if let Some(action) = Action::between(before.is_some_and(Stage::is_live), stage.is_live()) {
            let definition = raw(stored_pipeline::stage_text(stage));
            let (id, pipeline_id) = (stage.id.to_string(), Some(new.id.to_string()));
            lines.push(Line::Stage(Entry { id, pipeline_id, action, definition }));
        }
    }
    lines.iter().map(|line| serde_json::to_string(line).expect("texts serialize")).collect()
}

fn raw(text: String) -> Box<RawValue> {
    RawValue::from_string(text).expect("the definition is JSON that was just written")
}

#[cfg(test)]
mod tests {
    use linchpin_domain::{Timestamp, object_type};

    use super::*;

    /// What happened to what, as the lines say.
    fn told(old: Option<&Pipeline>, new: &Pipeline) -> Vec<(String, Action)> {
        let lines = of_pipeline(old, new);
        let entries = lines.iter().map(|line| match serde_json::from_str(line).unwrap() {
            Line::Pipeline(entry) | Line::Stage(entry) => (entry.id, entry.action),
        });
        entries.collect()
    }

    #[test]
    fn lines_tell_what_happened_to_what() {
        let tickets = &object_type::find("tickets").unwrap().pipelines[0];
        let made = told(None, tickets);
        assert_eq!(made.len(), 5);
        assert!(made.iter().all(|(_, action)| *action == Action::Create));

        let mut changed = tickets.clone();
        changed.stages.to_mut()[0].label = "Newest".into();
        changed.stages.to_mut()[1].archived_at = Some(Timestamp(1));
        let expected = [("0", Action::Update), ("1", Action::Update), ("2", Action::Delete)];
        assert_eq!(told(Some(tickets), &changed), expected.map(|(id, action)| (id.to_owned(), action)));

        let gone = Pipeline { archived_at: Some(Timestamp(1)), ..tickets.clone() };
        assert_eq!(told(Some(tickets), &gone), [("0".to_owned(), Action::Delete)]);
        assert_eq!(told(Some(&gone), tickets), [("0".to_owned(), Action::Create)]);
    }
}

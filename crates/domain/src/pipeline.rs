//! The default pipelines and their stages.

use std::borrow::Cow;

use crate::ObjectType;

/// The path that records of a type take through stages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipeline {
    /// The id; unique within the object type.
    pub id: Cow<'static, str>,
    /// What people read.
    pub label: Cow<'static, str>,
    /// The place among the pipelines.
    pub display_order: i32,
    /// The stages, in order.
    pub stages: Cow<'static, [Stage]>,
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
    pub metadata: Cow<'static, [(Cow<'static, str>, Cow<'static, str>)]>,
}

impl Pipeline {
    /// The stage of this id.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
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
}

/// The default pipelines of a type; empty for a type that has none or whose defaults are not known.
pub fn pipelines(object_type: &ObjectType) -> &'static [Pipeline] {
    object_type.pipelines
}

/// Finds a stage in any of the pipelines, together with its pipeline.
pub fn find_stage<'a>(pipelines: &'a [Pipeline], id: &str) -> Option<(&'a Pipeline, &'a Stage)> {
    pipelines.iter().find_map(|pipeline| pipeline.stage(id).map(|stage| (pipeline, stage)))
}

/// A metadata row; the longhand would hide the table.
type Meta = &'static [(Cow<'static, str>, Cow<'static, str>)];

const fn text(text: &'static str) -> Cow<'static, str> {
    Cow::Borrowed(text)
}

const fn pipeline(id: &'static str, label: &'static str, stages: &'static [Stage]) -> [Pipeline; 1] {
    [Pipeline { id: text(id), label: text(label), display_order: 0, stages: Cow::Borrowed(stages) }]
}

const fn stage(display_order: i32, id: &'static str, label: &'static str, metadata: Meta) -> Stage {
    Stage { id: text(id), label: text(label), display_order, metadata: Cow::Borrowed(metadata) }
}

macro_rules! meta {
    ($($key:literal: $value:literal),*) => { &[$((Cow::Borrowed($key), Cow::Borrowed($value))),*] };
}

const OPEN: Meta = meta! { "isClosed": "false", "state": "OPEN" };
const CLOSED: Meta = meta! { "isClosed": "true", "state": "CLOSED" };
const TICKET_OPEN: Meta = meta! { "ticketState": "OPEN", "isClosed": "false" };
const TICKET_CLOSED: Meta = meta! { "ticketState": "CLOSED", "isClosed": "true" };

pub(crate) static CONTACTS: [Pipeline; 1] =
    pipeline("contacts-lifecycle-pipeline", "Lifecycle Stage Pipeline", &LIFECYCLE);
pub(crate) static COMPANIES: [Pipeline; 1] =
    pipeline("companies-lifecycle-pipeline", "Lifecycle Stage Pipeline", &LIFECYCLE);

static LIFECYCLE: [Stage; 8] = [
    stage(0, "subscriber", "Subscriber", OPEN),
    stage(1, "lead", "Lead", OPEN),
    stage(2, "marketingqualifiedlead", "Marketing Qualified Lead", OPEN),
    stage(3, "salesqualifiedlead", "Sales Qualified Lead", OPEN),
    stage(4, "opportunity", "Opportunity", OPEN),
    stage(5, "customer", "Customer", OPEN),
    stage(6, "evangelist", "Evangelist", OPEN),
    stage(7, "other", "Other", CLOSED),
];

pub(crate) static DEALS: [Pipeline; 1] = pipeline("default", "Sales Pipeline", &DEAL_STAGES);
static DEAL_STAGES: [Stage; 7] = [
    stage(
        0,
        "appointmentscheduled",
        "Appointment Scheduled",
        meta! { "isClosed": "false", "probability": "0.2" },
    ),
    stage(1, "qualifiedtobuy", "Qualified To Buy", meta! { "isClosed": "false", "probability": "0.4" }),
    stage(
        2,
        "presentationscheduled",
        "Presentation Scheduled",
        meta! { "isClosed": "false", "probability": "0.6" },
    ),
    stage(
        3,
        "decisionmakerboughtin",
        "Decision Maker Bought-In",
        meta! { "isClosed": "false", "probability": "0.8" },
    ),
    stage(4, "contractsent", "Contract Sent", meta! { "isClosed": "false", "probability": "0.9" }),
    stage(5, "closedwon", "Closed Won", meta! { "isClosed": "true", "probability": "1.0" }),
    stage(6, "closedlost", "Closed Lost", meta! { "isClosed": "true", "probability": "0.0" }),
];

pub(crate) static TICKETS: [Pipeline; 1] = pipeline("0", "Support Pipeline", &TICKET_STAGES);
static TICKET_STAGES: [Stage; 4] = [
    stage(0, "1", "New", TICKET_OPEN),
    stage(1, "2", "Waiting on contact", TICKET_OPEN),
    stage(2, "3", "Waiting on us", TICKET_OPEN),
    stage(3, "4", "Closed", TICKET_CLOSED),
];

pub(crate) static LEADS: [Pipeline; 1] = pipeline("lead-pipeline-id", "Lead pipeline", &LEAD_STAGES);
static LEAD_STAGES: [Stage; 5] = [
    stage(0, "new-stage-id", "New", &[]),
    stage(1, "attempting-stage-id", "Attempting", &[]),
    stage(2, "connected-stage-id", "Connected", &[]),
    stage(3, "qualified-stage-id", "Qualified", &[]),
    stage(4, "unqualified-stage-id", "Disqualified", &[]),
];

pub(crate) static ORDERS: [Pipeline; 1] =
    pipeline("14a2e10e-5471-408a-906e-c51f3b04369e", "Order Pipeline", &ORDER_STAGES);
static ORDER_STAGES: [Stage; 5] = [
    stage(0, "4b27b500-f031-4927-9811-68a0b525cbae", "Open", &[]),
    stage(1, "937ea84d-0a4f-4dcf-9028-3f9c2aafbf03", "Processed", &[]),
    stage(2, "aa99e8d0-c1d5-4071-b915-d240bbb1aed9", "Shipped", &[]),
    stage(3, "3725360f-519b-4b18-a593-494d60a29c9f", "Delivered", &[]),
    stage(4, "3c85a297-e9ce-400b-b42e-9f16853d69d6", "Cancelled", &[]),
];

pub(crate) static TASKS: [Pipeline; 1] =
    pipeline("3d314325-1b2a-4225-9388-375f49c57ec3", "Task Pipeline", &TASK_STAGES);
static TASK_STAGES: [Stage; 4] = [
    stage(0, "af0e6a5c-2ea3-4c72-b69f-7c6cb3fdb591", "Not Started", OPEN),
    stage(1, "dd5826e4-c976-4654-a527-b59ada542e52", "Waiting", OPEN),
    stage(2, "61bafb31-e7fa-46ed-aaa9-1322438d6e67", "Completed", CLOSED),
    stage(3, "fc8148fb-3a2d-4b59-834e-69b7859347cb", "Deferred", OPEN),
];

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
}

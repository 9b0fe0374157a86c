//! The pipelines that every account starts with.

use std::borrow::Cow;

use super::{Pipeline, Stage};
use crate::Timestamp;

/// When built-in pipelines and stages were made and last changed (recorded).
const BUILT_IN_AT: Timestamp = Timestamp(0);

/// A metadata row; the longhand would hide the table.
type Meta = &'static [(Cow<'static, str>, Cow<'static, str>)];

const fn text(text: &'static str) -> Cow<'static, str> {
    Cow::Borrowed(text)
}

const fn pipeline(id: &'static str, label: &'static str, stages: &'static [Stage]) -> [Pipeline; 1] {
    [Pipeline {
        id: text(id),
        label: text(label),
        display_order: 0,
        stages: Cow::Borrowed(stages),
        created_at: BUILT_IN_AT,
        updated_at: BUILT_IN_AT,
        archived_at: None,
    }]
}

const fn stage(display_order: i32, id: &'static str, label: &'static str, metadata: Meta) -> Stage {
    Stage {
        id: text(id),
        label: text(label),
        display_order,
        metadata: Cow::Borrowed(metadata),
        created_at: BUILT_IN_AT,
        updated_at: BUILT_IN_AT,
        archived_at: None,
    }
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

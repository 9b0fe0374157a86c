//! What clients set in the records of each type, and what they choose from.

use super::kinds::Kind;

/// A property with the values that are tried; an empty one clears it and is no value for a new record.
///
/// A new record has a value of every property that has no empty one.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) choices: &'static [&'static str],
}

const fn field(name: &'static str, choices: &'static [&'static str]) -> Field {
    Field { name, choices }
}

const MOMENTS: &[&str] = &[
    "2026-01-02T03:04:05Z",
    "2026-03-01T00:00:00Z",
    "2026-03-01T00:00:00.001Z",
    "2030-01-01T00:00:00Z",
    "2031-06-07T08:09:10.011Z",
];

static CONTACT: [Field; 4] = [
    field(EMAIL, ADDRESSES),
    field("firstname", &["Ada", "", "Bob"]),
    field("hs_buying_role", &["", "DECISION_MAKER", "BLOCKER;CHAMPION", "BUDGET_HOLDER;DECISION_MAKER"]),
    field("jobtitle", &["", "Clerk"]),
];
static COMPANY: [Field; 2] =
    [field("name", &["Acme", "Globex", "Initech"]), field("hs_is_target_account", &["true", "false", ""])];
static DEAL: [Field; 6] = [
    field("dealname", &["Big", "Small"]),
    field("dealstage", &["appointmentscheduled", "closedwon", "closedlost", "contractsent"]),
    field("amount", &["100", "0.1", "99999.99", ""]),
    field("closedate", &["2026-02-03T04:05:06.789Z", "2026-01-02T00:00:00Z", "2025-12-31T23:59:59Z"]),
    field("hs_deal_amount_calculation_preference", &["", "TCV", "ARR"]),
    field("createdate", &["2025-01-01T00:00:00Z", "2026-03-04T00:00:00Z", "2024-02-29T12:00:00Z"]),
];
static TICKET: [Field; 2] =
    [field("subject", &["Help", "Broken"]), field("hs_pipeline_stage", &["1", "2", "4"])];
static LINE_ITEM: [Field; 6] = [
    field("name", &["Gear", "Cam"]),
    field("price", &["19.99", "5", ""]),
    field("quantity", &["1", "3"]),
    field("discount", &["", "0.05"]),
    field("recurringbillingfrequency", &["", "monthly", "annually"]),
    field("hs_recurring_billing_period", &["", "P12M", "P24M"]),
];
static QUOTE: [Field; 2] =
    [field("hs_title", &["Offer", "Contract"]), field("hs_expiration_date", &["2030-01-31", "2031-01-31"])];
static TASK: [Field; 3] = [
    field("hs_timestamp", MOMENTS),
    field("hs_task_status", &["NOT_STARTED", "COMPLETED", "WAITING"]),
    field("hs_task_subject", &["", "Call back"]),
];
static NOTE: [Field; 2] = [field("hs_timestamp", MOMENTS), field("hs_note_body", &["", "Nice"])];
static MEETING: [Field; 2] =
    [field("hs_timestamp", MOMENTS), field("hs_meeting_outcome", &["SCHEDULED", "CANCELED", "COMPLETED"])];
static CALL: [Field; 2] =
    [field("hs_timestamp", MOMENTS), field("hs_call_direction", &["INBOUND", "OUTBOUND", ""])];
static EMAIL_FIELDS: [Field; 2] =
    [field("hs_timestamp", MOMENTS), field("hs_email_direction", &["EMAIL", "INCOMING_EMAIL"])];
static CAR: [Field; 1] = [field("model", &["Beetle", "Duck"])];

/// The addresses of contacts: few, so that they meet.
const ADDRESSES: &[&str] = &[
    "",
    "a@example.com",
    "b@example.com",
    "c@example.com",
    "d@example.com",
    "e@example.com",
    "f@example.com",
    "g@example.com",
    "h@example.com",
    "i@example.com",
    "j@example.com",
    "k@example.com",
    "l@example.com",
];
/// The property whose values no two contacts share.
pub(super) const EMAIL: &str = "email";
/// The property in which a deal's creation date is set.
pub(super) const CREATED: &str = "createdate";

/// What clients set in records of a type.
pub(super) fn fields(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Contact => &CONTACT,
        Kind::Company => &COMPANY,
        Kind::Deal => &DEAL,
        Kind::Ticket => &TICKET,
        Kind::LineItem => &LINE_ITEM,
        Kind::Quote => &QUOTE,
        Kind::Task => &TASK,
        Kind::Note => &NOTE,
        Kind::Meeting => &MEETING,
        Kind::Call => &CALL,
        Kind::Email => &EMAIL_FIELDS,
        Kind::Car => &CAR,
    }
}

/// Whether the model says what the property is; the server sets the others by itself too, or keeps them as a column.
pub(super) fn is_predicted(name: &str) -> bool {
    !matches!(name, "amount" | "closedate" | CREATED)
}

/// The values of a new record.
pub(super) fn chosen(kind: Kind, choices: [u8; 6]) -> Vec<(&'static str, &'static str)> {
    let chosen = fields(kind).iter().zip(choices).map(|(field, choice)| (field.name, field.choice(choice)));
    chosen.filter(|(_, value)| !value.is_empty()).collect()
}

impl Field {
    /// One of the values.
    pub(super) fn choice(&self, choice: u8) -> &'static str {
        self.choices[usize::from(choice) % self.choices.len()]
    }
}

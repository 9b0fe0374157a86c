//! What activities tell of the records that they are about: how many, the last one, the next one.
//!
//! The last one is among those whose moment has come, the next one among those whose moment has not.
//! An activity that is neither cancelled nor done moves from one to the other as time goes by: with the next write to
//! it, or to any other activity of the record, everything timed about the record is made anew.

use super::table::{COMPANY, CONTACT, DEAL, TASK, TICKET, count, earliest, latest};
use super::{Condition, Rollup, Source, Value};
use crate::ObjectTypeId;

const COMMUNICATION: ObjectTypeId = ObjectTypeId::standard(18);
const NOTE: ObjectTypeId = ObjectTypeId::standard(46);
const MEETING: ObjectTypeId = ObjectTypeId::standard(47);
const CALL: ObjectTypeId = ObjectTypeId::standard(48);
const EMAIL: ObjectTypeId = ObjectTypeId::standard(49);
const POSTAL_MAIL: ObjectTypeId = ObjectTypeId::standard(116);

/// When an activity takes place; a task is due then.
const MOMENT: &str = "hs_timestamp";
const AT: Value = Value::Property(MOMENT);

const PAST: Condition = Condition::Past(MOMENT);
const FUTURE: Condition = Condition::Future(MOMENT);
const TAKES_PLACE: Condition = Condition::IsNot("hs_meeting_outcome", "CANCELED");
const TO_DO: Condition = Condition::IsNot("hs_task_status", "COMPLETED");
const INCOMING: Condition = Condition::Is("hs_email_direction", "INCOMING_EMAIL");

const fn of(child: ObjectTypeId, when: &'static [Condition], values: &'static [Value]) -> Source {
    Source { when, values, ..Source::all(child) }
}

/// Every activity.
const ANY: &[Source] = &[
    Source::all(CALL),
    Source::all(EMAIL),
    Source::all(MEETING),
    Source::all(COMMUNICATION),
    Source::all(POSTAL_MAIL),
    Source::all(NOTE),
    Source::all(TASK),
];

/// The activities in which somebody is contacted.
const CONTACTING: &[Source] = &[
    Source::all(CALL),
    Source::all(EMAIL),
    Source::all(MEETING),
    Source::all(COMMUNICATION),
    Source::all(POSTAL_MAIL),
];

const LAST: &[Source] = &[
    of(CALL, &[PAST], &[AT, Value::Coordinates]),
    of(EMAIL, &[PAST], &[AT, Value::Coordinates]),
    of(MEETING, &[PAST, TAKES_PLACE], &[AT, Value::Coordinates]),
    of(COMMUNICATION, &[PAST], &[AT, Value::Coordinates]),
    of(POSTAL_MAIL, &[PAST], &[AT, Value::Coordinates]),
    of(NOTE, &[PAST], &[AT, Value::Coordinates]),
    of(TASK, &[PAST], &[AT, Value::Coordinates]),
];

const LAST_CONTACT: &[Source] = &[
    of(CALL, &[PAST], &[AT]),
    of(EMAIL, &[PAST], &[AT]),
    of(MEETING, &[PAST, TAKES_PLACE], &[AT]),
    of(COMMUNICATION, &[PAST], &[AT]),
    of(POSTAL_MAIL, &[PAST], &[AT]),
];

const NEXT: &[Source] = &[
    of(CALL, &[FUTURE], &[AT, Value::Coordinates, Value::Text("CALL")]),
    of(EMAIL, &[FUTURE], &[AT, Value::Coordinates, Value::Property("hs_email_direction")]),
    of(MEETING, &[FUTURE, TAKES_PLACE], &[AT, Value::Coordinates, Value::Text("MEETING")]),
    of(COMMUNICATION, &[FUTURE], &[AT, Value::Coordinates, Value::Property("hs_communication_channel_type")]),
    of(POSTAL_MAIL, &[FUTURE], &[AT, Value::Coordinates, Value::Text("POSTAL_MAIL")]),
    of(NOTE, &[FUTURE], &[AT, Value::Coordinates, Value::Text("NOTE")]),
    of(TASK, &[FUTURE, TO_DO], &[AT, Value::Coordinates, Value::Text("TASK")]),
];

const MEETINGS: &[Source] = &[of(MEETING, &[TAKES_PLACE], &[AT])];
const REPLIES: &[Source] = &[of(EMAIL, &[INCOMING], &[AT])];
/// What the other side did, as far as it is an activity.
const ENGAGEMENTS: &[Source] = &[of(EMAIL, &[INCOMING], &[AT, AT, Value::Text("EMAIL_REPLY")])];

/// What activities tell of all four types.
const fn common(parent: ObjectTypeId) -> [Rollup; 6] {
    [
        count(parent, &["num_notes"], ANY),
        count(parent, &["num_contacted_notes"], CONTACTING),
        latest(parent, &["notes_last_updated", "hs_notes_last_activity"], LAST),
        latest(parent, &["notes_last_contacted"], LAST_CONTACT),
        earliest(
            parent,
            &["notes_next_activity_date", "hs_notes_next_activity", "hs_notes_next_activity_type"],
            NEXT,
        ),
        latest(parent, &["hs_sales_email_last_replied"], REPLIES),
    ]
}

/// What activities tell of people and companies only.
const fn engagement(parent: ObjectTypeId) -> [Rollup; 2] {
    [
        latest(
            parent,
            &[
                "hs_last_sales_activity_timestamp",
                "hs_last_sales_activity_date",
                "hs_last_sales_activity_type",
            ],
            ENGAGEMENTS,
        ),
        latest(parent, &["hs_latest_meeting_activity"], MEETINGS),
    ]
}

static OF_CONTACTS: [Rollup; 6] = common(CONTACT);
static OF_COMPANIES: [Rollup; 6] = common(COMPANY);
static OF_DEALS: [Rollup; 6] = common(DEAL);
static OF_TICKETS: [Rollup; 6] = common(TICKET);
static ENGAGEMENT_OF_CONTACTS: [Rollup; 2] = engagement(CONTACT);
static ENGAGEMENT_OF_COMPANIES: [Rollup; 2] = engagement(COMPANY);

/// What one type alone shows.
static PARTICULAR: [Rollup; 14] = [
    latest(COMPANY, &["hs_last_booked_meeting_date"], MEETINGS),
    latest(COMPANY, &["hs_last_logged_call_date"], &[of(CALL, &[PAST], &[AT])]),
    latest(
        COMPANY,
        &["hs_last_logged_outgoing_email_date"],
        &[of(EMAIL, &[Condition::Is("hs_email_direction", "EMAIL"), PAST], &[AT])],
    ),
    latest(COMPANY, &["hs_last_open_task_date"], &[of(TASK, &[TO_DO], &[AT])]),
    latest(DEAL, &["hs_latest_meeting_activity"], MEETINGS),
    count(DEAL, &["hs_number_of_call_engagements"], &[Source::all(CALL)]),
    count(
        DEAL,
        &["hs_number_of_inbound_calls"],
        &[of(CALL, &[Condition::Is("hs_call_direction", "INBOUND")], &[])],
    ),
    count(
        DEAL,
        &["hs_number_of_outbound_calls"],
        &[of(CALL, &[Condition::Is("hs_call_direction", "OUTBOUND")], &[])],
    ),
    count(
        DEAL,
        &["hs_number_of_scheduled_meetings"],
        &[of(MEETING, &[Condition::Is("hs_meeting_outcome", "SCHEDULED")], &[])],
    ),
    count(
        DEAL,
        &["hs_number_of_overdue_tasks"],
        &[of(TASK, &[Condition::Is("hs_task_is_overdue", "true")], &[])],
    ),
    latest(TICKET, &["hs_lastactivitydate"], &LAST_MOMENT),
    latest(TICKET, &["hs_lastcontacted"], LAST_CONTACT),
    earliest(TICKET, &["hs_nextactivitydate"], &NEXT_MOMENT),
    count(TICKET, &["hs_num_times_contacted"], CONTACTING),
];

/// The same activities as in [`LAST`].
static LAST_MOMENT: [Source; 7] = [
    of(CALL, &[PAST], &[AT]),
    of(EMAIL, &[PAST], &[AT]),
    of(MEETING, &[PAST, TAKES_PLACE], &[AT]),
    of(COMMUNICATION, &[PAST], &[AT]),
    of(POSTAL_MAIL, &[PAST], &[AT]),
    of(NOTE, &[PAST], &[AT]),
    of(TASK, &[PAST], &[AT]),
];

/// The same activities as in [`NEXT`].
static NEXT_MOMENT: [Source; 7] = [
    of(CALL, &[FUTURE], &[AT]),
    of(EMAIL, &[FUTURE], &[AT]),
    of(MEETING, &[FUTURE, TAKES_PLACE], &[AT]),
    of(COMMUNICATION, &[FUTURE], &[AT]),
    of(POSTAL_MAIL, &[FUTURE], &[AT]),
    of(NOTE, &[FUTURE], &[AT]),
    of(TASK, &[FUTURE, TO_DO], &[AT]),
];

/// All of them.
pub(super) static TABLES: [&[Rollup]; 7] = [
    &OF_CONTACTS,
    &OF_COMPANIES,
    &OF_DEALS,
    &OF_TICKETS,
    &ENGAGEMENT_OF_CONTACTS,
    &ENGAGEMENT_OF_COMPANIES,
    &PARTICULAR,
];

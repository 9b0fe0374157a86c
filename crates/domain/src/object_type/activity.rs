//! What people did or mean to do: the engagements.

use super::{BASE, ObjectType, RecordUrl};
use crate::automatic::{meeting, note, task};
use crate::{ObjectTypeId, pipeline};

/// What no search of activities can filter by (documented).
const PREVIEWS: &[&str] = &["hs_body_preview_html"];
/// The same of e-mails (documented).
const EMAIL_BODIES: &[&str] = &["hs_body_preview", "hs_body_preview_html", "hs_email_html"];

pub(super) const COMMUNICATIONS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(18),
    plural: "communications",
    singular: "communication",
    fully_qualified_name: "COMMUNICATION",
    legacy_name: "COMMUNICATION",
    labels: ("Communication", "Communications"),
    primary_display: Some("hs_communication_body"),
    required_properties: &["hs_timestamp", "hs_communication_channel_type"],
    unfiltered: PREVIEWS,
    read_scopes: &["crm.objects.contacts.read"],
    write_scopes: &["crm.objects.contacts.write"],
    schema_read_scopes: &["crm.objects.contacts.read", "crm.objects.contacts.write"],
    schema_write_scopes: &["crm.schemas.contacts.write"],
    body_properties: &["hs_communication_body"],
    catalogue: include_str!("../../catalogue/communications.tsv"),
    ..BASE
};

pub(super) const TASKS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(27),
    plural: "tasks",
    singular: "task",
    fully_qualified_name: "TASK",
    legacy_name: "TASK",
    labels: ("Task", "Tasks"),
    primary_display: Some("hs_task_subject"),
    required_properties: &["hs_timestamp"],
    searchable_properties: &["hs_task_body", "hs_task_subject"],
    unfiltered: PREVIEWS,
    read_scopes: &["crm.objects.contacts.read"],
    write_scopes: &["crm.objects.contacts.write"],
    schema_read_scopes: &[
        "crm.schemas.tasks.read",
        "crm.objects.contacts.read",
        "crm.objects.contacts.write",
    ],
    schema_write_scopes: &["crm.schemas.contacts.write"],
    record_url: RecordUrl::Task,
    pipelines: &pipeline::defaults::TASKS,
    body_properties: &["hs_task_body"],
    usual: task::USUAL,
    automatic: task::apply,
    catalogue: include_str!("../../catalogue/tasks.tsv"),
    ..BASE
};

pub(super) const NOTES: ObjectType = ObjectType {
    id: ObjectTypeId::standard(46),
    plural: "notes",
    singular: "note",
    fully_qualified_name: "NOTE",
    legacy_name: "NOTE",
    labels: ("Note", "Notes"),
    primary_display: Some("hs_note_body"),
    required_properties: &["hs_timestamp"],
    searchable_properties: &["hs_note_body"],
    unfiltered: PREVIEWS,
    read_scopes: &["crm.objects.contacts.read"],
    write_scopes: &["crm.objects.contacts.write"],
    schema_read_scopes: &[
        "crm.schemas.notes.read",
        "crm.objects.contacts.read",
        "crm.objects.contacts.write",
    ],
    schema_write_scopes: &["crm.schemas.contacts.write"],
    body_properties: &["hs_note_body"],
    automatic: note::apply,
    catalogue: include_str!("../../catalogue/notes.tsv"),
    ..BASE
};

pub(super) const MEETINGS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(47),
    plural: "meetings",
    singular: "meeting",
    fully_qualified_name: "MEETING_EVENT",
    legacy_name: "MEETING_EVENT",
    labels: ("Meeting", "Meetings"),
    primary_display: Some("hs_meeting_title"),
    required_properties: &["hs_timestamp"],
    required_substitutes: &[("hs_timestamp", "hs_meeting_start_time")],
    searchable_properties: &["hs_meeting_title", "hs_meeting_body"],
    unfiltered: PREVIEWS,
    read_scopes: &["crm.objects.contacts.read"],
    write_scopes: &["crm.objects.contacts.write"],
    schema_read_scopes: &[
        "crm.schemas.meetings.read",
        "crm.objects.contacts.read",
        "crm.objects.contacts.write",
    ],
    schema_write_scopes: &["crm.schemas.contacts.write"],
    body_properties: &["hs_meeting_body"],
    automatic: meeting::apply,
    catalogue: include_str!("../../catalogue/meetings.tsv"),
    ..BASE
};

pub(super) const CALLS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(48),
    plural: "calls",
    singular: "call",
    fully_qualified_name: "CALL",
    legacy_name: "CALL",
    labels: ("Call", "Calls"),
    primary_display: Some("hs_call_title"),
    required_properties: &["hs_timestamp"],
    searchable_properties: &["hs_call_title", "hs_body_preview"],
    unfiltered: PREVIEWS,
    read_scopes: &["crm.objects.contacts.read"],
    write_scopes: &["crm.objects.contacts.write"],
    schema_read_scopes: &[
        "crm.schemas.calls.read",
        "crm.objects.contacts.read",
        "crm.objects.contacts.write",
    ],
    schema_write_scopes: &["crm.schemas.contacts.write"],
    body_properties: &["hs_call_body"],
    catalogue: include_str!("../../catalogue/calls.tsv"),
    ..BASE
};

pub(super) const EMAILS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(49),
    plural: "emails",
    singular: "email",
    fully_qualified_name: "EMAIL",
    legacy_name: "EMAIL",
    labels: ("Email", "Emails"),
    primary_display: Some("hs_email_subject"),
    required_properties: &["hs_timestamp", "hs_email_direction"],
    searchable_properties: &["hs_email_subject"],
    unfiltered: EMAIL_BODIES,
    read_scopes: &["crm.objects.contacts.read", "sales-email-read"],
    write_scopes: &["crm.objects.contacts.write", "sales-email-read"],
    schema_read_scopes: &[
        "crm.schemas.emails.read",
        "crm.objects.contacts.read",
        "crm.objects.contacts.write",
    ],
    schema_write_scopes: &["crm.schemas.contacts.write"],
    body_properties: &["hs_email_html", "hs_email_text"],
    catalogue: include_str!("../../catalogue/emails.tsv"),
    ..BASE
};

pub(super) const POSTAL_MAIL: ObjectType = ObjectType {
    id: ObjectTypeId::standard(116),
    plural: "postal_mail",
    singular: "postal_mail",
    fully_qualified_name: "POSTAL_MAIL",
    legacy_name: "POSTAL_MAIL",
    labels: ("Postal mail", "Postal mail"),
    primary_display: Some("hs_postal_mail_body"),
    required_properties: &["hs_timestamp"],
    unfiltered: PREVIEWS,
    read_scopes: &["crm.objects.contacts.read"],
    write_scopes: &["crm.objects.contacts.write"],
    schema_read_scopes: &["crm.objects.contacts.read", "crm.objects.contacts.write"],
    schema_write_scopes: &["crm.schemas.contacts.write"],
    body_properties: &["hs_postal_mail_body"],
    catalogue: include_str!("../../catalogue/postal_mail.tsv"),
    ..BASE
};

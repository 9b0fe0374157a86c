//! The people, companies, processes and other subjects of a CRM.

use super::{BASE, ObjectType, StageProperties};
use crate::automatic::{company, contact, deal, lead, ticket};
use crate::pipeline::{PipelineRules, StageMeaning};
use crate::{ObjectTypeId, pipeline};

pub(super) const CONTACTS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(1),
    plural: "contacts",
    singular: "contact",
    fully_qualified_name: "CONTACT",
    legacy_name: "CONTACT",
    labels: ("Contact", "Contacts"),
    primary_display: Some("firstname"),
    secondary_display: &["lastname", "email", "phone"],
    default_properties: &["createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"],
    created_property: "createdate",
    modified_property: "lastmodifieddate",
    searchable_properties: &[
        "firstname",
        "hs_additional_emails",
        "phone",
        "mobilephone",
        "hs_searchable_calculated_phone_number",
        "hs_searchable_calculated_mobile_number",
        "hs_searchable_calculated_international_mobile_number",
        "company",
        "fax",
        "hs_searchable_calculated_international_phone_number",
        "email",
        "lastname",
    ],
    read_scopes: &["crm.objects.contacts.read"],
    write_scopes: &["crm.objects.contacts.write"],
    schema_read_scopes: &[
        "crm.schemas.contacts.read",
        "crm.objects.contacts.read",
        "crm.objects.contacts.write",
    ],
    schema_write_scopes: &["crm.schemas.contacts.write"],
    stages: Some(StageProperties { pipeline: "hs_pipeline", stage: "lifecyclestage" }),
    pipelines: &pipeline::defaults::CONTACTS,
    usual: contact::USUAL,
    automatic: contact::apply,
    update_echo: &[
        "hs_is_contact",
        "hs_is_unworked",
        "hs_object_source",
        "hs_object_source_id",
        "hs_object_source_label",
        "hs_pipeline",
        "hs_v2_date_entered_current_stage",
        "hs_v2_time_in_current_stage",
        "lifecyclestage",
        "notes_last_updated",
    ],
    catalogue: include_str!("../../catalogue/contacts.tsv"),
    ..BASE
};

pub(super) const COMPANIES: ObjectType = ObjectType {
    id: ObjectTypeId::standard(2),
    plural: "companies",
    singular: "company",
    fully_qualified_name: "COMPANY",
    legacy_name: "COMPANY",
    labels: ("Company", "Companies"),
    primary_display: Some("name"),
    required_properties: &["name"],
    required_substitutes: &[("name", "domain")],
    default_properties: &["createdate", "domain", "hs_lastmodifieddate", "hs_object_id", "name"],
    created_property: "createdate",
    searchable_properties: &["website", "phone", "name", "domain"],
    read_scopes: &["crm.objects.companies.read"],
    write_scopes: &["crm.objects.companies.write"],
    schema_read_scopes: &[
        "crm.schemas.companies.read",
        "crm.objects.companies.read",
        "crm.objects.companies.write",
    ],
    schema_write_scopes: &["crm.schemas.companies.write"],
    stages: Some(StageProperties { pipeline: "hs_pipeline", stage: "lifecyclestage" }),
    pipelines: &pipeline::defaults::COMPANIES,
    usual: company::USUAL,
    automatic: company::apply,
    update_echo: &[
        "hs_object_source",
        "hs_object_source_id",
        "hs_object_source_label",
        "hs_pipeline",
        "hs_task_label",
        "hs_v2_date_entered_current_stage",
        "hs_v2_time_in_current_stage",
        "lifecyclestage",
    ],
    catalogue: include_str!("../../catalogue/companies.tsv"),
    ..BASE
};

pub(super) const DEALS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(3),
    plural: "deals",
    singular: "deal",
    fully_qualified_name: "DEAL",
    legacy_name: "DEAL",
    labels: ("Deal", "Deals"),
    primary_display: Some("dealname"),
    // Documented as requiring a stage too, but a recorded create of 2026 was accepted with a name and an amount only.
    required_properties: &["dealname"],
    default_properties: &[
        "amount",
        "closedate",
        "createdate",
        "dealname",
        "dealstage",
        "hs_lastmodifieddate",
        "hs_object_id",
        "pipeline",
    ],
    created_property: "createdate",
    searchable_properties: &["dealname", "pipeline", "dealstage", "description", "dealtype"],
    read_scopes: &["crm.objects.deals.read"],
    write_scopes: &["crm.objects.deals.write"],
    schema_read_scopes: &["crm.schemas.deals.read", "crm.objects.deals.read", "crm.objects.deals.write"],
    schema_write_scopes: &["crm.schemas.deals.write"],
    stages: Some(StageProperties { pipeline: "pipeline", stage: "dealstage" }),
    pipeline_rules: Some(PipelineRules { max_stages: 100, meaning: StageMeaning::Probability }),
    pipelines: &pipeline::defaults::DEALS,
    usual: deal::USUAL,
    automatic: deal::apply,
    update_echo: &[
        "hs_object_source",
        "hs_object_source_id",
        "hs_object_source_label",
        "hs_v2_date_entered_current_stage",
        "hs_v2_time_in_current_stage",
    ],
    catalogue: include_str!("../../catalogue/deals.tsv"),
    ..BASE
};

pub(super) const TICKETS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(5),
    plural: "tickets",
    singular: "ticket",
    fully_qualified_name: "TICKET",
    legacy_name: "TICKET",
    labels: ("Ticket", "Tickets"),
    primary_display: Some("subject"),
    required_properties: &["subject", "hs_pipeline_stage"],
    default_properties: &[
        "content",
        "createdate",
        "hs_lastmodifieddate",
        "hs_object_id",
        "hs_pipeline",
        "hs_pipeline_stage",
        "hs_ticket_category",
        "hs_ticket_priority",
        "subject",
    ],
    created_property: "createdate",
    searchable_properties: &["subject", "content", "hs_pipeline_stage", "hs_ticket_category", "hs_ticket_id"],
    read_scopes: &["tickets"],
    write_scopes: &["tickets"],
    schema_read_scopes: &["crm.schemas.tickets.read", "tickets"],
    schema_write_scopes: &["crm.schemas.tickets.write", "tickets"],
    stages: Some(StageProperties { pipeline: "hs_pipeline", stage: "hs_pipeline_stage" }),
    pipeline_rules: Some(PipelineRules { max_stages: 100, meaning: StageMeaning::TicketState }),
    pipelines: &pipeline::defaults::TICKETS,
    usual: ticket::USUAL,
    automatic: ticket::apply,
    update_echo: &[
        "hs_object_source",
        "hs_object_source_id",
        "hs_object_source_label",
        "hs_pipeline",
        "hs_v2_date_entered_current_stage",
        "hs_v2_time_in_current_stage",
    ],
    catalogue: include_str!("../../catalogue/tickets.tsv"),
    ..BASE
};

pub(super) const FEEDBACK_SUBMISSIONS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(19),
    plural: "feedback_submissions",
    singular: "feedback_submission",
    fully_qualified_name: "FEEDBACK_SUBMISSION",
    legacy_name: "FEEDBACK_SUBMISSION",
    labels: ("Feedback submission", "Feedback submissions"),
    primary_display: Some("hs_submission_name"),
    searchable_properties: &["hs_submission_name", "hs_content"],
    read_scopes: &["crm.objects.contacts.read", "crm.objects.feedback_submissions.read"],
    schema_read_scopes: &["crm.objects.contacts.read", "crm.objects.feedback_submissions.read"],
    schema_write_scopes: &["crm.schemas.contacts.write"],
    writes_served: false,
    catalogue: include_str!("../../catalogue/feedback_submissions.tsv"),
    ..BASE
};

pub(super) const GOAL_TARGETS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(74),
    plural: "goal_targets",
    singular: "goal_target",
    fully_qualified_name: "GOAL_TARGET",
    legacy_name: "GOAL_TARGET",
    labels: ("Goal target", "Goal targets"),
    primary_display: Some("hs_goal_name"),
    read_scopes: &["crm.objects.goals.read"],
    write_scopes: &["crm.objects.goals.write"],
    schema_read_scopes: &["crm.objects.goals.read", "crm.objects.goals.write"],
    schema_write_scopes: &["crm.objects.goals.write"],
    catalogue: include_str!("../../catalogue/goal_targets.tsv"),
    ..BASE
};

pub(super) const USERS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(115),
    plural: "users",
    singular: "user",
    fully_qualified_name: "USER",
    legacy_name: "USER",
    labels: ("User", "Users"),
    primary_display: Some("hs_searchable_calculated_name"),
    required_properties: &["hs_email"],
    required_substitutes: &[("hs_email", "hs_internal_user_id")],
    read_scopes: &["crm.objects.users.read"],
    write_scopes: &["crm.objects.users.write"],
    schema_read_scopes: &["crm.objects.users.read", "crm.objects.users.write"],
    schema_write_scopes: &["crm.objects.users.write"],
    lists_archived: false,
    catalogue: include_str!("../../catalogue/users.tsv"),
    ..BASE
};

pub(super) const LEADS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(136),
    plural: "leads",
    singular: "lead",
    fully_qualified_name: "LEAD",
    legacy_name: "LEAD",
    labels: ("Lead", "Leads"),
    primary_display: Some("hs_lead_name"),
    required_properties: &["hs_lead_name"],
    // Documented: a lead is somebody who is known already.
    required_association: Some(CONTACTS.id),
    read_scopes: &["crm.objects.leads.read"],
    write_scopes: &["crm.objects.leads.write"],
    schema_read_scopes: &["crm.objects.leads.read", "crm.objects.leads.write"],
    schema_write_scopes: &["crm.objects.leads.write"],
    stages: Some(StageProperties { pipeline: "hs_pipeline", stage: "hs_pipeline_stage" }),
    pipeline_rules: Some(PipelineRules { max_stages: 30, meaning: StageMeaning::Free }),
    pipelines: &pipeline::defaults::LEADS,
    automatic: lead::apply,
    catalogue: include_str!("../../catalogue/leads.tsv"),
    ..BASE
};

pub(super) const SERVICES: ObjectType = ObjectType {
    id: ObjectTypeId::standard(162),
    plural: "services",
    singular: "service",
    fully_qualified_name: "SERVICE",
    legacy_name: "SERVICE",
    labels: ("Service", "Services"),
    primary_display: Some("hs_name"),
    required_properties: &["hs_name", "hs_pipeline", "hs_pipeline_stage"],
    read_scopes: &["crm.objects.services.read"],
    write_scopes: &["crm.objects.services.write"],
    schema_read_scopes: &[
        "crm.schemas.services.read",
        "crm.objects.services.read",
        "crm.objects.services.write",
    ],
    schema_write_scopes: &["crm.schemas.services.write"],
    stages: Some(StageProperties { pipeline: "hs_pipeline", stage: "hs_pipeline_stage" }),
    pipeline_rules: Some(PipelineRules { max_stages: 30, meaning: StageMeaning::Free }),
    catalogue: include_str!("../../catalogue/services.tsv"),
    ..BASE
};

pub(super) const COURSES: ObjectType = ObjectType {
    id: ObjectTypeId::standard(410),
    plural: "courses",
    singular: "course",
    fully_qualified_name: "COURSE",
    legacy_name: "COURSE",
    labels: ("Course", "Courses"),
    primary_display: Some("hs_course_name"),
    required_properties: &["hs_course_name"],
    read_scopes: &["crm.objects.courses.read"],
    write_scopes: &["crm.objects.courses.write"],
    schema_read_scopes: &[
        "crm.schemas.courses.read",
        "crm.objects.courses.read",
        "crm.objects.courses.write",
    ],
    schema_write_scopes: &["crm.schemas.courses.write"],
    stages: Some(StageProperties { pipeline: "hs_pipeline", stage: "hs_pipeline_stage" }),
    pipeline_rules: Some(PipelineRules { max_stages: 30, meaning: StageMeaning::Free }),
    catalogue: include_str!("../../catalogue/courses.tsv"),
    ..BASE
};

pub(super) const LISTINGS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(420),
    plural: "listings",
    singular: "listing",
    fully_qualified_name: "LISTING",
    legacy_name: "LISTING",
    labels: ("Listing", "Listings"),
    primary_display: Some("hs_name"),
    required_properties: &["hs_name"],
    read_scopes: &["crm.objects.listings.read"],
    write_scopes: &["crm.objects.listings.write"],
    schema_read_scopes: &[
        "crm.schemas.listings.read",
        "crm.objects.listings.read",
        "crm.objects.listings.write",
    ],
    schema_write_scopes: &["crm.schemas.listings.write"],
    stages: Some(StageProperties { pipeline: "hs_pipeline", stage: "hs_pipeline_stage" }),
    pipeline_rules: Some(PipelineRules { max_stages: 30, meaning: StageMeaning::Free }),
    catalogue: include_str!("../../catalogue/listings.tsv"),
    ..BASE
};

pub(super) const APPOINTMENTS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(421),
    plural: "appointments",
    singular: "appointment",
    fully_qualified_name: "APPOINTMENT",
    legacy_name: "APPOINTMENT",
    labels: ("Appointment", "Appointments"),
    primary_display: Some("hs_appointment_name"),
    required_properties: &["hs_appointment_name"],
    read_scopes: &["crm.objects.appointments.read"],
    write_scopes: &["crm.objects.appointments.write"],
    schema_read_scopes: &[
        "crm.schemas.appointments.read",
        "crm.objects.appointments.read",
        "crm.objects.appointments.write",
    ],
    schema_write_scopes: &["crm.schemas.appointments.write"],
    stages: Some(StageProperties { pipeline: "hs_pipeline", stage: "hs_pipeline_stage" }),
    pipeline_rules: Some(PipelineRules { max_stages: 30, meaning: StageMeaning::Free }),
    catalogue: include_str!("../../catalogue/appointments.tsv"),
    ..BASE
};

pub(super) const PROJECTS: ObjectType = ObjectType {
    id: ObjectTypeId::standard(970),
    plural: "projects",
    singular: "project",
    fully_qualified_name: "PROJECT",
    legacy_name: "PROJECT",
    labels: ("Project", "Projects"),
    primary_display: Some("hs_name"),
    required_properties: &["hs_name", "hs_pipeline", "hs_pipeline_stage"],
    read_scopes: &["crm.objects.projects.read"],
    write_scopes: &["crm.objects.projects.write"],
    schema_read_scopes: &[
        "crm.schemas.projects.read",
        "crm.objects.projects.read",
        "crm.objects.projects.write",
    ],
    schema_write_scopes: &["crm.schemas.projects.write"],
    stages: Some(StageProperties { pipeline: "hs_pipeline", stage: "hs_pipeline_stage" }),
    pipeline_rules: Some(PipelineRules { max_stages: 30, meaning: StageMeaning::Free }),
    catalogue: include_str!("../../catalogue/projects.tsv"),
    ..BASE
};

mod created;
mod currencies;
mod moved;

use super::*;
use crate::catalogue::catalogue;
use crate::object_type::{find, standard_types};
use crate::pipeline::pipelines;
use crate::{Code, Owner, TeamId};

const ID: RecordId = RecordId(51);
const CREATED: Timestamp = Timestamp(1_773_300_826_615);
const CREATED_ISO: &str = "2026-03-12T07:33:46.615Z";
const DAY: i64 = 86_400_000;

static OWNERS: std::sync::OnceLock<Owners> = std::sync::OnceLock::new();
static RATES: std::sync::OnceLock<Rates> = std::sync::OnceLock::new();

const SOURCE: Source<'_> = Source { kind: "INTEGRATION", id: "4242", label: "INTEGRATION", user_id: None };

/// Seven is in a team that is part of another one, and eight in none.
fn owners() -> Owners {
    let seven = Owner { user: Some(UserId(70)), teams: vec![TeamId(3), TeamId(1)] };
    let eight = Owner { user: Some(UserId(80)), teams: Vec::new() };
    [(7, seven), (8, eight)].into_iter().collect()
}

fn write<'a>(plural: &str, now: Timestamp, old: Option<&'a Properties>) -> Write<'a> {
    let object_type = find(plural).unwrap();
    Write {
        object_type,
        pipelines: pipelines(object_type),
        owners: OWNERS.get_or_init(owners),
        rates: RATES.get_or_init(Rates::default),
        id: ID,
        now,
        created_at: CREATED,
        source: &SOURCE,
        old,
    }
}

fn create(plural: &str, sent: &[(&'static str, &str)]) -> Properties {
    let mut new = sent.iter().copied().collect();
    apply(&write(plural, CREATED, None), &mut new);
    new
}

/// Updates a record some days after its creation.
fn update(plural: &str, old: &Properties, days: i64, sent: &[(&'static str, &str)]) -> Properties {
    let mut new = old.clone();
    for (name, value) in sent {
        new.insert(*name, *value);
    }
    apply(&write(plural, Timestamp(CREATED.0 + days * DAY), Some(old)), &mut new);
    new
}

fn after_days(days: i64) -> String {
    Timestamp(CREATED.0 + days * DAY).to_iso()
}

#[track_caller]
fn shows(record: &Properties, expected: &[(&str, &str)]) {
    for (name, value) in expected {
        assert_eq!(record.get(name), Some(*value), "{name}");
    }
}

#[test]
fn a_deal_is_worth_what_its_line_items_are_if_that_is_preferred() {
    let deal = create("deals", &[("amount", "5"), ("hs_tcv", "60"), ("hs_mrr", "10")]);
    shows(&deal, &[("amount", "5"), ("hs_hs_mrr_in_home_currency", "10")]);
    let deal = update("deals", &deal, 1, &[("hs_deal_amount_calculation_preference", "TCV")]);
    shows(&deal, &[("amount", "60"), ("hs_forecast_amount", "60")]);
    let deal = update("deals", &deal, 1, &[("hs_deal_amount_calculation_preference", "ARR")]);
    shows(&deal, &[("amount", "60")]);
}

#[test]
fn amounts_are_in_the_currency_of_the_company_too() {
    let deal = create("deals", &[("amount", "100"), ("dealstage", "qualifiedtobuy"), ("hs_mrr", "10")]);
    shows(
        &deal,
        &[
            ("hs_open_amount_in_home_currency", "100"),
            ("hs_projected_amount_in_home_currency", "40"),
            ("hs_weighted_hs_hs_mrr_in_home_currency", "4"),
        ],
    );
    let deal = update("deals", &deal, 1, &[("dealstage", "closedwon")]);
    shows(&deal, &[("hs_open_amount_in_home_currency", "0"), ("hs_closed_amount_in_home_currency", "100")]);
}

#[test]
fn a_contact_notes_when_its_company_changed() {
    let contact = create("contacts", &[("email", "ada@example.org")]);
    assert_eq!(contact.get("associatedcompanylastupdated"), None);
    let contact = update("contacts", &contact, 1, &[("associatedcompanyid", "7")]);
    shows(&contact, &[("associatedcompanylastupdated", "1773387226615")]);
}

#[test]
fn every_new_record_tells_its_source() {
    for object_type in standard_types() {
        let new = create(object_type.plural, &[]);
        shows(
            &new,
            &[
                ("hs_object_source", "INTEGRATION"),
                ("hs_object_source_id", "4242"),
                ("hs_object_source_label", "INTEGRATION"),
            ],
        );
        assert_eq!(new.get("hs_created_by_user_id"), None);
    }
}

#[test]
fn a_person_behind_the_write_is_noted() {
    let source = Source { kind: "CRM_UI", id: "userId:9", label: "CRM_UI", user_id: Some(UserId(9)) };
    let mut contact = Properties::new();
    apply(&Write { source: &source, ..write("contacts", CREATED, None) }, &mut contact);
    let nine = ["hs_object_source_user_id", "hs_created_by_user_id", "hs_updated_by_user_id"]
        .map(|name| (name, "9"));
    shows(&contact, &nine);
}

#[test]
fn automatic_properties_are_defined_and_are_no_columns() {
    for object_type in standard_types() {
        let names = catalogue(object_type.id);
        let everything: Vec<_> =
            ["hs_note_body", "hs_call_body", "price", "email", "name", "hubspot_owner_id", "phone"]
                .into_iter()
                .filter(|name| names.get(name).is_some())
                .map(|name| (name, "1"))
                .collect();
        for (name, _) in create(object_type.plural, &everything).iter() {
            assert!(names.get(name).is_some(), "{}.{name} is not defined", object_type.plural);
            assert!(!object_type.is_column(name), "{}.{name} is a column", object_type.plural);
        }
        for name in update_echo(object_type) {
            assert!(names.get(name).is_some(), "{}.{name} is not defined", object_type.plural);
        }
    }
}

#[test]
fn an_update_that_changes_nothing_fills_nothing() {
    for (plural, sent) in [
        ("contacts", &[("email", "a@b.co"), ("phone", "1")][..]),
        ("companies", &[("domain", "example.com")]),
        ("deals", &[("amount", "5"), ("dealstage", "closedwon")]),
        ("tickets", &[("hs_pipeline_stage", "4")]),
        ("notes", &[("hs_note_body", "x"), ("hubspot_owner_id", "7")]),
        ("tasks", &[("hs_timestamp", "2026-01-01T00:00:00Z"), ("hs_task_status", "COMPLETED")]),
        ("line_items", &[("price", "3")]),
        ("leads", &[("hs_lead_name", "x")]),
    ] {
        let old = create(plural, sent);
        assert_eq!(update(plural, &old, 3, sent), old, "{plural}");
    }
}

#[test]
fn a_contacts_name_and_address_are_followed() {
    let contact = create("contacts", &[("email", "ada@example.org")]);
    shows(&contact, &[("hs_full_name_or_email", "ada@example.org")]);
    let contact = update("contacts", &contact, 1, &[("firstname", "Ada"), ("email", "ada@other.org")]);
    shows(&contact, &[("hs_full_name_or_email", "Ada"), ("hs_email_domain", "other.org")]);
    let contact = update("contacts", &contact, 2, &[("firstname", ""), ("email", "")]);
    shows(&contact, &[("hs_full_name_or_email", ""), ("hs_email_domain", "")]);
}

#[test]
fn telephone_numbers_are_searched_by_national_digits() {
    for (phone, expected) in [
        ("+1 555-1234", Some("15551234")),
        ("+1 (617) 555-0123", Some("6175550123")),
        ("617 555 0123", Some("6175550123")),
        ("extension", None),
    ] {
        let contact = create("contacts", &[("phone", phone)]);
        assert_eq!(contact.get("hs_searchable_calculated_phone_number"), expected, "{phone}");
    }
}

#[test]
fn a_website_that_somebody_set_stays() {
    let company = create("companies", &[("domain", "a.com"), ("website", "b.com"), ("name", "A")]);
    shows(&company, &[("website", "b.com"), ("hs_task_label", "A")]);
    let company = create("companies", &[("name", "A")]);
    shows(&update("companies", &company, 1, &[("domain", "a.com")]), &[("website", "a.com")]);
    let company = update("companies", &company, 1, &[("website", ""), ("domain", "a.com")]);
    shows(&company, &[("website", "")]);
}

#[test]
fn a_meeting_is_dated_by_its_start() {
    let start = "2026-05-01T09:00:00Z";
    shows(&create("meetings", &[("hs_meeting_start_time", start)]), &[("hs_timestamp", start)]);
}

#[test]
fn long_texts_are_previewed_in_part() {
    let body = format!("<p>{}</p>", "word ".repeat(200));
    let call = create("calls", &[("hs_call_body", &body)]);
    shows(&call, &[("hs_body_preview_is_truncated", "true")]);
    assert_eq!(call.get("hs_body_preview").unwrap().chars().count(), 512);
    let call = update("calls", &call, 1, &[("hs_call_body", "")]);
    shows(&call, &[("hs_body_preview", ""), ("hs_body_preview_html", "")]);
    let email = create("emails", &[("hs_email_text", "plain"), ("hs_email_html", "<b>rich</b>")]);
    shows(&email, &[("hs_body_preview", "rich")]);
}

#[test]
fn a_cleared_owner_leaves_nothing_behind() {
    let note = create("notes", &[("hubspot_owner_id", "7")]);
    let note = update("notes", &note, 1, &[("hubspot_owner_id", "")]);
    shows(&note, &[("hs_all_owner_ids", ""), ("hubspot_owner_assigneddate", "")]);
}

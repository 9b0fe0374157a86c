//! What activities tell of the records that they are about. The clock stands at 2026-03-04T05:06:07.089Z.

use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use super::*;

/// How many, the last one and the next one, as every type shows them.
const NOTES: &str = "num_notes,num_contacted_notes,notes_last_contacted,notes_last_updated,hs_notes_last_activity,\
                     notes_next_activity_date,hs_notes_next_activity,hs_notes_next_activity_type";

/// An activity about a record.
async fn about(app: &TestApp, target: (&str, &str), plural: &str, at: &str, properties: Value) -> String {
    let mut values = json!({ "hs_timestamp": at });
    let (Value::Object(all), Value::Object(own)) = (&mut values, properties) else {
        panic!("properties are objects")
    };
    all.extend(own);
    let id = create(app, plural, values).await;
    associate(app, (plural, &id), target).await;
    id
}

fn email(direction: &str) -> Value {
    json!({ "hs_email_direction": direction })
}

#[tokio::test]
async fn every_activity_counts_and_the_latest_is_shown() {
    on_both_engines(async |app| {
        for (plural, properties) in [
            ("contacts", json!({ "email": "ada@example.com" })),
            ("companies", json!({ "name": "Acme" })),
            ("deals", json!({ "dealname": "Big", "dealstage": OPEN })),
            ("tickets", json!({ "subject": "Help", "hs_pipeline_stage": "1" })),
        ] {
            let id = create(&app, plural, properties).await;
            let target = (plural, id.as_str());
            let call = about(&app, target, "calls", "2026-03-01T00:00:00Z", json!({})).await;
            let expected = format!("1,1,2026-03-01T00:00:00Z,2026-03-01T00:00:00Z,0-48-{call},-,-,-");
            assert_eq!(shown(&app, target, NOTES).await, expected, "{plural}");

            about(&app, target, "emails", "2026-01-01", email("EMAIL")).await;
            about(&app, target, "meetings", "2026-01-02", json!({})).await;
            let channel = json!({ "hs_communication_channel_type": "SMS" });
            about(&app, target, "communications", "2026-01-03", channel).await;
            about(&app, target, "postal_mail", "2026-01-04", json!({})).await;
            about(&app, target, "tasks", "2026-01-05", json!({})).await;
            let note = about(&app, target, "notes", "2026-03-02T00:00:00Z", json!({})).await;
            let expected = format!("7,5,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,0-46-{note},-,-,-");
            assert_eq!(shown(&app, target, NOTES).await, expected, "{plural}");

            update(&app, "calls", &call, json!({ "hs_timestamp": "2026-03-03T00:00:00Z" })).await;
            let expected = format!("7,5,2026-03-03T00:00:00Z,2026-03-03T00:00:00Z,0-48-{call},-,-,-");
            assert_eq!(shown(&app, target, NOTES).await, expected, "{plural}");

            archive(&app, "calls", &call).await;
            let expected = format!("6,4,2026-01-04T00:00:00Z,2026-03-02T00:00:00Z,0-46-{note},-,-,-");
            assert_eq!(shown(&app, target, NOTES).await, expected, "{plural}");
            dissociate(&app, ("notes", &note), target).await;
            let counted = shown(&app, target, "num_notes,notes_last_updated").await;
            assert_eq!(counted, "5,2026-01-05T00:00:00Z", "{plural}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_next_activity_is_the_first_that_is_still_to_come() {
    on_both_engines(async |app| {
        let ada = contact(&app, "ada@example.com").await;
        let target = ("contacts", ada.as_str());
        let next = "notes_next_activity_date,hs_notes_next_activity,hs_notes_next_activity_type";
        let task = about(&app, target, "tasks", "2026-03-06T00:00:00Z", json!({})).await;
        let planned = json!({ "hs_meeting_outcome": "SCHEDULED" });
        let meeting = about(&app, target, "meetings", "2026-03-07T00:00:00Z", planned).await;
        about(&app, target, "emails", "2026-03-08T00:00:00Z", email("EMAIL")).await;
        assert_eq!(shown(&app, target, next).await, format!("2026-03-06T00:00:00Z,0-27-{task},TASK"));
        assert_eq!(shown(&app, target, "num_notes,notes_last_updated").await, "3,-");

        update(&app, "tasks", &task, json!({ "hs_task_status": "COMPLETED" })).await;
        assert_eq!(shown(&app, target, next).await, format!("2026-03-07T00:00:00Z,0-47-{meeting},MEETING"));
        update(&app, "meetings", &meeting, json!({ "hs_timestamp": "2026-03-05T00:00:00Z" })).await;
        assert_eq!(shown(&app, target, "notes_next_activity_date").await, "2026-03-05T00:00:00Z");
        update(&app, "meetings", &meeting, json!({ "hs_meeting_outcome": "CANCELED" })).await;
        assert_eq!(shown(&app, target, "notes_next_activity_date").await, "2026-03-08T00:00:00Z");
        assert_eq!(shown(&app, target, "hs_notes_next_activity_type").await, "EMAIL");
        update(&app, "tasks", &task, json!({ "hs_task_status": "NOT_STARTED" })).await;
        assert_eq!(shown(&app, target, next).await, format!("2026-03-06T00:00:00Z,0-27-{task},TASK"));
    })
    .await;
}

#[tokio::test]
async fn what_was_still_to_come_has_come_when_something_is_written() {
    let hours = |hours: i64| hours * 3_600_000;
    let dates = "notes_last_contacted,notes_last_updated,notes_next_activity_date";
    on_both_engines(async |app| {
        let ada = contact(&app, "ada@example.com").await;
        let target = ("contacts", ada.as_str());
        let first = about(&app, target, "meetings", "2026-03-04T06:00:00Z", json!({})).await;
        let second = about(&app, target, "calls", "2026-03-04T07:00:00Z", json!({})).await;
        about(&app, target, "tasks", "2026-03-04T08:00:00Z", json!({})).await;
        assert_eq!(shown(&app, target, dates).await, "-,-,2026-03-04T06:00:00Z");

        // Another activity.
        app.advance(hours(1));
        let note = about(&app, target, "notes", "2026-03-04T05:30:00Z", json!({})).await;
        let expected = "2026-03-04T06:00:00Z,2026-03-04T06:00:00Z,2026-03-04T07:00:00Z";
        assert_eq!(shown(&app, target, dates).await, expected);

        // The activity itself, by a change that has nothing to do with its time.
        app.advance(hours(1));
        update(&app, "calls", &second, json!({ "hs_call_body": "Hello" })).await;
        let expected = "2026-03-04T07:00:00Z,2026-03-04T07:00:00Z,2026-03-04T08:00:00Z";
        assert_eq!(shown(&app, target, dates).await, expected);

        // Activities that go.
        app.advance(hours(1));
        archive(&app, "meetings", &first).await;
        let expected = "2026-03-04T07:00:00Z,2026-03-04T08:00:00Z,-";
        assert_eq!(shown(&app, target, dates).await, expected);
        dissociate(&app, ("calls", &second), target).await;
        assert_eq!(shown(&app, target, dates).await, "-,2026-03-04T08:00:00Z,-");
        archive(&app, "notes", &note).await;
        assert_eq!(shown(&app, target, "num_notes,num_contacted_notes").await, "1,0");
    })
    .await;
}

#[tokio::test]
async fn what_is_still_to_come_comes_by_itself() {
    let hours = |hours: i64| hours * 3_600_000;
    let dates = "notes_last_contacted,notes_last_updated,notes_next_activity_date";
    on_both_engines(async |app| {
        let ada = contact(&app, "ada@example.com").await;
        let target = ("contacts", ada.as_str());
        about(&app, target, "meetings", "2026-03-04T06:00:00Z", json!({})).await;
        let call = about(&app, target, "calls", "2026-03-04T07:00:00Z", json!({})).await;
        about(&app, target, "tasks", "2026-03-04T08:00:00Z", json!({})).await;
        // One that is no longer to come when its time comes.
        update(&app, "calls", &call, json!({ "hs_timestamp": "2026-03-04T10:00:00Z" })).await;
        for (passed, expected) in [
            (0, "-,-,2026-03-04T06:00:00Z"),
            (1, "2026-03-04T06:00:00Z,2026-03-04T06:00:00Z,2026-03-04T08:00:00Z"),
            (2, "2026-03-04T06:00:00Z,2026-03-04T08:00:00Z,2026-03-04T10:00:00Z"),
            (4, "2026-03-04T10:00:00Z,2026-03-04T10:00:00Z,-"),
        ] {
            app.advance(hours(passed));
            app.engine.follow_up_everywhere().await.expect("the database answers");
            assert_eq!(shown(&app, target, dates).await, expected, "{passed}");
        }
        let path = format!("/crm/v3/objects/contacts/{ada}?propertiesWithHistory=notes_last_updated");
        let read = app.get(&path).await.json;
        let versions = &read["propertiesWithHistory"]["notes_last_updated"];
        assert_eq!(versions.as_array().map(Vec::len), Some(3));
        assert_eq!(versions[0]["sourceType"], "CALCULATED");
    })
    .await;
}

#[tokio::test]
async fn deals_count_calls_meetings_and_overdue_tasks() {
    on_both_engines(async |app| {
        let deal = create(&app, "deals", json!({ "dealname": "Big", "dealstage": OPEN })).await;
        let target = ("deals", deal.as_str());
        let counts = "hs_number_of_call_engagements,hs_number_of_inbound_calls,hs_number_of_outbound_calls,\
                      hs_number_of_scheduled_meetings,hs_number_of_overdue_tasks";
        let inbound = json!({ "hs_call_direction": "INBOUND" });
        let call = about(&app, target, "calls", "2026-01-01", inbound).await;
        about(&app, target, "calls", "2026-01-01", json!({ "hs_call_direction": "OUTBOUND" })).await;
        let planned = json!({ "hs_meeting_outcome": "SCHEDULED" });
        let meeting = about(&app, target, "meetings", "2026-03-07", planned).await;
        let task = about(&app, target, "tasks", "2026-01-01", json!({})).await;
        assert_eq!(shown(&app, target, counts).await, "2,1,1,1,1");
        assert_eq!(shown(&app, target, "hs_latest_meeting_activity").await, "2026-03-07T00:00:00Z");

        update(&app, "calls", &call, json!({ "hs_call_direction": "OUTBOUND" })).await;
        update(&app, "meetings", &meeting, json!({ "hs_meeting_outcome": "COMPLETED" })).await;
        update(&app, "tasks", &task, json!({ "hs_task_status": "COMPLETED" })).await;
        assert_eq!(shown(&app, target, counts).await, "2,0,2,0,0");
    })
    .await;
}

#[tokio::test]
async fn companies_and_tickets_show_activities_of_their_own_kinds() {
    on_both_engines(async |app| {
        let acme = company(&app, "Acme").await;
        let target = ("companies", acme.as_str());
        about(&app, target, "calls", "2026-01-01", json!({})).await;
        about(&app, target, "emails", "2026-01-02", email("EMAIL")).await;
        about(&app, target, "emails", "2026-01-03", email("INCOMING_EMAIL")).await;
        about(&app, target, "meetings", "2026-01-04", json!({})).await;
        let task = about(&app, target, "tasks", "2026-01-05", json!({})).await;
        for (name, day) in [
            ("hs_last_logged_call_date", "2026-01-01"),
            ("hs_last_logged_outgoing_email_date", "2026-01-02"),
            ("hs_sales_email_last_replied", "2026-01-03"),
            ("hs_last_sales_activity_timestamp", "2026-01-03"),
            ("hs_last_sales_activity_date", "2026-01-03"),
            ("hs_last_booked_meeting_date", "2026-01-04"),
            ("hs_latest_meeting_activity", "2026-01-04"),
            ("hs_last_open_task_date", "2026-01-05"),
        ] {
            assert_eq!(shown(&app, target, name).await, format!("{day}T00:00:00Z"), "{name}");
        }
        assert_eq!(shown(&app, target, "hs_last_sales_activity_type").await, "EMAIL_REPLY");
        update(&app, "tasks", &task, json!({ "hs_task_status": "COMPLETED" })).await;
        assert_eq!(shown(&app, target, "hs_last_open_task_date").await, "-");

        let ticket = create(&app, "tickets", json!({ "subject": "Help", "hs_pipeline_stage": "1" })).await;
        let target = ("tickets", ticket.as_str());
        about(&app, target, "calls", "2026-01-01", json!({})).await;
        about(&app, target, "notes", "2026-01-02", json!({})).await;
        about(&app, target, "tasks", "2026-04-01", json!({})).await;
        let own = "hs_num_times_contacted,hs_lastcontacted,hs_lastactivitydate,hs_nextactivitydate";
        let expected = "1,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,2026-04-01T00:00:00Z";
        assert_eq!(shown(&app, target, own).await, expected);
    })
    .await;
}

#[tokio::test]
async fn an_activity_that_comes_with_its_associations_counts_at_once() {
    on_both_engines(async |app| {
        let ada = contact(&app, "ada@example.com").await;
        let types = json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 202 }]);
        let note = json!({
            "properties": { "hs_timestamp": "2026-01-01T00:00:00Z", "hs_note_body": "Hello" },
            "associations": [{ "to": { "id": ada }, "types": types }],
        });
        assert_eq!(app.post("/crm/v3/objects/notes", note).await.status, 201);
        let counted = shown(&app, ("contacts", &ada), "num_notes,notes_last_updated").await;
        assert_eq!(counted, "1,2026-01-01T00:00:00Z");
        let read = app.get(&format!("/crm/v3/objects/contacts/{ada}?propertiesWithHistory=num_notes")).await;
        let history = &read.json["propertiesWithHistory"]["num_notes"];
        assert_eq!((&history[0]["value"], &history[0]["sourceType"]), (&json!("1"), &json!("CALCULATED")));
    })
    .await;
}

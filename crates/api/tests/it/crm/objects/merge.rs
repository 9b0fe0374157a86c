use linchpin_domain::{ObjectTypeId, RecordId};
use linchpin_store::Error;
use linchpin_store::records::{self, StoredRecord};
use linchpin_testkit::{Answer, START, TestApp, on_both_engines};
use serde_json::{Value, json};

use super::{COMPANIES, CONTACTS, NOW, contact, create, ids, refused};

mod associations;

/// Merges two records.
async fn merge(app: &TestApp, path: &str, primary: &str, other: &str) -> Answer {
    let body = json!({ "primaryObjectId": primary, "objectIdToMerge": other });
    app.post(&format!("{path}/merge"), body).await
}

/// Merges two records, which must succeed, and returns the id of the new one.
async fn merged(app: &TestApp, path: &str, primary: &str, other: &str) -> String {
    let answer = merge(app, path, primary, other).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json["id"].as_str().expect("an id is text").to_owned()
}

/// Some values of a record that is read by `key`.
async fn values(app: &TestApp, path: &str, key: &str, names: &[&str]) -> Vec<Value> {
    let separator = if key.contains('?') { '&' } else { '?' };
    let answer = app.get(&format!("{path}/{key}{separator}properties={}", names.join(","))).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    names.iter().map(|name| answer.json["properties"][name].clone()).collect()
}

#[tokio::test]
async fn the_primary_records_values_win_and_gaps_are_filled() {
    on_both_engines(async |app| {
        let acme = json!({ "name": "Acme", "city": "Paris", "lifecyclestage": "lead" });
        let primary = create(&app, COMPANIES, acme).await;
        let other = json!({ "name": "Acme Inc", "phone": "555", "lifecyclestage": "customer" });
        let other = create(&app, COMPANIES, other).await;
        app.advance(1_000);
        let answer = merge(&app, COMPANIES, &primary, &other).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let expected = json!({
            "name": "Acme", "city": "Paris", "phone": "555", "lifecyclestage": "customer", "createdate": NOW,
            "hs_lastmodifieddate": "2026-03-04T05:06:08.089Z",
            "hs_merged_object_ids": format!("{primary};{other}"),
        });
        for (name, value) in expected.as_object().expect("an object") {
            assert_eq!(&answer.json["properties"][name], value, "{name}");
        }
        let id = answer.json["id"].as_str().expect("an id is text");
        assert!(id != primary && id != other);
        assert_eq!(answer.json["properties"]["hs_object_id"], id);
        assert_eq!(answer.json["archived"], false);
        assert_eq!(ids(&app.get(COMPANIES).await), [id]);
        assert_eq!(ids(&app.get(&format!("{COMPANIES}?archived=true")).await), [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn both_ids_lead_to_the_new_record() {
    on_both_engines(async |app| {
        let (one, two) = (contact(&app, "a@example.com").await, contact(&app, "b@example.com").await);
        let three = contact(&app, "c@example.com").await;
        let first = merged(&app, CONTACTS, &one, &two).await;
        let last = merged(&app, CONTACTS, &three, &first).await;
        for id in [&one, &two, &three, &first, &last] {
            assert_eq!(app.get(&format!("{CONTACTS}/{id}")).await.json["id"], last, "{id}");
            let body = json!({ "properties": { "firstname": id } });
            let updated = app.patch(&format!("{CONTACTS}/{id}"), body).await;
            assert_eq!((updated.status, &updated.json["id"]), (200, &json!(last)), "{}", updated.text());
        }
        let inputs = json!([{ "id": one }, { "id": last }, { "id": two }]);
        let batch = app.post(&format!("{CONTACTS}/batch/read"), json!({ "inputs": inputs })).await;
        assert_eq!((batch.status, ids(&batch)), (200, vec![last.as_str()]), "{}", batch.text());
        let inputs = json!([{ "id": one, "properties": { "firstname": "A" } }]);
        let batch = app.post(&format!("{CONTACTS}/batch/update"), json!({ "inputs": inputs })).await;
        assert_eq!((batch.status, &batch.json["errors"][0]["context"]["ids"]), (207, &json!([one])));
        // Archiving what is gone does nothing.
        assert_eq!(app.delete(&format!("{CONTACTS}/{one}")).await.status, 204);
        assert_eq!(app.get(&format!("{CONTACTS}/{last}")).await.status, 200);
        assert_eq!(app.delete(&format!("{CONTACTS}/{last}")).await.status, 204);
        assert_eq!(app.get(&format!("{CONTACTS}/{one}")).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_contact_keeps_all_addresses_and_ids() {
    on_both_engines(async |app| {
        let (one, two) = (contact(&app, "a@example.com").await, contact(&app, "b@example.com").await);
        let id = merged(&app, CONTACTS, &one, &two).await;
        let names = ["email", "hs_additional_emails", "hs_all_contact_vids", "hs_calculated_merged_vids"];
        for key in [id.as_str(), "a@example.com?idProperty=email", "B@example.com?idProperty=email"] {
            let expected = [
                "a@example.com".to_owned(),
                "b@example.com".to_owned(),
                format!("{id};{one};{two}"),
                format!("{one}:1772600767089;{two}:1772600767089"),
            ];
            assert_eq!(values(&app, CONTACTS, key, &names).await, expected);
        }
        let again = app.post(CONTACTS, json!({ "properties": { "email": "b@example.com" } })).await;
        refused(&again, 409, "CONFLICT", &format!("Contact already exists. Existing ID: {id}"));
        assert_eq!(app.delete(&format!("{CONTACTS}/{id}")).await.status, 204);
        contact(&app, "b@example.com").await;
    })
    .await;
}

#[tokio::test]
async fn unique_values_move_to_the_new_record_or_are_free() {
    on_both_engines(async |app| {
        for name in ["code", "badge"] {
            let body = json!({
                "name": name, "label": name, "type": "string", "fieldType": "text",
                "groupName": "companyinformation", "hasUniqueValue": true,
            });
            assert_eq!(app.post("/crm/v3/properties/companies", body).await.status, 201);
        }
        let one = create(&app, COMPANIES, json!({ "name": "One", "code": "1" })).await;
        let two = create(&app, COMPANIES, json!({ "name": "Two", "code": "2", "badge": "B" })).await;
        let id = merged(&app, COMPANIES, &one, &two).await;
        for key in ["1?idProperty=code", "B?idProperty=badge"] {
            assert_eq!(values(&app, COMPANIES, key, &["hs_object_id"]).await, [json!(id)]);
        }
        assert_eq!(app.get(&format!("{COMPANIES}/2?idProperty=code")).await.status, 404);
        create(&app, COMPANIES, json!({ "name": "Three", "code": "2" })).await;
    })
    .await;
}

#[tokio::test]
async fn the_histories_of_both_are_read_on_the_new_record() {
    on_both_engines(async |app| {
        let one = create(&app, CONTACTS, json!({ "firstname": "A", "jobtitle": "Clerk" })).await;
        app.advance(1_000);
        let two = create(&app, CONTACTS, json!({ "firstname": "B", "city": "Rome" })).await;
        app.advance(1_000);
        let id = merged(&app, CONTACTS, &one, &two).await;
        app.advance(1_000);
        let body = json!({ "properties": { "city": "Oslo" } });
        assert_eq!(app.patch(&format!("{CONTACTS}/{id}"), body).await.status, 200);
        let query = "propertiesWithHistory=firstname,jobtitle,city,hs_object_id";
        let answer = app.get(&format!("{CONTACTS}/{id}?{query}")).await;
        let history = |name: &str| {
            let versions = answer.json["propertiesWithHistory"][name].as_array().cloned().unwrap_or_default();
            let version =
                |version: &Value| format!("{} {}", version["value"], version["sourceType"]).replace('"', "");
            versions.iter().map(version).collect::<Vec<_>>()
        };
        assert_eq!(history("firstname"), ["A MERGE_CONTACTS", "B INTEGRATION", "A INTEGRATION"]);
        assert_eq!(history("jobtitle"), ["Clerk INTEGRATION"]);
        assert_eq!(history("city"), ["Oslo INTEGRATION", "Rome INTEGRATION"]);
        let ids = [&id, &two, &one].map(|id| format!("{id} CALCULATED"));
        assert_eq!(history("hs_object_id"), ids);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_merged_is_refused() {
    on_both_engines(async |app| {
        let one = contact(&app, "a@example.com").await;
        let two = contact(&app, "b@example.com").await;
        let gone = contact(&app, "c@example.com").await;
        assert_eq!(app.delete(&format!("{CONTACTS}/{gone}")).await.status, 204);
        let answer = merge(&app, CONTACTS, &one, &one).await;
        refused(&answer, 400, "VALIDATION_ERROR", &format!("Object {one} cannot be merged with itself"));
        for (primary, other, missing) in
            [(one.as_str(), "987654", "987654"), ("987654", one.as_str(), "987654"), (&one, &gone, &gone)]
        {
            let answer = merge(&app, CONTACTS, primary, other).await;
            refused(&answer, 404, "OBJECT_NOT_FOUND", &format!("No contact with ID {missing} exists"));
        }
        let answer = merge(&app, CONTACTS, "abc", &one).await;
        refused(&answer, 404, "OBJECT_NOT_FOUND", "Object not found.  objectId are usually numeric.");
        let answer = app.post(&format!("{CONTACTS}/merge"), json!({})).await;
        let message = "Invalid input JSON on line 1, column 2. Some required fields were not set: \
                       [primaryObjectId, objectIdToMerge]";
        refused(&answer, 400, "", message);
        let id = merged(&app, CONTACTS, &one, &two).await;
        let answer = merge(&app, CONTACTS, &id, &two).await;
        refused(&answer, 404, "OBJECT_NOT_FOUND", &format!("No contact with ID {two} exists"));
        let answer = merge(&app, "/crm/v3/objects/unicorns", &one, &two).await;
        refused(&answer, 400, "", "Unable to infer object type from: unicorns");
        assert_eq!(merge(&app, "/crm/v3/objects/feedback_submissions", &one, &two).await.status, 405);
    })
    .await;
}

#[tokio::test]
async fn only_so_many_merges_lie_behind_one_record() {
    on_both_engines(async |app| {
        let (one, two) = (contact(&app, "a@example.com").await, contact(&app, "b@example.com").await);
        let three = contact(&app, "c@example.com").await;
        // As after 249 merges.
        let ids: Vec<_> = (1_000_000..1_000_498).map(|id| id.to_string()).collect();
        let record = StoredRecord {
            id: RecordId::parse(&one).expect("an id"),
            created_at: START,
            updated_at: START,
            archived_at: None,
            properties: format!(r#"{{"hs_merged_object_ids":"{}"}}"#, ids.join(";")),
        };
        let account = app.account;
        let work = app.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(
                async move { records::update_many(tx, account, ObjectTypeId::standard(1), &[record]).await },
            )
        });
        work.await.expect("the record can be written");
        let id = merged(&app, CONTACTS, &one, &two).await;
        let answer = merge(&app, CONTACTS, &three, &id).await;
        refused(&answer, 414, "VALIDATION_ERROR", "Cannot have more than 250 identities on a profile");
        assert_eq!(app.get(&format!("{CONTACTS}/{three}")).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn every_version_and_name_of_a_type_merges() {
    on_both_engines(async |app| {
        for (path, properties) in [
            ("/crm/v3/objects/0-3", json!({ "dealname": "x" })),
            ("/crm/objects/v3/deal", json!({ "dealname": "x", "dealstage": "closedwon" })),
            ("/crm/objects/2025-09/notes", json!({ "hs_timestamp": NOW })),
            ("/crm/objects/2026-03/tickets", json!({ "subject": "x", "hs_pipeline_stage": "1" })),
            ("/crm/objects/2026-09/companies", json!({ "name": "x" })),
            ("/crm/objects/2026-09-beta/line_items", json!({ "name": "x", "price": "5", "quantity": "2" })),
            ("/crm/objects/2027-03-beta/contacts", json!({})),
        ] {
            let one = create(&app, path, properties.clone()).await;
            let two = create(&app, path, properties).await;
            merged(&app, path, &one, &two).await;
        }
    })
    .await;
}

use axum::body::Body;
use axum::http::header::ACCEPT;
use linchpin_testkit::on_both_engines;
use serde_json::json;

use super::{CONTACTS, NOW, contact, create, names, refused};

#[tokio::test]
async fn the_answer_shows_what_changed_and_what_is_always_there() {
    on_both_engines(async |app| {
        let id = create(&app, CONTACTS, json!({ "email": "a@example.com", "lastname": "B" })).await;
        app.advance(1_911);
        let answer =
            app.patch(&format!("{CONTACTS}/{id}"), json!({ "properties": { "firstname": "A" } })).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let record = &answer.json;
        assert_eq!(record["properties"]["firstname"], "A");
        assert_eq!(record["properties"]["lastmodifieddate"], "2026-03-04T05:06:09Z");
        assert_eq!(
            (&record["createdAt"], &record["updatedAt"]),
            (&json!(NOW), &json!("2026-03-04T05:06:09Z"))
        );
        // Recorded: neither the email nor other values that stayed are repeated, the source is.
        let names = names(record);
        for name in ["hs_is_contact", "hs_object_id", "hs_object_source", "hs_pipeline", "lifecyclestage"] {
            assert!(names.contains(&name), "{name} in {names:?}");
        }
        assert!(!names.contains(&"email") && !names.contains(&"lastname"), "{names:?}");
    })
    .await;
}

#[tokio::test]
async fn an_update_that_changes_nothing_leaves_no_trace() {
    on_both_engines(async |app| {
        let id = create(&app, CONTACTS, json!({ "email": "a@example.com", "firstname": "A" })).await;
        app.advance(5_000);
        let answer =
            app.patch(&format!("{CONTACTS}/{id}"), json!({ "properties": { "firstname": "A" } })).await;
        assert_eq!((answer.status, &answer.json["updatedAt"]), (200, &json!(NOW)));
        assert_eq!(answer.json["properties"]["firstname"], "A");
        let history = app.get(&format!("{CONTACTS}/{id}?propertiesWithHistory=firstname")).await;
        assert_eq!(history.json["propertiesWithHistory"]["firstname"].as_array().map(Vec::len), Some(1));
    })
    .await;
}

#[tokio::test]
async fn emails_move_between_contacts_only_when_they_are_free() {
    on_both_engines(async |app| {
        let (first, second) = (contact(&app, "a@example.com").await, contact(&app, "b@example.com").await);
        let to_a = json!({ "properties": { "email": "a@example.com" } });
        let answer = app.patch(&format!("{CONTACTS}/{second}"), to_a.clone()).await;
        refused(&answer, 409, "CONFLICT", &format!("Contact already exists. Existing ID: {first}"));
        let moved = json!({ "properties": { "email": "c@example.com" } });
        assert_eq!(app.patch(&format!("{CONTACTS}/{first}"), moved).await.status, 200);
        assert_eq!(app.patch(&format!("{CONTACTS}/{second}"), to_a).await.status, 200);
        let found = app.get(&format!("{CONTACTS}/a@example.com?idProperty=email")).await;
        assert_eq!(found.json["id"], second);
        assert_eq!(found.status, 200);
    })
    .await;
}

#[tokio::test]
async fn a_record_is_named_by_a_unique_value() {
    on_both_engines(async |app| {
        let id = contact(&app, "a@example.com").await;
        let path = format!("{CONTACTS}/a@example.com?idProperty=email");
        let answer = app.patch(&path, json!({ "properties": { "firstname": "A" } })).await;
        assert_eq!((answer.status, &answer.json["id"]), (200, &json!(id)));
    })
    .await;
}

#[tokio::test]
async fn refusals_change_nothing() {
    on_both_engines(async |app| {
        let id = contact(&app, "a@example.com").await;
        let path = format!("{CONTACTS}/{id}");
        let answer = app.patch(&path, json!({ "properties": {} })).await;
        let message = "No properties found to update, please provide at least one.";
        refused(&answer, 400, "VALIDATION_ERROR", message);
        assert_eq!(answer.json["context"], json!({ "properties": ["{}"] }));
        let body = json!({ "properties": { "firstname": "A", "no_such": "1" } });
        assert_eq!(app.patch(&path, body).await.status, 400);
        let body = json!({ "properties": { "firstname": "A", "hs_object_id": "1" } });
        assert_eq!(app.patch(&path, body).await.status, 400);
        let found = app.get(&path).await;
        assert_eq!(
            (&found.json["properties"]["firstname"], &found.json["updatedAt"]),
            (&json!(null), &json!(NOW))
        );
        let some = json!({ "properties": { "firstname": "A" } });
        let answer = app.patch(&format!("{CONTACTS}/abc"), some.clone()).await;
        refused(&answer, 404, "OBJECT_NOT_FOUND", "Object not found.  objectId are usually numeric.");
        let request = app.request("PATCH", &format!("{CONTACTS}/12345")).header(ACCEPT, "application/json");
        let answer = app.call(request.body(Body::from(some.to_string())).expect("a request")).await;
        refused(&answer, 404, "", "resource not found");
    })
    .await;
}

#[tokio::test]
async fn a_leading_semicolon_appends() {
    on_both_engines(async |app| {
        let options: Vec<_> = ["a", "b", "c"]
            .iter()
            .map(|value| json!({ "label": value, "value": value, "hidden": false }))
            .collect();
        let definition = json!({
            "name": "letters", "label": "Letters", "type": "enumeration", "fieldType": "checkbox",
            "groupName": "contactinformation", "options": options,
        });
        assert_eq!(app.post("/crm/v3/properties/contacts", definition).await.status, 201);
        let id = create(&app, CONTACTS, json!({ "email": "a@example.com", "letters": "a" })).await;
        let path = format!("{CONTACTS}/{id}?properties=letters");
        let answer = app.patch(&path, json!({ "properties": { "letters": ";c" } })).await;
        assert_eq!(answer.json["properties"]["letters"], "a;c", "{}", answer.text());
        let answer = app.patch(&path, json!({ "properties": { "letters": ";d" } })).await;
        assert_eq!(answer.status, 400);
        let answer = app.patch(&path, json!({ "properties": { "letters": "b" } })).await;
        assert_eq!(answer.json["properties"]["letters"], "b");
    })
    .await;
}

#[tokio::test]
async fn lifecycle_stages_go_forward_and_back_only_through_empty() {
    on_both_engines(async |app| {
        let id =
            create(&app, CONTACTS, json!({ "email": "a@example.com", "lifecyclestage": "customer" })).await;
        let path = format!("{CONTACTS}/{id}?properties=lifecyclestage");
        let set = async |stage: &str| {
            app.patch(&path, json!({ "properties": { "lifecyclestage": stage } })).await;
            app.get(&path).await.json["properties"]["lifecyclestage"].clone()
        };
        assert_eq!(set("lead").await, "customer");
        assert_eq!(set("evangelist").await, "evangelist");
        assert_eq!(set("").await, "");
        assert_eq!(set("lead").await, "lead");
    })
    .await;
}

use linchpin_domain::ObjectTypeId;
use linchpin_store::Row;
use linchpin_store::changes::{self, Kind};
use linchpin_testkit::{Answer, TestApp, on_both_engines};
use serde_json::{Value, json};

use super::{COMPANIES, CONTACTS, contact, create, ids, refused};

/// The address of somebody who wants to be forgotten.
const ADDRESS: &str = "forget@example.com";

/// Deletes a record for privacy.
async fn purge(app: &TestApp, path: &str, body: Value) -> Answer {
    app.post(&format!("{path}/gdpr-delete"), body).await
}

/// Deletes a record for privacy, which must succeed.
async fn purged(app: &TestApp, path: &str, id: &str) {
    let answer = purge(app, path, json!({ "objectId": id })).await;
    assert_eq!((answer.status, answer.body.len()), (204, 0), "{}", answer.text());
}

/// Checks that an address is refused as blocked.
fn blocked(answer: &Answer, address: &str) {
    assert_eq!(answer.status, 400, "{}", answer.text());
    assert_eq!(answer.json["category"], "VALIDATION_ERROR");
    let message = answer.json["message"].as_str().expect("a message");
    let items = message.strip_prefix("Property values were not valid: ").expect("violations");
    let items: Value = serde_json::from_str(items).expect("violations are JSON");
    assert_eq!(items[0]["message"], "email has been GDPR blacklisted");
    assert_eq!((&items[0]["name"], &items[0]["propertyValue"]), (&json!("email"), &json!(address)));
}

/// Every text in the tables that values could be in.
async fn texts(app: &TestApp) -> Vec<String> {
    let text = |row: &Row<'_>| row.text(0).map(str::to_owned);
    let mut texts = Vec::new();
    for sql in
        ["SELECT properties FROM records", "SELECT properties FROM changes", "SELECT types FROM associations"]
    {
        texts.extend(app.database.query(sql, &[], text).await.expect("the table reads"));
    }
    texts
}

#[tokio::test]
async fn nothing_of_the_record_stays_and_the_log_has_no_holes() {
    on_both_engines(async |app| {
        let ada = contact(&app, ADDRESS).await;
        let grace = contact(&app, "grace@example.com").await;
        let body = json!({ "properties": { "firstname": "Secret", "phone": "555-0199" } });
        assert_eq!(app.patch(&format!("{CONTACTS}/{ada}"), body).await.status, 200);
        let acme = create(&app, COMPANIES, json!({ "name": "Acme" })).await;
        for id in [&ada, &grace] {
            let path = format!("/crm/v4/objects/contacts/{id}/associations/default/companies/{acme}");
            assert_eq!(app.put(&path, json!({})).await.status, 200);
        }
        purged(&app, CONTACTS, &ada).await;
        for query in ["", "?archived=true"] {
            assert_eq!(app.get(&format!("{CONTACTS}/{ada}{query}")).await.status, 404);
        }
        assert_eq!(ids(&app.get(CONTACTS).await), [grace.as_str()]);
        let texts = texts(&app).await;
        for secret in [ADDRESS, "Secret", "555-0199", "5550199"] {
            assert!(!texts.iter().any(|text| text.contains(secret)), "{secret}: {texts:#?}");
        }
        let path = format!("/crm/v4/objects/companies/{acme}/associations/contacts");
        let left = app.get(&path).await;
        assert_eq!(left.json["results"].as_array().map(Vec::len), Some(1), "{}", left.text());
        let log = changes::after(&app.database, app.account, 0, 100).await.expect("the log reads");
        assert!(log.iter().zip(1..).all(|(change, number)| change.sequence == number));
        let of_ada = log.iter().filter(|change| change.record.to_string() == ada).map(|change| change.kind);
        let of_ada: Vec<_> = of_ada.filter(|kind| *kind != Kind::Erased).collect();
        assert_eq!(of_ada, [Kind::Associate, Kind::PrivacyDelete, Kind::Dissociate]);
    })
    .await;
}

#[tokio::test]
async fn the_address_is_blocked_for_creates_and_updates() {
    on_both_engines(async |app| {
        let other = contact(&app, "other@example.com").await;
        let answer = purge(&app, CONTACTS, json!({ "objectId": contact(&app, ADDRESS).await })).await;
        assert_eq!(answer.status, 204, "{}", answer.text());
        for address in [ADDRESS, "Forget@Example.com"] {
            let properties = json!({ "email": address });
            blocked(&app.post(CONTACTS, json!({ "properties": properties })).await, "forget@example.com");
            let path = format!("{CONTACTS}/{other}");
            blocked(&app.patch(&path, json!({ "properties": properties })).await, "forget@example.com");
        }
        let upsert = json!({ "id": ADDRESS, "idProperty": "email", "properties": { "firstname": "A" } });
        let path = format!("{CONTACTS}/batch/upsert");
        blocked(&app.post(&path, json!({ "inputs": [upsert] })).await, ADDRESS);
        let inputs = json!([
            { "properties": { "email": ADDRESS }, "objectWriteTraceId": "1" },
            { "properties": { "email": "new@example.com" }, "objectWriteTraceId": "2" },
        ]);
        let batch = app.post(&format!("{CONTACTS}/batch/create"), json!({ "inputs": inputs })).await;
        assert_eq!((batch.status, ids(&batch).len()), (207, 1), "{}", batch.text());
        assert_eq!(batch.json["errors"][0]["context"]["objectWriteTraceId"], json!(["1"]));
        // What was refused claims nothing, and other addresses are as free as before.
        contact(&app, "another@example.com").await;
        assert_eq!(
            app.patch(&format!("{CONTACTS}/{other}"), json!({ "properties": { "email": "b@example.com" } }))
                .await
                .status,
            200
        );
    })
    .await;
}

#[tokio::test]
async fn an_address_is_blocked_whether_somebody_has_it_or_not() {
    on_both_engines(async |app| {
        let by_address = json!({ "objectId": ADDRESS, "idProperty": "email" });
        for _ in 0..2 {
            assert_eq!(purge(&app, CONTACTS, by_address.clone()).await.status, 204);
        }
        blocked(&app.post(CONTACTS, json!({ "properties": { "email": ADDRESS } })).await, ADDRESS);
        let id = contact(&app, "b@example.com").await;
        let by_address = json!({ "objectId": "B@example.com", "idProperty": "email" });
        assert_eq!(purge(&app, CONTACTS, by_address).await.status, 204);
        assert_eq!(app.get(&format!("{CONTACTS}/{id}")).await.status, 404);
        blocked(
            &app.post(CONTACTS, json!({ "properties": { "email": "b@example.com" } })).await,
            "b@example.com",
        );
    })
    .await;
}

#[tokio::test]
async fn archived_records_go_too() {
    on_both_engines(async |app| {
        let mut archived = Vec::new();
        for _ in 0..2 {
            let id = contact(&app, ADDRESS).await;
            assert_eq!(app.delete(&format!("{CONTACTS}/{id}")).await.status, 204);
            archived.push(id);
        }
        let live = contact(&app, ADDRESS).await;
        let by_address = json!({ "objectId": ADDRESS, "idProperty": "email" });
        assert_eq!(purge(&app, CONTACTS, by_address).await.status, 204);
        assert_eq!(ids(&app.get(CONTACTS).await), [""; 0]);
        assert_eq!(ids(&app.get(&format!("{CONTACTS}?archived=true")).await), [""; 0], "{live} {archived:?}");
        let id = contact(&app, "b@example.com").await;
        assert_eq!(app.delete(&format!("{CONTACTS}/{id}")).await.status, 204);
        purged(&app, CONTACTS, &id).await;
        assert!(!texts(&app).await.iter().any(|text| text.contains('@')));
    })
    .await;
}

#[tokio::test]
async fn the_records_that_were_merged_into_it_go_too() {
    on_both_engines(async |app| {
        let (one, two) = (contact(&app, ADDRESS).await, contact(&app, "b@example.com").await);
        let body = json!({ "primaryObjectId": two, "objectIdToMerge": one });
        assert_eq!(app.post(&format!("{CONTACTS}/merge"), body).await.status, 200);
        purged(&app, CONTACTS, &one).await;
        assert!(!texts(&app).await.iter().any(|text| text.contains('@')));
        for id in [&one, &two] {
            assert_eq!(app.get(&format!("{CONTACTS}/{id}")).await.status, 404);
        }
        for address in [ADDRESS, "b@example.com"] {
            blocked(&app.post(CONTACTS, json!({ "properties": { "email": address } })).await, address);
        }
    })
    .await;
}

#[tokio::test]
async fn other_types_are_deleted_without_blocking_anything() {
    on_both_engines(async |app| {
        for path in
            ["/crm/v3/objects/0-2", "/crm/objects/v3/companies", "/crm/objects/2026-09-beta/companies"]
        {
            let id = create(&app, COMPANIES, json!({ "name": "Acme", "domain": "acme.example.com" })).await;
            purged(&app, path, &id).await;
            assert_eq!(app.get(&format!("{COMPANIES}/{id}")).await.status, 404);
        }
        let log = changes::of_record(
            &app.database,
            app.account,
            ObjectTypeId::standard(2),
            linchpin_domain::RecordId(1),
        );
        assert_eq!(log.await.expect("the log reads").len(), 0);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_deleted_is_refused() {
    let app = TestApp::new().await;
    let answer = purge(&app, CONTACTS, json!({ "objectId": "987654" })).await;
    refused(&answer, 404, "OBJECT_NOT_FOUND", "No contact with ID 987654 exists");
    let answer = purge(&app, CONTACTS, json!({ "objectId": "abc" })).await;
    refused(&answer, 404, "OBJECT_NOT_FOUND", "Object not found.  objectId are usually numeric.");
    let answer = purge(&app, CONTACTS, json!({})).await;
    let message = "Invalid input JSON on line 1, column 2. Some required fields were not set: [objectId]";
    refused(&answer, 400, "", message);
    let answer = purge(&app, CONTACTS, json!({ "objectId": "Ada", "idProperty": "firstname" })).await;
    refused(
        &answer,
        400,
        "VALIDATION_ERROR",
        "Unable to perform update/upsert by non-unique 0-1 property firstname",
    );
    let answer = purge(&app, "/crm/v3/objects/feedback_submissions", json!({ "objectId": "1" })).await;
    assert_eq!(answer.status, 405);
}

//! What apps want to be told.

use linchpin_testkit::{START, TestApp, on_both_engines};
use serde_json::{Value, json};

use super::{app_with, invalid, not_found, path, refusal, set, subscribe};

#[tokio::test]
async fn subscriptions_are_made_listed_switched_and_ended() {
    on_both_engines(async |app| {
        let id = app_with(&app, &["crm.objects.contacts.read", "crm.objects.custom.read"]).await;
        set(&app, &id).await;
        let first =
            subscribe(&app, &id, json!({"eventType": "contact.propertyChange", "propertyName": "email"}))
                .await;
        let number = first["id"].as_str().expect("ids are texts");
        let mut expected = json!({
            "id": number, "createdAt": START.to_iso(), "updatedAt": START.to_iso(), "active": false,
            "eventType": "contact.propertyChange", "propertyName": "email",
        });
        assert_eq!(first, expected);
        let second = json!({"eventType": "object.creation", "objectTypeId": "2-7", "active": true});
        let second = subscribe(&app, &id, second).await;
        assert_eq!((&second["objectTypeId"], &second["active"]), (&json!("2-7"), &json!(true)));
        let list = path(&id, "subscriptions");
        assert_eq!(app.get(&list).await.json, json!({"results": [expected, second]}));
        let one = path(&id, &format!("subscriptions/{number}"));
        assert_eq!(app.get(&one).await.json, expected);
        assert_eq!(app.patch(&one, json!({})).await.json, expected);
        app.advance(5);
        let switched = app.patch(&one, json!({"active": true})).await;
        expected["active"] = json!(true);
        expected["updatedAt"] = switched.json["updatedAt"].clone();
        assert_eq!((switched.status, &switched.json), (200, &expected));
        assert_ne!(switched.json["updatedAt"], first["updatedAt"]);
        let deleted = app.delete(&one).await;
        assert_eq!((deleted.status, deleted.text()), (204, String::new()));
        let nothing =
            not_found(&format!("Subscription \"{number}\" does not exist"), Some(("subscriptionId", number)));
        for answer in
            [app.get(&one).await, app.patch(&one, json!({"active": true})).await, app.delete(&one).await]
        {
            assert_eq!(refusal(&answer), nothing);
        }
    })
    .await;
}

#[tokio::test]
async fn many_are_switched_at_once() {
    on_both_engines(async |app| {
        let id = app_with(&app, &["crm.objects.contacts.read"]).await;
        let first = subscribe(&app, &id, json!({"eventType": "contact.creation"})).await;
        let second = subscribe(&app, &id, json!({"eventType": "contact.deletion"})).await;
        let number = |subscription: &Value| -> i64 {
            subscription["id"].as_str().expect("a text").parse().expect("a number")
        };
        let batch = path(&id, "subscriptions/batch/update");
        let input = |id: i64, active: bool| json!({"id": id, "active": active});
        let both = json!({"inputs": [input(number(&second), true), input(number(&first), true)]});
        let done = app.post(&batch, both).await;
        assert_eq!((done.status, &done.json["status"]), (200, &json!("COMPLETE")));
        let ids = |answer: &Value| -> Vec<Value> {
            let results = answer["results"].as_array().expect("results").iter();
            results.map(|one| one["id"].clone()).collect()
        };
        assert_eq!(ids(&done.json), [second["id"].clone(), first["id"].clone()]);
        assert_eq!(done.json["results"][0]["active"], json!(true));
        let one_missing = json!({"inputs": [input(number(&first), false), input(7, true)]});
        let done = app.post(&batch, one_missing).await;
        assert_eq!((done.status, &done.json["numErrors"]), (207, &json!(1)));
        let error = json!({
            "status": "error", "category": "OBJECT_NOT_FOUND", "message": "Subscription \"7\" does not exist",
            "context": {"subscriptionId": ["7"]},
        });
        assert_eq!(done.json["errors"], json!([error]));
        assert_eq!(done.json["results"][0]["active"], json!(false));
    })
    .await;
}

#[tokio::test]
async fn dated_versions_want_to_know_whether_it_is_active() {
    let app = TestApp::new().await;
    let id = app_with(&app, &["crm.objects.contacts.read"]).await;
    let event = json!({"eventType": "contact.creation"});
    for prefix in [
        "/webhooks/2026-03",
        "/app-webhooks/2026-03",
        "/app-webhooks/2025-09",
        "/webhooks/2025-09",
        "/app-webhooks/2026-09",
        "/app-webhooks/2027-03-beta",
    ] {
        let path = format!("{prefix}/{id}/subscriptions");
        let refused = app.post(&path, event.clone()).await;
        assert_eq!(refused.status, 400, "{}", refused.text());
        assert!(refused.text().contains("active"), "{}", refused.text());
        let mut active = event.clone();
        active["active"] = json!(true);
        let made = app.post(&path, active).await;
        assert_eq!((made.status, &made.json["active"]), (201, &json!(true)));
        let one = format!("{path}/{}", made.json["id"].as_str().expect("an id"));
        assert_eq!(app.delete(&one).await.status, 204);
    }
    for prefix in ["/webhooks/v3", "/app-webhooks/v3"] {
        let made = app.post(&format!("{prefix}/{id}/subscriptions"), event.clone()).await;
        let one = format!("{prefix}/{id}/subscriptions/{}", made.json["id"].as_str().expect("an id"));
        assert_eq!(app.delete(&one).await.status, 204);
    }
}

#[tokio::test]
async fn what_nobody_can_subscribe_to_is_refused() {
    let app = TestApp::new().await;
    let id = app_with(&app, &["crm.objects.contacts.read", "crm.objects.deals.read"]).await;
    let list = path(&id, "subscriptions");
    let needed = |field: &str| format!("{field} is needed for this event type.");
    for (body, field, reason) in [
        (
            json!({"eventType": "deal.stageChange"}),
            "eventType",
            "There is no event type \"deal.stageChange\".".to_owned(),
        ),
        (
            json!({"eventType": "contact.propertyChange"}),
            "propertyName",
            "PropertyName is needed for this event type.".to_owned(),
        ),
        (json!({"eventType": "object.creation"}), "objectTypeId", needed("ObjectTypeId")),
        (
            json!({"eventType": "object.creation", "objectTypeId": "cars"}),
            "objectTypeId",
            "There is no object type \"cars\".".to_owned(),
        ),
        (
            json!({"eventType": "contact.creation", "propertyName": "email"}),
            "propertyName",
            "PropertyName is not allowed for this event type.".to_owned(),
        ),
        (
            json!({"eventType": "contact.propertyChange", "propertyName": "hs_lastmodifieddate"}),
            "propertyName",
            "Property hs_lastmodifieddate cannot be subscribed to.".to_owned(),
        ),
    ] {
        assert_eq!(refusal(&app.post(&list, body).await), invalid(field, &reason));
    }
    let answer = app.post(&list, json!({"eventTypes": ["contact.creation"]})).await;
    assert_eq!((answer.status, &answer.json["category"]), (400, &json!("VALIDATION_ERROR")));
    assert_eq!(app.get(&list).await.json, json!({"results": []}));
}

#[tokio::test]
async fn an_app_needs_the_scope_to_be_told() {
    let app = TestApp::new().await;
    let id = app_with(&app, &["crm.objects.contacts.read"]).await;
    let answer = app.post(&path(&id, "subscriptions"), json!({"eventType": "company.creation"})).await;
    let expected = json!({
        "status": "error", "category": "VALIDATION_ERROR",
        "message": "The app needs one of these scopes to subscribe to this event type: crm.objects.companies.read",
        "context": {"requiredScopes": ["crm.objects.companies.read"]},
    });
    assert_eq!(refusal(&answer), (400, expected));
    // A public one may be granted it by those who let it in.
    let public = json!({
        "name": "Sync", "type": "PUBLIC", "scopes": [], "optionalScopes": ["crm.objects.companies.read"],
        "redirectUrls": ["https://example.com/cb"],
    });
    let public = app.post("/_linchpin/v1/apps", public).await.json["id"].as_str().expect("an id").to_owned();
    subscribe(&app, &public, json!({"eventType": "company.creation"})).await;
}

#[tokio::test]
async fn nothing_is_subscribed_to_twice() {
    on_both_engines(async |app| {
        let id = app_with(&app, &["crm.objects.contacts.read"]).await;
        let event = json!({"eventType": "contact.propertyChange", "propertyName": "email"});
        let made = subscribe(&app, &id, event.clone()).await;
        let number = made["id"].as_str().expect("an id");
        let expected = json!({
            "status": "error", "category": "CONFLICT",
            "message": format!("Subscription \"{number}\" of the app is the same"),
            "context": {"subscriptionId": [number]},
        });
        assert_eq!(refusal(&app.post(&path(&id, "subscriptions"), event).await), (409, expected));
        let other = json!({"eventType": "contact.propertyChange", "propertyName": "phone"});
        subscribe(&app, &id, other).await;
    })
    .await;
}

#[tokio::test]
async fn an_app_has_no_more_than_a_thousand() {
    let app = TestApp::new().await;
    let id = app_with(&app, &["crm.objects.contacts.read"]).await;
    let event = |n: usize| json!({"eventType": "contact.propertyChange", "propertyName": format!("p{n}")});
    for n in 0..1_000 {
        subscribe(&app, &id, event(n)).await;
    }
    let answer = app.post(&path(&id, "subscriptions"), event(1_000)).await;
    let expected = json!({
        "status": "error",
        "message": "Couldn't create another subscription. You've reached the maximum number allowed per \
                    application (1000).",
    });
    assert_eq!(refusal(&answer), (400, expected));
}

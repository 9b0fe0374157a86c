//! Where apps want their events.

use linchpin_testkit::{START, TestApp, on_both_engines};
use serde_json::json;

use super::{app_with, invalid, not_found, path, refusal, set, subscribe};

#[tokio::test]
async fn settings_are_put_read_and_deleted() {
    on_both_engines(async |app| {
        let id = app_with(&app, &["crm.objects.contacts.read"]).await;
        let settings = path(&id, "settings");
        let nothing = not_found("The app has no webhook settings", None);
        assert_eq!(refusal(&app.get(&settings).await), nothing);
        let put = set(&app, &id).await;
        let mut expected = json!({
            "targetUrl": "https://example.com/hooks", "throttling": {"maxConcurrentRequests": 10},
            "createdAt": START.to_iso(), "updatedAt": START.to_iso(),
        });
        assert_eq!((put.status, &put.json), (200, &expected));
        app.advance(5);
        let body = json!({
            "targetUrl": "http://localhost:3000/hooks",
            "throttling": {"maxConcurrentRequests": "20", "period": "SECONDLY"},
        });
        let put = app.put(&settings, body).await;
        assert_eq!(put.status, 200);
        assert_ne!(put.json["updatedAt"], expected["updatedAt"]);
        expected["updatedAt"] = put.json["updatedAt"].clone();
        expected["targetUrl"] = json!("http://localhost:3000/hooks");
        expected["throttling"] = json!({"period": "SECONDLY", "maxConcurrentRequests": 20});
        assert_eq!(put.json, expected);
        assert_eq!(app.get(&settings).await.json, expected);
        for _ in 0..2 {
            let deleted = app.delete(&settings).await;
            assert_eq!((deleted.status, deleted.text()), (204, String::new()));
        }
        assert_eq!(refusal(&app.get(&settings).await), nothing);
    })
    .await;
}

#[tokio::test]
async fn without_settings_subscriptions_rest() {
    let app = TestApp::new().await;
    let id = app_with(&app, &["crm.objects.contacts.read"]).await;
    set(&app, &id).await;
    subscribe(&app, &id, json!({"eventType": "contact.creation", "active": true})).await;
    app.delete(&path(&id, "settings")).await;
    let listed = app.get(&path(&id, "subscriptions")).await.json;
    assert_eq!(listed["results"][0]["active"], json!(false));
}

#[tokio::test]
async fn settings_that_cannot_be_are_refused() {
    let app = TestApp::new().await;
    let id = app_with(&app, &[]).await;
    let settings = path(&id, "settings");
    let body = |url: &str, throttling| json!({"targetUrl": url, "throttling": throttling});
    for (url, reason) in [
        (
            "http://example.com/hooks",
            "it does not begin with https://, as all but those of this machine must",
        ),
        ("example.com", "it is not an absolute URL"),
        ("https://example.com/#part", "it has a fragment"),
    ] {
        let answer = app.put(&settings, body(url, json!({"maxConcurrentRequests": 10}))).await;
        let reason = format!("\"{url}\" cannot be a target URL: {reason}.");
        assert_eq!(refusal(&answer), invalid("targetUrl", &reason));
    }
    for n in [-1, 0, 5, 1_001] {
        let answer =
            app.put(&settings, body("https://example.com", json!({"maxConcurrentRequests": n}))).await;
        let reason = "MaxConcurrentRequests must be from 6 to 1000.";
        assert_eq!(refusal(&answer), invalid("maxConcurrentRequests", reason), "{n}");
    }
    let throttling = json!({"maxConcurrentRequests": 10, "period": "HOURLY"});
    let answer = app.put(&settings, body("https://example.com", throttling)).await;
    assert_eq!(refusal(&answer), invalid("period", "The period is SECONDLY or ROLLING_MINUTE."));
    for body in
        [json!({}), json!({"webhookUrl": "https://example.com"}), body("https://a.example", json!({}))]
    {
        let answer = app.put(&settings, body).await;
        assert_eq!((answer.status, &answer.json["category"]), (400, &json!("VALIDATION_ERROR")));
    }
    assert_eq!(app.get(&settings).await.status, 404);
}

#[tokio::test]
async fn apps_that_are_not_there_have_no_webhooks() {
    let app = TestApp::new().await;
    let archived = app_with(&app, &[]).await;
    set(&app, &archived).await;
    app.delete(&format!("/_linchpin/v1/apps/{archived}")).await;
    let other = app.engine.create_account("Other").await.expect("an account");
    let new = linchpin_engine::apps::NewPrivateApp {
        account: other,
        name: "Theirs",
        scopes: linchpin_engine::Scopes::All,
    };
    let theirs = app.engine.create_private_app(new).await.expect("an app").app.to_string();
    for id in [archived.as_str(), theirs.as_str(), "1", "x"] {
        let expected = not_found(&format!("App \"{id}\" does not exist"), Some(("appId", id)));
        let subscription = json!({"eventType": "contact.creation"});
        let switches = json!({"inputs": [{"id": 1, "active": true}]});
        for answer in [
            app.get(&path(id, "settings")).await,
            set(&app, id).await,
            app.delete(&path(id, "settings")).await,
            app.get(&path(id, "subscriptions")).await,
            app.post(&path(id, "subscriptions"), subscription).await,
            app.post(&path(id, "subscriptions/batch/update"), switches).await,
            app.get(&path(id, "subscriptions/1")).await,
            app.patch(&path(id, "subscriptions/1"), json!({"active": true})).await,
            app.delete(&path(id, "subscriptions/1")).await,
        ] {
            assert_eq!(refusal(&answer), expected);
        }
    }
}

#[tokio::test]
async fn changes_are_in_the_audit_log() {
    let app = TestApp::new().await;
    let id = app_with(&app, &["crm.objects.contacts.read"]).await;
    set(&app, &id).await;
    set(&app, &id).await;
    let made = subscribe(&app, &id, json!({"eventType": "contact.creation"})).await;
    let subscription = made["id"].as_str().expect("an id");
    app.patch(&path(&id, &format!("subscriptions/{subscription}")), json!({"active": true})).await;
    app.delete(&path(&id, &format!("subscriptions/{subscription}"))).await;
    app.delete(&path(&id, "settings")).await;
    let log = app.get("/account-info/v3/activity/audit-logs").await.json;
    let entries = log["results"].as_array().expect("entries").iter();
    let told: Vec<_> = entries
        .filter(|entry| entry["subCategory"].as_str().is_some_and(|name| name.starts_with("WEBHOOK_")))
        .map(|entry| {
            let text = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
            (text("subCategory"), text("action"), text("targetObjectId"))
        })
        .collect();
    let entry = |kind: &str, action: &str, target: &str| {
        (format!("WEBHOOK_{kind}"), action.to_owned(), target.to_owned())
    };
    let mut expected = vec![
        entry("SETTINGS", "DELETE", &id),
        entry("SUBSCRIPTION", "DELETE", subscription),
        entry("SUBSCRIPTION", "UPDATE", subscription),
        entry("SUBSCRIPTION", "CREATE", subscription),
        entry("SETTINGS", "CREATE", &id),
        entry("SETTINGS", "CREATE", &id),
    ];
    let mut told = told;
    told.sort();
    expected.sort();
    assert_eq!(told, expected);
}

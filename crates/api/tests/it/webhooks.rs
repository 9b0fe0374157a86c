//! Webhooks: what apps want to be told, and where.

mod beginnings;
mod deliveries;
mod developer_key;
mod settings;
mod subscriptions;

use linchpin_testkit::{Answer, TestApp};
use serde_json::{Value, json};

/// Makes a private app with these scopes, and returns its id.
async fn app_with(app: &TestApp, scopes: &[&str]) -> String {
    let made = app.post("/_linchpin/v1/apps", json!({"name": "Sync", "scopes": scopes})).await;
    made.json["id"].as_str().expect("an app has an id").to_owned()
}

/// The path of something of an app, in version 3.
fn path(id: &str, rest: &str) -> String {
    format!("/webhooks/v3/{id}/{rest}")
}

/// Lets an app say where it wants its events.
async fn set(app: &TestApp, id: &str) -> Answer {
    let body = json!({
        "targetUrl": "https://example.com/hooks", "throttling": {"maxConcurrentRequests": 10},
    });
    app.put(&path(id, "settings"), body).await
}

/// Subscribes an app to something, and returns the subscription.
async fn subscribe(app: &TestApp, id: &str, body: Value) -> Value {
    let answer = app.post(&path(id, "subscriptions"), body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json
}

/// A refusal without what differs from call to call.
fn refusal(answer: &Answer) -> (u16, Value) {
    let mut body = answer.json.clone();
    body.as_object_mut().expect("an error body").remove("correlationId").expect("it names the call");
    (answer.status, body)
}

/// That a field of settings or of a subscription is refused, and why.
fn invalid(field: &str, reason: &str) -> (u16, Value) {
    let body = json!({
        "status": "error", "message": reason, "category": "VALIDATION_ERROR",
        "errors": [{"message": reason, "in": field}],
    });
    (400, body)
}

/// That something is not there.
fn not_found(message: &str, context: Option<(&str, &str)>) -> (u16, Value) {
    let mut body = json!({"status": "error", "message": message, "category": "OBJECT_NOT_FOUND"});
    if let Some((name, value)) = context {
        body["context"] = json!({name: [value]});
    }
    (404, body)
}

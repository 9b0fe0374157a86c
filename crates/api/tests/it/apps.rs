//! Apps, their tokens, and where they are let in.

mod definitions;
mod developer_key;
mod installs;
mod public;
mod tokens;

use linchpin_testkit::{Answer, TestApp};
use serde_json::{Value, json};

/// Where apps are.
const APPS: &str = "/_linchpin/v1/apps";
/// What a token without a scope may ask for.
const OWN_ACCOUNT: &str = "/_linchpin/v1/features";

/// Makes an app over HTTP and returns the answer's body.
async fn make(app: &TestApp, body: Value) -> Value {
    let answer = app.post(APPS, body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json
}

/// The status of a read with another token than the app's own.
async fn status_with(app: &TestApp, token: &str, path: &str) -> u16 {
    let request = axum::http::Request::builder().uri(path).header("authorization", format!("Bearer {token}"));
    app.call(request.body(axum::body::Body::empty()).expect("a request")).await.status
}

/// The body of a refusal, without what differs each time.
fn refusal(answer: &Answer) -> (u16, Value) {
    let mut body = answer.json.clone();
    body.as_object_mut().expect("an object").remove("correlationId");
    (answer.status, body)
}

fn invalid(reason: &str) -> (u16, Value) {
    (400, json!({"status": "error", "message": reason, "category": "VALIDATION_ERROR"}))
}

fn not_found(id: &str) -> (u16, Value) {
    let message = format!("App \"{id}\" does not exist");
    let context = json!({"appId": [id]});
    (404, json!({"status": "error", "message": message, "context": context, "category": "OBJECT_NOT_FOUND"}))
}

fn no_token() -> (u16, Value) {
    let message = "The token does not exist, or it ended";
    (404, json!({"status": "error", "message": message, "category": "OBJECT_NOT_FOUND"}))
}

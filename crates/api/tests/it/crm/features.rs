//! Switching features over HTTP.

use linchpin_engine::Scopes;
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::json;

/// Where features are.
const FEATURES: &str = "/_linchpin/v1/features";

#[tokio::test]
async fn features_are_listed_and_switched() {
    on_both_engines(async |app| {
        let mut expected = json!({"features": {
            "appointments": true, "company-association": false, "courses": true, "listings": true, "services": true,
        }});
        assert_eq!(app.get(FEATURES).await.json, expected);
        for (enabled, status) in [(false, 403), (true, 200)] {
            let answer = app.put(&format!("{FEATURES}/courses"), json!({"enabled": enabled})).await;
            assert_eq!((answer.status, answer.text()), (204, String::new()));
            assert_eq!(app.get("/crm/v3/objects/courses").await.status, status);
        }
        app.put(&format!("{FEATURES}/company-association"), json!({"enabled": "true"})).await;
        expected["features"]["company-association"] = json!(true);
        assert_eq!(app.get(FEATURES).await.json, expected);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_feature_or_not_allowed_is_refused() {
    let mut app = TestApp::new().await;
    let unknown = app.put(&format!("{FEATURES}/teleportation"), json!({"enabled": true})).await;
    assert_eq!((unknown.status, &unknown.json["category"]), (404, &json!("OBJECT_NOT_FOUND")));
    assert_eq!(unknown.json["message"], "Feature \"teleportation\" does not exist");
    let empty = app.put(&format!("{FEATURES}/courses"), json!({})).await;
    assert_eq!(empty.status, 400);
    app.token = app.token_with(Scopes::parse("crm.objects.contacts.read")).await;
    assert_eq!(app.get(FEATURES).await.status, 403);
    assert_eq!(app.put(&format!("{FEATURES}/courses"), json!({"enabled": true})).await.status, 403);
}

//! The tokens of private apps.

use std::sync::Arc;

use linchpin_engine::search::Settings;
use linchpin_engine::{Engine, ServerKey};
use linchpin_testkit::{START, TestApp, on_both_engines};
use serde_json::{Value, json};

use super::{APPS, OWN_ACCOUNT, invalid, make, no_token, refusal, status_with};

const DAY_MS: i64 = 86_400_000;
const INTROSPECT: &str = "/oauth/v2/private-apps/get/access-token-info";

/// Makes a private app; the path of its tokens, and its token.
async fn tokens_of_new(app: &TestApp) -> (String, String) {
    let made = make(app, json!({"name": "Sync", "scopes": ["crm.objects.contacts.read"]})).await;
    let (id, token) = (made["id"].as_str().expect("an id"), made["token"].as_str().expect("a token"));
    (format!("{APPS}/{id}/tokens"), token.to_owned())
}

async fn list(app: &TestApp, path: &str) -> Vec<Value> {
    app.get(path).await.json["results"].as_array().expect("a list").clone()
}

async fn rotate(app: &TestApp, path: &str, body: Value) -> String {
    let answer = app.post(&format!("{path}/rotate"), body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json["token"].as_str().expect("a token").to_owned()
}

#[tokio::test]
async fn a_rotated_token_works_until_its_grace_is_over() {
    on_both_engines(async |app| {
        let (path, old) = tokens_of_new(&app).await;
        assert_eq!(status_with(&app, &old, OWN_ACCOUNT).await, 200);
        let new = rotate(&app, &path, json!({})).await;
        let [first, second] = &list(&app, &path).await[..] else { panic!("two tokens") };
        let (expiring, lasting) =
            if first["expiresAt"].is_null() { (second, first) } else { (first, second) };
        assert_eq!(expiring["hint"].as_str(), Some(&old[old.len() - 4..]));
        assert_eq!(expiring["expiresAt"], "2026-03-11T05:06:07.089Z");
        assert_eq!(lasting["expiresAt"], Value::Null);
        app.advance(7 * DAY_MS - 1);
        assert_eq!(status_with(&app, &old, OWN_ACCOUNT).await, 200);
        app.advance(1);
        assert_eq!(status_with(&app, &old, OWN_ACCOUNT).await, 401);
        assert_eq!(status_with(&app, &new, OWN_ACCOUNT).await, 200);
        assert_eq!(list(&app, &path).await.len(), 1);
        let newest = rotate(&app, &path, json!({"graceSeconds": 0})).await;
        assert_eq!(status_with(&app, &new, OWN_ACCOUNT).await, 401);
        assert_eq!(status_with(&app, &newest, OWN_ACCOUNT).await, 200);
    })
    .await;
}

#[tokio::test]
async fn rotating_again_makes_no_grace_longer() {
    let app = TestApp::new().await;
    let (path, old) = tokens_of_new(&app).await;
    rotate(&app, &path, json!({"graceSeconds": 60})).await;
    rotate(&app, &path, json!({"graceSeconds": "3600"})).await;
    app.advance(60_000);
    assert_eq!(status_with(&app, &old, OWN_ACCOUNT).await, 401);
    for (grace, reason) in [
        (-1, "graceSeconds cannot be negative."),
        (31 * 86_400, "Rotated tokens cannot work for more than 30 days."),
    ] {
        let answer = app.post(&format!("{path}/rotate"), json!({"graceSeconds": grace})).await;
        assert_eq!(refusal(&answer), invalid(reason));
    }
}

#[tokio::test]
async fn the_grace_goes_by_the_clock_of_the_account() {
    on_both_engines(async |app| {
        let clock = "/_linchpin/v1/clock";
        app.put(clock, json!({"now": "2031-01-01T00:00:00Z"})).await;
        let (path, old) = tokens_of_new(&app).await;
        rotate(&app, &path, json!({"graceSeconds": 60})).await;
        assert_eq!(status_with(&app, &old, OWN_ACCOUNT).await, 200);
        let listed = list(&app, &path).await;
        assert!(listed.iter().any(|token| token["expiresAt"] == "2031-01-01T00:01:00Z"), "{listed:?}");
        app.put(clock, json!({"advanceMs": 60_000})).await;
        assert_eq!(status_with(&app, &old, OWN_ACCOUNT).await, 401);
        assert_eq!(list(&app, &path).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn tokens_are_made_and_revoked_one_by_one() {
    on_both_engines(async |app| {
        let (path, first) = tokens_of_new(&app).await;
        app.advance(1);
        let second = app.post(&path, json!({})).await.json["token"].as_str().expect("a token").to_owned();
        assert_eq!(status_with(&app, &second, "/crm/v3/objects/contacts").await, 200);
        let listed = list(&app, &path).await;
        let created: Vec<_> =
            listed.iter().map(|token| token["createdAt"].as_str().unwrap_or_default()).collect();
        assert_eq!(created, [START.to_iso(), "2026-03-04T05:06:07.090Z".to_owned()]);
        let id = listed[0]["id"].as_str().expect("an id");
        assert!(!first.contains(id));
        assert_eq!(app.delete(&format!("{path}/{id}")).await.status, 204);
        assert_eq!(status_with(&app, &first, OWN_ACCOUNT).await, 401);
        assert_eq!(status_with(&app, &second, OWN_ACCOUNT).await, 200);
        assert_eq!(refusal(&app.delete(&format!("{path}/{id}")).await), no_token());
    })
    .await;
}

#[tokio::test]
async fn the_last_use_is_kept() {
    on_both_engines(async |app| {
        let (path, token) = tokens_of_new(&app).await;
        assert_eq!(list(&app, &path).await[0]["lastUsedAt"], Value::Null);
        app.advance(1_000);
        status_with(&app, &token, OWN_ACCOUNT).await;
        let expected = json!("2026-03-04T05:06:08.089Z");
        assert_eq!(list(&app, &path).await[0]["lastUsedAt"], expected);
        app.engine.write_token_uses().await.expect("writes");
        assert_eq!(list(&app, &path).await[0]["lastUsedAt"], expected);
        app.advance(5_000);
        status_with(&app, &token, OWN_ACCOUNT).await;
        assert_eq!(list(&app, &path).await[0]["lastUsedAt"], "2026-03-04T05:06:13.089Z");
    })
    .await;
}

#[tokio::test]
async fn other_servers_follow_within_a_second() {
    on_both_engines(async |app| {
        let key = ServerKey::new([7; 32]);
        let clock = app.engine.clock().clone();
        let node = Engine::new(Arc::clone(&app.database), key, clock, Settings::default());
        let (path, token) = tokens_of_new(&app).await;
        let allows = async |scope: &str| {
            let principal = node.authenticate(&token).await.expect("reads");
            principal.map(|principal| principal.scopes.allow_any(&[scope]))
        };
        assert_eq!(allows("crm.lists.read").await, Some(false));
        let app_path = path.trim_end_matches("/tokens");
        app.patch(app_path, json!({"scopes": ["crm.lists.read"]})).await;
        app.advance(1_000);
        assert_eq!(allows("crm.lists.read").await, Some(true));
        app.delete(app_path).await;
        app.advance(1_000);
        assert_eq!(allows("crm.lists.read").await, None);
    })
    .await;
}

#[tokio::test]
async fn a_token_tells_what_it_stands_for() {
    on_both_engines(async |app| {
        let (path, token) = tokens_of_new(&app).await;
        let answer = app.post(INTROSPECT, json!({"tokenKey": token})).await;
        let id: i64 = path.split('/').nth(4).and_then(|id| id.parse().ok()).expect("an id");
        let expected = json!({
            "userId": 70_000_001, "hubId": app.account.0, "appId": id,
            "scopes": ["oauth", "crm.objects.contacts.read"],
        });
        assert_eq!((answer.status, answer.json), (200, expected));
        let of_all = app.post(INTROSPECT, json!({"tokenKey": app.token})).await.json;
        assert!(of_all["scopes"].as_array().is_some_and(|scopes| scopes.contains(&json!("crm.export"))));
        let unknown = app.post(INTROSPECT, json!({"tokenKey": "pat-na1-x"})).await;
        assert_eq!(refusal(&unknown), no_token());
        assert_eq!(app.post(INTROSPECT, json!({})).await.status, 400);
    })
    .await;
}

#[tokio::test]
async fn a_public_app_gets_no_tokens_by_hand() {
    let app = TestApp::new().await;
    let made = make(&app, json!({"name": "Sync", "type": "PUBLIC", "scopes": []})).await;
    let path = format!("{APPS}/{}/tokens", made["id"].as_str().expect("an id"));
    let reason = "A public app gets its tokens by OAuth.";
    assert_eq!(refusal(&app.post(&path, json!({})).await), invalid(reason));
    assert_eq!(refusal(&app.post(&format!("{path}/rotate"), json!({})).await), invalid(reason));
    assert_eq!(app.get(&path).await.json, json!({"results": []}));
}

//! The developer key, with which whoever makes apps says what they want to be told.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use linchpin_engine::Scopes;
use linchpin_testkit::{Answer, TestApp, on_both_engines};
use serde_json::json;

use super::{app_with, not_found, path, refusal, set};

/// Reads a path with nothing but what its query says.
async fn read(app: &TestApp, path: &str) -> Answer {
    app.call(Request::builder().uri(path).body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn a_key_reaches_the_apps_of_its_account_only() {
    on_both_engines(async |mut app| {
        let id = app_with(&app, &[]).await;
        set(&app, &id).await;
        let key = app.engine.rotate_developer_key(app.account, Duration::ZERO).await.expect("a key");
        let settings = path(&id, "settings");
        let asked = format!("{settings}?hapikey={}", key.expose());
        let answer = read(&app, &asked).await;
        assert_eq!((answer.status, &answer.json["targetUrl"]), (200, &json!("https://example.com/hooks")));
        app.account = app.engine.create_account("Other").await.expect("an account");
        let theirs = app.engine.rotate_developer_key(app.account, Duration::ZERO).await.expect("a key");
        let answer = read(&app, &format!("{settings}?hapikey={}", theirs.expose())).await;
        assert_eq!(
            refusal(&answer),
            not_found(&format!("App \"{id}\" does not exist"), Some(("appId", &id)))
        );
        assert_eq!(read(&app, &format!("{settings}?hapikey=nobody%27s")).await.status, 401);
        assert_eq!(read(&app, &format!("{settings}?hapikey=")).await.status, 401);
        assert_eq!(read(&app, &settings).await.status, 401);
    })
    .await;
}

#[tokio::test]
async fn a_key_comes_before_a_token() {
    let mut app = TestApp::new().await;
    let id = app_with(&app, &[]).await;
    set(&app, &id).await;
    let key = app.engine.rotate_developer_key(app.account, Duration::ZERO).await.expect("a key");
    app.token = app.token_with(Scopes::parse("oauth")).await;
    let settings = path(&id, "settings");
    assert_eq!(app.get(&settings).await.status, 403);
    assert_eq!(app.get(&format!("{settings}?hapikey={}", key.expose())).await.status, 200);
    assert_eq!(app.get(&format!("{settings}?hapikey=x")).await.status, 401);
    // What takes no key does not look at one.
    assert_eq!(app.get("/crm/v3/objects/contacts?hapikey=x").await.status, 403);
}

#[tokio::test]
async fn a_key_stays_out_of_links() {
    let app = TestApp::new().await;
    for email in ["a@example.com", "b@example.com"] {
        let body = json!({"properties": {"email": email}});
        assert_eq!(app.post("/crm/v3/objects/contacts", body).await.status, 201);
    }
    let page = app.get("/crm/v3/objects/contacts?limit=1&hapikey=s3cret").await;
    let link = page.json["paging"]["next"]["link"].as_str().expect("a link");
    assert!(link.contains("limit=1&after=") && !page.text().contains("s3cret"), "{link}");
}

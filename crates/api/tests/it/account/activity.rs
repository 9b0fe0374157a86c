//! Who signed in to an account, and what else concerned its security.

use linchpin_engine::Scopes;
use linchpin_testkit::{PASSWORD, TestApp, on_both_engines};
use serde_json::{Value, json};

const LOGINS: &str = "/account-info/v3/activity/login";
const SECURITY: &str = "/account-info/v3/activity/security";
const AUDIT: &str = "/account-info/v3/activity/audit-logs";
const DAY_MS: i64 = 24 * 3_600_000;

/// What the entries of a list say under these names.
async fn told(app: &TestApp, path: &str, names: &[&str]) -> Value {
    let page = app.get(path).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let results = page.json["results"].as_array().expect("results").iter();
    results.map(|entry| names.iter().map(|name| entry[*name].clone()).collect::<Value>()).collect()
}

#[tokio::test]
async fn sign_ins_are_told_good_and_bad() {
    on_both_engines(async |app| {
        assert_eq!(app.get(LOGINS).await.text(), r#"{"results":[]}"#);
        drop(app.admin_browser().await);
        app.advance(1_000);
        let mut browser = app.browser();
        browser.get("/login").await;
        let wrong = [("email", "Admin@example.org"), ("password", "nothing like it")];
        assert_eq!(browser.submit("/login", &wrong).await.status, 403);
        let unknown = [("email", "nobody@example.org"), ("password", "nothing like it")];
        assert_eq!(browser.submit("/login", &unknown).await.status, 403);
        app.advance(1_000);
        let right = [("email", "admin@example.org"), ("password", PASSWORD)];
        assert_eq!(browser.submit("/login", &right).await.status, 303);

        let page = app.get(LOGINS).await;
        assert_eq!(
            page.json["results"][0],
            json!({
                "id": "4", "loginAt": "2026-03-04T05:06:09.089Z", "userId": 70_000_001,
                "email": "admin@example.org", "loginSucceeded": true, "ipAddress": "203.0.113.7",
                "userAgent": "Test browser",
            })
        );
        assert_eq!(
            told(&app, LOGINS, &["email", "loginSucceeded"]).await,
            json!([["admin@example.org", true], ["Admin@example.org", false], ["admin@example.org", true]])
        );
        assert!(!page.text().contains("nothing like it") && !page.text().contains(PASSWORD));
        for version in ["2025-09", "2026-03", "2026-09"] {
            let path = format!("/account-info/{version}/activity/login");
            assert_eq!(app.get(&path).await.json, page.json, "{path}");
        }
        let audited = told(&app, AUDIT, &["category", "subCategory", "action"]).await;
        let sign_ins = audited.as_array().expect("entries").iter();
        assert_eq!(sign_ins.filter(|entry| **entry == json!(["LOGIN", null, "PERFORM"])).count(), 2);

        app.advance(90 * DAY_MS);
        assert_eq!(told(&app, LOGINS, &["id"]).await, json!([["4"]]), "others are too old");
        app.advance(1);
        assert_eq!(told(&app, LOGINS, &["id"]).await, json!([]));
    })
    .await;
}

#[tokio::test]
async fn sign_ins_are_found_by_user_and_in_pages() {
    on_both_engines(async |app| {
        drop(app.admin_browser().await);
        let mut browser = app.browser();
        browser.get("/login").await;
        for _ in 0..3 {
            browser.submit("/login", &[("email", "admin@example.org"), ("password", "wrong")]).await;
        }
        for (path, expected) in [
            (LOGINS.to_owned(), json!([["4"], ["3"], ["2"], ["1"]])),
            (format!("{LOGINS}?userId=70000001&limit=1"), json!([["4"]])),
            (format!("{LOGINS}?userId=7"), json!([])),
            (format!("{LOGINS}?limit=3&after=3"), json!([["2"], ["1"]])),
        ] {
            assert_eq!(told(&app, &path, &["id"]).await, expected, "{path}");
        }
        let page = app.get(&format!("{LOGINS}?limit=2")).await.json;
        assert_eq!(page["paging"]["next"]["after"], "3");
        assert_eq!(app.get(&format!("{LOGINS}?limit=2&after=3")).await.json.get("paging"), None);
    })
    .await;
}

#[tokio::test]
async fn what_people_do_about_their_logins_is_told() {
    on_both_engines(async |app| {
        let mut browser = app.admin_browser().await;
        browser.get("/account").await;
        let passwords = [("old", PASSWORD), ("password", "another password"), ("again", "another password")];
        assert_eq!(browser.submit("/account/password", &passwords).await.status, 200);
        browser.get("/account").await;
        assert_eq!(browser.submit("/account/sign-out-everywhere", &[]).await.status, 303);
        let page = app.get(SECURITY).await;
        assert_eq!(
            page.json["results"][0],
            json!({
                "id": "4", "type": "SIGNED_OUT_EVERYWHERE", "userId": 70_000_001, "actingUser": "admin@example.org",
                "createdAt": "2026-03-04T05:06:07.089Z", "objectId": "admin@example.org", "ipAddress": "203.0.113.7",
            })
        );
        let expected = json!([
            ["SIGNED_OUT_EVERYWHERE"], ["PASSWORD_CHANGED"], ["ONE_TIME_LINK_USED"], ["APP_CREATED"],
        ]);
        assert_eq!(told(&app, SECURITY, &["type"]).await, expected);
        assert!(!page.text().contains("another password"));
    })
    .await;
}

#[tokio::test]
async fn what_is_done_to_users_and_apps_is_told() {
    on_both_engines(async |app| {
        let ada = app.post("/settings/v3/users", json!({"email": "ada@example.org"})).await.json;
        let one = format!("/settings/v3/users/{}", ada["id"].as_str().expect("an id is text"));
        app.put(&one, json!({"firstName": "Ada"})).await;
        app.put(&one, json!({"roleId": "1000002"})).await;
        app.delete(&one).await;
        let new = json!({"name": "Connector", "scopes": ["crm.objects.contacts.read"]});
        let made = app.post("/_linchpin/v1/apps", new).await.json;
        let id = made["id"].as_str().expect("an id is text").to_owned();
        let path = format!("/_linchpin/v1/apps/{id}");
        app.patch(&path, json!({"name": "Bridge"})).await;
        app.patch(&path, json!({"scopes": ["crm.objects.deals.read"]})).await;
        app.post(&format!("{path}/tokens"), json!({})).await;
        app.post(&format!("{path}/tokens/rotate"), json!({})).await;
        let tokens = app.get(&format!("{path}/tokens")).await.json;
        let token = tokens["results"][0]["id"].as_str().expect("a token has an id");
        assert_eq!(app.delete(&format!("{path}/tokens/{token}")).await.status, 204);
        app.delete(&path).await;
        app.post("/_linchpin/v1/developer-key/rotate", json!({})).await;

        let page = app.get(SECURITY).await;
        let mut told = told(&app, SECURITY, &["type", "objectId", "actingUser", "ipAddress"]).await;
        let told = told.as_array_mut().expect("entries");
        told.reverse();
        let by = "admin@example.com";
        let expected = [
            ("USER_ADDED", json!("ada@example.org")),
            ("USER_ROLE_CHANGED", json!("ada@example.org")),
            ("USER_REMOVED", json!("ada@example.org")),
            ("APP_CREATED", json!(id)),
            ("APP_SCOPES_CHANGED", json!(id)),
            ("APP_TOKEN_CREATED", json!(id)),
            ("APP_TOKEN_ROTATED", json!(id)),
            ("APP_TOKEN_REVOKED", json!(id)),
            ("APP_DELETED", json!(id)),
            ("DEVELOPER_KEY_ROTATED", Value::Null),
        ];
        let expected: Vec<_> = expected.into_iter().map(|(kind, of)| json!([kind, of, by, null])).collect();
        assert_eq!(told[1..], expected);
        for secret in ["token", "clientSecret"] {
            let secret = made[secret].as_str().unwrap_or("no such secret");
            assert!(!page.text().contains(secret));
        }
    })
    .await;
}

#[tokio::test]
async fn security_events_are_found_by_time_and_user() {
    on_both_engines(async |app| {
        for name in ["a", "b", "c"] {
            app.advance(1_000);
            app.post("/settings/v3/users", json!({"email": format!("{name}@example.org")})).await;
        }
        for (query, expected) in [
            ("fromTimestamp=1772600769089", json!([["c@example.org"], ["b@example.org"]])),
            ("fromTimestamp=1772600768089&toTimestamp=1772600769088", json!([["a@example.org"]])),
            ("userId=70000001&limit=1", json!([["c@example.org"]])),
            ("userId=70000002", json!([])),
            ("limit=1&after=4", json!([["b@example.org"]])),
        ] {
            assert_eq!(told(&app, &format!("{SECURITY}?{query}"), &["objectId"]).await, expected, "{query}");
        }
        let page = app.get(SECURITY).await.json;
        for version in ["2025-09", "2026-03", "2026-09"] {
            let path = format!("/account-info/{version}/activity/security");
            assert_eq!(app.get(&path).await.json, page, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let mut app = TestApp::new().await;
    for query in ["limit=0", "limit=501", "after=x", "userId=ada"] {
        for path in [LOGINS, SECURITY] {
            let answer = app.get(&format!("{path}?{query}")).await;
            assert_eq!(
                (answer.status, &answer.json["category"]),
                (400, &json!("VALIDATION_ERROR")),
                "{query}"
            );
        }
    }
    assert_eq!(app.get(&format!("{SECURITY}?fromTimestamp=soon")).await.status, 400);
    app.token = app.token_with(Scopes::parse("crm.objects.contacts.read")).await;
    for path in [LOGINS, SECURITY] {
        let refused = app.get(path).await;
        let wanted = &refused.json["errors"][0]["context"]["requiredGranularScopes"];
        assert_eq!((refused.status, wanted), (403, &json!(["account-info.security.read"])));
    }
}

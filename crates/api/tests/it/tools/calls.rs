//! The log of calls.

use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

const CALLS: &str = "/_linchpin/v1/calls";
const CONTACTS: &str = "/crm/v3/objects/contacts";

async fn set(app: &TestApp, value: &str) {
    let setting = linchpin_domain::account::Setting::CallLog;
    app.engine.set_in_account(app.account, setting, value).await.expect("it is set");
}

/// Operations, statuses and paths, the newest first; without those of the log itself.
async fn calls(app: &TestApp, query: &str) -> Vec<(String, i64, String)> {
    let answer = app.get(&format!("{CALLS}?{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let results = answer.json["results"].as_array().expect("results").iter();
    let line = |call: &Value| {
        (text(&call["operation"]), call["status"].as_i64().expect("a status"), text(&call["path"]))
    };
    results.map(line).filter(|(operation, ..)| !operation.starts_with("linchpin.calls")).collect()
}

fn line(operation: &str, status: i64, path: &str) -> (String, i64, String) {
    (operation.to_owned(), status, path.to_owned())
}

#[tokio::test]
async fn what_changes_or_fails_is_logged_and_on_request_everything() {
    on_both_engines(async |app| {
        app.get(CONTACTS).await;
        app.get(&format!("{CONTACTS}/1?hapikey=abc")).await;
        app.post(CONTACTS, json!({"properties": {"email": "ada@example.com"}})).await;
        app.post(&format!("{CONTACTS}/search"), json!({"query": "ada"})).await;
        let (create, failed) = (
            line("crm.objects.create", 201, CONTACTS),
            line("crm.objects.read", 404, &format!("{CONTACTS}/1?hapikey=***")),
        );
        assert_eq!(calls(&app, "").await, [create.clone(), failed.clone()]);
        assert_eq!(calls(&app, "status=4xx").await, std::slice::from_ref(&failed));
        assert_eq!(calls(&app, "operation=crm.objects.create").await, std::slice::from_ref(&create));
        assert_eq!(calls(&app, "q=contacts/1&from=2026-03-04&to=2026-03-05").await, [failed]);
        assert_eq!(calls(&app, "from=2026-03-05").await, []);
        assert_eq!(calls(&app, "app=1").await, []);
        let page = app.get(&format!("{CALLS}?limit=1")).await.json;
        let after = page["paging"]["next"]["after"].as_str().expect("a next page");
        assert_eq!(calls(&app, &format!("after={after}&limit=1")).await.len(), 1);

        set(&app, "off").await;
        app.post(CONTACTS, json!({"properties": {"email": "bob@example.com"}})).await;
        assert_eq!(calls(&app, "limit=1").await, [create]);
        set(&app, "all").await;
        app.get(CONTACTS).await;
        assert_eq!(calls(&app, "limit=1").await, [line("crm.objects.list", 200, CONTACTS)]);
    })
    .await;
}

#[tokio::test]
async fn bodies_are_logged_on_request_and_never_a_token() {
    on_both_engines(async |app| {
        set(&app, "bodies").await;
        let made = app.post(CONTACTS, json!({"properties": {"email": "ada@example.com"}})).await;
        let listed =
            app.get(&format!("{CALLS}?operation=crm.objects.create")).await.json["results"][0].clone();
        assert_eq!(listed["request"], Value::Null);
        let id = listed["id"].as_str().expect("an id");
        let call = app.get(&format!("{CALLS}/{id}")).await.json;
        assert_eq!(call["request"], r#"{"properties":{"email":"ada@example.com"}}"#);
        assert_eq!(call["response"], made.text());
        assert_eq!(call["correlationId"], made.header("x-hubspot-correlation-id"));
        let token = app.post("/_linchpin/v1/accounts", json!({})).await.json["token"].clone();
        let logged =
            app.get(&format!("{CALLS}?operation=linchpin.accounts.create")).await.json["results"][0].clone();
        let logged = app.get(&format!("{CALLS}/{}", logged["id"].as_str().expect("an id"))).await.text();
        assert!(
            !logged.contains(token.as_str().expect("a token")) && !logged.contains(&app.token),
            "{logged}"
        );
        let missing = app.get(&format!("{CALLS}/9")).await;
        assert_eq!((missing.status, &missing.json["message"]), (404, &json!("There is no call \"9\".")));
        // It is searched in bodies too.
        assert_eq!(calls(&app, "q=ADA@example&operation=crm.objects.create").await.len(), 1);
        // What stands for others in patterns stands for itself.
        assert_eq!(calls(&app, "q=a%25a").await, []);
    })
    .await;
}

#[tokio::test]
async fn calls_are_kept_for_some_days() {
    on_both_engines(async |app| {
        app.post(CONTACTS, json!({"properties": {"email": "ada@example.com"}})).await;
        app.engine.keep_calls_now().await;
        app.put("/_linchpin/v1/clock", json!({"advanceMs": 86_400_000_i64 * 8})).await;
        // Every hundredth time that something is written, old calls go.
        for _ in 0..101 {
            app.delete(&format!("{CONTACTS}/1")).await;
            app.engine.keep_calls_now().await;
        }
        assert_eq!(calls(&app, "operation=crm.objects.create").await, []);
        assert_eq!(calls(&app, "operation=crm.objects.archive&limit=1000").await.len(), 101);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_question_is_refused() {
    let app = TestApp::new().await;
    for query in ["status=x", "from=soon", "limit=0", "app=x"] {
        assert_eq!(app.get(&format!("{CALLS}?{query}")).await.status, 400, "{query}");
    }
}

//! Apps are told who lets them in and takes them out.

use linchpin_domain::{AccountId, AppId, UserId};
use linchpin_engine::apps::NewInstall;
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use super::{JOURNAL, SUBSCRIPTIONS, events, public_app, subscribe};

const INSTALL: &str = "4-1909196";
const UNINSTALL: &str = "4-1916193";

fn about(event_type: &str) -> Value {
    json!({"subscriptionType": "APP_LIFECYCLE_EVENT", "eventTypeId": event_type, "properties": []})
}

async fn install(app: &TestApp, id: AppId, account: AccountId) {
    let public = app.engine.app(app.account, id).await.expect("the app");
    let new = NewInstall { account, app: &public, scopes: &["oauth".to_owned()], user: UserId(7) };
    app.engine.install(new).await.expect("lets in");
}

/// What happened, with the accounts that it happened in.
fn told(events: &[Value]) -> Vec<(&str, i64)> {
    let told = |event: &Value| event["portalId"].as_i64().expect("an account");
    events.iter().map(|event| (event["action"].as_str().expect("an action"), told(event))).collect()
}

#[tokio::test]
async fn an_app_is_told_by_whom_it_is_let_in_and_taken_out() {
    on_both_engines(async |mut app| {
        let other = app.engine.create_account("Other").await.expect("an account can be made");
        let (id, token) = public_app(&app).await;
        let admin = std::mem::replace(&mut app.token, token);
        install(&app, id, app.account).await;
        let made = subscribe(&app, about(INSTALL)).await;
        assert_eq!((&made["objectTypeId"], &made["actions"]), (&json!(INSTALL), &json!(["APP_INSTALL"])));
        // Only the account that made the app hears of it, whichever is named.
        let mut elsewhere = about(UNINSTALL);
        elsewhere["portalId"] = json!(other.0);
        assert_eq!(subscribe(&app, elsewhere).await["portalId"], app.account.0);

        install(&app, id, other).await;
        // Whoever grants something again let it in before.
        install(&app, id, other).await;
        // Another app concerns nobody.
        let (foreign, _) = public_app(&app).await;
        install(&app, foreign, other).await;
        assert!(app.engine.uninstall(other, id).await.expect("takes out"));
        assert!(!app.engine.uninstall(other, id).await.expect("nothing"));

        let all = events(&app).await;
        assert_eq!(told(&all), [("APP_INSTALL", other.0), ("APP_UNINSTALL", other.0)]);
        let installed = all.iter().find(|event| event["action"] == "APP_INSTALL").expect("told");
        assert_eq!(
            *installed,
            json!({
                "type": "APP_LIFECYCLE_EVENT", "portalId": other.0, "action": "APP_INSTALL",
                "occurredAt": "2026-03-04T05:06:07.089Z", "objectTypeId": INSTALL,
            })
        );
        // Files are of one account, also those that the log of another one led to.
        let file = app.get(&format!("{JOURNAL}/earliest?installPortalId={other}")).await;
        assert_eq!(file.status, 200, "{}", file.text());

        app.token = admin;
        let log = app.get("/_linchpin/changes?limit=1000").await.text();
        let lines = log.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let line = lines.filter(|line| line["kind"] == "install").nth(1).expect("the second install");
        assert_eq!(
            line,
            json!({
                "sequence": line["sequence"], "at": "2026-03-04T05:06:07.089Z", "kind": "install",
                "objectId": id.to_string(), "accountId": other.to_string(), "source": "INTEGRATION",
                "sourceId": id.to_string(),
            })
        );
    })
    .await;
}

#[tokio::test]
async fn an_app_that_ends_says_in_the_log_whom_it_leaves() {
    on_both_engines(async |app| {
        let other = app.engine.create_account("Other").await.expect("an account can be made");
        let (id, _) = public_app(&app).await;
        for account in [app.account, other] {
            install(&app, id, account).await;
        }
        app.engine.archive_app(app.account, id).await.expect("an app can be archived");
        let log = app.get("/_linchpin/changes?limit=1000").await.text();
        let lines = log.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let left: Vec<_> =
            lines.filter(|line| line["kind"] == "uninstall").map(|line| line["accountId"].clone()).collect();
        assert_eq!(left, [json!(app.account.to_string()), json!(other.to_string())]);
        assert_eq!(app.get(SUBSCRIPTIONS).await.json["results"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn an_app_is_told_of_an_account_that_is_deleted() {
    on_both_engines(async |mut app| {
        let (id, token) = public_app(&app).await;
        let made = app.post("/_linchpin/v1/accounts", json!({})).await.json;
        let other = AccountId(made["accountId"].as_i64().expect("an id"));
        install(&app, id, other).await;
        app.token = token;
        subscribe(&app, about(UNINSTALL)).await;
        let reader = std::mem::replace(&mut app.token, made["token"].as_str().expect("a token").to_owned());
        assert_eq!(app.delete(&format!("/_linchpin/v1/accounts/{other}")).await.status, 204);
        app.token = reader;
        assert_eq!(told(&events(&app).await), [("APP_UNINSTALL", other.0)]);
    })
    .await;
}

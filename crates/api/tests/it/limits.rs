//! Limits of calls: what is refused, what answers tell of it, and what is counted.

use axum::body::Body;
use axum::http::Request;
use linchpin_domain::account::Setting;
use linchpin_engine::Scopes;
use linchpin_testkit::{Answer, TestApp, on_both_engines};
use serde_json::{Value, json};

const CONTACTS: &str = "/crm/v3/objects/contacts";
const SEARCH: &str = "/crm/v3/objects/contacts/search";
const USAGE: &str = "/account-info/v3/api-usage/daily/private-apps";

async fn set(app: &TestApp, setting: Setting, value: &str) {
    app.engine.set_in_account(app.account, setting, value).await.expect("a setting");
}

/// The headers about limits, without what their names have in common, sorted.
fn shown(answer: &Answer) -> Vec<String> {
    let ours = answer.headers.iter().filter_map(|(name, value)| {
        let name = name.as_str().strip_prefix("x-hubspot-ratelimit-")?;
        Some(format!("{name}: {}", value.to_str().expect("text")))
    });
    let mut shown: Vec<_> = ours.collect();
    shown.sort();
    shown
}

/// What the body of a refusal has to be.
fn refusal(app: &TestApp, answer: &Answer, message: &str, policy: &str) -> Value {
    json!({
        "status": "error", "message": message, "errorType": "RATE_LIMIT",
        "correlationId": answer.header("x-hubspot-correlation-id"), "policyName": policy,
        "groupName": format!("publicapi:{}:{}", policy.to_ascii_lowercase(), app.account),
        "requestId": answer.header("x-hubspot-correlation-id"), "category": "RATE_LIMITS",
    })
}

#[tokio::test]
async fn ten_seconds_hold_as_many_calls_as_the_tier_says() {
    on_both_engines(async |app| {
        set(&app, Setting::Tier, "free").await;
        let first = app.get(CONTACTS).await;
        let expected = [
            "daily-remaining: 249999",
            "daily: 250000",
            "interval-milliseconds: 10000",
            "max: 100",
            "remaining: 99",
            "secondly-remaining: 9",
            "secondly: 10",
        ];
        assert_eq!(shown(&first), expected);
        app.advance(5_000);
        for _ in 1..100 {
            assert_eq!(app.get(CONTACTS).await.status, 200);
        }
        let refused = app.get(CONTACTS).await;
        let message = "You have reached your ten_secondly_rolling limit.";
        assert_eq!(refused.status, 429);
        assert_eq!(refused.json, refusal(&app, &refused, message, "TEN_SECONDLY_ROLLING"));
        assert_eq!(refused.header("x-hubspot-ratelimit-remaining"), "0");
        // What was refused is not counted, and other apps have ten seconds of their own.
        assert_eq!(refused.header("x-hubspot-ratelimit-daily-remaining"), "249900");
        assert_eq!(refused.header("retry-after"), "");
        app.advance(5_000);
        assert_eq!([app.get(CONTACTS).await.status, app.get(CONTACTS).await.status], [200, 429]);
        let mut app = app;
        app.token = app.token_with(Scopes::All).await;
        assert_eq!(app.get(CONTACTS).await.header("x-hubspot-ratelimit-remaining"), "99");
    })
    .await;
}

#[tokio::test]
async fn searches_and_associations_have_limits_of_their_own() {
    let app = TestApp::new().await;
    set(&app, Setting::Tier, "professional").await;
    set(&app, Setting::SearchPerSecond, "2").await;
    let search = async || app.post(SEARCH, json!({})).await;
    assert_eq!(shown(&search().await), ["daily-remaining: 649999", "daily: 650000"]);
    assert_eq!(search().await.status, 200);
    let refused = search().await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.json, refusal(&app, &refused, "You have reached your secondly limit.", "SECONDLY"));
    app.advance(1_000);
    assert_eq!(search().await.status, 200);
    let read = app.post("/crm/v4/associations/contacts/companies/batch/read", json!({"inputs": []})).await;
    assert_eq!(shown(&read), ["daily-remaining: 499999", "daily: 500000"]);
    assert_eq!(app.get(CONTACTS).await.header("x-hubspot-ratelimit-remaining"), "189");
}

#[tokio::test]
async fn without_a_tier_nothing_is_refused_and_a_full_quota_shown() {
    let app = TestApp::new().await;
    for _ in 0..101 {
        let answer = app.get(CONTACTS).await;
        assert_eq!((answer.status, answer.header("x-hubspot-ratelimit-remaining")), (200, "99"));
    }
    assert_eq!(app.get(USAGE).await.json["results"][0]["currentUsage"], 102);
}

#[tokio::test]
async fn callers_without_a_token_learn_nothing_of_limits() {
    let app = TestApp::new().await;
    let request = Request::get(CONTACTS).body(Body::empty()).expect("a request");
    assert_eq!(shown(&app.call(request).await), [""; 0]);
    assert_eq!(shown(&app.get("/_linchpin/v1/account/settings").await), [""; 0]);
}

#[tokio::test]
async fn usage_is_told_in_every_form_and_begins_anew_at_midnight() {
    on_both_engines(async |app| {
        set(&app, Setting::TimeZone, "US/Eastern").await;
        app.get(CONTACTS).await;
        let told = app.get(USAGE).await;
        let expected = |name: &str, used: i64| {
            json!({"results": [{
                "name": name, "usageLimit": 250_000, "currentUsage": used, "fetchStatus": "SUCCESS",
                "collectedAt": "2026-03-04T05:06:07.089Z", "resetsAt": "2026-03-05T05:00:00Z",
            }]})
        };
        assert_eq!(told.json, expected("private-apps-api-calls-daily", 2));
        let all = app.get("/account-info/v3/api-usage/daily").await;
        assert_eq!(all.json, expected("api-calls-daily", 3));
        let legacy = app.get("/integrations/v1/limit/daily").await;
        let times = json!([1_772_600_767_089_i64, 1_772_686_800_000_i64]);
        assert_eq!(json!([legacy.json[0]["collectedAt"], legacy.json[0]["resetsAt"]]), times);
        assert_eq!(legacy.json[0]["currentUsage"], 4);
        let by_app = app.get("/_linchpin/v1/usage").await;
        let row = &by_app.json["results"][0];
        assert_eq!(json!([row["kind"], row["calls"]]), json!(["private", 4]));
        app.advance(86_400_000);
        assert_eq!(app.get(USAGE).await.json["results"][0]["currentUsage"], 1);
    })
    .await;
}

#[tokio::test]
async fn the_day_is_that_of_the_accounts_clock() {
    on_both_engines(async |app| {
        let used = async || {
            let told = app.get(USAGE).await.json["results"][0].take();
            (told["currentUsage"].as_i64(), told["resetsAt"].as_str().map(str::to_owned))
        };
        let reset = |text: &str| Some(text.to_owned());
        assert_eq!(used().await, (Some(1), reset("2026-03-05T00:00:00Z")));
        assert_eq!(used().await, (Some(2), reset("2026-03-05T00:00:00Z")));
        let ahead = app.put("/_linchpin/v1/clock", json!({"advanceMs": 86_400_000})).await;
        assert_eq!(ahead.status, 200, "{}", ahead.text());
        assert_eq!(used().await, (Some(1), reset("2026-03-06T00:00:00Z")));
        app.engine.write_usage().await;
        assert!(app.delete("/_linchpin/v1/clock").await.status < 300);
        assert_eq!(used().await.1, reset("2026-03-05T00:00:00Z"));
        // What was counted before comes back from the database.
        app.engine.write_usage().await;
        assert_eq!(used().await, (Some(4), reset("2026-03-05T00:00:00Z")));
    })
    .await;
}

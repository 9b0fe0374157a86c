//! Faults that are injected.

use std::sync::Arc;

use linchpin_engine::search::Settings;
use linchpin_engine::{Engine, ServerKey};
use linchpin_testkit::{Store, TestApp, on_both_engines};
use serde_json::{Value, json};

const FAULTS: &str = "/_linchpin/v1/faults";
const CONTACTS: &str = "/crm/v3/objects/contacts";

async fn put(app: &TestApp, name: &str, fault: Value) -> Value {
    let set = app.put(&format!("{FAULTS}/{name}"), fault).await;
    assert_eq!(set.status, 200, "{}", set.text());
    set.json
}

#[tokio::test]
async fn calls_fail_as_often_as_they_are_told_to() {
    on_both_engines(async |app| {
        let fault = json!({"operation": "crm.objects.*", "times": 2, "effect": {"status": 429}});
        let shown = json!({
            "name": "busy", "operation": "crm.objects.*", "percent": 100, "times": 2,
            "effect": {"status": 429, "policyName": "TEN_SECONDLY_ROLLING"}, "struck": 0,
        });
        assert_eq!(put(&app, "busy", fault.clone()).await, shown);
        for _ in 0..2 {
            let answer = app.post(CONTACTS, json!({"properties": {"email": "ada@example.com"}})).await;
            let id = answer.json["correlationId"].clone();
            let expected = json!({
                "status": "error", "message": "You have reached your ten_secondly_rolling limit.",
                "errorType": "RATE_LIMIT", "correlationId": id, "policyName": "TEN_SECONDLY_ROLLING",
                "groupName": format!("publicapi:ten_secondly_rolling:{}", app.account),
                "requestId": id, "category": "RATE_LIMITS",
            });
            assert_eq!((answer.status, &answer.json), (429, &expected));
            assert_eq!(answer.header("x-hubspot-correlation-id"), id.as_str().expect("an id"));
        }
        // Nothing had been done.
        assert_eq!(app.get(CONTACTS).await.json["results"], json!([]));
        assert_eq!(app.get("/crm/v3/owners").await.status, 200);
        assert_eq!(app.get(FAULTS).await.json["results"][0]["struck"], 2);
        // Set anew, it counts anew.
        put(&app, "busy", fault).await;
        assert_eq!(app.get(CONTACTS).await.status, 429);
        assert_eq!(app.delete(&format!("{FAULTS}/busy")).await.status, 204);
        assert_eq!(app.get(CONTACTS).await.status, 200);
        let missing = app.delete(&format!("{FAULTS}/busy")).await;
        assert_eq!((missing.status, &missing.json["message"]), (404, &json!("There is no fault \"busy\".")));
    })
    .await;
}

#[tokio::test]
async fn times_are_counted_on_all_nodes_together() {
    let app = TestApp::on(Store::Postgres).await;
    let (database, clock) = (Arc::clone(&app.database), app.engine.clock().clone());
    let other = Engine::new(database, ServerKey::new([7; 32]), clock, Settings::default());
    put(&app, "busy", json!({"operation": "crm.objects.*", "times": 5, "effect": {"status": 500}})).await;
    let on = async |engine: &Engine| {
        let principal = engine.authenticate(&app.token).await.expect("a look").expect("the token is known");
        let mut n_struck = 0;
        for _ in 0..10 {
            let struck = engine.strike(&principal, "crm.objects.read").await.expect("it is counted");
            n_struck += usize::from(struck.is_some());
        }
        n_struck
    };
    let (here, there) = tokio::join!(on(&app.engine), on(&other));
    assert_eq!(here + there, 5, "{here} {there}");
    assert_eq!(app.get(FAULTS).await.json["results"][0]["struck"], 5);
}

#[tokio::test]
async fn calls_that_tell_of_faults_are_none_that_they_strike() {
    let app = TestApp::new().await;
    put(&app, "busy", json!({"times": 1, "effect": {"status": 500}})).await;
    assert_eq!(app.get(FAULTS).await.json["results"][0]["struck"], 0);
    assert_eq!(app.get(CONTACTS).await.status, 500);
    assert_eq!(app.get(CONTACTS).await.status, 200);
}

#[tokio::test]
async fn every_status_has_its_body() {
    let app = TestApp::new().await;
    for (status, message) in [
        (500, "internal error"),
        (502, "bad gateway"),
        (503, "service unavailable"),
        (504, "gateway timeout"),
    ] {
        put(&app, "broken", json!({"effect": {"status": status}})).await;
        let answer = app.get(CONTACTS).await;
        let expected =
            json!({"status": "error", "message": message, "correlationId": answer.json["correlationId"]});
        assert_eq!((answer.status, answer.json), (status, expected));
    }
    for (policy, message) in [
        ("SECONDLY", "You have reached your secondly limit."),
        ("DAILY", "You have reached your daily limit."),
    ] {
        put(&app, "broken", json!({"effect": {"status": 429, "policyName": policy}})).await;
        let answer = app.get(CONTACTS).await;
        assert_eq!((&answer.json["policyName"], &answer.json["message"]), (&json!(policy), &json!(message)));
    }
    assert_eq!(app.delete(FAULTS).await.status, 204);
    assert_eq!(app.get(FAULTS).await.json, json!({"results": []}));
    put(&app, "slow", json!({"effect": {"latencyMs": 1}})).await;
    assert_eq!(app.get(CONTACTS).await.status, 200);
}

#[tokio::test]
async fn faults_strike_one_app_and_one_account_and_end_with_a_reset() {
    on_both_engines(async |mut app| {
        let apps = app.get("/crm/v3/owners").await;
        assert_eq!(apps.status, 200);
        put(&app, "other", json!({"app": 1, "effect": {"status": 500}})).await;
        assert_eq!(app.get(CONTACTS).await.status, 200);
        put(&app, "all", json!({"effect": {"drop": true}})).await;
        let made = app.post("/_linchpin/v1/accounts", json!({})).await.json;
        let token = std::mem::replace(&mut app.token, made["token"].as_str().expect("a token").to_owned());
        assert_eq!(app.get(CONTACTS).await.status, 200);
        app.token = token;
        assert_eq!(app.post("/_linchpin/v1/reset", json!({})).await.status, 204);
        assert_eq!(app.get(FAULTS).await.json, json!({"results": []}));
        assert_eq!(app.get(CONTACTS).await.json, json!({"results": []}));
    })
    .await;
}

#[tokio::test]
async fn what_is_no_fault_is_refused() {
    let app = TestApp::new().await;
    let one = "An effect is one of status, latencyMs, drop and truncate; policyName goes with 429.";
    for (fault, message) in [
        (json!({"effect": {}}), one),
        (json!({"effect": {"drop": true, "truncate": true}}), one),
        (json!({"effect": {"status": 500, "policyName": "DAILY"}}), one),
        (json!({"effect": {"status": 404}}), "status is 429, 500, 502, 503 or 504."),
        (
            json!({"effect": {"status": 429, "policyName": "X"}}),
            "policyName is TEN_SECONDLY_ROLLING, SECONDLY or DAILY.",
        ),
        (json!({"effect": {"latencyMs": 0}}), "latencyMs is from 1 to 600000."),
        (json!({"percent": 101, "effect": {"drop": true}}), "percent is from 1 to 100."),
        (json!({"times": 0, "effect": {"drop": true}}), "times is at least 1."),
    ] {
        let answer = app.put(&format!("{FAULTS}/x"), fault).await;
        assert_eq!((answer.status, &answer.json["message"]), (400, &json!(message)));
    }
    let missing = app.put(&format!("{FAULTS}/x"), json!({})).await;
    assert_eq!(missing.status, 400);
    assert!(missing.text().contains("[effect]"), "{}", missing.text());
}

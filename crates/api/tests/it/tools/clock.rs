//! The clock of an account.

use linchpin_testkit::{START, TestApp, on_both_engines};
use serde_json::{Value, json};

const CLOCK: &str = "/_linchpin/v1/clock";
const CONTACTS: &str = "/crm/v3/objects/contacts";

async fn created(app: &TestApp) -> Value {
    let made = app.post(CONTACTS, json!({"properties": {"firstname": "Ada"}})).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json["createdAt"].clone()
}

#[tokio::test]
async fn what_happens_is_dated_by_the_account() {
    on_both_engines(async |app| {
        let plain = json!({"now": "2026-03-04T05:06:07.089Z", "frozen": false, "offsetMs": 0});
        assert_eq!(app.get(CLOCK).await.json, plain);
        let moved = app.put(CLOCK, json!({"advanceMs": 86_400_000_i64 * 30})).await;
        let expected =
            json!({"now": "2026-04-03T05:06:07.089Z", "frozen": false, "offsetMs": 86_400_000_i64 * 30});
        assert_eq!((moved.status, moved.json), (200, expected));
        assert_eq!(created(&app).await, "2026-04-03T05:06:07.089Z");
        app.advance(1_000);
        assert_eq!(created(&app).await, "2026-04-03T05:06:08.089Z");
        let stopped = app.put(CLOCK, json!({"now": "2020-02-29T00:00:00Z", "frozen": true})).await;
        assert_eq!(stopped.json, json!({"now": "2020-02-29T00:00:00Z", "frozen": true, "offsetMs": 0}));
        app.advance(5_000);
        assert_eq!(created(&app).await, "2020-02-29T00:00:00Z");
        app.put(CLOCK, json!({"advanceMs": "500"})).await;
        assert_eq!(created(&app).await, "2020-02-29T00:00:00.500Z");
        // Others keep their time.
        assert_eq!(app.engine.now(linchpin_domain::AccountId(1)).0, START.0 + 6_000);
        assert_eq!(app.delete(CLOCK).await.status, 204);
        assert_eq!(created(&app).await, "2026-03-04T05:06:13.089Z");
        app.put(CLOCK, json!({"advanceMs": 1})).await;
        app.post("/_linchpin/v1/reset", json!({})).await;
        assert_eq!(app.get(CLOCK).await.json["offsetMs"], 0);
    })
    .await;
}

#[tokio::test]
async fn what_time_does_has_happened_when_the_clock_moved() {
    on_both_engines(async |app| {
        let contact =
            app.post(CONTACTS, json!({"properties": {"firstname": "Ada"}})).await.json["id"].clone();
        let call = json!({
            "properties": {"hs_timestamp": "2026-03-05T00:00:00Z", "hs_task_subject": "Call back"},
            "associations": [{
                "to": {"id": contact},
                "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 204}],
            }],
        });
        let made = app.post("/crm/v3/objects/tasks", call).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let path =
            format!("{CONTACTS}/{}?properties=notes_next_activity_date", contact.as_str().expect("an id"));
        let next = async || app.get(&path).await.json["properties"]["notes_next_activity_date"].clone();
        assert_eq!(next().await, "2026-03-05T00:00:00Z");
        app.put(CLOCK, json!({"now": "2026-03-06T00:00:00Z"})).await;
        assert_eq!(next().await, "");
    })
    .await;
}

#[tokio::test]
async fn what_no_clock_shows_is_refused() {
    let app = TestApp::new().await;
    for (body, message) in [
        (json!({"now": "soon"}), "now is a moment such as 2026-03-04T05:06:07Z."),
        (json!({"now": "-1"}), "A clock shows moments from 1970 to 9999."),
        (json!({"advanceMs": i64::MAX}), "A clock shows moments from 1970 to 9999."),
    ] {
        let answer = app.put(CLOCK, body).await;
        let expected = json!({
            "status": "error", "message": message, "correlationId": answer.json["correlationId"],
            "category": "VALIDATION_ERROR",
        });
        assert_eq!((answer.status, answer.json), (400, expected));
    }
}

//! What is sent to apps: listed, read, sent once more, and made up.

use linchpin_domain::webhook::{Throttling, Topic};
use linchpin_domain::{AccountId, AppId};
use linchpin_engine::audit::Actor;
use linchpin_store::{Param, Tx};
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

const DELIVERIES: &str = "/_linchpin/v1/webhooks/deliveries";

/// An app of the account that wants to be told of new contacts and their names.
async fn receiver(app: &TestApp) -> AppId {
    let made = app.post("/_linchpin/v1/apps", json!({"name": "Receiver", "scopes": ["*"]})).await;
    let id = AppId::parse(made.json["id"].as_str().expect("an id")).expect("a number");
    let by = Actor::from(app.account);
    let target = "http://127.0.0.1:9/hooks";
    app.engine.put_webhook_settings(by, id, target, Throttling::default()).await.expect("settings");
    for (event, property) in [("contact.propertyChange", Some("firstname")), ("contact.creation", None)] {
        let topic = Topic::parse(event, None, property, None).expect("a topic");
        app.engine.create_webhook_subscription(by, id, topic, true).await.expect("a subscription");
    }
    id
}

/// Sends the app a made-up event and returns the delivery.
async fn made_up(app: &TestApp, id: AppId, input: Value) -> Value {
    let made = app.post(&format!("/_linchpin/v1/webhooks/apps/{id}/test"), input).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json
}

/// Notes how a delivery was sent, as whoever sends does.
async fn sent(app: &TestApp, account: AccountId, id: &str, state: &'static str, status: i64) {
    let id: i64 = id.parse().expect("a number");
    let work = app.database.transaction::<_, linchpin_store::Error, _>(move |tx: &mut Tx| {
        Box::pin(async move {
            let sql = "UPDATE webhook_deliveries SET state = $1, due_at = NULL, attempts = 1, sent_at = created_at, \
                       duration_us = 1500, status = $2, response = 'OK' WHERE account_id = $3 AND id = $4";
            let params = [Param::Text(state), Param::Int(status), Param::Int(account.0), Param::Int(id)];
            tx.execute(sql, &params).await
        })
    });
    assert_eq!(work.await.expect("it is written"), 1);
}

/// The ids of the deliveries that a query finds, the newest first.
async fn ids(app: &TestApp, query: &str) -> Vec<String> {
    let answer = app.get(&format!("{DELIVERIES}?{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let results = answer.json["results"].as_array().expect("results").iter();
    results.map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
}

fn id(delivery: &Value) -> String {
    delivery["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn events_are_made_up_for_an_app() {
    on_both_engines(async |app| {
        let receiver = receiver(&app).await;
        let first = made_up(&app, receiver, json!({})).await;
        assert_eq!(first["eventTypes"], json!(["contact.propertyChange"]));
        assert_eq!((&first["isTest"], &first["state"]), (&json!(true), &json!("waiting")));
        for event in linchpin_domain::webhook::EventType::all() {
            let name = event.to_string();
            let path = format!("/_linchpin/v1/webhooks/apps/{receiver}/test");
            let made = app.post(&path, json!({"eventType": name, "objectTypeId": "0-3"})).await;
            let expected = if ["conversation.newMessage", "event.completed"].contains(&name.as_str()) {
                400
            } else {
                201
            };
            assert_eq!(made.status, expected, "{name}: {}", made.text());
        }
    })
    .await;
}

#[tokio::test]
async fn deliveries_are_found_by_what_they_are() {
    on_both_engines(async |app| {
        let receiver = receiver(&app).await;
        let contact = id(&made_up(&app, receiver, json!({"objectId": 5})).await);
        let other = id(&made_up(&app, receiver, json!({"eventType": "deal.creation", "objectId": 6})).await);
        sent(&app, app.account, &contact, "delivered", 200).await;
        assert_eq!(ids(&app, "").await, [other.clone(), contact.clone()]);
        assert_eq!(ids(&app, "state=waiting").await, std::slice::from_ref(&other));
        assert_eq!(ids(&app, "eventType=contact.propertyChange").await, std::slice::from_ref(&contact));
        assert_eq!(ids(&app, "objectId=6").await, std::slice::from_ref(&other));
        assert_eq!(ids(&app, "objectId=6&eventType=contact.creation").await, [""; 0]);
        assert_eq!(ids(&app, &format!("app={receiver}&since=2026-03-04")).await.len(), 2);
        assert_eq!(ids(&app, "until=2026-03-04").await, [""; 0]);
        assert_eq!(ids(&app, "app=1").await, [""; 0]);
        let page = app.get(&format!("{DELIVERIES}?limit=1")).await;
        assert_eq!(page.json["paging"]["next"]["after"], json!(other));
        let page = app.get(&format!("{DELIVERIES}?limit=1&after={other}")).await;
        assert_eq!(page.json["results"][0]["id"], json!(contact));
        assert_eq!(page.json["paging"], Value::Null);
        for query in ["state=lost", "eventType=deal.stageChange", "since=soon", "limit=0", "account=x"] {
            assert_eq!(app.get(&format!("{DELIVERIES}?{query}")).await.status, 400, "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn one_delivery_tells_how_it_was_sent() {
    on_both_engines(async |app| {
        let receiver = receiver(&app).await;
        let made = id(&made_up(&app, receiver, json!({})).await);
        sent(&app, app.account, &made, "delivered", 200).await;
        let read = app.get(&format!("{DELIVERIES}/{made}")).await;
        assert_eq!((read.status, &read.json["state"]), (200, &json!("delivered")));
        assert_eq!(
            read.json["attempts"],
            json!([{
                "attemptNumber": 0, "sentAt": "2026-03-04T05:06:07.089Z", "durationUs": 1500, "status": 200,
                "response": "OK",
            }])
        );
        let event = &read.json["events"][0];
        assert_eq!(
            (&event["subscriptionType"], &event["objectId"], &event["attemptNumber"], &event["propertyName"]),
            (&json!("contact.propertyChange"), &json!(123), &json!(0), &json!("firstname"))
        );
        for unknown in ["999", "x"] {
            let missing = app.get(&format!("{DELIVERIES}/{unknown}")).await;
            assert_eq!(missing.status, 404);
            assert_eq!(missing.json["message"], json!(format!("There is no delivery \"{unknown}\".")));
        }
    })
    .await;
}

/// Runs a statement about what the account has of webhooks.
async fn run(app: &TestApp, sql: &'static str, params: Vec<Param<'static>>) {
    let work = app.database.transaction::<_, linchpin_store::Error, _>(move |tx: &mut Tx| {
        Box::pin(async move { tx.execute(sql, &params).await })
    });
    assert_eq!(work.await.expect("it is written"), 1);
}

#[tokio::test]
async fn an_attempt_tells_what_was_said() {
    on_both_engines(async |app| {
        let receiver = receiver(&app).await;
        let made = id(&made_up(&app, receiver, json!({})).await);
        sent(&app, app.account, &made, "delivered", 200).await;
        let said = "http://127.0.0.1:9/hooks?key=1\ncontent-type: text/plain\nx-sent: 1\n\nserver: a: b\nx: ";
        run(&app, "UPDATE webhook_deliveries SET exchange = $1", vec![Param::Text(said)]).await;
        let attempt = async || {
            let read = app.get(&format!("{DELIVERIES}/{made}")).await.json;
            read["attempts"].as_array().expect("attempts").last().expect("one").clone()
        };
        let own = attempt().await;
        assert_eq!(own["url"], json!("http://127.0.0.1:9/hooks?key=1"));
        assert_eq!(
            (&own["requestHeaders"], &own["responseHeaders"]),
            (
                &json!([{"name": "content-type", "value": "text/plain"}, {"name": "x-sent", "value": "1"}]),
                &json!([{"name": "server", "value": "a: b"}, {"name": "x", "value": ""}]),
            )
        );
        let listed = app.get(DELIVERIES).await.json;
        assert_eq!(listed["results"][0]["attempts"][0]["url"], Value::Null);
        // One that was kept before anything was kept of what was said.
        let first = "INSERT INTO webhook_attempts (account_id, app_id, delivery_id, attempt, sent_at, duration_us) \
                     SELECT account_id, app_id, id, 1, sent_at, 7 FROM webhook_deliveries";
        run(&app, first, Vec::new()).await;
        run(&app, "UPDATE webhook_deliveries SET attempts = 2", Vec::new()).await;
        let attempts = app.get(&format!("{DELIVERIES}/{made}")).await.json["attempts"].clone();
        assert_eq!(
            attempts[0],
            json!({"attemptNumber": 0, "sentAt": "2026-03-04T05:06:07.089Z", "durationUs": 7})
        );
        assert_eq!((&attempts[1]["attemptNumber"], &attempts[1]["url"]), (&json!(1), &own["url"]));
        // Of an app that another account made, this one sees where it is and no more.
        run(&app, "UPDATE webhook_queues SET owner_id = 1", Vec::new()).await;
        assert_eq!(attempt().await["url"], json!("http://127.0.0.1:9/hooks"));
    })
    .await;
}

#[tokio::test]
async fn a_receiver_that_is_down_is_told_of() {
    on_both_engines(async |app| {
        let receiver = receiver(&app).await;
        let made = id(&made_up(&app, receiver, json!({})).await);
        let shown = async || {
            let queue = app.get("/_linchpin/v1/webhooks/queues").await.json["results"][0].clone();
            let delivery = app.get(&format!("{DELIVERIES}/{made}")).await.json;
            (queue["failuresInARow"].clone(), queue["downSince"].clone(), delivery["downSince"].clone())
        };
        let failing = async |failures| {
            let sql = "UPDATE webhook_queues SET failures = $1, failing_since = 1772600767089";
            run(&app, sql, vec![Param::Int(failures)]).await;
        };
        assert_eq!(shown().await, (json!(0), Value::Null, Value::Null));
        failing(19).await;
        assert_eq!(shown().await, (json!(19), Value::Null, Value::Null));
        failing(25).await;
        let since = json!("2026-03-04T05:06:07.089Z");
        assert_eq!(shown().await, (json!(25), since.clone(), since.clone()));
        sent(&app, app.account, &made, "delivered", 200).await;
        assert_eq!(shown().await, (json!(25), since, Value::Null), "it waits no more");
    })
    .await;
}

#[tokio::test]
async fn deliveries_are_sent_once_more() {
    on_both_engines(async |app| {
        let receiver = receiver(&app).await;
        let mut made = Vec::new();
        for _ in 0..3 {
            made.push(id(&made_up(&app, receiver, json!({})).await));
        }
        sent(&app, app.account, &made[0], "delivered", 200).await;
        sent(&app, app.account, &made[1], "failed", 500).await;
        let one = app.post(&format!("{DELIVERIES}/{}/replay", made[0]), json!({})).await;
        assert_eq!((one.status, &one.json["replayed"][0]["replayOf"]), (202, &json!(made[0])));
        let new = id(&one.json["replayed"][0]);
        let read = app.get(&format!("{DELIVERIES}/{new}")).await.json;
        assert_eq!((&read["state"], &read["attemptCount"]), (&json!("waiting"), &json!(0)));
        assert_eq!(read["replayOf"], json!(made[0]));
        // What was sent stays as it was.
        assert_eq!(ids(&app, "state=delivered").await, std::slice::from_ref(&made[0]));

        let failed = json!({"appId": receiver.to_string(), "state": "failed"});
        let range = app.post(&format!("{DELIVERIES}/replay"), failed).await;
        assert_eq!(range.json["replayed"].as_array().map(Vec::len), Some(1), "{}", range.text());
        let waiting = json!({"appId": receiver.to_string(), "from": made[2], "to": made[2]});
        let range = app.post(&format!("{DELIVERIES}/replay"), waiting).await;
        assert_eq!(range.json, json!({"replayed": [], "hurried": [made[2]]}));
        let lost = json!({"appId": receiver.to_string(), "state": "lost"});
        assert_eq!(app.post(&format!("{DELIVERIES}/replay"), lost).await.status, 400);
        let nobody = app.post(&format!("{DELIVERIES}/replay"), json!({"appId": "1"})).await;
        assert_eq!(nobody.status, 404, "{}", nobody.text());
    })
    .await;
}

#[tokio::test]
async fn an_app_is_paused() {
    on_both_engines(async |app| {
        let receiver = receiver(&app).await;
        made_up(&app, receiver, json!({})).await;
        let queue = async || app.get("/_linchpin/v1/webhooks/queues").await.json["results"][0].clone();
        let waiting = queue().await;
        assert_eq!((&waiting["waiting"], &waiting["paused"]), (&json!(1), &json!(false)));
        assert_eq!(waiting["oldestAt"], json!("2026-03-04T05:06:07.089Z"));
        let path = |what| format!("/_linchpin/v1/webhooks/apps/{receiver}/{what}");
        assert_eq!(app.post(&path("pause"), json!({})).await.status, 204);
        assert_eq!(queue().await["paused"], json!(true));
        assert_eq!(app.post(&path("resume"), json!({})).await.status, 204);
        assert_eq!(queue().await["paused"], json!(false));
        for what in ["pause", "resume", "test"] {
            let nobody = app.post(&format!("/_linchpin/v1/webhooks/apps/1/{what}"), json!({})).await;
            assert_eq!(nobody.status, 404, "{}", nobody.text());
        }
    })
    .await;
}

#[tokio::test]
async fn another_account_sees_the_deliveries_of_its_own_apps_only() {
    on_both_engines(async |mut app| {
        let receiver = receiver(&app).await;
        let made = id(&made_up(&app, receiver, json!({})).await);
        let first = app.account;
        app.account = app.engine.create_account("Other").await.expect("an account");
        app.token = app.token_with(linchpin_engine::Scopes::All).await;
        assert_eq!(ids(&app, &format!("account={first}")).await, [""; 0]);
        for path in [format!("{DELIVERIES}/{made}"), format!("{DELIVERIES}/{made}?account={first}")] {
            assert_eq!(app.get(&path).await.status, 404, "{path}");
        }
        let replayed = app.post(&format!("{DELIVERIES}/{made}/replay?account={first}"), json!({})).await;
        assert_eq!(replayed.status, 404);
    })
    .await;
}

//! Writes that are sent twice with the same `Idempotency-Key`.

mod bodies;
mod nodes;

use std::time::Duration;

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use futures_util::future::join_all;
use linchpin_engine::Scopes;
use linchpin_testkit::{Answer, TestApp, on_both_engines};
use serde_json::{Value, json};

/// Where contacts are.
const CONTACTS: &str = "/crm/v3/objects/contacts";
/// How long a key is kept.
const DAY_MS: i64 = 86_400_000;

/// Sends a body with a key.
async fn send(app: &TestApp, (method, path): (&str, &str), key: &str, body: &str) -> Answer {
    let request = app.request(method, path).header("Idempotency-Key", key);
    let request = request.header(CONTENT_TYPE, "application/json").body(Body::from(body.to_owned()));
    app.call(request.expect("a test's request is valid")).await
}

/// Makes a contact with a key.
async fn create(app: &TestApp, key: &str, name: &str) -> Answer {
    let body = json!({"properties": {"firstname": name}}).to_string();
    send(app, ("POST", CONTACTS), key, &body).await
}

async fn n_contacts(app: &TestApp) -> usize {
    app.get(&format!("{CONTACTS}?limit=100")).await.json["results"].as_array().map_or(0, Vec::len)
}

fn is_replayed(answer: &Answer) -> bool {
    answer.header("idempotency-replayed") == "true"
}

#[tokio::test]
async fn a_creation_that_is_sent_again_makes_no_duplicate() {
    on_both_engines(async |app| {
        let first = create(&app, "k1", "Ada").await;
        assert_eq!((first.status, is_replayed(&first)), (201, false), "{}", first.text());
        for _ in 0..3 {
            let again = create(&app, "k1", "Ada").await;
            assert_eq!((again.status, is_replayed(&again)), (201, true));
            assert_eq!(again.body, first.body);
            assert_eq!(again.header("location"), first.header("location"));
            let name = "x-hubspot-correlation-id";
            assert_ne!(again.header(name), first.header(name), "every call has a name of its own");
        }
        assert_eq!(n_contacts(&app).await, 1);
        assert_eq!(create(&app, "k2", "Ada").await.status, 201, "another key is another call");
        assert_eq!(app.post(CONTACTS, json!({"properties": {}})).await.status, 201);
        assert_eq!(n_contacts(&app).await, 3);
    })
    .await;
}

#[tokio::test]
async fn a_key_means_one_call() {
    on_both_engines(async |app| {
        let id = create(&app, "k1", "Ada").await.json["id"].as_str().expect("an id").to_owned();
        let same = json!({"properties": {"firstname": "Ada"}}).to_string();
        let one = format!("{CONTACTS}/{id}");
        for (place, body) in [
            (("POST", CONTACTS), json!({"properties": {"firstname": "Bob"}}).to_string()),
            (("POST", "/crm/v3/objects/companies"), same.clone()),
            (("POST", "/crm/v3/objects/contacts?x=1"), same.clone()),
            (("PATCH", one.as_str()), same.clone()),
        ] {
            let refused = send(&app, place, "k1", &body).await;
            assert_eq!(refused.status, 422, "{place:?}");
            assert_eq!(
                json!([refused.json["category"], refused.json["message"]]),
                json!(["VALIDATION_ERROR", "The Idempotency-Key k1 came with another call before"])
            );
        }
        assert_eq!(n_contacts(&app).await, 1);
    })
    .await;
}

#[tokio::test]
async fn updates_and_deletions_have_keys_too() {
    on_both_engines(async |app| {
        let id = create(&app, "k1", "Ada").await.json["id"].as_str().expect("an id").to_owned();
        let one = format!("{CONTACTS}/{id}");
        let body = json!({"properties": {"firstname": "Grace"}}).to_string();
        let first = send(&app, ("PATCH", &one), "k2", &body).await;
        app.patch(&one, json!({"properties": {"firstname": "Later"}})).await;
        let again = send(&app, ("PATCH", &one), "k2", &body).await;
        assert_eq!((again.status, &again.body), (200, &first.body));
        assert_eq!(app.get(&one).await.json["properties"]["firstname"], "Later");
        for replayed in [false, true] {
            let gone = send(&app, ("DELETE", &one), "k3", "").await;
            assert_eq!((gone.status, is_replayed(&gone), gone.text()), (204, replayed, String::new()));
        }
    })
    .await;
}

#[tokio::test]
async fn refusals_are_kept_as_they_were() {
    on_both_engines(async |app| {
        let body = json!({"properties": {"nope": "1"}}).to_string();
        let first = send(&app, ("POST", CONTACTS), "k1", &body).await;
        let property = json!({
            "name": "nope", "label": "Nope", "type": "string", "fieldType": "text",
            "groupName": "contactinformation",
        });
        assert_eq!(app.post("/crm/v3/properties/contacts", property).await.status, 201);
        let again = send(&app, ("POST", CONTACTS), "k1", &body).await;
        assert_eq!((first.status, again.status), (400, 400));
        assert_eq!((is_replayed(&again), &again.body), (true, &first.body));
        assert_eq!(send(&app, ("POST", CONTACTS), "k2", &body).await.status, 201);
        for key in ["", " ", &"k".repeat(256)] {
            let refused = create(&app, key, "Ada").await;
            assert_eq!((refused.status, &refused.json["category"]), (400, &json!("VALIDATION_ERROR")));
        }
    })
    .await;
}

#[tokio::test]
async fn calls_at_the_same_time_are_done_once() {
    on_both_engines(async |app| {
        let answers = join_all((0..20).map(|_| create(&app, "k1", "Ada"))).await;
        let first = answers.iter().find(|answer| answer.status == 201 && !is_replayed(answer));
        let first = first.expect("one of them is done");
        for answer in &answers {
            match answer.status {
                201 => assert_eq!(answer.body, first.body),
                409 => assert_eq!(answer.json["category"], "CONFLICT"),
                other => panic!("{other}: {}", answer.text()),
            }
        }
        assert_eq!(n_contacts(&app).await, 1);
        assert_eq!(create(&app, "k1", "Ada").await.body, first.body);
    })
    .await;
}

#[tokio::test]
async fn a_call_whose_client_has_gone_is_done_once_all_the_same() {
    on_both_engines(async |app| {
        for _ in 0..5 {
            // The client gives up before the answer.
            let _ = tokio::time::timeout(Duration::from_micros(200), create(&app, "k1", "Ada")).await;
        }
        let mut answer = create(&app, "k1", "Ada").await;
        while answer.status == 409 {
            tokio::task::yield_now().await;
            answer = create(&app, "k1", "Ada").await;
        }
        assert_eq!((answer.status, n_contacts(&app).await), (201, 1));
    })
    .await;
}

#[tokio::test]
async fn keys_belong_to_apps_and_last_a_day() {
    on_both_engines(async |mut app| {
        create(&app, "k1", "Ada").await;
        let first = std::mem::take(&mut app.token);
        app.token = app.token_with(Scopes::All).await;
        assert!(!is_replayed(&create(&app, "k1", "Bob").await), "another app has keys of its own");
        app.token = first;
        app.advance(DAY_MS - 1);
        assert!(is_replayed(&create(&app, "k1", "Ada").await));
        app.advance(1);
        let later = create(&app, "k1", "Grace").await;
        assert_eq!((later.status, is_replayed(&later)), (201, false));
        assert_eq!(n_contacts(&app).await, 3);
        app.engine.forget_idempotency_keys_now().await.expect("expired keys can be deleted");
        assert_eq!(kept(&app).await.len(), 1);
    })
    .await;
}

/// The answers that the database keeps, as bytes.
async fn kept(app: &TestApp) -> Vec<Option<Vec<u8>>> {
    let sql = "SELECT answer FROM idempotency_keys WHERE account_id = $1";
    let params = [linchpin_store::Param::Int(app.account.0)];
    app.database.query(sql, &params, |row| row.opt_blob(0)).await.expect("the statement works")
}

#[tokio::test]
async fn a_call_that_nobody_answered_is_done_again_after_a_while() {
    on_both_engines(async |app| {
        create(&app, "k1", "Ada").await;
        // As a process leaves it that ends between the claim and the answer.
        let work = app.database.transaction::<_, linchpin_store::Error, _>(|tx| {
            Box::pin(async move {
                tx.execute("UPDATE idempotency_keys SET status = NULL, answer = NULL", &[]).await
            })
        });
        work.await.expect("the statement works");
        assert_eq!(create(&app, "k1", "Ada").await.status, 409);
        app.advance(300_000);
        assert_eq!(create(&app, "k1", "Other").await.status, 422);
        let again = create(&app, "k1", "Ada").await;
        assert_eq!((again.status, is_replayed(&again)), (201, false));
    })
    .await;
}

#[tokio::test]
async fn answers_are_sealed_and_go_with_the_privacy_of_others() {
    on_both_engines(async |app| {
        let first = create(&app, "k1", "Unmistakable").await;
        let id = first.json["id"].as_str().expect("an id");
        let sealed = kept(&app).await.remove(0).expect("the answer is kept");
        assert!(!String::from_utf8_lossy(&sealed).contains("Unmistakable"));
        let gone = app.post(&format!("{CONTACTS}/gdpr-delete"), json!({"objectId": id})).await;
        assert_eq!(gone.status, 204, "{}", gone.text());
        assert_eq!(kept(&app).await, [None]);
        let again = create(&app, "k1", "Unmistakable").await;
        assert_eq!((again.status, is_replayed(&again), again.text()), (201, true, String::new()));
        assert_eq!(n_contacts(&app).await, 0);
    })
    .await;
}

#[tokio::test]
async fn long_answers_and_reads() {
    let app = TestApp::new().await;
    let long = "x".repeat(60_000);
    let inputs: Vec<_> =
        (0..20).map(|_| json!({"properties": {"firstname": "a", "message": long}})).collect();
    let body = json!({ "inputs": inputs }).to_string();
    let path = "/crm/v3/objects/contacts/batch/create";
    let first = send(&app, ("POST", path), "k1", &body).await;
    assert_eq!(first.status, 201, "{:.300}", first.text());
    assert!(first.body.len() > 1 << 20);
    let again = send(&app, ("POST", path), "k1", &body).await;
    assert_eq!((again.status, is_replayed(&again), again.text()), (201, true, String::new()));
    assert_eq!(n_contacts(&app).await, 20);
    // Reads are done each time.
    let read = app.request("GET", CONTACTS).header("Idempotency-Key", "k1").body(Body::empty());
    let read = app.call(read.expect("a test's request is valid")).await;
    assert_eq!((read.status, is_replayed(&read)), (200, false));
    assert_ne!(read.json, Value::Null);
}

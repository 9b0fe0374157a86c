//! What receivers get, and what is kept of it.

use std::time::Duration;

use linchpin_deliver::signature::{self, Request};
use linchpin_testkit::Store;
use serde_json::json;

use crate::harness::{Desk, Receiver, Row};

const SOON: Duration = Duration::from_secs(4);

fn delivered(attempts: i64) -> Row {
    Row {
        state: "delivered".to_owned(),
        attempts,
        status: Some(200),
        error: None,
        response: Some("thanks".to_owned()),
        due_in: None,
    }
}

#[tokio::test]
async fn a_delivery_goes_out_signed_and_once() {
    for store in [Store::Sqlite, Store::Postgres] {
        let mut receiver = Receiver::start().await;
        let mut desk = Desk::on(store, &format!("{}?a=%3A&b=%20", receiver.url())).await;
        let id = desk.wait(&[11, 12]).await;
        let deliverer = desk.deliverer();
        let call = receiver.next().await;
        assert_eq!(call.path, "/hook?a=%3A&b=%20");
        assert_eq!(call.header("content-type"), "application/json;charset=utf-8");
        assert!(call.header("user-agent").starts_with("HubSpot Connect 2.0 (http://dev.hubspot.com/)"));
        let now = desk.engine.clock().now().0;
        assert_eq!(
            call.events()[0],
            json!({
                "eventId": 1_011, "subscriptionId": 3, "portalId": desk.queue.account.0, "appId": desk.queue.app.0,
                "occurredAt": now, "subscriptionType": "contact.creation", "attemptNumber": 0, "objectId": 11,
                "changeSource": "INTEGRATION", "sourceId": "2000001", "changeFlag": "CREATED",
            })
        );
        assert_eq!(call.records(), [11, 12]);
        let uri = format!("{}?a=%3A&b=%20", receiver.url());
        let request = Request { method: "POST", uri: &uri, body: &call.body };
        assert_eq!(call.header("x-hubspot-signature-version"), "v1");
        assert_eq!(call.header("x-hubspot-signature"), signature::v1(desk.secret.expose(), request));
        assert_eq!(call.header("x-hubspot-request-timestamp"), now.to_string());
        assert_eq!(call.header("x-hubspot-signature-v3"), signature::v3(desk.secret.expose(), request, now));
        call.answer(200);
        deliverer.stop(SOON).await;
        assert_eq!(desk.row(id).await, delivered(1));
        assert!(!desk.held_and_due().await.0);
        assert!(receiver.is_quiet());
        let counts = desk.engine.webhook_counts();
        assert_eq!((counts.delivered, counts.events, counts.failures, counts.latency.count), (1, 2, 0, 2));
    }
}

#[tokio::test]
async fn a_queue_with_nothing_to_send_is_let_go() {
    let mut receiver = Receiver::start().await;
    let mut desk = Desk::new(&receiver.url()).await;
    let deliverer = desk.deliverer();
    for record in 1..4 {
        desk.wait(&[record]).await;
        receiver.next().await.answer(200);
    }
    deliverer.stop(SOON).await;
    assert_eq!(desk.held_and_due().await, (false, None));
}

#[tokio::test]
async fn what_is_in_flight_at_the_end_is_finished() {
    let mut receiver = Receiver::start().await;
    let mut desk = Desk::new(&receiver.url()).await;
    let id = desk.wait(&[1]).await;
    let deliverer = desk.deliverer();
    let call = receiver.next().await;
    let (stopped, ()) = tokio::join!(deliverer.stop(SOON), async { call.answer(204) });
    let () = stopped;
    assert_eq!(desk.row(id).await.status, Some(204));
}

#[tokio::test]
async fn what_is_cut_off_is_sent_again() {
    let mut receiver = Receiver::start().await;
    let mut desk = Desk::new(&receiver.url()).await;
    let id = desk.wait(&[1]).await;
    let deliverer = desk.deliverer();
    let _unanswered = receiver.next().await;
    deliverer.stop(Duration::ZERO).await;
    assert!(!desk.held_and_due().await.0);
    assert_eq!(desk.row(id).await.attempts, 0);
    let deliverer = desk.deliverer();
    let again = receiver.next().await;
    assert_eq!(again.events()[0]["attemptNumber"], 0);
    again.answer(200);
    deliverer.stop(SOON).await;
    assert_eq!(desk.row(id).await, delivered(1));
}

#[tokio::test]
async fn another_secret_signs_from_then_on() {
    let mut receiver = Receiver::start().await;
    let mut desk = Desk::new(&receiver.url()).await;
    let _deliverer = desk.deliverer();
    desk.wait(&[1]).await;
    let (old, first) = (desk.secret.clone(), receiver.next().await);
    let rotated = desk.engine.rotate_client_secret(desk.queue.account, desk.queue.app).await.unwrap();
    first.answer(200);
    desk.wait(&[2]).await;
    let call = receiver.next().await;
    let uri = receiver.url();
    let request = Request { method: "POST", uri: &uri, body: &call.body };
    assert_eq!(call.header("x-hubspot-signature"), signature::v1(rotated.expose(), request));
    assert_ne!(call.header("x-hubspot-signature"), signature::v1(old.expose(), request));
    call.answer(200);
}

#[tokio::test]
async fn events_for_an_app_that_is_gone_fail_with_the_reason() {
    for (end, reason) in [
        ("DELETE FROM installs WHERE account_id = $1 AND app_id = $2", "the app was uninstalled"),
        ("UPDATE apps SET archived_at = 1 WHERE account_id = $1 AND id = $2", "the app was archived"),
        (
            "DELETE FROM webhook_settings WHERE account_id = $1 AND app_id = $2",
            "the app has no webhook settings any more",
        ),
    ] {
        let mut receiver = Receiver::start().await;
        let mut desk = Desk::new(&receiver.url()).await;
        desk.set(&receiver.url(), 1, None).await;
        let first = desk.wait(&[1]).await;
        let deliverer = desk.deliverer();
        let call = receiver.next().await;
        let second = desk.wait(&[2]).await;
        desk.run(end).await;
        call.answer(200);
        while desk.row(second).await.state == "waiting" {
            tokio::task::yield_now().await;
        }
        deliverer.stop(SOON).await;
        assert_eq!(desk.row(first).await, delivered(1));
        let row = desk.row(second).await;
        assert_eq!((row.state.as_str(), row.attempts, row.error.as_deref()), ("failed", 0, Some(reason)));
        assert_eq!(desk.held_and_due().await, (false, None));
        assert!(receiver.is_quiet());
    }
}

#[tokio::test]
async fn a_paused_app_is_told_later() {
    let mut receiver = Receiver::start().await;
    let mut desk = Desk::new(&receiver.url()).await;
    desk.run("UPDATE webhook_settings SET paused = 1 WHERE account_id = $1 AND app_id = $2").await;
    desk.wait(&[1]).await;
    let deliverer = desk.deliverer();
    while !desk.held_and_due().await.0 {
        tokio::task::yield_now().await;
    }
    desk.run("UPDATE webhook_settings SET paused = 0 WHERE account_id = $1 AND app_id = $2").await;
    receiver.next().await.answer(200);
    deliverer.stop(SOON).await;
}

#[tokio::test]
async fn what_was_sent_long_ago_is_forgotten() {
    let mut receiver = Receiver::start().await;
    let mut desk = Desk::new(&receiver.url()).await;
    desk.wait(&[1]).await;
    let deliverer = desk.deliverer();
    receiver.next().await.answer(500);
    deliverer.stop(SOON).await;
    let day = 24 * 60 * 60 * 1_000;
    desk.app.advance(day);
    let deliverer = desk.deliverer();
    receiver.next().await.answer(200);
    deliverer.stop(SOON).await;
    let waiting = desk.wait(&[2]).await;
    assert_eq!(desk.engine.sweep_deliveries().await.unwrap(), 0);
    desk.app.advance(2 * day);
    assert_eq!(desk.engine.sweep_deliveries().await.unwrap(), 0);
    desk.app.advance(1);
    assert_eq!(desk.engine.sweep_deliveries().await.unwrap(), 1);
    assert_eq!(desk.row(waiting).await.state, "waiting");
    let n_attempts =
        desk.database.query("SELECT 1 FROM webhook_attempts", &[], |_| Ok(())).await.unwrap().len();
    assert_eq!(n_attempts, 0);
}

//! What is sent again, and when.

use std::time::Duration;

use axum::body::Body;
use axum::http::Response;
use linchpin_deliver::Deliverer;
use linchpin_domain::account::Setting;
use linchpin_domain::webhook::Health;
use linchpin_domain::{AppId, retry};
use linchpin_engine::tools::SetClock;
use linchpin_engine::webhooks::Exchange;
use linchpin_engine::{Credential, Principal, Scopes};
use linchpin_testkit::Store;

use crate::harness::{Desk, Receiver, client, node};

const SOON: Duration = Duration::from_secs(4);
const MINUTE: i64 = 60_000;

#[tokio::test]
async fn what_fails_comes_again_with_the_same_events() {
    for store in [Store::Sqlite, Store::Postgres] {
        let mut receiver = Receiver::start().await;
        let mut desk = Desk::on(store, &receiver.url()).await;
        let id = desk.wait(&[1]).await;
        let deliverer = desk.deliverer();
        let first = receiver.next().await;
        let (sent, first_headers) = (first.events(), first.headers.clone());
        first.answer(500);
        while desk.held_and_due().await.0 {
            tokio::task::yield_now().await;
        }
        let row = desk.row(id).await;
        assert_eq!((row.state.as_str(), row.attempts, row.status), ("waiting", 1, Some(500)));
        let pause = row.due_in.unwrap();
        assert_eq!(Some(pause), retry::pause_ms(retry::SECONDS, id, 1));
        assert_eq!(desk.held_and_due().await, (false, Some(pause)));
        let failing_since = Some(desk.engine.now(desk.queue.account));
        assert_eq!(desk.health().await, Health { failures: 1, failing_since });
        desk.app.advance(pause);
        let again = receiver.next().await;
        assert_eq!(again.events()[0]["attemptNumber"], 1);
        for key in ["eventId", "occurredAt", "objectId", "subscriptionId"] {
            assert_eq!(again.events()[0][key], sent[0][key], "{key}");
        }
        assert_eq!(again.header("x-hubspot-request-timestamp"), desk.engine.clock().now().0.to_string());
        let again_headers = again.headers.clone();
        again.answer(200);
        deliverer.stop(SOON).await;
        let row = desk.row(id).await;
        assert_eq!((row.state.as_str(), row.attempts, row.status), ("delivered", 2, Some(200)));
        assert_eq!(desk.health().await, Health::default());
        let attempts =
            desk.database.query("SELECT attempt, status, response FROM webhook_attempts", &[], |row| {
                Ok((row.int(0)?, row.int(1)?, row.text(2)?.to_owned()))
            });
        assert_eq!(attempts.await.unwrap(), [(1, 500, "thanks".to_owned())]);
        let said = "SELECT exchange FROM webhook_attempts UNION ALL SELECT exchange FROM webhook_deliveries";
        let said = desk.database.query(said, &[], |row| Ok(Exchange::read(row.text(0)?))).await.unwrap();
        for (exchange, headers) in said.iter().zip([first_headers, again_headers]) {
            assert_eq!(exchange.url, receiver.url());
            let sent: Vec<_> = Exchange::headers(&exchange.sent).collect();
            assert_eq!(sent.len(), 6);
            for (name, value) in sent {
                assert_eq!(headers[name], value, "{name}");
            }
            assert!(!exchange.sent.contains(desk.secret.expose()), "secrets are not kept");
            assert!(exchange.received.contains("content-length: 6"), "{}", exchange.received);
        }
        assert_eq!(said.len(), 2);
        let counts = desk.engine.webhook_counts();
        assert_eq!((counts.delivered, counts.failures, counts.retries), (1, 1, 1));
    }
}

#[tokio::test]
async fn a_receiver_can_ask_for_more_time() {
    for (asked, expected) in [("600", Some(10 * MINUTE)), ("1", None), ("soon", None)] {
        let mut receiver = Receiver::start().await;
        let mut desk = Desk::new(&receiver.url()).await;
        let id = desk.wait(&[1]).await;
        let deliverer = desk.deliverer();
        let response = Response::builder().status(429).header("retry-after", asked);
        receiver.next().await.answer_with(response.body(Body::empty()).unwrap());
        deliverer.stop(SOON).await;
        let planned = retry::pause_ms(retry::SECONDS, id, 1);
        assert_eq!(desk.row(id).await.due_in, expected.or(planned), "{asked}");
    }
}

#[tokio::test]
async fn an_account_can_have_a_plan_of_its_own() {
    let mut receiver = Receiver::start().await;
    let mut desk = Desk::new(&receiver.url()).await;
    let account = desk.queue.account;
    desk.engine.set_in_account(account, Setting::WebhookRetrySeconds, "0,0").await.unwrap();
    let id = desk.wait(&[1]).await;
    let deliverer = desk.deliverer();
    for attempt in 0..3 {
        let call = receiver.next().await;
        assert_eq!(call.events()[0]["attemptNumber"], attempt);
        call.answer(404);
        while desk.row(id).await.attempts == attempt {
            tokio::task::yield_now().await;
        }
        desk.app.advance(1);
    }
    deliverer.stop(SOON).await;
    let row = desk.row(id).await;
    assert_eq!((row.state.as_str(), row.attempts, row.due_in), ("failed", 3, None));
    assert_eq!(desk.engine.webhook_counts().given_up, 1);
}

#[tokio::test]
async fn clocks_of_accounts_are_known_to_whoever_starts_without_a_call() {
    for store in [Store::Sqlite, Store::Postgres] {
        let mut receiver = Receiver::start().await;
        let mut desk = Desk::on(store, &receiver.url()).await;
        let principal = Principal {
            account: desk.queue.account,
            app: AppId(0),
            credential: Credential::PrivateApp,
            user: None,
            scopes: Scopes::All,
        };
        let tomorrow = SetClock { advance_ms: Some(24 * 60 * MINUTE), ..SetClock::default() };
        desk.engine.set_clock(&principal, tomorrow).await.unwrap();
        let id = desk.wait(&[1]).await;
        let deliverer = desk.deliverer();
        receiver.next().await.answer(500);
        deliverer.stop(SOON).await;
        let pause = desk.row(id).await.due_in.unwrap();
        desk.app.advance(pause);
        // It knows of the account what the database says.
        let other = node(&desk);
        let deliverer = Deliverer::start(&other, client());
        let again = receiver.next().await;
        assert_eq!(again.events()[0]["attemptNumber"], 1);
        again.answer(200);
        deliverer.stop(SOON).await;
        assert_eq!(desk.row(id).await.state, "delivered");
    }
}

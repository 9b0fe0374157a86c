//! A receiver that is down, and what happens when it is back.

use std::time::Duration;

use linchpin_deliver::Deliverer;
use linchpin_domain::webhook::Health;
use linchpin_testkit::Store;

use crate::harness::{Desk, Receiver, client, node, public_app, set, wait};

const SOON: Duration = Duration::from_secs(4);
const MINUTE: i64 = 60_000;

#[tokio::test]
async fn a_receiver_that_is_down_is_left_in_peace_until_it_is_back() {
    let mut receiver = Receiver::start().await;
    let mut desk = Desk::new(&receiver.url()).await;
    desk.set(&receiver.url(), 1, None).await;
    let many: Vec<_> = (1..101).collect();
    for _ in 0..40 {
        desk.wait(&many).await;
    }
    let deliverer = desk.deliverer();
    for _ in 0..20 {
        receiver.next().await.answer(503);
    }
    // It counts as down: the next one is to see whether it is back, and then nothing for a minute.
    receiver.next().await.answer(503);
    while desk.engine.webhook_counts().failures < 21 {
        tokio::task::yield_now().await;
    }
    // While others are told as ever, nothing comes.
    let mut other = Receiver::start().await;
    let (_, queue) = public_app(&desk.engine, &desk.database, desk.queue.account).await;
    set(&desk.database, queue, &other.url(), 10, None).await;
    for id in 1_001..1_006 {
        wait(&desk.engine, &desk.database, queue, &[(id, &[id])]).await;
        other.next().await.answer(200);
    }
    assert!(receiver.is_quiet());
    assert!(desk.held_and_due().await.0, "somebody keeps an eye on it");
    desk.app.advance(2 * MINUTE);
    // By now retries are due too; one at a time is tried, and the first that is taken lets everything flow.
    let mut told = 0;
    while told < 40 {
        let call = receiver.next().await;
        assert!(receiver.is_quiet());
        call.answer(200);
        told += 1;
    }
    deliverer.stop(SOON).await;
    let counts = desk.engine.webhook_counts();
    assert_eq!((counts.delivered, counts.events, counts.retries), (45, 4_005, 21));
    assert_eq!(desk.held_and_due().await, (false, None));
}

#[tokio::test]
async fn whoever_takes_over_knows_that_a_receiver_is_down() {
    for store in [Store::Sqlite, Store::Postgres] {
        let mut receiver = Receiver::start().await;
        let mut desk = Desk::on(store, &receiver.url()).await;
        desk.set(&receiver.url(), 1, None).await;
        let many: Vec<_> = (1..101).collect();
        for _ in 0..30 {
            desk.wait(&many).await;
        }
        let since = desk.engine.now(desk.queue.account);
        let deliverer = desk.deliverer();
        // The last of them is to see whether it is back.
        for _ in 0..21 {
            receiver.next().await.answer(503);
        }
        deliverer.stop(SOON).await;
        let down = Health { failures: 21, failing_since: Some(since) };
        assert_eq!(desk.health().await, down);
        desk.app.advance(2 * MINUTE);
        let other = node(&desk);
        let deliverer = Deliverer::start(&other, client());
        // One retry at a time is tried, and then something new: nobody has to learn anew that it is down.
        for n_failed in 0..22 {
            let call = receiver.next().await;
            assert!(receiver.is_quiet());
            let attempt = call.events()[0]["attemptNumber"].as_i64().unwrap();
            assert_eq!(attempt, i64::from(n_failed < 21), "{n_failed}");
            call.answer(503);
        }
        while other.webhook_counts().failures < 22 {
            tokio::task::yield_now().await;
        }
        deliverer.stop(SOON).await;
        assert_eq!(desk.health().await, Health { failures: 43, ..down });
        let deliverer = desk.deliverer();
        receiver.next().await.answer(200);
        while desk.health().await.is_down() {
            tokio::task::yield_now().await;
        }
        drop(deliverer);
        assert_eq!(desk.health().await, Health::default());
    }
}

#[tokio::test]
async fn what_happens_meanwhile_does_not_disturb_a_receiver_that_is_down() {
    let mut receiver = Receiver::start().await;
    let mut desk = Desk::new(&receiver.url()).await;
    desk.set(&receiver.url(), 1, None).await;
    let deliverer = desk.deliverer();
    // The last of them is to see whether it is back: the queue was let go each time.
    for record in 1..22 {
        let id = desk.wait(&[record]).await;
        receiver.next().await.answer(503);
        while desk.row(id).await.attempts == 0 || desk.held_and_due().await.0 {
            tokio::task::yield_now().await;
        }
    }
    desk.wait(&[22]).await;
    while !desk.held_and_due().await.0 {
        tokio::task::yield_now().await;
    }
    let mut other = Receiver::start().await;
    let (_, queue) = public_app(&desk.engine, &desk.database, desk.queue.account).await;
    set(&desk.database, queue, &other.url(), 10, None).await;
    for id in 1_001..1_006 {
        wait(&desk.engine, &desk.database, queue, &[(id, &[id])]).await;
        other.next().await.answer(200);
    }
    assert!(receiver.is_quiet());
    deliverer.stop(SOON).await;
}

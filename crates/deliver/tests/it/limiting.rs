//! How many requests there are, and who waits for whom.

use std::time::Duration;

use crate::harness::{Desk, Receiver, public_app, set, wait};

const SOON: Duration = Duration::from_secs(4);

/// Deliveries that do not fit together.
async fn wait_for_large(desk: &mut Desk, n_deliveries: i64) {
    for delivery in 0..n_deliveries {
        let records: Vec<_> = (0..60).map(|record| delivery * 60 + record + 1).collect();
        desk.wait(&records).await;
    }
}

#[tokio::test]
async fn only_so_many_requests_are_open() {
    let mut receiver = Receiver::start().await;
    let mut desk = Desk::new(&receiver.url()).await;
    desk.set(&receiver.url(), 3, None).await;
    wait_for_large(&mut desk, 8).await;
    let deliverer = desk.deliverer();
    let mut open = std::collections::VecDeque::new();
    for n_calls in 1..=8 {
        open.push_back(receiver.next().await);
        if n_calls >= 3 {
            assert!(receiver.is_quiet(), "{n_calls}");
            open.pop_front().unwrap().answer(200);
        }
    }
    for call in open {
        call.answer(200);
    }
    deliverer.stop(SOON).await;
    assert_eq!(desk.engine.webhook_counts().delivered, 8);
}

#[tokio::test]
async fn only_so_many_requests_begin_within_a_period() {
    let mut receiver = Receiver::start().await;
    let mut desk = Desk::new(&receiver.url()).await;
    desk.set(&receiver.url(), 3, Some("ROLLING_MINUTE")).await;
    wait_for_large(&mut desk, 4).await;
    let deliverer = desk.deliverer();
    for _ in 0..3 {
        receiver.next().await.answer(200);
    }
    while desk.engine.webhook_counts().delivered < 3 {
        tokio::task::yield_now().await;
    }
    deliverer.stop(SOON).await;
    assert!(receiver.is_quiet());
    assert_eq!(desk.row(4).await.attempts, 0);
}

#[tokio::test]
async fn a_receiver_that_hangs_delays_nobody_else() {
    let (mut hanging, mut fast) = (Receiver::start().await, Receiver::start().await);
    let mut desk = Desk::new(&hanging.url()).await;
    wait_for_large(&mut desk, 30).await;
    let (_, other) = public_app(&desk.engine, &desk.database, desk.queue.account).await;
    set(&desk.database, other, &fast.url(), 10, None).await;
    let deliverer = desk.deliverer();
    let mut unanswered = Vec::new();
    for _ in 0..10 {
        unanswered.push(hanging.next().await);
    }
    for id in 1_001..1_021 {
        wait(&desk.engine, &desk.database, other, &[(id, &[id])]).await;
        fast.next().await.answer(200);
    }
    assert!(hanging.is_quiet());
    drop(deliverer);
}

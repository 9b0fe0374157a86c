//! What goes out together, and what waits for what.

use std::time::Duration;

use crate::harness::{Desk, Receiver};

const SOON: Duration = Duration::from_secs(4);

#[tokio::test]
async fn small_deliveries_go_out_together() {
    let mut receiver = Receiver::start().await;
    let mut desk = Desk::new(&receiver.url()).await;
    desk.set(&receiver.url(), 1, None).await;
    desk.wait_each(1..251).await;
    let deliverer = desk.deliverer();
    let mut told = Vec::new();
    for n_events in [100, 100, 50] {
        let call = receiver.next().await;
        assert_eq!(call.records().len(), n_events);
        told.extend(call.records());
        call.answer(200);
    }
    deliverer.stop(SOON).await;
    assert_eq!(told, (1..251).collect::<Vec<_>>());
    let rows =
        desk.database.query("SELECT id, state, n_events FROM webhook_deliveries ORDER BY id", &[], |row| {
            Ok((row.int(0)?, row.text(1)?.to_owned(), row.int(2)?))
        });
    let expected = |id, n_events| (id, "delivered".to_owned(), n_events);
    assert_eq!(rows.await.unwrap(), [expected(1, 100), expected(101, 100), expected(201, 50)]);
}

#[tokio::test]
async fn what_happened_to_a_record_arrives_in_order() {
    let mut receiver = Receiver::start().await;
    let mut desk = Desk::new(&receiver.url()).await;
    desk.wait(&[1]).await;
    let deliverer = desk.deliverer();
    let first = receiver.next().await;
    desk.wait(&[1, 2]).await;
    desk.wait(&[2]).await;
    desk.wait(&[3]).await;
    // Only what has nothing to do with what is on its way, or with what waits for that.
    let other = receiver.next().await;
    assert_eq!((first.records(), other.records()), (vec![1], vec![3]));
    other.answer(200);
    first.answer(500);
    // A first attempt that failed is over: what comes next does not wait for its retry.
    let next = receiver.next().await;
    assert_eq!(next.records(), [1, 2, 2]);
    next.answer(200);
    deliverer.stop(SOON).await;
    assert!(receiver.is_quiet());
}

#[tokio::test]
async fn clocks_that_go_back_change_no_order() {
    let mut receiver = Receiver::start().await;
    let mut desk = Desk::new(&receiver.url()).await;
    for record in 1..4 {
        desk.wait(&[record, 9]).await;
        desk.app.advance(-1_000_000);
    }
    let deliverer = desk.deliverer();
    let call = receiver.next().await;
    assert_eq!(call.records(), [1, 9, 2, 9, 3, 9]);
    call.answer(200);
    deliverer.stop(SOON).await;
}

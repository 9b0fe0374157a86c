//! Nodes that share a database: one of them sends what waits in a queue.

use std::time::Duration;

use linchpin_deliver::Deliverer;
use linchpin_engine::webhooks::HOLD;
use linchpin_testkit::Store;

use crate::harness::{Desk, Receiver, client, node};

const SOON: Duration = Duration::from_secs(4);

#[tokio::test]
async fn a_node_that_is_gone_is_taken_over() {
    let mut receiver = Receiver::start().await;
    let mut desk = Desk::on(Store::Postgres, &receiver.url()).await;
    let id = desk.wait(&[1]).await;
    let gone = node(&desk);
    assert_eq!(gone.take_due_queues().await.unwrap(), [desk.queue]);
    let other = node(&desk);
    assert_eq!(other.take_due_queues().await.unwrap(), []);
    assert_eq!(gone.renew_queues(vec![desk.queue], &[]).await.unwrap(), []);
    assert_eq!(other.renew_queues(vec![desk.queue], &[]).await.unwrap(), [desk.queue]);
    assert!(!gone.let_queue_go(desk.queue, None).await.unwrap(), "something is due");
    assert!(other.let_queue_go(desk.queue, None).await.unwrap(), "it is not this one's");
    desk.app.advance(HOLD.as_millis() as i64);
    let deliverer = Deliverer::start(&other, client());
    receiver.next().await.answer(200);
    assert_eq!(gone.renew_queues(vec![desk.queue], &[]).await.unwrap(), [desk.queue]);
    deliverer.stop(SOON).await;
    assert_eq!(desk.row(id).await.attempts, 1);
}

#[tokio::test]
async fn nodes_send_everything_once() {
    let mut receiver = Receiver::start().await;
    let mut desk = Desk::on(Store::Postgres, &receiver.url()).await;
    desk.set(&receiver.url(), 1, None).await;
    let others = [node(&desk), node(&desk)];
    let deliverers: Vec<_> =
        others.iter().chain([&desk.engine]).map(|engine| Deliverer::start(engine, client())).collect();
    let mut told = Vec::new();
    for record in 1..9 {
        desk.wait(&[record]).await;
        let call = receiver.next().await;
        assert!(receiver.is_quiet());
        told.extend(call.records());
        call.answer(200);
    }
    for deliverer in deliverers {
        deliverer.stop(SOON).await;
    }
    assert_eq!(told, (1..9).collect::<Vec<_>>());
    let twice = "SELECT 1 FROM webhook_deliveries WHERE state <> 'delivered' OR attempts <> 1";
    assert_eq!(desk.database.query(twice, &[], |_| Ok(())).await.unwrap().len(), 0);
}

#[tokio::test]
async fn holds_of_a_former_process_are_void_where_there_is_one_at_a_time() {
    let mut receiver = Receiver::start().await;
    let mut desk = Desk::new(&receiver.url()).await;
    desk.wait(&[1]).await;
    assert_eq!(node(&desk).take_due_queues().await.unwrap(), [desk.queue]);
    let deliverer = desk.deliverer();
    receiver.next().await.answer(200);
    deliverer.stop(SOON).await;
}

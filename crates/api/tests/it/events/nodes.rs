//! Several nodes that follow one account.

use std::collections::BTreeSet;

use linchpin_engine::search::Settings;
use linchpin_engine::{Engine, ServerKey};
use linchpin_testkit::Store;

use super::*;

#[tokio::test]
async fn two_nodes_tell_everything_once_and_in_order() {
    let app = TestApp::on(Store::Postgres).await;
    let world = World::of(&app).await;
    world.subscribe(&["contact.creation", "contact.propertyChange firstname"]).await;
    let (database, clock) = (Arc::clone(&app.database), app.engine.clock().clone());
    let other = Engine::new(database, ServerKey::new([7; 32]), clock, Settings::default());
    assert_ne!(app.engine.node(), other.node());
    let mut expected = BTreeSet::new();
    for round in 0..12 {
        let write = async {
            let id = world.create("contacts", json!({ "firstname": format!("A{round}") })).await;
            world.update("contacts", &id, json!({ "firstname": format!("B{round}") })).await;
            id
        };
        let (id, one, two) =
            tokio::join!(write, app.engine.fan_out_webhooks_now(), other.fan_out_webhooks_now());
        one.and(two).expect("changes become events");
        expected.insert(format!("contact.creation {id}"));
        expected.insert(format!("contact.propertyChange {id} firstname=A{round}"));
        expected.insert(format!("contact.propertyChange {id} firstname=B{round}"));
        let last = if round % 2 == 0 { &other } else { app.engine.as_ref() };
        last.fan_out_webhooks_now().await.expect("changes become events");
    }
    let told: Vec<_> =
        deliveries(&app, world.told, 0).await.into_iter().flat_map(|(_, events)| events).collect();
    let lines: Vec<_> = told.iter().map(line).collect();
    assert_eq!(lines.len(), expected.len());
    assert_eq!(lines.iter().cloned().collect::<BTreeSet<_>>(), expected);
    let ids: BTreeSet<_> = told.iter().map(|event| event.id).collect();
    assert_eq!(ids.len(), told.len());
    // What happened to a record is told in order, whichever node did it.
    for three in lines.chunks(3) {
        assert!(three[0].starts_with("contact.creation"), "{three:?}");
        assert!(three[1].contains("firstname=A") && three[2].contains("firstname=B"), "{three:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_nodes_that_run_beside_many_writers_tell_everything_once_and_in_order() {
    let app = TestApp::on(Store::Postgres).await;
    let world = World::of(&app).await;
    world.subscribe(&["contact.creation", "contact.propertyChange firstname", "contact.deletion"]).await;
    let (database, clock) = (Arc::clone(&app.database), app.engine.clock().clone());
    let other = Arc::new(Engine::new(database, ServerKey::new([7; 32]), clock, Settings::default()));
    let nodes = [&app.engine, &other].map(|engine| tokio::spawn(Arc::clone(engine).fan_out_webhooks()));
    let writer = async |writer: usize| {
        let mut expected = Vec::new();
        for round in 0..10 {
            let (first, then) = (format!("A{writer}-{round}"), format!("B{writer}-{round}"));
            let id = world.create("contacts", json!({ "firstname": first })).await;
            world.update("contacts", &id, json!({ "firstname": then })).await;
            world.archive("contacts", &id).await;
            expected.push(vec![
                format!("contact.creation {id}"),
                format!("contact.propertyChange {id} firstname={first}"),
                format!("contact.propertyChange {id} firstname={then}"),
                format!("contact.deletion {id}"),
            ]);
        }
        expected
    };
    let (one, two, three) = tokio::join!(writer(1), writer(2), writer(3));
    for node in nodes {
        node.abort();
        assert!(node.await.is_err_and(|end| end.is_cancelled()));
    }
    app.engine.fan_out_webhooks_now().await.expect("changes become events");
    let lines = world.lines().await;
    let expected: Vec<_> = [one, two, three].concat();
    assert_eq!(lines.len(), 4 * expected.len());
    for of_record in expected {
        let id = of_record[0].rsplit(' ').next().expect("an id");
        let told: Vec<_> = lines.iter().filter(|line| line.split(' ').nth(1) == Some(id)).collect();
        assert_eq!(told, of_record.iter().collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_queue_belongs_to_one_node_until_its_time_is_over() {
    let app = TestApp::on(Store::Postgres).await;
    let world = World::of(&app).await;
    world.subscribe(&["contact.creation"]).await;
    let (database, clock) = (Arc::clone(&app.database), app.engine.clock().clone());
    let other = Engine::new(database, ServerKey::new([7; 32]), clock, Settings::default());
    let holder = async || {
        let sql = "SELECT node FROM webhook_queues WHERE account_id = $1 AND app_id = $2";
        let params = [Param::Int(app.account.0), Param::Int(world.told.0)];
        let found = app.database.query_opt(sql, &params, |row| Ok(row.text(0)?.to_owned())).await;
        found.expect("it reads").expect("there is a queue")
    };
    let write = async || drop(world.create("contacts", json!({"firstname": "Ada"})).await);
    write().await;
    other.fan_out_webhooks_now().await.expect("changes become events");
    assert_eq!(holder().await, other.node());
    write().await;
    app.engine.fan_out_webhooks_now().await.expect("changes become events");
    assert_eq!(holder().await, other.node());
    app.advance(linchpin_engine::webhooks::HOLD.as_millis() as i64);
    write().await;
    app.engine.fan_out_webhooks_now().await.expect("changes become events");
    assert_eq!(holder().await, app.engine.node());
}

//! Several nodes that follow the same lists.

use linchpin_engine::search::Settings;
use linchpin_engine::{Engine, ServerKey};
use linchpin_testkit::Store;

use super::*;

#[tokio::test]
async fn two_nodes_fill_and_follow_one_list() {
    let app = TestApp::on(Store::Postgres).await;
    let world = World::of(&app).await;
    let (database, clock) = (Arc::clone(&app.database), app.engine.clock().clone());
    let other = Engine::new(database, ServerKey::new([7; 32]), clock, Settings::default());
    let mut expected = Vec::new();
    let mut lists = Vec::new();
    for round in 0..8 {
        expected.push(world.create("contacts", json!({"firstname": "Ada"})).await);
        if round % 3 == 0 {
            lists.push(
                world
                    .list(
                        "contacts",
                        "DYNAMIC",
                        json!({"filterType": "CONSTANT", "shouldAccept": true, "source": round.to_string()}),
                    )
                    .await,
            );
        }
        tokio::join!(app.engine.follow_lists_now(), other.follow_lists_now());
        if round % 2 == 1 {
            let gone = expected.remove(0);
            world.archive("contacts", &gone).await;
        }
        let members: Vec<_> = expected.iter().collect();
        for list in &lists {
            world.check(list, &members).await;
        }
    }
}

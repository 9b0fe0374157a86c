//! What one account can learn of another, and do to it: nothing.

use linchpin_engine::Scopes;
use linchpin_testkit::{Store, TestApp};
use serde_json::json;

use super::requests;
use super::tables;
use super::world::{SECRET, World};

/// Asks for all things of one account with the token of another.
async fn ask_for_everything(mut app: TestApp, world: &World) {
    let first = app.account;
    let before = tables::of(&app, first).await;
    app.account = app.engine.create_account("Other").await.expect("an account can be made");
    app.token = app.token_with(Scopes::All).await;
    assert!(before.values().any(|rows| rows.contains(SECRET)), "there is something to see");
    for asked in requests::all(world) {
        for body in [world.body(), json!([world.contacts[0]])] {
            let answer = asked.send(&app, Some(&app.token), &body).await;
            assert_ne!(answer.status, 500, "{}", asked.name());
            assert!(!answer.text().contains(SECRET), "{}: {}", asked.name(), answer.text());
        }
    }
    let after = tables::of(&app, first).await;
    for (table, rows) in &before {
        assert_eq!(after.get(table), Some(rows), "{table} changed");
    }
}

/// Asks for everything on one engine; each test has one of its own, so that they run side by side.
async fn ask_on(store: Store, asks_for_custom: bool) {
    let app = TestApp::on(store).await;
    let mut world = World::new(&app).await;
    world.asks_for_custom = asks_for_custom;
    ask_for_everything(app, &world).await;
}

#[tokio::test]
async fn another_account_sees_and_changes_nothing() {
    ask_on(Store::Sqlite, false).await;
}

#[tokio::test]
async fn another_account_sees_and_changes_nothing_on_postgres() {
    ask_on(Store::Postgres, false).await;
}

#[tokio::test]
async fn the_types_of_another_account_are_not_there() {
    ask_on(Store::Sqlite, true).await;
}

#[tokio::test]
async fn the_types_of_another_account_are_not_there_on_postgres() {
    ask_on(Store::Postgres, true).await;
}

#[tokio::test]
async fn the_account_itself_sees_its_things() {
    // What the tests above look for is what would be seen.
    let app = TestApp::new().await;
    let world = World::new(&app).await;
    let mut seen = Vec::new();
    for asked in requests::all(&world) {
        if asked.operation.method == linchpin_wire::operation::Method::Get {
            let answer = asked.send(&app, Some(&app.token), &world.body()).await;
            if answer.text().contains(SECRET) {
                seen.push(asked.operation.id);
            }
        }
    }
    for id in
        ["crm.objects.read", "crm.objects.list", "crm.lists.read", "crm.pipelines.read", "crm.owners.read"]
    {
        assert!(seen.contains(&id), "{id} shows nothing: {seen:?}");
    }
}

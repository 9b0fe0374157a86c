//! Who is told: what is wanted of an account, and when that changes.

use linchpin_domain::AccountId;
use linchpin_engine::apps::AppChange;
use linchpin_engine::webhooks::Switch;

use super::*;

/// Switches all subscriptions of the app on or off.
async fn switch(world: &World<'_>, is_active: bool) {
    let (engine, account) = (&world.app.engine, world.app.account);
    let all = engine.webhook_subscriptions(account, world.told).await.expect("they read");
    let switches = all.iter().map(|one| Switch { id: one.id, is_active }).collect();
    let done = engine.switch_webhook_subscriptions(account.into(), world.told, switches).await;
    assert_eq!(done.expect("they are switched").len(), all.len());
}

async fn cursor(app: &TestApp, account: AccountId) -> Option<i64> {
    let sql = "SELECT sequence FROM webhook_cursors WHERE account_id = $1";
    app.database.query_opt(sql, &[Param::Int(account.0)], |row| row.int(0)).await.expect("it reads")
}

#[tokio::test]
async fn what_changes_about_subscriptions_counts_at_once() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        world.create("contacts", json!({"firstname": "Before"})).await;
        world.subscribe(&["contact.creation"]).await;
        let first = world.create("contacts", json!({"firstname": "Ada"})).await;
        world.check(vec![format!("contact.creation {first}")]).await;
        world.subscribe(&["contact.propertyChange firstname"]).await;
        world.update("contacts", &first, json!({"firstname": "Bob"})).await;
        world.check(vec![format!("contact.propertyChange {first} firstname=Bob")]).await;
        switch(&world, false).await;
        world.create("contacts", json!({"firstname": "Nobody"})).await;
        world.check(vec![]).await;
        // Nothing is kept of an account of which nobody wants anything.
        assert_eq!(cursor(&app, app.account).await, None);
        world.create("contacts", json!({"firstname": "Nobody"})).await;
        switch(&world, true).await;
        let second = world.create("contacts", json!({"firstname": "Eve"})).await;
        let expected =
            [format!("contact.creation {second}"), format!("contact.propertyChange {second} firstname=Eve")];
        world.check(expected.into()).await;
    })
    .await;
}

#[tokio::test]
async fn apps_are_told_of_what_they_may_read_in_accounts_where_they_live() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let weak = app_with(&app, Scopes::All).await;
        subscribe(&app, weak, ("contact.creation", None, None)).await;
        subscribe(&app, weak, ("company.creation", None, None)).await;
        subscribe(&app, weak, ("object.creation", Some("0-1"), None)).await;
        let required = Some(Scopes::parse("crm.objects.companies.read"));
        let change = AppChange { required, ..AppChange::default() };
        app.engine.update_app(app.account, weak, &change).await.expect("it may do less");
        world.create("contacts", json!({"firstname": "Ada"})).await;
        let company = world.create("companies", json!({"name": "Example"})).await;
        world.check(vec![]).await;
        let told = deliveries(&app, weak, 0).await;
        let lines: Vec<_> = told.iter().flat_map(|(_, events)| events).map(line).collect();
        assert_eq!(lines, [format!("company.creation {company}")]);
        app.engine.archive_app(app.account, weak).await.expect("it goes");
        world.create("companies", json!({"name": "Example"})).await;
        world.check(vec![]).await;
        assert_eq!(deliveries(&app, weak, 0).await.len(), 1);
        let other = app.engine.create_account("Other").await.expect("an account can be made");
        assert_eq!(cursor(&app, other).await, None);
    })
    .await;
}

#[tokio::test]
async fn several_subscriptions_and_apps_are_each_told() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let ids = world.subscribe(&["contact.creation"]).await;
        world.subscribe_objects("0-1", &[("object.creation", None)]).await;
        let other = app_with(&app, Scopes::All).await;
        let of_other = subscribe(&app, other, ("contact.creation", None, None)).await;
        let contact = world.create("contacts", json!({"firstname": "Ada"})).await;
        let events = world.events().await;
        let expected = [format!("contact.creation {contact}"), format!("object.creation {contact}")];
        assert_eq!(events.iter().map(line).collect::<Vec<_>>(), expected);
        assert_eq!(events[0].subscription, ids[0]);
        let told = deliveries(&app, other, 0).await;
        let [(_, events_of_other)] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!(events_of_other[0].subscription, of_other);
        assert!(events.iter().all(|event| event.id != events_of_other[0].id));
    })
    .await;
}

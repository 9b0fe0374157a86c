//! Following the log: in parts, through failures, and where it begins anew.

use std::time::Duration;

use linchpin_store::Error as StoreError;

use super::*;

/// Makes contacts in batches of a hundred and returns their ids in the order of the log.
async fn many(app: &TestApp, n: usize) -> Vec<String> {
    let mut made = Vec::new();
    while made.len() < n {
        let part = made.len()..n.min(made.len() + 100);
        let inputs: Vec<_> = part.map(|at| json!({"properties": {"firstname": format!("N{at}")}})).collect();
        let answer = app.post("/crm/v3/objects/contacts/batch/create", json!({ "inputs": inputs })).await;
        let results = ok(&answer).json["results"].as_array().expect("results").clone();
        made.extend(results.iter().map(|made| made["id"].as_str().expect("an id").to_owned()));
    }
    made
}

#[tokio::test]
async fn a_hundred_events_go_into_a_delivery_in_the_order_of_the_log() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        world.subscribe(&["contact.creation"]).await;
        let mut contacts = many(&app, 2_150).await;
        app.engine.fan_out_webhooks_now().await.expect("changes become events");
        let rows = deliveries(&app, world.told, 0).await;
        // 2,000 changes of the log are looked at in one pass.
        let sizes: Vec<_> = rows.iter().map(|(_, events)| events.len()).collect();
        assert_eq!(sizes, [vec![100; 21], vec![50]].concat());
        let events: Vec<_> = rows.into_iter().flat_map(|(_, events)| events).collect();
        contacts.sort_unstable();
        let mut told: Vec<_> =
            events.iter().map(|event| line(event)["contact.creation ".len()..].to_owned()).collect();
        told.sort_unstable();
        assert_eq!(told, contacts);
        assert!(events.is_sorted_by_key(|event| event.id));
        let ids: std::collections::BTreeSet<_> = events.iter().map(|event| event.id).collect();
        assert_eq!(ids.len(), events.len());
    })
    .await;
}

#[tokio::test]
async fn what_failed_is_done_again_and_nothing_is_lost_or_told_twice() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        world.subscribe(&["contact.creation"]).await;
        let first = world.create("contacts", json!({"firstname": "Ada"})).await;
        world.check(vec![format!("contact.creation {first}")]).await;
        let second = world.create("contacts", json!({"firstname": "Bob"})).await;
        // The number that the next delivery would get is taken: its transaction fails after the cursor moved.
        let block = |state: &'static str| {
            let (account, told, id) = (app.account.0, world.told.0, world.seen.get() + 1);
            app.database.transaction::<_, StoreError, _>(move |tx| {
                Box::pin(async move {
                    let params = [account, told, id].map(Param::Int);
                    let sql = match state {
                        "put" => {
                            "INSERT INTO webhook_deliveries (account_id, app_id, id, state, n_events, events, \
                             created_at, attempts) VALUES ($1, $2, $3, 'failed', 0, '[]', 0, 0)"
                        }
                        _ => "DELETE FROM webhook_deliveries WHERE account_id = $1 AND app_id = $2 AND id = $3",
                    };
                    tx.execute(sql, &params).await
                })
            })
        };
        block("put").await.expect("a row is put");
        app.engine.fan_out_webhooks_now().await.expect_err("the number is taken");
        assert!(deliveries(&app, world.told, world.seen.get()).await.is_empty());
        block("delete").await.expect("it goes");
        world.check(vec![format!("contact.creation {second}")]).await;
        world.check(vec![]).await;
    })
    .await;
}

#[tokio::test]
async fn what_an_account_becomes_again_is_no_news() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        world.subscribe(&["contact.creation", "contact.deletion"]).await;
        let first = world.create("contacts", json!({"firstname": "Ada"})).await;
        let made = app.post("/_linchpin/v1/snapshots", json!({"name": "Base"})).await;
        let base = ok(&made).json["id"].as_str().expect("an id").to_owned();
        world.check(vec![format!("contact.creation {first}")]).await;
        world.archive("contacts", &first).await;
        world.check(vec![format!("contact.deletion {first}")]).await;
        ok(&app.post(&format!("/_linchpin/v1/snapshots/{base}/restore"), json!({})).await);
        let second = world.create("contacts", json!({"firstname": "Bob"})).await;
        world.check(vec![format!("contact.creation {second}")]).await;
        ok(&app.post("/_linchpin/v1/reset", json!({})).await);
        world.check(vec![]).await;
        let third = world.create("contacts", json!({"firstname": "Eve"})).await;
        world.check(vec![format!("contact.creation {third}")]).await;
    })
    .await;
}

#[tokio::test]
async fn changes_that_nobody_wants_move_the_cursor_too() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        world.subscribe(&["deal.creation"]).await;
        many(&app, 120).await;
        world.check(vec![]).await;
        let sql = "SELECT s.last_sequence - c.sequence FROM webhook_cursors c JOIN account_states s \
                   ON s.account_id = c.account_id WHERE c.account_id = $1";
        let left = app.database.query_opt(sql, &[Param::Int(app.account.0)], |row| row.int(0)).await;
        assert_eq!(left.expect("it reads"), Some(0));
    })
    .await;
}

#[tokio::test]
async fn commits_wake_who_sends() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let running = tokio::spawn(Arc::clone(&app.engine).fan_out_webhooks());
        world.subscribe(&["contact.creation"]).await;
        for name in ["Ada", "Bob"] {
            let contact = world.create("contacts", json!({ "firstname": name })).await;
            let due = tokio::time::timeout(Duration::from_secs(20), app.engine.due_webhooks()).await;
            assert_eq!(due.expect("it is told"), [(app.account, world.told)]);
            let rows = deliveries(&app, world.told, world.seen.get()).await;
            let [(last, events)] = rows.as_slice() else { panic!("{rows:?}") };
            world.seen.set(*last);
            assert_eq!(events.iter().map(line).collect::<Vec<_>>(), [format!("contact.creation {contact}")]);
        }
        let sql =
            "SELECT node FROM webhook_queues WHERE account_id = $1 AND app_id = $2 AND due_at IS NOT NULL";
        let params = [Param::Int(app.account.0), Param::Int(world.told.0)];
        let holder = app.database.query_opt(sql, &params, |row| Ok(row.text(0)?.to_owned())).await;
        assert_eq!(holder.expect("it reads").as_deref(), Some(app.engine.node()));
        running.abort();
    })
    .await;
}

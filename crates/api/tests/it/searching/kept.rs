//! What is kept in a folder: found again, followed from where it was, and built anew where it is of no use.

use std::fs;
use std::path::{Path, PathBuf};

use linchpin_domain::filter::Filter;
use linchpin_engine::search::Settings;
use linchpin_testkit::{Store, TestApp, on_both_engines};
use serde_json::json;

use super::{create, engine, found, named, update};

fn settings(folder: &Path) -> Settings {
    Settings { folder: Some(folder.to_owned()), ..Settings::default() }
}

/// The folders of all builds of the contacts' index.
fn builds(folder: &Path, app: &TestApp) -> Vec<PathBuf> {
    let home = folder.join(app.account.to_string()).join("0-1");
    let Ok(entries) = fs::read_dir(home) else { return Vec::new() };
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

#[tokio::test]
async fn an_index_is_followed_from_where_it_was() {
    on_both_engines(async |app| {
        let folder = tempfile::tempdir().expect("a folder");
        let ada = create(&app, "contacts", json!({ "firstname": "Ada" })).await;
        let first = engine(&app, settings(folder.path()));
        assert_eq!(found(&first, &app, "contacts", Filter::EVERYTHING).await, [ada.as_str()]);
        drop(first);
        let built = builds(folder.path(), &app);
        update(&app, "contacts", &ada, json!({ "firstname": "Augusta" })).await;
        let bob = create(&app, "contacts", json!({ "firstname": "Bob" })).await;
        let second = engine(&app, settings(folder.path()));
        assert_eq!(found(&second, &app, "contacts", named("firstname", "augusta")).await, [ada.as_str()]);
        assert_eq!(found(&second, &app, "contacts", Filter::EVERYTHING).await, [ada, bob]);
        assert_eq!(builds(folder.path(), &app), built, "nothing was built anew");
    })
    .await;
}

#[tokio::test]
async fn a_damaged_or_unfinished_index_is_built_anew() {
    let app = TestApp::new().await;
    let folder = tempfile::tempdir().expect("a folder");
    let ada = create(&app, "contacts", json!({ "firstname": "Ada" })).await;
    let all = async || {
        let engine = engine(&app, settings(folder.path()));
        found(&engine, &app, "contacts", Filter::EVERYTHING).await
    };
    assert_eq!(all().await, [ada.as_str()]);
    let damage: [fn(&Path); 4] = [
        |build| fs::write(build.join("meta.json"), "{").expect("the file is written"),
        |build| fs::remove_file(build.join("meta.json")).expect("the file goes"),
        |build| {
            for file in fs::read_dir(build).expect("the build reads") {
                let path = file.expect("an entry").path();
                if path.extension().is_some_and(|extension| extension == "term") {
                    fs::remove_file(path).expect("the file goes");
                }
            }
        },
        |build| fs::create_dir(build.with_file_name("1000")).expect("an unfinished build is made"),
    ];
    for damage in damage {
        damage(&builds(folder.path(), &app)[0]);
        assert_eq!(all().await, [ada.as_str()]);
        assert_eq!(builds(folder.path(), &app).len(), 1);
    }
}

#[tokio::test]
async fn an_index_of_another_database_is_of_no_use() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = [("first", Store::Sqlite), ("second", Store::Postgres), ("third", Store::Sqlite)];
    for (milliseconds, (name, store)) in (1..).zip(all) {
        // Its accounts, records and changes have the same numbers as those of the others.
        let app = TestApp::on(store).await;
        app.advance(milliseconds);
        let ada = create(&app, "contacts", json!({ "firstname": name })).await;
        let engine = engine(&app, settings(folder.path()));
        assert_eq!(found(&engine, &app, "contacts", named("firstname", name)).await, [ada.as_str()]);
    }
}

#[tokio::test]
async fn many_changes_are_followed_in_parts() {
    on_both_engines(async |app| {
        assert_eq!(found(&app.engine, &app, "contacts", Filter::EVERYTHING).await, [""; 0]);
        for batch in 0..45 {
            let new = |at| json!({ "properties": { "firstname": format!("n{batch}"), "lastname": format!("{at}") } });
            let inputs: Vec<_> = (0..100).map(new).collect();
            let answer =
                app.post("/crm/v3/objects/contacts/batch/create", json!({ "inputs": inputs })).await;
            assert_eq!(answer.status, 201, "{}", answer.text());
        }
        for name in ["n0", "n21", "n44"] {
            assert_eq!(found(&app.engine, &app, "contacts", named("firstname", name)).await.len(), 100);
        }
        assert_eq!(app.engine.search_counters().refreshes, 1);
        assert_eq!(app.engine.search_counters().documents, 4_500);
    })
    .await;
}

#[tokio::test]
async fn the_index_of_a_type_that_is_gone_goes_too() {
    let app = TestApp::new().await;
    let folder = tempfile::tempdir().expect("a folder");
    let body = json!({
        "name": "cars",
        "labels": { "singular": "Car", "plural": "Cars" },
        "primaryDisplayProperty": "model",
        "requiredProperties": ["model"],
        "properties": [{ "name": "model", "label": "Model", "type": "string", "fieldType": "text" }],
        "associatedObjects": [],
    });
    let made = app.post("/crm/v3/schemas", body).await;
    let home =
        folder.path().join(app.account.to_string()).join(made.json["objectTypeId"].as_str().expect("an id"));
    let searching = engine(&app, settings(folder.path()));
    assert_eq!(found(&searching, &app, "cars", Filter::EVERYTHING).await, [""; 0]);
    assert!(home.is_dir());
    assert_eq!(app.delete("/crm/v3/schemas/cars").await.status, 204);
    let background = tokio::spawn(searching.keep_searchable());
    while home.exists() {
        tokio::task::yield_now().await;
    }
    background.abort();
}

//! A search sees everything that was committed when it arrived.

use linchpin_domain::filter::Filter;
use linchpin_engine::search::{Freshness, Settings, Sort};
use linchpin_testkit::{Store, TestApp, on_both_engines};
use serde_json::json;

use super::{create, engine, found, named, sorted, update};

#[tokio::test]
async fn writes_are_found_at_once() {
    on_both_engines(async |app| {
        let find = async |name: &str| found(&app.engine, &app, "contacts", named("firstname", name)).await;
        assert_eq!(find("ada").await, [""; 0]);
        let ada = create(&app, "contacts", json!({ "firstname": "Ada" })).await;
        assert_eq!(find("ada").await, [ada.as_str()]);
        update(&app, "contacts", &ada, json!({ "firstname": "Grace" })).await;
        assert_eq!(find("ada").await, [""; 0]);
        assert_eq!(find("grace").await, [ada.as_str()]);
        let path = format!("/crm/v3/objects/contacts/{ada}");
        assert_eq!(app.delete(&path).await.status, 204);
        assert_eq!(find("grace").await, [""; 0]);
        let restored =
            app.post("/_linchpin/v1/objects/contacts/restore", json!({ "inputs": [{ "id": ada }] })).await;
        assert!(restored.status < 300, "{}", restored.text());
        assert_eq!(find("grace").await, [ada.as_str()]);
        let other = create(&app, "contacts", json!({ "firstname": "Ada" })).await;
        let body = json!({ "primaryObjectId": ada, "objectIdToMerge": other });
        let merged = app.post("/crm/v3/objects/contacts/merge", body).await.json["id"].clone();
        let merged = merged.as_str().expect("an id").to_owned();
        assert_eq!(find("grace").await, [merged.as_str()]);
        assert_eq!(find("ada").await, [""; 0]);
        app.post("/crm/v3/objects/contacts/gdpr-delete", json!({ "objectId": merged })).await;
        assert_eq!(found(&app.engine, &app, "contacts", Filter::EVERYTHING).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn merged_records_are_gone_even_where_the_log_forgot_their_merge() {
    on_both_engines(async |app| {
        let all = async || found(&app.engine, &app, "contacts", Filter::EVERYTHING).await;
        let ids = [
            create(&app, "contacts", json!({ "firstname": "Ada" })).await,
            create(&app, "contacts", json!({ "firstname": "Grace" })).await,
        ];
        assert_eq!(all().await, ids);
        let body = json!({ "primaryObjectId": ids[0], "objectIdToMerge": ids[1] });
        let merged = app.post("/crm/v3/objects/contacts/merge", body).await.json["id"].clone();
        app.post("/crm/v3/objects/contacts/gdpr-delete", json!({ "objectId": merged })).await;
        assert_eq!(all().await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn what_follows_from_a_write_is_found_too() {
    on_both_engines(async |app| {
        let acme = create(&app, "companies", json!({ "name": "Acme" })).await;
        let none = || super::is("num_associated_contacts", linchpin_domain::filter::Kind::Number, "1");
        assert_eq!(found(&app.engine, &app, "companies", none()).await, [""; 0]);
        let ada = create(&app, "contacts", json!({ "firstname": "Ada" })).await;
        let path = format!("/crm/v4/objects/contacts/{ada}/associations/default/companies/{acme}");
        assert_eq!(app.put(&path, json!({})).await.status, 200);
        assert_eq!(found(&app.engine, &app, "companies", none()).await, [acme.as_str()]);
    })
    .await;
}

#[tokio::test]
async fn records_come_in_order() {
    on_both_engines(async |app| {
        let mut ids = Vec::new();
        for name in ["Grace", "", "ada", "Bob"] {
            app.advance(1_000);
            ids.push(create(&app, "contacts", json!({ "firstname": name, "lastname": "x" })).await);
        }
        let by = async |property: &str, descending| {
            let sort = Sort { property: property.to_owned(), descending };
            sorted(&app.engine, &app, "contacts", (Filter::EVERYTHING, Some(sort))).await
        };
        let of = |order: [usize; 4]| order.map(|at| ids[at].as_str());
        assert_eq!(found(&app.engine, &app, "contacts", Filter::EVERYTHING).await, of([0, 1, 2, 3]));
        assert_eq!(by("createdate", true).await, of([3, 2, 1, 0]));
        assert_eq!(by("hs_object_id", true).await, of([3, 2, 1, 0]));
        assert_eq!(by("firstname", false).await, of([2, 3, 0, 1]));
        assert_eq!(by("firstname", true).await, of([0, 3, 2, 1]));
        assert_eq!(by("lastname", true).await, of([0, 1, 2, 3]));
        update(&app, "contacts", &ids[1], json!({ "lastname": "y" })).await;
        assert_eq!(by("lastmodifieddate", true).await[0], ids[1]);
    })
    .await;
}

#[tokio::test]
async fn two_nodes_see_the_writes_of_each_other() {
    let app = TestApp::on(Store::Postgres).await;
    let node = engine(&app, Settings::default());
    for name in ["Ada", "Grace", "Edsger"] {
        let id = create(&app, "contacts", json!({ "firstname": name })).await;
        for engine in [&app.engine, &node] {
            assert_eq!(found(engine, &app, "contacts", named("firstname", name)).await, [id.as_str()]);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn searches_that_wait_together_share_the_work() {
    let app = TestApp::new().await;
    assert_eq!(found(&app.engine, &app, "contacts", Filter::EVERYTHING).await, [""; 0]);
    for round in 1..=3 {
        let before = app.engine.search_counters().refreshes;
        create(&app, "contacts", json!({ "firstname": "Ada" })).await;
        let searches = (0..20).map(|_| found(&app.engine, &app, "contacts", named("firstname", "ada")));
        for ids in futures_util::future::join_all(searches).await {
            assert_eq!(ids.len(), round);
        }
        assert_eq!(app.engine.search_counters().refreshes - before, 1);
    }
    let metrics = app.get("/metrics").await.text();
    for line in ["linchpin_search_documents 3", "linchpin_search_refreshes_total 3", "linchpin_search_lag 0"]
    {
        assert!(metrics.lines().any(|shown| shown == line), "{line} in {metrics}");
    }
    assert!(metrics.contains("linchpin_search_refresh_seconds_total 0."), "{metrics}");
}

#[tokio::test]
async fn an_eventual_search_answers_from_what_is_there() {
    on_both_engines(async |app| {
        let eventual = Settings { freshness: Freshness::Eventual, ..Settings::default() };
        let eventual = engine(&app, eventual);
        let ada = create(&app, "contacts", json!({ "firstname": "Ada" })).await;
        let find = async || found(&eventual, &app, "contacts", named("firstname", "ada")).await;
        assert_eq!(find().await, [ada.as_str()], "the first one builds the index");
        create(&app, "contacts", json!({ "firstname": "Ada" })).await;
        assert_eq!(find().await, [ada.as_str()]);
        let background = tokio::spawn(std::sync::Arc::clone(&eventual).keep_searchable());
        while find().await.len() < 2 {
            tokio::task::yield_now().await;
        }
        background.abort();
    })
    .await;
}

#[tokio::test]
async fn indexes_of_several_types_follow_together() {
    on_both_engines(async |app| {
        let settings = Settings { freshness: Freshness::Eventual, ..Settings::default() };
        let eventual = engine(&app, settings);
        let all = async |plural: &str| found(&eventual, &app, plural, Filter::EVERYTHING).await.len();
        assert_eq!((all("contacts").await, all("companies").await, all("deals").await), (0, 0, 0));
        let background = tokio::spawn(std::sync::Arc::clone(&eventual).keep_searchable());
        for n in 1..=2 {
            for (plural, property) in [("contacts", "firstname"), ("companies", "name")] {
                create(&app, plural, json!({ property: n.to_string() })).await;
                while all(plural).await < n {
                    tokio::task::yield_now().await;
                }
            }
        }
        assert_eq!(all("deals").await, 0);
        background.abort();
    })
    .await;
}

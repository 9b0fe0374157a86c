//! Snapshots, restorations and resets; that everything comes back is what the random test of everything proves.

use linchpin_engine::Scopes;
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

const SNAPSHOTS: &str = "/_linchpin/v1/snapshots";
const RESET: &str = "/_linchpin/v1/reset";
const CONTACTS: &str = "/crm/v3/objects/contacts";

async fn contact(app: &TestApp, email: &str) -> String {
    let made = app.post(CONTACTS, json!({"properties": {"email": email}})).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json["id"].as_str().expect("an id").to_owned()
}

async fn found(app: &TestApp, query: &str) -> u64 {
    let answer = app.post(&format!("{CONTACTS}/search"), json!({"query": query})).await;
    answer.json["total"].as_u64().expect("a total")
}

async fn keep(app: &TestApp) -> String {
    let made = app.post(SNAPSHOTS, json!({"name": "Base"})).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json["id"].as_str().expect("an id").to_owned()
}

async fn take_back(app: &TestApp, id: &str) -> Value {
    let answer = app.post(&format!("{SNAPSHOTS}/{id}/restore"), json!({})).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json
}

async fn members(app: &TestApp, list: &str) -> usize {
    app.engine.follow_lists_now().await;
    let answer = app.get(&format!("/crm/v3/lists/{list}/memberships")).await;
    answer.json["results"].as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn an_account_becomes_what_it_was_as_often_as_wanted() {
    on_both_engines(async |app| {
        let ada = contact(&app, "ada@example.com").await;
        assert_eq!(found(&app, "example").await, 1);
        let base = keep(&app).await;
        for round in 0..3 {
            let bob = contact(&app, "bob@example.com").await;
            app.delete(&format!("{CONTACTS}/{ada}")).await;
            let property = json!({"name": "pet", "label": "Pet", "type": "string", "fieldType": "text", "groupName": "contactinformation"});
            assert_eq!(app.post("/crm/v3/properties/contacts", property).await.status, 201, "round {round}");
            app.patch(&format!("{CONTACTS}/{bob}"), json!({"properties": {"pet": "cat"}})).await;
            // The index follows some of what happens, and may be behind when it is taken back.
            if round != 1 {
                assert_eq!(found(&app, "bob").await, 1);
            }
            let shown = take_back(&app, &base).await;
            assert_eq!((&shown["records"], &shown["name"]), (&json!(1), &json!("Base")));
            assert_eq!((found(&app, "bob").await, found(&app, "ada").await), (0, 1), "round {round}");
            assert_eq!(app.get(&format!("{CONTACTS}/{bob}")).await.status, 404);
            assert_eq!(app.get(&format!("{CONTACTS}/{ada}")).await.status, 200);
            assert_eq!(app.get("/crm/v3/properties/contacts/pet").await.status, 404);
            // Ids are never given twice.
            let carl = contact(&app, "carl@example.com").await;
            assert!(carl.parse::<i64>().ok() > bob.parse().ok(), "{carl} after {bob}");
        }
        take_back(&app, &base).await;
        let read = app.get(&format!("{CONTACTS}/{ada}?propertiesWithHistory=email")).await;
        assert_eq!(read.json["propertiesWithHistory"]["email"].as_array().map(Vec::len), Some(1));
    })
    .await;
}

#[tokio::test]
async fn lists_go_on_where_they_were() {
    on_both_engines(async |app| {
        let filter = json!({
            "filterBranchType": "OR", "filters": [], "filterBranches": [{
                "filterBranchType": "AND", "filterBranches": [], "filters": [{
                    "filterType": "PROPERTY", "property": "email",
                    "operation": {"operationType": "MULTISTRING", "operator": "CONTAINS", "values": ["example"]},
                }],
            }],
        });
        let list = json!({"name": "All", "objectTypeId": "0-1", "processingType": "DYNAMIC", "filterBranch": filter});
        let made = app.post("/crm/v3/lists", list).await;
        assert_eq!(made.status, 200, "{}", made.text());
        let list = made.json["list"]["listId"].as_str().expect("an id").to_owned();
        contact(&app, "ada@example.com").await;
        assert_eq!(members(&app, &list).await, 1);
        // The second one is not followed yet when the snapshot is made.
        contact(&app, "bea@example.com").await;
        let base = keep(&app).await;
        contact(&app, "carl@example.com").await;
        assert_eq!(members(&app, &list).await, 3);
        for _ in 0..2 {
            take_back(&app, &base).await;
            assert_eq!(members(&app, &list).await, 2);
            contact(&app, "dora@example.com").await;
            assert_eq!(members(&app, &list).await, 3);
        }
        app.post(RESET, json!({})).await;
        assert_eq!(app.get(&format!("/crm/v3/lists/{list}")).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_reset_leaves_what_it_is_told_to() {
    on_both_engines(async |app| {
        let property = json!({"name": "pet", "label": "Pet", "type": "string", "fieldType": "text", "groupName": "contactinformation"});
        for (keep, status) in [(json!({"keep": ["schema"]}), 200), (json!({"keep": []}), 404)] {
            app.post("/crm/v3/properties/contacts", property.clone()).await;
            contact(&app, "ada@example.com").await;
            assert_eq!(found(&app, "ada").await, 1);
            assert_eq!(app.post(RESET, keep).await.status, 204);
            assert_eq!(found(&app, "ada").await, 0);
            assert_eq!(app.get(CONTACTS).await.json["results"], json!([]));
            assert_eq!(app.get("/crm/v3/properties/contacts/pet").await.status, status);
            assert_eq!(app.get("/crm/v3/owners").await.json["results"].as_array().map(Vec::len), Some(1));
        }
        // Curl without a body.
        let request = app.request("POST", RESET).body(axum::body::Body::empty()).expect("a request");
        assert_eq!(app.call(request).await.status, 204);
        let answer = app.post(RESET, json!({"keep": ["records"]})).await;
        assert_eq!(answer.status, 400);
        let message = answer.json["message"].as_str().expect("a message");
        assert!(message.starts_with("Invalid input JSON on line 1, column"), "{message}");
    })
    .await;
}

#[tokio::test]
async fn snapshots_are_listed_deleted_and_of_one_account() {
    on_both_engines(async |mut app| {
        contact(&app, "ada@example.com").await;
        let (first, second) = (keep(&app).await, keep(&app).await);
        let all = app.get(SNAPSHOTS).await.json;
        assert_eq!(all["results"][0]["id"], json!(second));
        let mut shown = all["results"][1].clone();
        assert!(shown["bytes"].as_i64() > Some(100), "{shown}");
        shown["bytes"] = json!(0);
        let expected = json!({"id": first, "name": "Base", "createdAt": "2026-03-04T05:06:07.089Z", "records": 1, "bytes": 0});
        assert_eq!(shown, expected);
        assert_eq!(app.delete(&format!("{SNAPSHOTS}/{second}")).await.status, 204);
        let own = std::mem::replace(&mut app.account, app.engine.create_account("Other").await.expect("made"));
        let token = std::mem::take(&mut app.token);
        app.token = app.token_with(Scopes::All).await;
        contact(&app, "bob@example.com").await;
        for id in [first.as_str(), second.as_str(), "base"] {
            for (method, path) in [("DELETE", ""), ("POST", "/restore")] {
                let request = app.request(method, &format!("{SNAPSHOTS}/{id}{path}"));
                let answer = app.call(request.body(axum::body::Body::empty()).expect("a request")).await;
                let expected = json!({
                    "status": "error", "message": format!("There is no snapshot \"{id}\"."),
                    "correlationId": answer.json["correlationId"], "context": {"id": [id]},
                    "category": "OBJECT_NOT_FOUND",
                });
                assert_eq!((answer.status, answer.json), (404, expected), "{method} {id}");
            }
        }
        (app.account, app.token) = (own, token);
        app.post(RESET, json!({})).await;
        take_back(&app, &first).await;
        assert_eq!(found(&app, "ada").await, 1);
    })
    .await;
}

#[tokio::test]
async fn writers_never_leave_half_of_anything() {
    on_both_engines(async |app| {
        contact(&app, "ada@example.com").await;
        let base = keep(&app).await;
        let writes = (0..20).map(|at| {
            let app = &app;
            async move {
                let body = json!({"properties": {"email": format!("writer{at}@example.com")}});
                let status = app.post(CONTACTS, body).await.status;
                assert!(matches!(status, 201 | 409), "{status}");
            }
        });
        let restoring = async {
            // A write is tried several times, and so outlives as many restorations.
            for _ in 0..3 {
                take_back(&app, &base).await;
            }
        };
        tokio::join!(futures_util::future::join_all(writes), restoring);
        let listed = app.get(&format!("{CONTACTS}?limit=100")).await.json["results"].as_array().map(Vec::len);
        assert_eq!(listed, Some(found(&app, "example").await as usize));
        take_back(&app, &base).await;
        assert_eq!(found(&app, "example").await, 1);
    })
    .await;
}

#[tokio::test]
async fn writers_and_restorations_wait_for_each_other() {
    on_both_engines(async |app| {
        let mut ids = Vec::new();
        for at in 0..8 {
            ids.push(contact(&app, &format!("person{at}@example.com")).await);
        }
        let base = keep(&app).await;
        let writes = (0..8).map(|writer| {
            let (app, ids) = (&app, &ids);
            async move {
                for round in 0..6 {
                    let input = |id| json!({"id": id, "properties": {"city": format!("{writer} {round}")}});
                    let inputs: Vec<_> =
                        ids.iter().skip(writer).chain(ids.iter().take(writer)).map(input).collect();
                    let answer =
                        app.post(&format!("{CONTACTS}/batch/update"), json!({"inputs": inputs})).await;
                    assert_eq!(answer.status, 200, "{}", answer.text());
                }
            }
        });
        let restoring = async {
            for _ in 0..3 {
                take_back(&app, &base).await;
            }
        };
        tokio::join!(futures_util::future::join_all(writes), restoring);
        take_back(&app, &base).await;
        let answer = app.get(&format!("{CONTACTS}/{}?properties=city", ids[0])).await;
        assert_eq!(answer.json["properties"]["city"], Value::Null);
    })
    .await;
}

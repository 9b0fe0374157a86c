//! Searching records over HTTP.

mod associated;
mod conditions;
mod pages;
mod query;
mod refusals;

use linchpin_testkit::{Answer, TestApp, on_both_engines};
use serde_json::{Value, json};

use super::{CONTACTS, NOW, contact, create, names, refused};

/// Where contacts are searched.
const SEARCH: &str = "/crm/v3/objects/contacts/search";

/// Sends a search of contacts that succeeds.
async fn search(app: &TestApp, body: Value) -> Answer {
    search_at(app, SEARCH, body).await
}

/// Sends a search that succeeds.
async fn search_at(app: &TestApp, path: &str, body: Value) -> Answer {
    let answer = app.post(path, body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer
}

/// The names of the found contacts in order: what stands before the `@` of their addresses.
fn found(answer: &Answer) -> Vec<&str> {
    let results = answer.json["results"].as_array().expect("results");
    results.iter().filter_map(|record| record["properties"]["email"].as_str()?.split('@').next()).collect()
}

/// Makes contacts of these names with these properties, each a second after the other.
async fn contacts<const N: usize>(app: &TestApp, people: [(&str, Value); N]) -> [String; N] {
    let mut made = Vec::with_capacity(N);
    for (name, mut properties) in people {
        properties["email"] = json!(format!("{name}@example.com"));
        made.push(create(app, CONTACTS, properties).await);
        app.advance(1_000);
    }
    made.try_into().expect("as many as were asked for")
}

#[tokio::test]
async fn a_search_shows_what_it_finds_as_recorded() {
    on_both_engines(async |app| {
        let id = create(&app, CONTACTS, json!({"email": "ada@example.com", "firstname": "Ada"})).await;
        let answer = search(
            &app,
            json!({"filterGroups": [{"filters": [{"propertyName": "email", "operator": "EQ", "value": "ada@example.com"}]}],
                "properties": ["firstname", "phone", "no_such_property", "email"], "limit": 100}),
        )
        .await;
        let expected = format!(
            r#"{{"total":1,"results":[{{"id":"{id}","properties":{{"createdate":"{NOW}","email":"ada@example.com","firstname":"Ada","hs_object_id":"{id}","lastmodifieddate":"{NOW}","phone":null}},"createdAt":"{NOW}","updatedAt":"{NOW}","archived":false,"url":"http://linchpin.example/contacts/{account}/record/0-1/{id}"}}]}}"#,
            account = app.account,
        );
        assert_eq!(answer.text(), expected);
        assert_eq!(answer.header("x-hubspot-ratelimit-daily"), "250000");
        assert_eq!(answer.header("x-hubspot-ratelimit-max"), "");
        let nothing = search(&app, json!({"filters": [{"propertyName": "email", "operator": "EQ", "value": "x"}]})).await;
        assert_eq!(nothing.text(), r#"{"total":0,"results":[]}"#);
    })
    .await;
}

#[tokio::test]
async fn archived_records_are_not_found_until_they_are_restored() {
    on_both_engines(async |app| {
        let id = contact(&app, "ada@example.com").await;
        assert_eq!(found(&search(&app, json!({})).await), ["ada"]);
        app.delete(&format!("{CONTACTS}/{id}")).await;
        assert_eq!(search(&app, json!({})).await.json["total"], 0);
        let restored =
            app.post("/_linchpin/v1/objects/contacts/restore", json!({"inputs": [{"id": id}]})).await;
        assert_eq!(restored.status, 200);
        assert_eq!(found(&search(&app, json!({})).await), ["ada"]);
    })
    .await;
}

#[tokio::test]
async fn every_version_and_name_of_a_type_searches() {
    on_both_engines(async |app| {
        contact(&app, "ada@example.com").await;
        for path in [
            "/crm/v3/objects/contact/search",
            "/crm/v3/objects/0-1/search",
            "/crm/v3/objects/CONTACT/search",
            "/crm/objects/v3/contacts/search",
            "/crm/objects/2025-09/contacts/search",
            "/crm/objects/2026-03/contacts/search",
            "/crm/objects/2026-09/contacts/search",
            "/crm/objects/2026-09-beta/contacts/search",
            "/crm/objects/2027-03-beta/contacts/search",
        ] {
            assert_eq!(found(&search_at(&app, path, json!({})).await), ["ada"], "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn custom_objects_are_searched_by_their_own_properties() {
    on_both_engines(async |app| {
        let definition = json!({
            "name": "cars", "labels": {"singular": "Car", "plural": "Cars"}, "primaryDisplayProperty": "model",
            "requiredProperties": ["model"], "searchableProperties": ["model"], "associatedObjects": ["CONTACT"],
            "properties": [
                {"name": "model", "label": "Model", "type": "string", "fieldType": "text"},
                {"name": "year", "label": "Year", "type": "number", "fieldType": "number"},
            ],
        });
        let made = app.post("/crm-object-schemas/v3/schemas", definition).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let path = "/crm/v3/objects/cars";
        create(&app, path, json!({"model": "Frontier", "year": "2014"})).await;
        let newer = create(&app, path, json!({"model": "Leaf", "year": "2020"})).await;
        let after = |year| json!({"filters": [{"propertyName": "year", "operator": "GT", "value": year}]});
        let search_path = format!("{path}/search");
        let answer = search_at(&app, &search_path, after(2019)).await;
        assert_eq!((&answer.json["total"], &answer.json["results"][0]["id"]), (&json!(1), &json!(newer)));
        assert_eq!(
            names(&answer.json["results"][0]),
            ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"]
        );
        for (query, total) in [("fron", 1), ("leaf", 1), ("2014", 0)] {
            assert_eq!(search_at(&app, &search_path, json!({"query": query})).await.json["total"], total, "{query}");
        }
    })
    .await;
}

//! What records tell of their neighbours, over HTTP, on both engines.

mod activities;
mod counts;
mod deals;
mod many;
mod meetings;
mod primary;
mod removals;

use linchpin_testkit::TestApp;
use serde_json::{Value, json};

/// A deal stage that is neither won nor lost.
const OPEN: &str = "appointmentscheduled";
/// The deal stage of won deals.
const WON: &str = "closedwon";

/// Creates a record and returns its id.
async fn create(app: &TestApp, plural: &str, properties: Value) -> String {
    let answer = app.post(&format!("/crm/v3/objects/{plural}"), json!({ "properties": properties })).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json["id"].as_str().expect("an id is text").to_owned()
}

async fn contact(app: &TestApp, email: &str) -> String {
    create(app, "contacts", json!({ "email": email })).await
}

async fn company(app: &TestApp, name: &str) -> String {
    create(app, "companies", json!({ "name": name })).await
}

async fn update(app: &TestApp, plural: &str, id: &str, properties: Value) {
    let path = format!("/crm/v3/objects/{plural}/{id}");
    let answer = app.patch(&path, json!({ "properties": properties })).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

async fn archive(app: &TestApp, plural: &str, id: &str) {
    assert_eq!(app.delete(&format!("/crm/v3/objects/{plural}/{id}")).await.status, 204);
}

/// Associates two records without a label.
async fn associate(app: &TestApp, from: (&str, &str), to: (&str, &str)) {
    let path = format!("/crm/v4/objects/{}/{}/associations/default/{}/{}", from.0, from.1, to.0, to.1);
    let answer = app.put(&path, json!({})).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

async fn dissociate(app: &TestApp, from: (&str, &str), to: (&str, &str)) {
    let path = format!("/crm/v4/objects/{}/{}/associations/{}/{}", from.0, from.1, to.0, to.1);
    assert_eq!(app.delete(&path).await.status, 204);
}

/// The values of some properties, separated by commas; `-` stands for none.
async fn shown(app: &TestApp, (plural, id): (&str, &str), properties: &str) -> String {
    let answer = app.get(&format!("/crm/v3/objects/{plural}/{id}?properties={properties}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let value = |name| answer.json["properties"][name].as_str().filter(|value| !value.is_empty());
    properties.split(',').map(|name| value(name).unwrap_or("-")).collect::<Vec<_>>().join(",")
}

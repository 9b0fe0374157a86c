//! Associations over HTTP, on both engines.

mod archive;
mod batch;
mod companies;
mod inline;
mod labels;
mod leads;
mod limits;
mod primary;
mod single;
mod usage;
mod v3;

use linchpin_testkit::{Answer, TestApp};
use serde_json::{Value, json};

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

/// A type as a client names it.
fn hubspot(id: i32) -> Value {
    json!({ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": id })
}

/// Associates two records without a label.
async fn associate(app: &TestApp, from: (&str, &str), to: (&str, &str)) {
    let path = format!("/crm/v4/objects/{}/{}/associations/default/{}/{}", from.0, from.1, to.0, to.1);
    let answer = app.put(&path, json!({})).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// What a record is associated with: `id: type type`, one for each associated record.
async fn seen(app: &TestApp, from: (&str, &str), to: &str) -> Vec<String> {
    let answer = app.get(&format!("/crm/v4/objects/{}/{}/associations/{to}", from.0, from.1)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    rows(&answer.json["results"])
}

fn rows(results: &Value) -> Vec<String> {
    let row = |row: &Value| {
        let types = row["associationTypes"].as_array().expect("types");
        let types: Vec<_> = types.iter().map(|row| row["typeId"].to_string()).collect();
        format!("{}: {}", row["toObjectId"], types.join(" "))
    };
    results.as_array().expect("results").iter().map(row).collect()
}

/// Checks a refusal.
fn refused(answer: &Answer, status: u16, message: &str) {
    assert_eq!((answer.status, &answer.json["message"]), (status, &json!(message)), "{}", answer.text());
}

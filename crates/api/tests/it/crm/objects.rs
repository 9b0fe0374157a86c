//! Records over HTTP, on both engines.

mod access;
mod archive;
mod batch;
mod create;
mod history;
mod list;
mod merge;
mod purge;
mod read;
mod restore;
mod search;
mod types;
mod update;
mod upsert;

use linchpin_testkit::{Answer, TestApp};
use serde_json::{Value, json};

/// Where contacts are.
const CONTACTS: &str = "/crm/v3/objects/contacts";
/// Where companies are.
const COMPANIES: &str = "/crm/v3/objects/companies";
/// The time at which test apps start, as it travels.
const NOW: &str = "2026-03-04T05:06:07.089Z";

/// Creates a record and returns its id.
async fn create(app: &TestApp, path: &str, properties: Value) -> String {
    let answer = app.post(path, json!({ "properties": properties })).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json["id"].as_str().expect("an id is text").to_owned()
}

/// Creates a contact with this email address and returns its id.
async fn contact(app: &TestApp, email: &str) -> String {
    create(app, CONTACTS, json!({ "email": email })).await
}

/// Checks a refusal.
fn refused(answer: &Answer, status: u16, category: &str, message: &str) {
    let seen = (answer.status, answer.json["category"].as_str(), answer.json["message"].as_str());
    let category = (!category.is_empty()).then_some(category);
    assert_eq!(seen, (status, category, Some(message)), "{}", answer.text());
    assert_eq!(answer.json["status"], "error");
    assert_eq!(answer.json["correlationId"], answer.header("x-hubspot-correlation-id"));
}

/// The ids of a page or batch, in order.
fn ids(answer: &Answer) -> Vec<&str> {
    let results = answer.json["results"].as_array().expect("results");
    results.iter().map(|record| record["id"].as_str().expect("an id is text")).collect()
}

/// The names of the properties of a record, in the order of the answer.
fn names(record: &Value) -> Vec<&str> {
    record["properties"].as_object().expect("properties").keys().map(String::as_str).collect()
}

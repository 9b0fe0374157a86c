use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::json;

use super::*;
use crate::model::check_rollups;

/// More contacts than one write tells at once.
const CONTACTS: usize = 520;

/// A company with many contacts; returns the contacts in the order of their ids.
async fn crowd(app: &TestApp, acme: &str) -> Vec<String> {
    let types = json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 1 }]);
    let associations = json!([{ "to": { "id": acme }, "types": types }]);
    let input = |index: usize| {
        let properties = json!({ "email": format!("c{index}@example.com") });
        json!({ "properties": properties, "associations": associations })
    };
    let mut ids = Vec::new();
    for start in (0..CONTACTS).step_by(100) {
        let inputs: Vec<_> = (start..CONTACTS.min(start + 100)).map(input).collect();
        let answer = app.post("/crm/v3/objects/contacts/batch/create", json!({ "inputs": inputs })).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let results = answer.json["results"].as_array().expect("results");
        ids.extend(results.iter().map(|record| record["id"].as_str().expect("an id").to_owned()));
    }
    ids
}

#[tokio::test]
async fn what_reaches_very_many_records_is_finished_later() {
    on_both_engines(async |app| {
        let (acme, other) = (company(&app, "Acme").await, company(&app, "Other").await);
        let contacts = crowd(&app, &acme).await;
        let [first, last, gone] =
            [0, CONTACTS - 1, CONTACTS - 2].map(|at| ("contacts", contacts[at].as_str()));
        assert_eq!(shown(&app, ("companies", &acme), "num_associated_contacts").await, "520");
        let counts = "hs_associated_target_accounts";
        update(&app, "companies", &acme, json!({ "hs_is_target_account": "true" })).await;
        assert_eq!(shown(&app, first, counts).await, "1");
        assert_eq!(shown(&app, last, counts).await, "0", "its turn comes later");
        // One that waits loses the company before its turn, another one gets a second one.
        dissociate(&app, gone, ("companies", &acme)).await;
        update(&app, "companies", &other, json!({ "hs_is_target_account": "true" })).await;
        associate(&app, last, ("companies", &other)).await;
        app.engine.follow_up_now().await;
        assert_eq!(shown(&app, gone, counts).await, "0");
        assert_eq!(shown(&app, last, counts).await, "2");
        check_rollups(&app, "the first change").await;

        archive(&app, "companies", &acme).await;
        assert_eq!(shown(&app, first, "associatedcompanyid").await, "-");
        assert_eq!(shown(&app, ("contacts", &contacts[510]), "associatedcompanyid").await, acme);
        app.engine.follow_up_now().await;
        assert_eq!(shown(&app, ("contacts", &contacts[510]), "associatedcompanyid").await, "-");
        check_rollups(&app, "archiving").await;
    })
    .await;
}

#[tokio::test]
async fn very_many_neighbours_of_merged_records_follow_later() {
    on_both_engines(async |app| {
        let (acme, other) = (company(&app, "Acme").await, company(&app, "Other").await);
        let contacts = crowd(&app, &acme).await;
        let body = json!({ "primaryObjectId": other, "objectIdToMerge": acme });
        let answer = app.post("/crm/v3/objects/companies/merge", body).await;
        let id = answer.json["id"].as_str().expect("an id").to_owned();
        assert_eq!(shown(&app, ("companies", &id), "num_associated_contacts").await, "520");
        let [first, last] = [0, CONTACTS - 1].map(|at| ("contacts", contacts[at].as_str()));
        assert_eq!(shown(&app, first, "associatedcompanyid").await, id);
        assert_eq!(shown(&app, last, "associatedcompanyid").await, acme, "its turn comes later");
        app.engine.follow_up_now().await;
        assert_eq!(shown(&app, last, "associatedcompanyid").await, id);
        check_rollups(&app, "merging").await;
    })
    .await;
}

#[tokio::test]
async fn a_node_that_starts_finds_what_another_one_left() {
    on_both_engines(async |app| {
        let acme = company(&app, "Acme").await;
        let contacts = crowd(&app, &acme).await;
        update(&app, "companies", &acme, json!({ "hs_is_target_account": "true" })).await;
        let key = linchpin_engine::ServerKey::new([7; 32]);
        let node = linchpin_engine::Engine::new(
            app.database.clone(),
            key,
            app.engine.clock().clone(),
            linchpin_engine::search::Settings::default(),
        );
        node.follow_up_everywhere().await.expect("what waits is found");
        let last = ("contacts", contacts[CONTACTS - 1].as_str());
        assert_eq!(shown(&app, last, "hs_associated_target_accounts").await, "1");
    })
    .await;
}

#[tokio::test]
async fn very_many_neighbours_of_a_deleted_record_are_told_once_each_and_in_parts() {
    on_both_engines(async |app| {
        let (acme, other) = (company(&app, "Acme").await, company(&app, "Other").await);
        let contacts = crowd(&app, &acme).await;
        let [first, last] = [0, CONTACTS - 1].map(|at| ("contacts", contacts[at].as_str()));
        for id in [&acme, &other] {
            update(&app, "companies", id, json!({ "hs_is_target_account": "true" })).await;
            app.engine.follow_up_now().await;
        }
        associate(&app, first, ("companies", &other)).await;
        associate(&app, last, ("companies", &other)).await;
        let before = app.engine.counters().transactions;
        let answer = app.post("/crm/v3/objects/companies/gdpr-delete", json!({ "objectId": acme })).await;
        assert_eq!(answer.status, 204, "{}", answer.text());
        // Five hundred, the look at the others, and those with the record.
        assert_eq!(app.engine.counters().transactions - before, 3);
        for contact in [first, last] {
            assert_eq!(shown(&app, contact, "hs_associated_target_accounts").await, "1");
        }
        check_rollups(&app, "deleting").await;
    })
    .await;
}

use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use super::*;

#[tokio::test]
async fn records_count_their_live_neighbours() {
    on_both_engines(async |app| {
        let (ada, bob) = (contact(&app, "ada@example.com").await, contact(&app, "bob@example.com").await);
        let acme = company(&app, "Acme").await;
        let deal = create(&app, "deals", json!({ "dealname": "Big", "dealstage": OPEN })).await;
        for id in [&ada, &bob] {
            associate(&app, ("contacts", id), ("companies", &acme)).await;
            associate(&app, ("deals", &deal), ("contacts", id)).await;
        }
        // Once more changes nothing.
        associate(&app, ("companies", &acme), ("contacts", &ada)).await;
        associate(&app, ("companies", &acme), ("deals", &deal)).await;
        let counts = "num_associated_contacts,num_associated_deals,hs_num_open_deals";
        assert_eq!(shown(&app, ("companies", &acme), counts).await, "2,1,1");
        assert_eq!(shown(&app, ("deals", &deal), "num_associated_contacts").await, "2");
        assert_eq!(shown(&app, ("contacts", &ada), "num_associated_deals").await, "1");

        archive(&app, "contacts", &bob).await;
        update(&app, "deals", &deal, json!({ "dealstage": "closedlost" })).await;
        assert_eq!(shown(&app, ("companies", &acme), counts).await, "1,1,0");
        assert_eq!(shown(&app, ("deals", &deal), "num_associated_contacts").await, "1");
        dissociate(&app, ("deals", &deal), ("companies", &acme)).await;
        archive(&app, "deals", &deal).await;
        assert_eq!(shown(&app, ("companies", &acme), counts).await, "1,0,0");
        assert_eq!(shown(&app, ("contacts", &ada), "num_associated_deals").await, "0");
    })
    .await;
}

#[tokio::test]
async fn records_that_are_made_together_with_associations_count() {
    on_both_engines(async |app| {
        let acme = company(&app, "Acme").await;
        let input = |email: &str| {
            let types = json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279 }]);
            json!({ "properties": { "email": email }, "associations": [{ "to": { "id": acme }, "types": types }] })
        };
        let inputs = json!({ "inputs": [input("a@example.com"), input("b@example.com")] });
        let answer = app.post("/crm/v3/objects/contacts/batch/create", inputs).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        assert_eq!(shown(&app, ("companies", &acme), "num_associated_contacts").await, "2");
    })
    .await;
}

#[tokio::test]
async fn what_contacts_decide_is_counted() {
    on_both_engines(async |app| {
        let acme = company(&app, "Acme").await;
        let ada = contact(&app, "ada@example.com").await;
        associate(&app, ("contacts", &ada), ("companies", &acme)).await;
        let counts = "hs_num_contacts_with_buying_roles,hs_num_decision_makers,hs_num_blockers";
        for (roles, expected) in [("CHAMPION;DECISION_MAKER", "1,1,0"), ("BLOCKER", "1,0,1"), ("", "0,0,0")] {
            update(&app, "contacts", &ada, json!({ "hs_buying_role": roles })).await;
            assert_eq!(shown(&app, ("companies", &acme), counts).await, expected, "{roles}");
        }
    })
    .await;
}

#[tokio::test]
async fn companies_know_their_parents_and_children() {
    on_both_engines(async |app| {
        let (group, works) = (company(&app, "Group").await, company(&app, "Works").await);
        let path = format!("/crm/v4/objects/companies/{works}/associations/companies/{group}");
        let parent = json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 14 }]);
        assert_eq!(app.put(&path, parent).await.status, 201);
        let names = "hs_num_child_companies,hs_parent_company_id";
        assert_eq!(shown(&app, ("companies", &group), names).await, "1,-");
        assert_eq!(shown(&app, ("companies", &works), names).await, format!("0,{group}"));
        archive(&app, "companies", &group).await;
        assert_eq!(shown(&app, ("companies", &works), names).await, "0,-");
    })
    .await;
}

/// The kinds, sources and new values of a property's history, newest first.
async fn history(app: &TestApp, (plural, id): (&str, &str), property: &str) -> Vec<(Value, Value)> {
    let path = format!("/crm/v3/objects/{plural}/{id}?propertiesWithHistory={property}");
    let answer = app.get(&path).await;
    let versions = answer.json["propertiesWithHistory"][property].as_array().expect("a history").clone();
    versions.into_iter().map(|version| (version["value"].clone(), version["sourceType"].clone())).collect()
}

#[tokio::test]
async fn history_says_that_nobody_set_them() {
    on_both_engines(async |app| {
        let (acme, ada) = (company(&app, "Acme").await, contact(&app, "ada@example.com").await);
        app.advance(5_000);
        associate(&app, ("contacts", &ada), ("companies", &acme)).await;
        let versions = history(&app, ("companies", &acme), "num_associated_contacts").await;
        assert_eq!(versions, [(json!("1"), json!("CALCULATED"))]);
        let name = history(&app, ("companies", &acme), "name").await;
        assert_eq!(name, [(json!("Acme"), json!("INTEGRATION"))]);
        let changed = shown(&app, ("companies", &acme), "hs_lastmodifieddate").await;
        assert_eq!(changed, "2026-03-04T05:06:12.089Z");
    })
    .await;
}

use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::json;

use super::super::{COMPANIES, CONTACTS, contact, create};
use super::{merge, merged, values};

/// Associates two records by these of HubSpot's types.
async fn associate(app: &TestApp, from: (&str, &str), to: (&str, &str), types: &[i32]) {
    let path = format!("/crm/v4/objects/{}/{}/associations/{}/{}", from.0, from.1, to.0, to.1);
    let types = types
        .iter()
        .map(|id| json!({ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": id }))
        .collect::<Vec<_>>();
    let answer = app.put(&path, json!(types)).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
}

/// What a record is associated with: `id: type type`, one for each associated record.
async fn seen(app: &TestApp, from: (&str, &str), to: &str) -> Vec<String> {
    let answer = app.get(&format!("/crm/v4/objects/{}/{}/associations/{to}", from.0, from.1)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let row = |row: &serde_json::Value| {
        let types = row["associationTypes"].as_array().expect("types");
        let types: Vec<_> = types.iter().map(|row| row["typeId"].to_string()).collect();
        format!("{}: {}", row["toObjectId"], types.join(" "))
    };
    answer.json["results"].as_array().expect("results").iter().map(row).collect()
}

async fn company(app: &TestApp, name: &str) -> String {
    create(app, COMPANIES, json!({ "name": name })).await
}

#[tokio::test]
async fn the_associations_of_both_belong_to_the_new_record() {
    on_both_engines(async |app| {
        let (one, two) = (contact(&app, "a@example.com").await, contact(&app, "b@example.com").await);
        let (both, first) = (company(&app, "Both").await, company(&app, "First").await);
        let (second, archived) = (company(&app, "Second").await, company(&app, "Archived").await);
        for (contact, company, types) in [
            (&one, &first, &[1][..]),
            (&one, &both, &[279]),
            (&two, &second, &[1]),
            (&two, &both, &[931]),
            (&two, &archived, &[279]),
        ] {
            associate(&app, ("contacts", contact), ("companies", company), types).await;
        }
        assert_eq!(app.delete(&format!("{COMPANIES}/{archived}")).await.status, 204);
        let id = merged(&app, CONTACTS, &one, &two).await;
        let expected = [format!("{both}: 931 279"), format!("{first}: 1 279"), format!("{second}: 279")];
        assert_eq!(seen(&app, ("contacts", &id), "companies").await, expected);
        for (company, types) in [(&both, "930 280"), (&first, "2 280"), (&second, "280")] {
            assert_eq!(seen(&app, ("companies", company), "contacts").await, [format!("{id}: {types}")]);
        }
    })
    .await;
}

#[tokio::test]
async fn a_merged_company_stays_the_primary_one_of_its_contacts() {
    on_both_engines(async |app| {
        let (one, two) = (company(&app, "One").await, company(&app, "Two").await);
        let third = company(&app, "Three").await;
        let ada = contact(&app, "ada@example.com").await;
        let grace = contact(&app, "grace@example.com").await;
        associate(&app, ("contacts", &ada), ("companies", &two), &[1]).await;
        associate(&app, ("contacts", &ada), ("companies", &one), &[279]).await;
        associate(&app, ("contacts", &grace), ("companies", &third), &[1]).await;
        associate(&app, ("contacts", &grace), ("companies", &two), &[279]).await;
        let id = merged(&app, COMPANIES, &one, &two).await;
        assert_eq!(seen(&app, ("contacts", &ada), "companies").await, [format!("{id}: 1 279")]);
        let expected = [format!("{third}: 1 279"), format!("{id}: 279")];
        assert_eq!(seen(&app, ("contacts", &grace), "companies").await, expected);
    })
    .await;
}

#[tokio::test]
async fn a_company_without_a_primary_label_gets_none_by_being_merged() {
    on_both_engines(async |app| {
        let (one, two) = (company(&app, "One").await, company(&app, "Two").await);
        let ada = contact(&app, "ada@example.com").await;
        associate(&app, ("contacts", &ada), ("companies", &two), &[279]).await;
        let path = "/crm/v4/associations/contacts/companies/batch/labels/archive";
        let types = json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 1 }]);
        let body = json!({ "inputs": [{ "from": { "id": ada }, "to": { "id": two }, "types": types }] });
        assert_eq!(app.post(path, body).await.status, 204);
        let id = merged(&app, COMPANIES, &one, &two).await;
        assert_eq!(seen(&app, ("contacts", &ada), "companies").await, [format!("{id}: 279")]);
    })
    .await;
}

#[tokio::test]
async fn a_record_is_not_associated_with_itself_after_a_merge() {
    on_both_engines(async |app| {
        let (one, two) = (company(&app, "One").await, company(&app, "Two").await);
        let child = company(&app, "Child").await;
        associate(&app, ("companies", &one), ("companies", &two), &[13]).await;
        associate(&app, ("companies", &two), ("companies", &child), &[13]).await;
        let id = merged(&app, COMPANIES, &one, &two).await;
        assert_eq!(seen(&app, ("companies", &id), "companies").await, [format!("{child}: 13 450")]);
        assert_eq!(seen(&app, ("companies", &child), "companies").await, [format!("{id}: 14 450")]);
    })
    .await;
}

#[tokio::test]
async fn a_limit_of_the_account_refuses_the_merge_as_a_whole() {
    on_both_engines(async |app| {
        let path = "/crm/v4/associations/definitions/configurations/contacts/companies/batch/create";
        let limit = json!({ "category": "HUBSPOT_DEFINED", "typeId": 279, "maxToObjectIds": 1 });
        let answer = app.post(path, json!({ "inputs": [limit] })).await;
        assert!(answer.status < 300, "{}", answer.text());
        let (one, two) = (contact(&app, "a@example.com").await, contact(&app, "b@example.com").await);
        let (first, second) = (company(&app, "First").await, company(&app, "Second").await);
        associate(&app, ("contacts", &one), ("companies", &first), &[279]).await;
        associate(&app, ("contacts", &two), ("companies", &second), &[279]).await;
        let answer = merge(&app, CONTACTS, &one, &two).await;
        assert_eq!(answer.status, 400, "{}", answer.text());
        let words = "cannot be associated with more than 1 objects by association type 279";
        assert!(answer.text().contains(words), "{}", answer.text());
        assert_eq!(seen(&app, ("contacts", &two), "companies").await, [format!("{second}: 1 279")]);
        // Once the companies are one, so can the contacts be.
        merged(&app, COMPANIES, &first, &second).await;
        merged(&app, CONTACTS, &one, &two).await;
    })
    .await;
}

#[tokio::test]
async fn more_associations_than_are_moved_at_once_are_all_moved() {
    on_both_engines(async |app| {
        let (one, two) = (company(&app, "One").await, company(&app, "Two").await);
        for batch in 0..12 {
            let record = |index: usize| {
                let company = if index.is_multiple_of(2) { &one } else { &two };
                let types = json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 1 }]);
                let email = format!("c{batch}-{index}@example.com");
                json!({ "properties": { "email": email }, "associations": [{ "to": { "id": company }, "types": types }] })
            };
            let inputs: Vec<_> = (0..100).map(record).collect();
            let answer = app.post(&format!("{CONTACTS}/batch/create"), json!({ "inputs": inputs })).await;
            assert_eq!(answer.status, 201, "{}", answer.text());
        }
        let id = merged(&app, COMPANIES, &one, &two).await;
        let mut n_seen = 0;
        let mut next = Some(format!("/crm/v4/objects/companies/{id}/associations/contacts"));
        while let Some(path) = next {
            let page = app.get(&path).await;
            n_seen += page.json["results"].as_array().expect("results").len();
            next = page.json["paging"]["next"]["link"].as_str().map(str::to_owned);
        }
        assert_eq!(n_seen, 1_200);
        let count = values(&app, COMPANIES, &id, &["num_associated_contacts"]).await;
        assert_eq!(count, ["1200"]);
        // More contacts than are told at once.
        app.engine.follow_up_now().await;
        for email in ["c0-0@example.com", "c11-99@example.com"] {
            let key = format!("{email}?idProperty=email");
            assert_eq!(values(&app, CONTACTS, &key, &["associatedcompanyid"]).await, [id.as_str()]);
        }
    })
    .await;
}

use linchpin_testkit::on_both_engines;
use serde_json::json;

use super::{associate, company, contact, hubspot, refused, seen};

#[tokio::test]
async fn archiving_removes_both_directions_and_may_be_repeated() {
    on_both_engines(async |app| {
        let (ada, acme) = (contact(&app, "ada@example.com").await, company(&app, "Acme").await);
        associate(&app, ("contacts", &ada), ("companies", &acme)).await;
        for _ in 0..2 {
            let path = format!("/crm/v4/objects/companies/{acme}/associations/contacts/{ada}");
            assert_eq!(app.delete(&path).await.status, 204);
            assert_eq!(seen(&app, ("contacts", &ada), "companies").await, [""; 0]);
            assert_eq!(seen(&app, ("companies", &acme), "contacts").await, [""; 0]);
        }
    })
    .await;
}

#[tokio::test]
async fn a_batch_archives_what_it_names() {
    on_both_engines(async |app| {
        let ada = contact(&app, "ada@example.com").await;
        let mut companies = Vec::new();
        for name in ["One", "Two", "Three"] {
            companies.push(company(&app, name).await);
            associate(&app, ("contacts", &ada), ("companies", &companies[companies.len() - 1])).await;
        }
        let to = json!([{ "id": companies[0] }, { "id": companies[2] }, { "id": "nonsense" }]);
        let body = json!({ "inputs": [{ "from": { "id": ada }, "to": to }] });
        let answer = app.post("/crm/v4/associations/contacts/companies/batch/archive", body).await;
        assert_eq!((answer.status, answer.body.len()), (204, 0), "{}", answer.text());
        assert_eq!(seen(&app, ("contacts", &ada), "companies").await, [format!("{}: 279", companies[1])]);
    })
    .await;
}

#[tokio::test]
async fn archiving_a_label_keeps_the_pair_and_archiving_the_unlabeled_type_ends_it() {
    on_both_engines(async |app| {
        let (ada, acme) = (contact(&app, "ada@example.com").await, company(&app, "Acme").await);
        associate(&app, ("contacts", &ada), ("companies", &acme)).await;
        let path = "/crm/v4/associations/contacts/companies/batch/labels/archive";
        for (id, after) in [(1, vec![format!("{acme}: 279")]), (279, Vec::new())] {
            let input = json!({ "from": { "id": ada }, "to": { "id": acme }, "types": [hubspot(id)] });
            assert_eq!(app.post(path, json!({ "inputs": [input] })).await.status, 204);
            assert_eq!(seen(&app, ("contacts", &ada), "companies").await, after);
        }
        let input = json!({ "from": { "id": ada }, "to": { "id": acme }, "types": [hubspot(5)] });
        let answer = app.post(path, json!({ "inputs": [input] })).await;
        refused(&answer, 400, "One or more associations are invalid");
    })
    .await;
}

#[tokio::test]
async fn histories_do_not_show_associations() {
    on_both_engines(async |app| {
        let (ada, acme) = (contact(&app, "ada@example.com").await, company(&app, "Acme").await);
        app.advance(1_000);
        associate(&app, ("contacts", &ada), ("companies", &acme)).await;
        let path = format!("/crm/v3/objects/contacts/{ada}?propertiesWithHistory=email,lastmodifieddate");
        let read = app.get(&path).await;
        // The contact changed once more, but only since it shows its company.
        for (name, n_versions) in [("email", 1), ("lastmodifieddate", 2)] {
            let versions = read.json["propertiesWithHistory"][name].as_array().map(Vec::len);
            assert_eq!(versions, Some(n_versions), "{name}");
        }
    })
    .await;
}

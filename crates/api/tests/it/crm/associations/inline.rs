use linchpin_testkit::on_both_engines;
use serde_json::json;

use super::{associate, company, contact, create, hubspot, refused, seen};

#[tokio::test]
async fn a_new_record_comes_with_its_associations() {
    on_both_engines(async |app| {
        let (ada, acme) = (contact(&app, "ada@example.com").await, company(&app, "Acme").await);
        let associations = json!([
            { "to": { "id": acme.parse::<i64>().expect("a number") }, "types": [hubspot(341)] },
            { "to": { "id": ada }, "types": [hubspot(3)] },
        ]);
        let body = json!({ "properties": { "dealname": "Big" }, "associations": associations });
        let answer = app.post("/crm/v3/objects/deals", body).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let deal = answer.json["id"].as_str().expect("an id").to_owned();
        assert_eq!(seen(&app, ("deals", &deal), "companies").await, [format!("{acme}: 5 341")]);
        assert_eq!(seen(&app, ("contacts", &ada), "deals").await, [format!("{deal}: 4")]);
        let read =
            app.get(&format!("/crm/v3/objects/deals/{deal}?associations=companies,contacts,tickets")).await;
        let expected = json!({
            "companies": { "results": [
                { "id": acme, "type": "deal_to_company" },
                { "id": acme, "type": "deal_to_company_unlabeled" },
            ]},
            "contacts": { "results": [{ "id": ada, "type": "deal_to_contact" }] },
        });
        assert_eq!(read.json["associations"], expected);
        let list = app.get("/crm/v3/objects/deals?associations=companies").await;
        assert_eq!(list.json["results"][0]["associations"]["companies"], expected["companies"]);
        let without = app.get(&format!("/crm/v3/objects/deals/{deal}?associations=tickets")).await;
        assert_eq!(without.json.get("associations"), None);
    })
    .await;
}

#[tokio::test]
async fn an_invalid_association_refuses_the_record() {
    on_both_engines(async |app| {
        let with = |to: &str, spec: serde_json::Value| {
            json!({
                "properties": { "email": "bob@example.com" },
                "associations": [{ "to": { "id": to }, "types": [spec] }],
            })
        };
        let acme = company(&app, "Acme").await;
        let invalid = "One or more associations are invalid";
        let path = "/crm/v3/objects/contacts";
        let missing = app.post(path, with("424242", hubspot(279))).await;
        refused(&missing, 400, invalid);
        assert_eq!(missing.json["context"]["INVALID_OBJECT_IDS"], json!(["COMPANY=424242 is not valid"]));
        let unknown = json!({ "associationCategory": "USER_DEFINED", "associationTypeId": 3 });
        let unknown = app.post(path, with(&acme, unknown)).await;
        refused(&unknown, 400, invalid);
        let expected = json!({
            "associationSpec": ["USER_DEFINED=3"],
            "INVALID_ASSOCIATION_TYPE_ID": ["USER_DEFINED=3 is not a valid association definition id"],
        });
        assert_eq!(unknown.json["context"], expected);
        let wrong = app.post(path, with(&acme, hubspot(280))).await;
        refused(&wrong, 400, "invalid from object type 0-1 for associations to be created. expected: 0-2");
        assert_eq!(app.get(path).await.json["results"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn in_a_batch_with_trace_ids_inputs_fail_alone() {
    on_both_engines(async |app| {
        let acme = company(&app, "Acme").await;
        let input = |index: i32, to: &str| {
            json!({
                "properties": { "email": format!("c{index}@example.com") },
                "associations": [{ "to": { "id": to }, "types": [hubspot(279)] }],
                "objectWriteTraceId": index.to_string(),
            })
        };
        let inputs = [input(1, &acme), input(2, "987654"), input(3, &acme)];
        let answer = app.post("/crm/v3/objects/contacts/batch/create", json!({ "inputs": inputs })).await;
        assert_eq!((answer.status, &answer.json["numErrors"]), (207, &json!(1)), "{}", answer.text());
        assert_eq!(answer.json["errors"][0]["context"]["objectWriteTraceId"], json!(["2"]));
        assert_eq!(seen(&app, ("companies", &acme), "contacts").await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn archived_records_show_no_associations() {
    on_both_engines(async |app| {
        let (ada, acme) = (contact(&app, "ada@example.com").await, company(&app, "Acme").await);
        let note = create(&app, "notes", json!({ "hs_timestamp": "2026-01-02T03:04:05Z" })).await;
        associate(&app, ("contacts", &ada), ("companies", &acme)).await;
        associate(&app, ("notes", &note), ("contacts", &ada)).await;
        assert_eq!(app.delete(&format!("/crm/v3/objects/contacts/{ada}")).await.status, 204);
        let read =
            app.get(&format!("/crm/v3/objects/contacts/{ada}?archived=true&associations=companies")).await;
        assert_eq!((read.status, read.json.get("associations")), (200, None));
        assert_eq!(seen(&app, ("companies", &acme), "contacts").await, [""; 0]);
        let read = app.get(&format!("/crm/v3/objects/notes/{note}?associations=contacts")).await;
        assert_eq!((read.status, read.json.get("associations")), (200, None));
    })
    .await;
}

#[tokio::test]
async fn a_record_with_many_associations_shows_the_first_and_where_the_rest_is() {
    on_both_engines(async |app| {
        let acme = company(&app, "Acme").await;
        for batch in 0..2 {
            let inputs: Vec<_> = (0..60)
                .map(|index| {
                    json!({
                        "properties": { "email": format!("c{batch}-{index}@example.com") },
                        "associations": [{ "to": { "id": acme }, "types": [hubspot(279)] }],
                    })
                })
                .collect();
            let answer = app.post("/crm/v3/objects/contacts/batch/create", json!({ "inputs": inputs })).await;
            assert_eq!(answer.status, 201, "{}", answer.text());
        }
        let read = app.get(&format!("/crm/v3/objects/companies/{acme}?associations=contacts")).await;
        let link = read.json["associations"]["contacts"]["paging"]["next"]["link"].as_str().expect("a link");
        let rest = app.get(link.trim_start_matches("http://linchpin.example")).await;
        // Each of the 20 left is primary and unlabeled.
        assert_eq!((rest.status, rest.json["results"].as_array().map(Vec::len)), (200, Some(40)));
    })
    .await;
}

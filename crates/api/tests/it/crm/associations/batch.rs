use linchpin_store::changes::{self, Kind};
use linchpin_testkit::on_both_engines;
use serde_json::{Value, json};

use super::{associate, company, contact, hubspot, rows, seen};

#[tokio::test]
async fn a_batch_creates_what_it_can() {
    on_both_engines(async |app| {
        let (ada, acme) = (contact(&app, "ada@example.com").await, company(&app, "Acme").await);
        let input = |from: &str, to: &str, id: i32| {
            json!({ "from": { "id": from }, "to": { "id": to }, "types": [hubspot(id)] })
        };
        let inputs = [
            input(&ada, &acme, 1),
            input("unknown_id", &acme, 1),
            input(&ada, "987654", 1),
            input(&ada, &acme, 4),
        ];
        let path = "/crm/v4/associations/contacts/companies/batch/create";
        let answer = app.post(path, json!({ "inputs": inputs })).await;
        assert_eq!((answer.status, &answer.json["status"]), (207, &json!("COMPLETE")), "{}", answer.text());
        assert_eq!(answer.json["results"][0]["labels"], json!(["Primary"]));
        assert_eq!((&answer.json["numErrors"], answer.json["results"].as_array().map(Vec::len)), (&json!(3), Some(1)));
        let unknown = json!({
            "status": "error", "category": "VALIDATION_ERROR", "subCategory": "crm.associations.INVALID_IDENTIFIER",
            "message": "unknown_id is not a valid ID", "context": { "id": ["unknown_id"] },
        });
        assert_eq!(answer.json["errors"][0], unknown);
        let messages: Vec<_> = answer.json["errors"]
            .as_array()
            .expect("errors")
            .iter()
            .map(|error| error["message"].as_str().expect("a message"))
            .collect();
        assert_eq!(messages[1..], ["No company with ID 987654 exists", "One or more associations are invalid"]);
        assert_eq!(seen(&app, ("companies", &acme), "contacts").await, [format!("{ada}: 2 280")]);
    })
    .await;
}

#[tokio::test]
async fn a_batch_associates_without_a_label() {
    on_both_engines(async |app| {
        let (ada, acme) = (contact(&app, "ada@example.com").await, company(&app, "Acme").await);
        let inputs = json!([
            { "from": { "id": acme }, "to": { "id": ada } },
            { "from": { "id": acme }, "to": { "id": "987654" } },
        ]);
        let path = "/crm/associations/2026-03/companies/contacts/batch/associate/default";
        let answer = app.post(path, json!({ "inputs": inputs })).await;
        assert_eq!((answer.status, &answer.json["numErrors"]), (200, &json!(1)), "{}", answer.text());
        assert_eq!(answer.json["results"].as_array().map(Vec::len), Some(2));
        assert_eq!(answer.json["results"][0]["associationSpec"], hubspot(280));
        assert_eq!(seen(&app, ("contacts", &ada), "companies").await, [format!("{acme}: 1 279")]);
    })
    .await;
}

#[tokio::test]
async fn a_batch_reads_what_there_is_and_names_those_without() {
    on_both_engines(async |app| {
        let (ada, bob) = (contact(&app, "ada@example.com").await, contact(&app, "bob@example.com").await);
        let acme = company(&app, "Acme").await;
        associate(&app, ("contacts", &ada), ("companies", &acme)).await;
        let path = "/crm/v4/associations/contacts/companies/batch/read";
        let read = app.post(path, json!({ "inputs": [{ "id": ada }] })).await;
        assert_eq!((read.status, &read.json["results"][0]["from"]), (200, &json!({ "id": ada })));
        assert_eq!(rows(&read.json["results"][0]["to"]), [format!("{acme}: 1 279")]);
        let read = app.post(path, json!({ "inputs": [{ "id": bob }, { "id": ada }] })).await;
        assert_eq!((read.status, &read.json["numErrors"]), (207, &json!(1)), "{}", read.text());
        let expected = json!({
            "status": "error", "category": "OBJECT_NOT_FOUND",
            "subCategory": "crm.associations.NO_ASSOCIATIONS_FOUND",
            "message": format!("No company is associated with contact {bob}."),
            "context": { "fromObjectId": [bob], "fromObjectType": ["contact"], "toObjectType": ["company"] },
        });
        assert_eq!(read.json["errors"], json!([expected]));
        assert_eq!(read.json["results"].as_array().map(Vec::len), Some(1));
    })
    .await;
}

#[tokio::test]
async fn batches_have_limits() {
    on_both_engines(async |app| {
        let reads: Vec<Value> = (0..1001).map(|id| json!({ "id": id })).collect();
        let pair = json!({ "from": { "id": 1 }, "to": { "id": 2 } });
        for (path, inputs) in [("batch/read", reads), ("batch/associate/default", vec![pair; 2001])] {
            let path = format!("/crm/v4/associations/contacts/companies/{path}");
            let answer = app.post(&path, json!({ "inputs": inputs })).await;
            assert_eq!(
                (answer.status, &answer.json["category"]),
                (400, &json!("VALIDATION_ERROR")),
                "{path}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn every_change_of_a_pair_is_logged_once() {
    on_both_engines(async |app| {
        let (ada, acme) = (contact(&app, "ada@example.com").await, company(&app, "Acme").await);
        associate(&app, ("companies", &acme), ("contacts", &ada)).await;
        associate(&app, ("companies", &acme), ("contacts", &ada)).await;
        let path = format!("/crm/v4/objects/contacts/{ada}/associations/companies/{acme}");
        assert_eq!(app.delete(&path).await.status, 204);
        let log = changes::after(&app.database, app.account, 2, 10).await.expect("the log reads");
        let of_pairs = log.iter().filter(|change| change.kind != Kind::Update);
        let seen: Vec<_> =
            of_pairs.map(|change| (change.record.to_string(), change.properties.as_str())).collect();
        let first = format!(r#"{{"toType":"0-1","to":"{ada}","types":[[],[2,280]]}}"#);
        let second = format!(r#"{{"toType":"0-2","to":"{acme}","types":[[1,279],[]]}}"#);
        assert_eq!(seen, [(acme, first.as_str()), (ada, second.as_str())]);
    })
    .await;
}

use linchpin_testkit::on_both_engines;
use serde_json::{Value, json};

use super::{CONTACTS, contact, ids, refused};

fn input(email: &str, firstname: &str) -> Value {
    json!({ "id": email, "idProperty": "email", "properties": { "firstname": firstname } })
}

#[tokio::test]
async fn an_upsert_says_of_each_record_whether_it_is_new() {
    on_both_engines(async |app| {
        let id = contact(&app, "a@example.com").await;
        let body = json!({ "inputs": [input("b@example.com", "B"), input("a@example.com", "A")] });
        let answer = app.post(&format!("{CONTACTS}/batch/upsert"), body).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let results = answer.json["results"].as_array().expect("results");
        assert_eq!((&results[0]["new"], &results[1]["new"]), (&json!(true), &json!(false)));
        assert_eq!(results[0]["properties"]["email"], "b@example.com");
        assert_eq!((&results[1]["id"], &results[1]["properties"]["firstname"]), (&json!(id), &json!("A")));
        let body = json!({ "inputs": [input("b@example.com", "C")] });
        let again = app.post(&format!("{CONTACTS}/batch/upsert"), body).await;
        assert_eq!(again.json["results"][0]["new"], false);
        assert_eq!(ids(&app.get(CONTACTS).await).len(), 2);
    })
    .await;
}

#[tokio::test]
async fn an_upsert_needs_a_unique_property() {
    on_both_engines(async |app| {
        let input = json!({ "id": "example.com", "idProperty": "domain", "properties": { "name": "A" } });
        let answer = app.post("/crm/v3/objects/companies/batch/upsert", json!({ "inputs": [input] })).await;
        let message = "Unable to perform update/upsert by non-unique 0-2 property domain";
        refused(&answer, 400, "VALIDATION_ERROR", message);
    })
    .await;
}

#[tokio::test]
async fn one_bad_input_spoils_an_upsert_without_trace_ids() {
    on_both_engines(async |app| {
        let body = json!({ "inputs": [input("b@example.com", "B"), input("bad", "A")] });
        let answer = app.post(&format!("{CONTACTS}/batch/upsert"), body).await;
        assert_eq!(answer.status, 400);
        assert_eq!(ids(&app.get(CONTACTS).await), [""; 0]);
        let body = json!({ "inputs": [input("b@example.com", "B"), input("B@example.com", "A")] });
        let answer = app.post(&format!("{CONTACTS}/batch/upsert"), body).await;
        assert_eq!(answer.status, 400, "{}", answer.text());
    })
    .await;
}

#[tokio::test]
async fn custom_unique_properties_identify_records() {
    on_both_engines(async |app| {
        let definition = json!({
            "name": "icao", "label": "ICAO", "type": "string", "fieldType": "text",
            "groupName": "companyinformation", "hasUniqueValue": true,
        });
        assert_eq!(app.post("/crm/v3/properties/companies", definition).await.status, 201);
        let upsert = async |code: &str, name: &str| {
            let input = json!({ "id": code, "idProperty": "icao", "properties": { "name": name } });
            app.post("/crm/v3/objects/companies/batch/upsert", json!({ "inputs": [input] })).await
        };
        let made = upsert("EDDF", "Frankfurt").await;
        assert_eq!((made.status, &made.json["results"][0]["new"]), (200, &json!(true)), "{}", made.text());
        let id = made.json["results"][0]["id"].as_str().expect("an id").to_owned();
        assert_eq!(upsert("EDDF", "Frankfurt Main").await.json["results"][0]["id"], id);
        let found = app.get("/crm/v3/objects/companies/EDDF?idProperty=icao&properties=icao").await;
        assert_eq!((&found.json["id"], &found.json["properties"]["icao"]), (&json!(id), &json!("EDDF")));
        let body = json!({ "properties": { "name": "Other", "icao": "EDDF" } });
        let clash = app.post("/crm/v3/objects/companies", body).await;
        let message = clash.json["message"].as_str().expect("a message");
        let ending = format!("{id} already has that value.");
        assert_eq!((clash.status, &clash.json["category"]), (400, &json!("VALIDATION_ERROR")));
        assert!(message.starts_with("Cannot set PropertyValueCoordinates{portalId="), "{message}");
        assert!(message.contains("legacyObjectType=COMPANY") && message.ends_with(&ending), "{message}");
        assert!(message.contains("propertyName=icao, value=EDDF}"), "{message}");
    })
    .await;
}

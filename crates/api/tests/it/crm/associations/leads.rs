use linchpin_testkit::on_both_engines;
use serde_json::{Value, json};

use super::{company, contact, hubspot, seen};

/// Where leads are.
const LEADS: &str = "/crm/v3/objects/leads";

/// A lead with one association.
fn lead(to: &str, type_id: i32) -> Value {
    json!({
        "properties": { "hs_lead_name": "Ada" },
        "associations": [{ "to": { "id": to }, "types": [hubspot(type_id)] }],
    })
}

#[tokio::test]
async fn a_lead_comes_with_its_contact() {
    on_both_engines(async |app| {
        let ada = contact(&app, "ada@example.com").await;
        for type_id in [578, 608] {
            let answer = app.post(LEADS, lead(&ada, type_id)).await;
            assert_eq!(answer.status, 201, "{}", answer.text());
            let id = answer.json["id"].as_str().expect("an id").to_owned();
            let types = if type_id == 578 { "578 608" } else { "608" };
            assert_eq!(seen(&app, ("leads", &id), "contacts").await, [format!("{ada}: {types}")]);
        }
    })
    .await;
}

#[tokio::test]
async fn there_is_no_lead_without_a_contact() {
    on_both_engines(async |app| {
        let acme = company(&app, "Acme").await;
        let bare = json!({ "properties": { "hs_lead_name": "Ada" } });
        for body in [bare.clone(), lead(&acme, 610)] {
            let answer = app.post(LEADS, body).await;
            let message = "Error creating LEAD. An association with an existing CONTACT is required.";
            let found = (answer.status, &answer.json["message"], &answer.json["category"]);
            assert_eq!(found, (400, &json!(message), &json!("VALIDATION_ERROR")));
            assert_eq!(answer.json["context"], json!({ "associations": ["CONTACT"] }));
        }
        let unknown = app.post(LEADS, lead("42", 578)).await;
        assert_eq!(unknown.json["context"]["INVALID_OBJECT_IDS"], json!(["CONTACT=42 is not valid"]));
        let nameless = app.post(LEADS, json!({ "properties": {} })).await;
        assert_eq!(nameless.json["context"], json!({ "properties": ["hs_lead_name"] }));
        let ada = contact(&app, "ada@example.com").await;
        let traced = |body: Value, trace: &str| {
            let mut body = body;
            body["objectWriteTraceId"] = json!(trace);
            body
        };
        let inputs = json!({ "inputs": [traced(bare, "a"), traced(lead(&ada, 578), "b")] });
        let batch = app.post(&format!("{LEADS}/batch/create"), inputs).await;
        assert_eq!((batch.status, &batch.json["numErrors"]), (207, &json!(1)), "{}", batch.text());
        assert_eq!(batch.json["errors"][0]["context"]["objectWriteTraceId"], json!(["a"]));
    })
    .await;
}

use linchpin_testkit::on_both_engines;
use serde_json::json;

use super::{company, contact, hubspot, refused, seen};

#[tokio::test]
async fn a_batch_answers_with_both_directions_the_other_side_first() {
    on_both_engines(async |app| {
        let (ada, acme) = (contact(&app, "ada@example.com").await, company(&app, "Acme").await);
        let path = "/crm/v3/associations/contacts/companies/batch";
        let input = json!({ "from": { "id": ada }, "to": { "id": acme }, "type": "contact_to_company" });
        let created = app.post(&format!("{path}/create"), json!({ "inputs": [input] })).await;
        let expected = json!([
            { "from": { "id": acme }, "to": { "id": ada }, "type": "company_to_contact" },
            { "from": { "id": ada }, "to": { "id": acme }, "type": "contact_to_company" },
        ]);
        assert_eq!((created.status, &created.json["results"]), (201, &expected), "{}", created.text());
        let read = app.post(&format!("{path}/read"), json!({ "inputs": [{ "id": ada }] })).await;
        let expected = json!([{ "from": { "id": ada }, "to": [
            { "id": acme, "type": "contact_to_company" },
            { "id": acme, "type": "contact_to_company_unlabeled" },
        ]}]);
        assert_eq!((read.status, &read.json["results"]), (200, &expected));
        let archived = app.post(&format!("{path}/archive"), json!({ "inputs": [input] })).await;
        assert_eq!(archived.status, 204, "{}", archived.text());
        assert_eq!(seen(&app, ("companies", &acme), "contacts").await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_record_is_associated_by_name_or_number() {
    on_both_engines(async |app| {
        let (ada, acme) = (contact(&app, "ada@example.com").await, company(&app, "Acme").await);
        for root in ["/crm/v3/objects", "/crm/objects/v3"] {
            let path = format!("{root}/contacts/{ada}/associations/companies");
            for name in ["contact_to_company", "279"] {
                let put = app.put(&format!("{path}/{acme}/{name}"), json!({})).await;
                assert_eq!((put.status, &put.json["id"]), (200, &json!(ada)), "{}", put.text());
                assert_eq!(put.json["associations"]["companies"]["results"][0]["id"], acme);
                let list = app.get(&path).await;
                let expected = json!({ "results": [
                    { "id": acme, "type": "contact_to_company" },
                    { "id": acme, "type": "contact_to_company_unlabeled" },
                ]});
                assert_eq!((list.status, &list.json), (200, &expected));
                assert_eq!(app.delete(&format!("{path}/{acme}/{name}")).await.status, 204);
                assert_eq!(app.get(&path).await.json, json!({ "results": [] }));
            }
            let types = app.put(&format!("{path}/{acme}"), json!([hubspot(1)])).await;
            assert_eq!(types.status, 201, "{}", types.text());
            assert_eq!(app.delete(&format!("{path}/{acme}/1")).await.status, 204);
            let wrong = app.put(&format!("{path}/{acme}/nonsense"), json!({})).await;
            refused(&wrong, 400, "One or more associations are invalid");
        }
    })
    .await;
}

#[tokio::test]
async fn the_types_are_listed_by_name() {
    on_both_engines(async |app| {
        let answer = app.get("/crm/v3/associations/deals/contacts/types").await;
        assert_eq!(answer.json, json!({ "results": [{ "id": "3", "name": "deal_to_contact" }] }));
        let answer = app.get("/crm/v3/associations/meetings/contacts/types").await;
        assert_eq!(answer.json, json!({ "results": [{ "id": "200", "name": "meeting_event_to_contact" }] }));
    })
    .await;
}

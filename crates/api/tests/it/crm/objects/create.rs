use linchpin_testkit::{START, on_both_engines};
use serde_json::{Value, json};

use super::{COMPANIES, CONTACTS, NOW, contact, names, refused};

#[tokio::test]
async fn a_contact_comes_back_with_what_fills_itself() {
    on_both_engines(async |app| {
        let properties = json!({ "email": "Ada@Example.com", "firstname": "Ada", "phone": "+1 555-1234" });
        let answer = app.post(CONTACTS, json!({ "properties": properties })).await;
        assert_eq!(answer.status, 201);
        let record = &answer.json;
        let id = record["id"].as_str().expect("an id is text");
        assert!(
            answer.header("location").ends_with(&format!("{CONTACTS}/{id}")),
            "{}",
            answer.header("location")
        );
        let shown = &record["properties"];
        for (name, value) in [
            ("createdate", NOW),
            ("email", "ada@example.com"),
            ("firstname", "Ada"),
            ("hs_all_contact_vids", id),
            ("hs_email_domain", "example.com"),
            ("hs_is_contact", "true"),
            ("hs_is_unworked", "true"),
            ("hs_lifecyclestage_lead_date", NOW),
            ("hs_object_id", id),
            ("hs_object_source", "INTEGRATION"),
            ("hs_object_source_label", "INTEGRATION"),
            ("hs_pipeline", "contacts-lifecycle-pipeline"),
            ("hs_searchable_calculated_phone_number", "15551234"),
            ("lastmodifieddate", NOW),
            ("lifecyclestage", "lead"),
            ("num_notes", "0"),
        ] {
            assert_eq!(shown[name], value, "{name}");
        }
        assert!(names(record).is_sorted(), "{:?}", names(record));
        assert_eq!((&record["createdAt"], &record["updatedAt"]), (&json!(NOW), &json!(NOW)));
        assert_eq!(record["archived"], false);
        let url = format!("http://linchpin.example/contacts/{}/record/0-1/{id}", app.account);
        assert_eq!(record["url"], url);
    })
    .await;
}

#[tokio::test]
async fn values_take_the_forms_that_clients_send() {
    on_both_engines(async |app| {
        let body = json!({ "properties": {
            "dealname": "Big", "amount": 10000, "pipeline": "default", "dealstage": "appointmentscheduled",
            "closedate": 1_582_416_000_000_i64, "description": Value::Null,
        }});
        let answer = app.post("/crm/v3/objects/deals", body).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let shown = &answer.json["properties"];
        assert_eq!(shown["amount"], "10000");
        assert_eq!(shown["closedate"], "2020-02-23T00:00:00Z");
        assert_eq!(shown["description"], Value::Null);
        assert!(!names(&answer.json).contains(&"description"));
    })
    .await;
}

#[tokio::test]
async fn a_taken_email_is_a_conflict_that_names_its_holder() {
    on_both_engines(async |app| {
        let id = contact(&app, "ada@example.com").await;
        for email in ["ada@example.com", "ADA@EXAMPLE.COM"] {
            let answer = app.post(CONTACTS, json!({ "properties": { "email": email } })).await;
            refused(&answer, 409, "CONFLICT", &format!("Contact already exists. Existing ID: {id}"));
        }
        let page = app.get(CONTACTS).await;
        assert_eq!(page.json["results"].as_array().map(Vec::len), Some(1));
    })
    .await;
}

#[tokio::test]
async fn all_invalid_values_are_named() {
    on_both_engines(async |app| {
        let properties =
            json!({ "email": "nobody", "no_such": "1", "closedate": "asd000", "createdate": "1" });
        let answer = app.post(CONTACTS, json!({ "properties": properties })).await;
        assert_eq!((answer.status, &answer.json["category"]), (400, &json!("VALIDATION_ERROR")));
        let message = answer.json["message"].as_str().expect("a message");
        let list = message.strip_prefix("Property values were not valid: ").expect("the recorded beginning");
        let list: Vec<Value> = serde_json::from_str(list).expect("the message holds JSON");
        let codes: Vec<_> = list.iter().map(|item| (&item["name"], &item["error"])).collect();
        let expected = [
            ("email", "INVALID_EMAIL"),
            ("no_such", "PROPERTY_DOESNT_EXIST"),
            ("closedate", "INVALID_LONG"),
            ("createdate", "READ_ONLY_VALUE"),
        ];
        for (name, code) in expected {
            assert!(codes.contains(&(&json!(name), &json!(code))), "{name} {code} in {message}");
        }
        assert_eq!(list.len(), expected.len());
        assert_eq!(list[0]["isValid"], false);
        assert_eq!(list[0]["portalId"], app.account.0);
        assert_eq!(answer.json["errors"][0]["context"]["propertyName"].as_array().map(Vec::len), Some(1));
    })
    .await;
}

#[tokio::test]
async fn required_properties_are_asked_for() {
    on_both_engines(async |app| {
        for (path, body, type_name, missing) in [
            ("tickets", json!({ "subject": "Help" }), "TICKET", json!(["hs_pipeline_stage"])),
            ("deals", json!({ "amount": "1" }), "DEAL", json!(["dealname"])),
            ("notes", json!({ "hs_note_body": "x" }), "NOTE", json!(["hs_timestamp"])),
        ] {
            let answer = app.post(&format!("/crm/v3/objects/{path}"), json!({ "properties": body })).await;
            let message = format!("Error creating {type_name}. Some required properties were not set.");
            refused(&answer, 400, "VALIDATION_ERROR", &message);
            assert_eq!(answer.json["context"]["properties"], missing, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn companies_get_their_website_from_their_domain() {
    on_both_engines(async |app| {
        let answer = app.post(COMPANIES, json!({ "properties": { "domain": "example.com" } })).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        assert_eq!(answer.json["properties"]["website"], "example.com");
        assert_eq!(answer.json["properties"]["lifecyclestage"], "lead");
        // The domain is no key: two companies may share it (recorded 2026).
        let again = app.post(COMPANIES, json!({ "properties": { "domain": "example.com" } })).await;
        assert_eq!(again.status, 201);
    })
    .await;
}

#[tokio::test]
async fn a_deal_may_say_when_it_was_created() {
    on_both_engines(async |app| {
        let properties = json!({ "dealname": "Old", "createdate": "2020-01-02T03:04:05Z" });
        let answer = app.post("/crm/v3/objects/deals", json!({ "properties": properties })).await;
        assert_eq!(answer.json["createdAt"], "2020-01-02T03:04:05Z", "{}", answer.text());
        assert_eq!(answer.json["properties"]["createdate"], "2020-01-02T03:04:05Z");
        assert_eq!(answer.json["updatedAt"], START.to_iso());
    })
    .await;
}

#[tokio::test]
async fn a_line_item_takes_over_what_its_product_has() {
    on_both_engines(async |app| {
        let product = json!({
            "name": "Seat", "price": "12.5", "hs_sku": "SEAT-Y", "hs_cost_of_goods_sold": "2",
            "recurringbillingfrequency": "monthly", "hs_recurring_billing_period": "P12M",
        });
        let product = app.post("/crm/v3/objects/products", json!({ "properties": product })).await;
        let id = &product.json["id"];
        let items = "/crm/v3/objects/line_items";
        let values = json!({ "hs_product_id": id, "quantity": "2", "hs_sku": "", "price": "10" });
        let item = app.post(items, json!({ "properties": values })).await;
        assert_eq!(item.status, 201);
        let shown = |item: &Value, names: &[&str]| -> Vec<String> {
            names.iter().map(|name| item["properties"][*name].as_str().unwrap_or("-").to_owned()).collect()
        };
        let names = ["name", "price", "hs_sku", "amount", "hs_arr", "hs_margin"];
        assert_eq!(shown(&item.json, &names), ["Seat", "10", "-", "20", "240", "16"]);
        // Also in batches; who names no product, or none that is there, has nothing to take over.
        let unknown = json!({ "hs_product_id": "999999", "quantity": "2" });
        let inputs = json!([
            { "properties": { "hs_product_id": id } },
            { "properties": unknown },
            { "properties": { "name": "Free" } },
        ]);
        let batch = app.post(&format!("{items}/batch/create"), json!({ "inputs": inputs })).await;
        let results = batch.json["results"].as_array().expect("a batch has results");
        let told: Vec<_> =
            results.iter().map(|item| shown(item, &["name", "price", "hs_sku", "amount"])).collect();
        assert_eq!(told, [["Seat", "12.5", "SEAT-Y", "12.5"], ["-"; 4], ["Free", "-", "-", "-"]]);
        // Later changes on either side stay there.
        let path = format!("{items}/{}", item.json["id"].as_str().expect("an id is text"));
        let changed = app.patch(&path, json!({ "properties": { "hs_product_id": "999999" } })).await;
        assert_eq!(changed.status, 200);
        let read = app.get(&format!("{path}?properties=name,price,hs_sku,amount,hs_arr,hs_margin")).await;
        assert_eq!(shown(&read.json, &names), ["Seat", "10", "-", "20", "240", "16"]);
    })
    .await;
}

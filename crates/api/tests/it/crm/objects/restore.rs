use linchpin_engine::Scopes;
use linchpin_store::changes::{self, Kind};
use linchpin_testkit::{Answer, TestApp, on_both_engines};
use serde_json::json;

use super::{COMPANIES, CONTACTS, contact, create, ids, refused};

/// Restores records of a type.
async fn restore(app: &TestApp, plural: &str, ids: &[&str]) -> Answer {
    let inputs: Vec<_> = ids.iter().map(|id| json!({ "id": id })).collect();
    app.post(&format!("/_linchpin/v1/objects/{plural}/restore"), json!({ "inputs": inputs })).await
}

async fn archive(app: &TestApp, path: &str, id: &str) {
    let answer = app.delete(&format!("{path}/{id}")).await;
    assert_eq!(answer.status, 204, "{}", answer.text());
}

#[tokio::test]
async fn a_restored_record_is_live_again_with_its_values() {
    on_both_engines(async |app| {
        let id = contact(&app, "a@example.com").await;
        archive(&app, CONTACTS, &id).await;
        app.advance(1_000);
        for _ in 0..2 {
            let answer = restore(&app, "contacts", &[&id]).await;
            assert_eq!((answer.status, ids(&answer)), (200, vec![id.as_str()]), "{}", answer.text());
            assert_eq!(answer.json["status"], "COMPLETE");
            let record = &answer.json["results"][0];
            assert_eq!((&record["archived"], &record["archivedAt"]), (&json!(false), &json!(null)));
            assert_eq!(record["properties"]["email"], "a@example.com");
            assert_eq!(record["updatedAt"], "2026-03-04T05:06:08.089Z");
        }
        let read = app.get(&format!("{CONTACTS}/a@example.com?idProperty=email")).await;
        assert_eq!(read.json["id"], id);
        assert_eq!(ids(&app.get(&format!("{CONTACTS}?archived=true")).await), [""; 0]);
        let log = changes::after(&app.database, app.account, 0, 100).await.expect("the log reads");
        let kinds: Vec<_> = log.iter().map(|change| change.kind).collect();
        assert_eq!(kinds, [Kind::Create, Kind::Archive, Kind::Restore]);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_restored_is_named_and_the_others_are() {
    on_both_engines(async |app| {
        let (one, two) = (contact(&app, "a@example.com").await, contact(&app, "b@example.com").await);
        for id in [&one, &two] {
            archive(&app, CONTACTS, id).await;
        }
        let holder = contact(&app, "a@example.com").await;
        let answer = restore(&app, "contacts", &[&one, "abc", &two, "987654", &two]).await;
        assert_eq!((answer.status, ids(&answer)), (207, vec![two.as_str()]), "{}", answer.text());
        assert_eq!(answer.json["numErrors"], 3);
        let missing =
            "Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid.";
        let errors: Vec<_> = answer.json["errors"]
            .as_array()
            .expect("errors")
            .iter()
            .map(|error| {
                (error["context"]["id"][0].clone(), error["category"].clone(), error["message"].clone())
            })
            .collect();
        assert_eq!(
            errors,
            [
                (
                    json!(one),
                    json!("CONFLICT"),
                    json!(format!("Contact already exists. Existing ID: {holder}"))
                ),
                (json!("abc"), json!("OBJECT_NOT_FOUND"), json!(missing)),
                (json!("987654"), json!("OBJECT_NOT_FOUND"), json!(missing)),
            ]
        );
        assert_eq!(app.get(&format!("{CONTACTS}/{one}")).await.status, 404);
        archive(&app, CONTACTS, &holder).await;
        assert_eq!(restore(&app, "contacts", &[&one]).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn another_unique_value_that_is_taken_names_its_holder() {
    on_both_engines(async |app| {
        for name in ["badge", "code"] {
            let body = json!({
                "name": name, "label": name, "type": "string", "fieldType": "text",
                "groupName": "companyinformation", "hasUniqueValue": true,
            });
            assert_eq!(app.post("/crm/v3/properties/companies", body).await.status, 201);
        }
        let id = create(&app, COMPANIES, json!({ "name": "One", "badge": "B", "code": "1" })).await;
        archive(&app, COMPANIES, &id).await;
        let holder = create(&app, COMPANIES, json!({ "name": "Two", "code": "1" })).await;
        let answer = restore(&app, "companies", &[&id]).await;
        let message = answer.json["errors"][0]["message"].as_str().unwrap_or_default().to_owned();
        assert_eq!(answer.status, 207, "{}", answer.text());
        assert!(message.ends_with(&format!("on {id}. {holder} already has that value.")), "{message}");
        // Nothing of the refused record stays claimed.
        create(&app, COMPANIES, json!({ "name": "Three", "badge": "B" })).await;
    })
    .await;
}

#[tokio::test]
async fn associations_come_back_and_an_old_primary_company_steps_back() {
    on_both_engines(async |app| {
        let ada = contact(&app, "ada@example.com").await;
        let (first, second) = (
            create(&app, COMPANIES, json!({ "name": "First" })).await,
            create(&app, COMPANIES, json!({ "name": "Second" })).await,
        );
        let associate = async |company: &str| {
            let path = format!("/crm/v4/objects/contacts/{ada}/associations/default/companies/{company}");
            assert_eq!(app.put(&path, json!({})).await.status, 200);
        };
        let companies = async || {
            let path = format!("/crm/v4/objects/contacts/{ada}/associations/companies");
            let answer = app.get(&path).await;
            let rows = answer.json["results"].as_array().cloned().unwrap_or_default();
            let row = |row: &serde_json::Value| {
                (row["toObjectId"].to_string(), row["associationTypes"].as_array().map_or(0, Vec::len))
            };
            rows.iter().map(row).collect::<Vec<_>>()
        };
        associate(&first).await;
        archive(&app, COMPANIES, &first).await;
        assert_eq!(companies().await, []);
        assert_eq!(restore(&app, "companies", &[&first]).await.status, 200);
        assert_eq!(companies().await, [(first.clone(), 2)]);
        archive(&app, COMPANIES, &first).await;
        associate(&second).await;
        assert_eq!(companies().await, [(second.clone(), 2)]);
        assert_eq!(restore(&app, "companies", &[&first]).await.status, 200);
        assert_eq!(companies().await, [(first.clone(), 1), (second.clone(), 2)]);
    })
    .await;
}

#[tokio::test]
async fn restoring_needs_a_token_that_may_write_the_type() {
    let mut app = TestApp::new().await;
    let id = contact(&app, "a@example.com").await;
    archive(&app, CONTACTS, &id).await;
    app.token = app.token_with(Scopes::parse("crm.objects.contacts.read")).await;
    assert_eq!(restore(&app, "contacts", &[&id]).await.status, 403);
    app.token = "nobody".to_owned();
    assert_eq!(restore(&app, "contacts", &[&id]).await.status, 401);
    app.token = app.token_with(Scopes::parse("crm.objects.contacts.write")).await;
    let answer = restore(&app, "unicorns", &[&id]).await;
    refused(&answer, 400, "", "Unable to infer object type from: unicorns");
    let answer = app.post("/_linchpin/v1/objects/contacts/restore", json!({})).await;
    assert_eq!(answer.status, 400, "{}", answer.text());
    assert_eq!(app.get("/_linchpin/v1/objects/contacts/restore").await.status, 405);
    assert_eq!(restore(&app, "contacts", &[&id]).await.status, 200);
}

#[tokio::test]
async fn the_line_items_of_a_quote_go_and_come_with_it() {
    on_both_engines(async |app| {
        let (items, quotes) = ("/crm/v3/objects/line_items", "/crm/v3/objects/quotes");
        let quote = json!({ "hs_title": "Offer", "hs_expiration_date": "2030-01-31" });
        let quote = create(&app, quotes, quote).await;
        let mut of_quote = Vec::new();
        for name in ["Gear", "Cam", "Rod"] {
            let item = create(&app, items, json!({ "name": name, "price": "5", "quantity": "2" })).await;
            let path = format!("/crm/v4/objects/quotes/{quote}/associations/default/line_items/{item}");
            assert_eq!(app.put(&path, json!({})).await.status, 200);
            of_quote.push(item);
        }
        let other = create(&app, items, json!({ "name": "Nut" })).await;
        archive(&app, items, &of_quote[0]).await;
        app.advance(1_000);
        archive(&app, quotes, &quote).await;
        assert_eq!(ids(&app.get(items).await), [other.as_str()]);
        assert_eq!(restore(&app, "quotes", &[&quote]).await.status, 200);
        // The first one had gone before.
        assert_eq!(ids(&app.get(items).await), [&of_quote[1], &of_quote[2], &other].map(String::as_str));
    })
    .await;
}

use linchpin_testkit::on_both_engines;
use serde_json::json;

use super::{associate, company, contact, hubspot, refused, seen};

#[tokio::test]
async fn an_association_shows_in_both_directions() {
    on_both_engines(async |app| {
        let (ada, acme) = (contact(&app, "ada@example.com").await, company(&app, "Acme").await);
        let path = format!("/crm/v4/objects/contacts/{ada}/associations/companies/{acme}");
        let answer = app.put(&path, json!([hubspot(279)])).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let (from, to): (i64, i64) = (ada.parse().expect("a number"), acme.parse().expect("a number"));
        let expected = json!({
            "fromObjectTypeId": "0-1", "fromObjectId": from, "toObjectTypeId": "0-2", "toObjectId": to, "labels": [],
        });
        assert_eq!(answer.json, expected);
        assert_eq!(seen(&app, ("contacts", &ada), "companies").await, [format!("{acme}: 1 279")]);
        assert_eq!(seen(&app, ("companies", &acme), "contacts").await, [format!("{ada}: 2 280")]);
        let types = json!([
            { "category": "HUBSPOT_DEFINED", "typeId": 1, "label": "Primary" },
            { "category": "HUBSPOT_DEFINED", "typeId": 279, "label": null },
        ]);
        let read = app.get(&format!("/crm/v4/objects/contacts/{ada}/associations/companies")).await;
        assert_eq!(read.json, json!({ "results": [{ "toObjectId": to, "associationTypes": types }] }));
        let dated = app.get(&format!("/crm/objects/2026-03/contacts/{ada}/associations/companies")).await;
        assert_eq!(dated.json["results"][0]["toObjectId"], acme);
    })
    .await;
}

#[tokio::test]
async fn a_default_association_names_both_directions() {
    on_both_engines(async |app| {
        let (ada, acme) = (contact(&app, "ada@example.com").await, company(&app, "Acme").await);
        let path = format!("/crm/v4/objects/contact/{ada}/associations/default/company/{acme}");
        let answer = app.put(&path, json!({})).await;
        assert_eq!((answer.status, &answer.json["status"]), (200, &json!("COMPLETE")));
        let expected = json!([
            { "from": { "id": ada }, "to": { "id": acme }, "associationSpec": hubspot(279) },
            { "from": { "id": acme }, "to": { "id": ada }, "associationSpec": hubspot(280) },
        ]);
        assert_eq!(answer.json["results"], expected);
    })
    .await;
}

#[tokio::test]
async fn types_are_replaced() {
    on_both_engines(async |app| {
        let (ada, acme) = (contact(&app, "ada@example.com").await, company(&app, "Acme").await);
        let path = format!("/crm/v4/objects/contacts/{ada}/associations/companies/{acme}");
        for (types, labels, after) in [
            (json!([hubspot(931)]), json!(["Billing"]), "1 931 279"),
            (json!([hubspot(1)]), json!(["Primary"]), "1 279"),
            (json!([hubspot(279)]), json!([]), "279"),
        ] {
            let answer = app.put(&path, types).await;
            assert_eq!((answer.status, &answer.json["labels"]), (201, &labels), "{}", answer.text());
            assert_eq!(seen(&app, ("contacts", &ada), "companies").await, [format!("{acme}: {after}")]);
        }
    })
    .await;
}

#[tokio::test]
async fn pages_visit_each_record_once() {
    on_both_engines(async |app| {
        let acme = company(&app, "Acme").await;
        let mut expected = Vec::new();
        for index in 0..5 {
            let id = contact(&app, &format!("c{index}@example.com")).await;
            associate(&app, ("contacts", &id), ("companies", &acme)).await;
            expected.push(format!("{id}: 2 280"));
        }
        let (mut found, mut path) =
            (Vec::new(), format!("/crm/v4/objects/0-2/{acme}/associations/0-1?limit=2"));
        loop {
            let page = app.get(&path).await;
            found.extend(super::rows(&page.json["results"]));
            let Some(link) = page.json["paging"]["next"]["link"].as_str() else { break };
            path = link.trim_start_matches("http://linchpin.example").to_owned();
        }
        assert_eq!(found, expected);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    on_both_engines(async |app| {
        let (ada, acme) = (contact(&app, "ada@example.com").await, company(&app, "Acme").await);
        let product = super::create(&app, "products", json!({ "name": "Bolt" })).await;
        let invalid = "One or more associations are invalid";
        let itself = format!("Object {ada} cannot be associated to itself ({ada})");
        let pair = "Objects of type 0-1 cannot be associated with objects of type 0-7.";
        for (to, types, status, message) in [
            (format!("companies/{acme}"), json!([hubspot(280)]), 400, invalid),
            (format!("companies/{acme}"), json!([hubspot(3)]), 400, invalid),
            (
                format!("companies/{acme}"),
                json!([{ "associationCategory": "USER_DEFINED", "associationTypeId": 1 }]),
                400,
                invalid,
            ),
            (format!("contacts/{ada}"), json!([hubspot(449)]), 400, &itself),
            (format!("products/{product}"), json!([hubspot(1)]), 400, pair),
            ("companies/987654".to_owned(), json!([hubspot(1)]), 404, "No company with ID 987654 exists"),
            ("companies/abc".to_owned(), json!([hubspot(1)]), 400, "abc is not a valid ID"),
            ("unicorns/1".to_owned(), json!([hubspot(1)]), 400, "Unable to infer object type from: unicorns"),
        ] {
            let path = format!("/crm/v4/objects/contacts/{ada}/associations/{to}");
            refused(&app.put(&path, types).await, status, message);
        }
        let missing = app.get("/crm/v4/objects/contacts/987654/associations/companies").await;
        refused(&missing, 404, "No contact with ID 987654 exists");
        assert_eq!(seen(&app, ("contacts", &ada), "companies").await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn records_of_one_type_see_each_other() {
    on_both_engines(async |app| {
        let (parent, child) = (company(&app, "Parent").await, company(&app, "Child").await);
        for (from, to, id) in [(&parent, &child, 13), (&child, &parent, 14)] {
            let path = format!("/crm/v4/objects/companies/{from}/associations/companies/{to}");
            assert_eq!(app.put(&path, json!([hubspot(id)])).await.status, 201);
            assert_eq!(seen(&app, ("companies", &parent), "companies").await, [format!("{child}: 13 450")]);
            assert_eq!(seen(&app, ("companies", &child), "companies").await, [format!("{parent}: 14 450")]);
        }
    })
    .await;
}

use linchpin_testkit::on_both_engines;
use serde_json::{Value, json};

use super::{associate, company, contact, hubspot, refused, seen};

const LIMITS: &str = "/crm/v4/associations/definitions/configurations";

fn limit(id: i32, max: i32) -> Value {
    json!({ "inputs": [{ "category": "HUBSPOT_DEFINED", "typeId": id, "maxToObjectIds": max }] })
}

#[tokio::test]
async fn a_limit_is_set_changed_listed_and_taken_away() {
    on_both_engines(async |app| {
        let pair = format!("{LIMITS}/contacts/companies");
        let created = app.post(&format!("{pair}/batch/create"), limit(1, 3)).await;
        let row = |max: i32| {
            json!({ "category": "HUBSPOT_DEFINED", "typeId": 1, "userEnforcedMaxToObjectIds": max, "label": "Primary" })
        };
        assert_eq!((created.status, &created.json["results"]), (201, &json!([row(3)])), "{}", created.text());
        let updated = app.post(&format!("{pair}/batch/update"), limit(1, 4)).await;
        assert_eq!(updated.status, 200, "{}", updated.text());
        assert_eq!(updated.json["results"][0]["userEnforcedMaxToObjectIds"], 4);
        for path in [&pair, &format!("{LIMITS}/all"), &"/crm/associations/2026-03/definitions/configurations/all".to_owned()] {
            assert_eq!(app.get(path).await.json, json!({ "results": [row(4)] }), "{path}");
        }
        assert_eq!(app.get(&format!("{LIMITS}/companies/contacts")).await.json, json!({ "results": [] }));
        let purge = json!({ "inputs": [{ "category": "HUBSPOT_DEFINED", "typeId": 1 }] });
        assert_eq!(app.post(&format!("{pair}/batch/purge"), purge).await.status, 204);
        assert_eq!(app.get(&pair).await.json, json!({ "results": [] }));
        let wrong = app.post(&format!("{pair}/batch/create"), limit(2, 3)).await;
        refused(&wrong, 400, "One or more associations are invalid");
        let none = app.post(&format!("{pair}/batch/create"), limit(1, 0)).await;
        refused(&none, 400, "0 is not a valid limit of associations");
    })
    .await;
}

#[tokio::test]
async fn a_limit_holds_from_both_sides() {
    on_both_engines(async |app| {
        let set = app.post(&format!("{LIMITS}/companies/contacts/batch/create"), limit(280, 2)).await;
        assert_eq!(set.status, 201, "{}", set.text());
        let acme = company(&app, "Acme").await;
        let (one, two) = (contact(&app, "a@example.com").await, contact(&app, "b@example.com").await);
        associate(&app, ("contacts", &one), ("companies", &acme)).await;
        associate(&app, ("contacts", &two), ("companies", &acme)).await;
        // What is associated already is no more than before.
        associate(&app, ("contacts", &two), ("companies", &acme)).await;
        let three = contact(&app, "c@example.com").await;
        let message =
            format!("Object {acme} cannot be associated with more than 2 objects by association type 280");
        for path in [
            format!("/crm/v4/objects/contacts/{three}/associations/companies/{acme}"),
            format!("/crm/v4/objects/companies/{acme}/associations/contacts/{three}"),
        ] {
            let id = if path.contains("objects/contacts") { 279 } else { 280 };
            refused(&app.put(&path, json!([hubspot(id)])).await, 400, &message);
        }
        assert_eq!(seen(&app, ("contacts", &three), "companies").await, [""; 0]);
        assert_eq!(seen(&app, ("companies", &acme), "contacts").await.len(), 2);
    })
    .await;
}

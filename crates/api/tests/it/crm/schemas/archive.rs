//! The end of object types: archived while nobody is of them, and deleted for good.

use linchpin_testkit::on_both_engines;
use serde_json::json;

use super::{SCHEMAS, cars, create, each, error, make};

#[tokio::test]
async fn a_type_with_records_stays() {
    on_both_engines(async |app| {
        make(&app, cars()).await;
        let id = create(&app, "cars", json!({"model": "A", "vin": "1"})).await;
        let name = format!("p{}_cars", app.account);
        let message = format!("Object type {name} cannot be deleted while it has records.");
        for path in ["cars", "cars?archived=true", "cars/purge"] {
            let refused = app.delete(&format!("{SCHEMAS}/{path}")).await;
            assert_eq!(error(&refused), (400, &*message, "VALIDATION_ERROR"), "{path}");
        }
        app.delete(&format!("/crm/v3/objects/cars/{id}")).await;
        assert_eq!(app.delete(&format!("{SCHEMAS}/cars")).await.status, 204);
    })
    .await;
}

#[tokio::test]
async fn an_archived_type_shows_only_among_archived_ones_and_keeps_its_name() {
    on_both_engines(async |app| {
        make(&app, cars()).await;
        app.advance(1000);
        assert_eq!(app.delete(&format!("{SCHEMAS}/2-1000001")).await.status, 204);
        assert_eq!(app.get(SCHEMAS).await.json, json!({"results": []}));
        let archived = app.get(&format!("{SCHEMAS}?archived=true")).await.json;
        assert_eq!(archived["results"][0]["archived"], true);
        assert_eq!(archived["results"][0]["updatedAt"], "2026-03-04T05:06:08.089Z");
        assert_eq!(each(&archived["results"], "name"), ["cars"]);
        for path in ["/crm/v3/schemas/cars", "/crm/v3/objects/cars", "/crm/v3/properties/2-1000001"] {
            assert_eq!(app.get(path).await.status, 400, "{path}");
        }
        let post = app.post("/crm/v3/objects/cars", json!({"properties": {"model": "A", "vin": "1"}})).await;
        assert_eq!(error(&post), (400, "Unable to infer object type from: cars", ""));
        let again = app.delete(&format!("{SCHEMAS}/cars")).await;
        assert_eq!(error(&again), (400, "Unable to infer object type from: cars", ""));
        let taken = app.post(SCHEMAS, cars()).await;
        assert_eq!(
            error(&taken),
            (409, "An object type named 'cars' already exists.", "OBJECT_ALREADY_EXISTS")
        );
        // What led to it is gone from the others.
        let contacts = app.get(&format!("{SCHEMAS}/contacts")).await.json;
        assert!(!each(&contacts["associations"], "name").contains(&"cars_to_contact"));
    })
    .await;
}

#[tokio::test]
async fn a_deleted_type_gives_its_name_back_and_never_its_number() {
    on_both_engines(async |app| {
        for (end, number) in [("cars?archived=true", 1), ("p_cars/purge", 2), ("2-1000003?archived=True", 3)]
        {
            let made = make(&app, cars()).await;
            assert_eq!(made["objectTypeId"], format!("2-100000{number}"));
            let id = create(&app, "cars", json!({"model": "A", "vin": "1"})).await;
            app.delete(&format!("/crm/v3/objects/cars/{id}")).await;
            assert_eq!(app.delete(&format!("{SCHEMAS}/cars")).await.status, 204);
            assert_eq!(app.delete(&format!("{SCHEMAS}/{end}")).await.status, 204, "{end}");
            assert_eq!(app.get(&format!("{SCHEMAS}?archived=true")).await.json, json!({"results": []}));
            let gone = app.delete(&format!("{SCHEMAS}/{end}")).await;
            assert_eq!(gone.status, 400, "{end}");
        }
        make(&app, cars()).await;
        assert_eq!(app.get("/crm/v3/objects/cars?archived=true").await.json, json!({"results": []}));
        create(&app, "cars", json!({"model": "A", "vin": "1"})).await;
    })
    .await;
}

#[tokio::test]
async fn hubspots_own_types_stay() {
    on_both_engines(async |app| {
        for path in ["contacts", "0-1?archived=true", "CONTACT/purge"] {
            let refused = app.delete(&format!("{SCHEMAS}/{path}")).await;
            let message = "Object type CONTACT is not a custom one and cannot be deleted.";
            assert_eq!(error(&refused), (400, message, "VALIDATION_ERROR"), "{path}");
        }
    })
    .await;
}

/// Whoever comes first: records of a type that is gone would be lost to everybody.
#[tokio::test]
async fn a_type_that_goes_leaves_no_new_record_behind() {
    on_both_engines(async |app| {
        for round in 0..10 {
            make(&app, cars()).await;
            let post = async |vin: u8| {
                let body = json!({"properties": {"model": "A", "vin": vin}});
                app.post("/crm/v3/objects/cars", body).await
            };
            let delete = async || app.delete(&format!("{SCHEMAS}/cars?archived=true")).await;
            let (first, deleted, second) = tokio::join!(post(1), delete(), post(2));
            let n_created = [first.status, second.status].iter().filter(|status| **status == 201).count();
            if deleted.status == 204 {
                assert_eq!(n_created, 0, "{round}: {} {}", first.text(), second.text());
            } else {
                assert!(n_created > 0, "{round}: {}", deleted.text());
                for id in each(&app.get("/crm/v3/objects/cars").await.json["results"], "id") {
                    app.delete(&format!("/crm/v3/objects/cars/{id}")).await;
                }
                assert_eq!(delete().await.status, 204);
            }
        }
    })
    .await;
}

/// What archived records mean to others hinders nobody, be their type archived or deleted.
#[tokio::test]
async fn records_that_knew_those_of_a_type_that_is_gone_go_on() {
    on_both_engines(async |app| {
        for end in ["cars", "cars?archived=true"] {
            make(&app, cars()).await;
            let first = create(&app, "contacts", json!({"firstname": "Ada"})).await;
            let second = create(&app, "contacts", json!({"firstname": "Grace"})).await;
            let car = create(&app, "cars", json!({"model": "A", "vin": "1"})).await;
            let default = format!("/crm/v4/objects/cars/{car}/associations/default/contacts/{first}");
            assert_eq!(app.put(&default, json!(null)).await.status, 200);
            assert_eq!(app.delete(&format!("/crm/v3/objects/cars/{car}")).await.status, 204);
            assert_eq!(app.delete(&format!("{SCHEMAS}/{end}")).await.status, 204);
            let body = json!({"primaryObjectId": second, "objectIdToMerge": first});
            let merged = app.post("/crm/v3/objects/contacts/merge", body).await;
            assert_eq!(merged.status, 200, "{end}: {}", merged.text());
            let body = json!({"objectId": merged.json["id"]});
            let forgotten = app.post("/crm/v3/objects/contacts/gdpr-delete", body).await;
            assert_eq!(forgotten.status, 204, "{end}: {}", forgotten.text());
            app.delete(&format!("{SCHEMAS}/cars?archived=true")).await;
        }
    })
    .await;
}

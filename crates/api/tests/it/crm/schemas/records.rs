//! Records of custom types, in every family that takes an object type.

use linchpin_engine::search::Settings;
use linchpin_engine::{Clock, Engine, Scopes, ServerKey};
use linchpin_testkit::{START, TestApp, on_both_engines};
use serde_json::json;
use std::sync::Arc;

use super::{bare, cars, create, each, error, make, with};

const CARS: &str = "/crm/v3/objects/cars";

#[tokio::test]
async fn records_of_a_new_type_work_at_once() {
    on_both_engines(async |app| {
        make(&app, cars()).await;
        let id = create(&app, "p_cars", json!({"model": "Frontier", "vin": "4Y1", "year": "2014"})).await;
        let read = app.get(&format!("{CARS}/{id}?properties=model,year")).await;
        assert_eq!(
            read.json["properties"],
            json!({
                "hs_createdate": "2026-03-04T05:06:07.089Z", "hs_lastmodifieddate": "2026-03-04T05:06:07.089Z",
                "hs_object_id": id, "model": "Frontier", "year": "2014",
            })
        );
        let plain = app.get(&format!("{CARS}/{id}")).await;
        let names: Vec<_> = plain.json["properties"].as_object().expect("an object").keys().collect();
        assert_eq!(names, ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"]);
        let url = format!("http://linchpin.example/contacts/{}/record/2-1000001/{id}", app.account);
        assert_eq!(plain.json["url"], url);

        let updated = app.patch(&format!("{CARS}/4Y1?idProperty=vin"), json!({"properties": {"year": 2015}})).await;
        assert_eq!((updated.status, &updated.json["properties"]["year"]), (200, &json!("2015")));
        let upsert = json!({"inputs": [
            {"id": "4Y1", "idProperty": "vin", "properties": {"make": "Nissan"}},
            {"id": "4Y2", "idProperty": "vin", "properties": {"vin": "4Y2", "model": "Leaf"}},
        ]});
        let upserted = app.post(&format!("{CARS}/batch/upsert"), upsert).await;
        assert_eq!(upserted.status, 200, "{}", upserted.text());
        let list = app.get(&format!("{CARS}?properties=make&limit=1")).await;
        assert_eq!(list.json["results"][0]["properties"]["make"], "Nissan");
        assert!(list.json["paging"]["next"]["link"].as_str().is_some_and(|link| link.contains("/objects/cars?")));
        assert_eq!(app.delete(&format!("{CARS}/{id}")).await.status, 204);
        assert_eq!(each(&app.get(&format!("{CARS}?archived=true")).await.json["results"], "id"), [id]);
    })
    .await;
}

#[tokio::test]
async fn required_properties_follow_the_definition() {
    on_both_engines(async |app| {
        make(&app, cars()).await;
        let post = async |properties| app.post(CARS, json!({ "properties": properties })).await;
        let missing = post(json!({"model": "Leaf"})).await;
        assert_eq!(
            error(&missing),
            (400, "Error creating cars. Some required properties were not set.", "VALIDATION_ERROR")
        );
        assert_eq!(missing.json["context"], json!({"properties": ["vin"]}));
        let change = json!({"requiredProperties": ["model", "year"]});
        assert_eq!(app.patch("/crm/v3/schemas/cars", change).await.status, 200);
        assert_eq!(post(json!({"model": "Leaf"})).await.json["context"], json!({"properties": ["year"]}));
        assert_eq!(post(json!({"model": "Leaf", "year": 1})).await.status, 201);
        // What nobody can set is not asked for, until it is back.
        assert_eq!(app.delete("/crm/v3/properties/cars/year").await.status, 204);
        assert_eq!(post(json!({"model": "Leaf"})).await.status, 201);
        let definition = app.get("/crm/v3/schemas/cars").await.json;
        assert_eq!(definition["requiredProperties"], json!(["model"]));
    })
    .await;
}

#[tokio::test]
async fn unique_values_clash_within_the_type() {
    on_both_engines(async |app| {
        make(&app, cars()).await;
        let holder = create(&app, "cars", json!({"model": "A", "vin": "1"})).await;
        let answer = app.post(CARS, json!({"properties": {"model": "B", "vin": "1"}})).await;
        let (status, message, category) = error(&answer);
        assert_eq!((status, category), (400, "VALIDATION_ERROR"));
        let start = format!(
            "Cannot set PropertyValueCoordinates{{portalId={}, objectTypeId=ObjectTypeId{{innerId=2-1000001}}, \
             propertyName=vin, value=1}} on ",
            app.account
        );
        assert!(message.starts_with(&start), "{message}");
        assert!(message.ends_with(&format!(". {holder} already has that value.")), "{message}");
        make(&app, with(cars(), json!({"name": "boats"}))).await;
        create(&app, "boats", json!({"model": "A", "vin": "1"})).await;
    })
    .await;
}

#[tokio::test]
async fn properties_and_groups_can_be_added() {
    on_both_engines(async |app| {
        make(&app, cars()).await;
        let group = json!({"name": "sales", "label": "Sales"});
        assert_eq!(app.post("/crm/v3/properties/cars/groups", group).await.status, 201);
        let body = json!({
            "name": "Price", "label": "Price", "type": "number", "fieldType": "number", "groupName": "sales",
        });
        let answer = app.post("/crm/v3/properties/2-1000001", body).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        create(&app, "cars", json!({"model": "A", "vin": "1", "Price": "3"})).await;
        let names = app.get("/crm/v3/properties/cars").await;
        assert!(each(&names.json["results"], "name").contains(&"Price"));
        // The system's properties stand in the type's own group.
        let kept = app.delete("/crm/v3/properties/cars/groups/cars_information").await;
        assert!(
            kept.status == 400 && kept.text().contains("GROUP_WITH_ACTIVE_PROPERTIES"),
            "{}",
            kept.text()
        );
        let system = app.get("/crm/v3/properties/cars/hs_object_id").await;
        assert_eq!(system.json["groupName"], "cars_information");
        let refused = app.patch("/crm/v3/properties/cars/hs_object_id", json!({"label": "Id"})).await;
        assert_eq!(refused.status, 400);
    })
    .await;
}

#[tokio::test]
async fn scopes_of_custom_types_are_asked_for() {
    let app = TestApp::new().await;
    make(&app, cars()).await;
    let id = create(&app, "cars", json!({"model": "A", "vin": "1"})).await;
    let call = async |scopes: &str, method: &str, path: &str| {
        let token = app.token_with(Scopes::parse(scopes)).await;
        let request = axum::http::Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {token}"));
        app.call(request.body(axum::body::Body::empty()).expect("a request")).await
    };
    let record = format!("{CARS}/{id}");
    for (scopes, method, path, expected) in [
        ("crm.objects.custom.read", "GET", &*record, 200),
        ("crm.objects.contacts.read", "GET", &record, 403),
        ("crm.objects.custom.read", "DELETE", &record, 403),
        ("crm.objects.custom.write", "DELETE", &record, 204),
        ("crm.schemas.custom.read", "GET", "/crm/v3/properties/cars", 200),
        ("crm.schemas.contacts.read", "GET", "/crm/v3/properties/cars", 403),
        ("crm.schemas.custom.read", "GET", "/crm/v3/schemas", 200),
        ("crm.schemas.custom.read", "GET", "/crm/v3/schemas/cars", 200),
        ("crm.schemas.custom.read", "GET", "/crm/v3/schemas/contacts", 403),
        ("crm.schemas.contacts.read", "GET", "/crm/v3/schemas/contacts", 200),
        ("crm.schemas.custom.read", "DELETE", "/crm/v3/schemas/cars", 403),
        ("crm.schemas.custom.read", "DELETE", "/crm/v3/schemas/unicorns?archived=true", 403),
        ("crm.schemas.custom.write", "DELETE", "/crm/v3/schemas/cars", 204),
    ] {
        let answer = call(scopes, method, path).await;
        assert_eq!(answer.status, expected, "{scopes} {method} {path}: {}", answer.text());
    }
    let refused = call("crm.objects.contacts.read", "GET", "/crm/v3/schemas").await;
    assert_eq!(
        refused.json["errors"][0]["context"],
        json!({"requiredGranularScopes": ["crm.schemas.custom.read", "crm.objects.custom.read"]})
    );
}

#[tokio::test]
async fn records_of_a_custom_type_merge() {
    on_both_engines(async |app| {
        make(&app, cars()).await;
        let contact = create(&app, "contacts", json!({"email": "ada@example.com"})).await;
        let kept = create(&app, "cars", json!({"model": "Frontier", "vin": "1"})).await;
        let other = create(&app, "cars", json!({"model": "Leaf", "vin": "2", "make": "Nissan"})).await;
        let default = format!("/crm/v4/objects/cars/{other}/associations/default/contacts/{contact}");
        assert_eq!(app.put(&default, json!(null)).await.status, 200);
        let body = json!({"primaryObjectId": kept, "objectIdToMerge": other});
        let merged = app.post(&format!("{CARS}/merge"), body).await;
        assert_eq!(merged.status, 200, "{}", merged.text());
        let read = app.get(&format!("{CARS}/{other}?properties=model,make&associations=contacts")).await;
        assert_eq!(read.json["properties"]["model"], "Frontier", "{}", read.text());
        assert_eq!(read.json["properties"]["make"], "Nissan");
        assert_eq!(
            read.json["associations"]["contacts"]["results"],
            json!([{"id": contact, "type": "cars_to_contact"}])
        );
    })
    .await;
}

#[tokio::test]
async fn formulas_read_the_properties_of_the_type() {
    on_both_engines(async |app| {
        make(&app, cars()).await;
        let age = json!({
            "name": "age", "label": "Age", "type": "number", "fieldType": "calculation_equation",
            "groupName": "cars_information", "calculationFormula": "2026 - year",
        });
        let made = app.post("/crm/v3/properties/cars", age).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let id = create(&app, "cars", json!({"model": "A", "vin": "1", "year": 2014})).await;
        let read = app.get(&format!("{CARS}/{id}?properties=age")).await;
        assert_eq!(read.json["properties"]["age"], "12");
    })
    .await;
}

/// Two servers on one database: what one of them makes the other one knows.
#[tokio::test]
async fn other_servers_know_new_types() {
    on_both_engines(async |app| {
        let other = Engine::new(
            Arc::clone(&app.database),
            ServerKey::new([7; 32]),
            Clock::set_to(START),
            Settings::default(),
        );
        let found = async |name: &str| {
            let found = other.find_object_type(app.account, name).await.expect("the database answers");
            found.map(|found| found.id.to_string())
        };
        assert_eq!(found("cars").await, None);
        make(&app, cars()).await;
        assert_eq!(found("cars").await.as_deref(), Some("2-1000001"));
        make(&app, bare("boats")).await;
        assert_eq!(found("p_boats").await.as_deref(), Some("2-1000002"));
        assert_eq!(app.delete("/crm/v3/schemas/boats").await.status, 204);
        // It may answer from memory until it looks at the account's version again.
        other.clock().advance(2000);
        other.authenticate(&app.token).await.expect("the database answers");
        assert_eq!(found("boats").await, None);
    })
    .await;
}

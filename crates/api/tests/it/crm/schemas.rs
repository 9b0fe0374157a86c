//! Object types: made, read, changed, archived, and what their records can do.

mod archive;
mod associations;
mod pipelines;
mod records;
mod refusals;
mod removals;
mod standard;

use linchpin_testkit::{Answer, TestApp, on_both_engines};
use serde_json::{Value, json};

/// Where object types are.
const SCHEMAS: &str = "/crm/v3/schemas";

/// The type that most tests make.
fn cars() -> Value {
    json!({
        "name": "cars",
        "description": "What we sell",
        "labels": {"singular": "Car", "plural": "Cars"},
        "primaryDisplayProperty": "model",
        "secondaryDisplayProperties": ["make"],
        "searchableProperties": ["make", "model", "vin"],
        "requiredProperties": ["model", "vin"],
        "properties": [
            {"name": "model", "label": "Model"},
            {"name": "make", "label": "Make", "type": "string", "fieldType": "text"},
            {"name": "vin", "label": "VIN", "hasUniqueValue": true},
            {"name": "year", "label": "Year", "type": "number", "fieldType": "number"},
        ],
        "associatedObjects": ["CONTACT", "0-2"],
    })
}

/// A type with nothing but a name.
fn bare(name: &str) -> Value {
    json!({"name": name, "labels": {}, "requiredProperties": [], "properties": [], "associatedObjects": []})
}

/// The same with other fields.
fn with(mut body: Value, fields: Value) -> Value {
    let (Value::Object(body_fields), Value::Object(fields)) = (&mut body, fields) else {
        panic!("bodies are objects")
    };
    body_fields.extend(fields);
    body
}

/// Makes an object type and returns its schema.
async fn make(app: &TestApp, body: Value) -> Value {
    let answer = app.post(SCHEMAS, body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json
}

/// Makes a record and returns its id.
async fn create(app: &TestApp, object_type: &str, properties: Value) -> String {
    let path = format!("/crm/v3/objects/{object_type}");
    let answer = app.post(&path, json!({ "properties": properties })).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json["id"].as_str().expect("a record has an id").to_owned()
}

/// An error's status, message and category.
fn error(answer: &Answer) -> (u16, &str, &str) {
    let text = |name: &str| answer.json[name].as_str().unwrap_or_default();
    (answer.status, text("message"), text("category"))
}

/// One field of each item of a list.
fn each<'a>(list: &'a Value, field: &str) -> Vec<&'a str> {
    let items = list.as_array().expect("it is a list");
    items.iter().filter_map(|item| item[field].as_str()).collect()
}

#[tokio::test]
async fn a_new_type_is_answered_whole() {
    on_both_engines(async |app| {
        let answer = app.post(SCHEMAS, cars()).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        assert_eq!(answer.header("location"), "http://linchpin.example/crm/v3/schemas/2-1000001");
        let account = app.account;
        let start = concat!(
            r#"{"labels":{"singular":"Car","plural":"Cars"},"description":"What we sell","#,
            r#""requiredProperties":["model","vin"],"searchableProperties":["make","model","vin"],"#,
            r#""primaryDisplayProperty":"model","secondaryDisplayProperties":["make"],"archived":false,"#,
            r#""restorable":true,"metaType":"PORTAL_SPECIFIC","id":"1000001","fullyQualifiedName":"p"#,
        );
        let then = concat!(
            r#"_cars","createdAt":"2026-03-04T05:06:07.089Z","updatedAt":"2026-03-04T05:06:07.089Z","#,
            r#""objectTypeId":"2-1000001","allowsSensitiveProperties":false,"properties":["#,
        );
        assert!(answer.text().starts_with(&format!("{start}{account}{then}")), "{}", answer.text());
        assert!(answer.text().ends_with(r#"],"name":"cars"}"#), "{}", answer.text());

        let properties = each(&answer.json["properties"], "name");
        assert!(properties.is_sorted());
        for name in ["hs_object_id", "hs_createdate", "hubspot_owner_id", "make", "model", "vin", "year"] {
            assert!(properties.contains(&name), "{name}");
        }
        assert!(!properties.contains(&"hs_pipeline"));
        let groups = each(&answer.json["properties"], "groupName");
        assert!(groups.iter().all(|group| *group == "cars_information"), "{groups:?}");
        assert_eq!(app.get(&format!("{SCHEMAS}/cars")).await.json, answer.json);
        assert_eq!(app.get(SCHEMAS).await.json["results"], json!([answer.json]));
    })
    .await;
}

#[tokio::test]
async fn every_name_and_path_leads_to_the_same_type() {
    let app = TestApp::new().await;
    let made = make(&app, cars()).await;
    let full = format!("p{}_cars", app.account);
    for name in ["cars", "CARS", "p_cars", "2-1000001", &full, &full.to_uppercase()] {
        for root in [
            "/crm/v3/schemas",
            "/crm-object-schemas/v3/schemas",
            "/crm-object-schemas/2025-09/schemas",
            "/crm-object-schemas/2026-03/schemas",
            "/crm-object-schemas/2026-09/schemas",
        ] {
            assert_eq!(app.get(&format!("{root}/{name}")).await.json, made, "{root}/{name}");
        }
    }
    for name in ["car", "p_car", "p1_cars", "2-1000002", "1-1000001"] {
        assert_eq!(
            error(&app.get(&format!("{SCHEMAS}/{name}")).await),
            (400, &*format!("Unable to infer object type from: {name}"), ""),
        );
    }
}

#[tokio::test]
async fn what_is_left_out_has_a_default() {
    on_both_engines(async |app| {
        let empty =
            json!({"description": "", "primaryDisplayProperty": "", "secondaryDisplayProperties": null});
        let made = make(&app, with(bare("Boat_2"), empty)).await;
        assert_eq!(made["labels"], json!({"singular": "Boat_2", "plural": "Boat_2"}));
        assert_eq!(made["requiredProperties"], json!([]));
        assert!(made.get("primaryDisplayProperty").is_none() && made.get("description").is_none());
        let group = app.get("/crm/v3/properties/boat_2/groups/Boat_2_information").await;
        assert_eq!((group.status, &group.json["label"]), (200, &json!("Boat_2 information")));
    })
    .await;
}

#[tokio::test]
async fn an_update_changes_what_it_names_and_answers_the_definition() {
    on_both_engines(async |app| {
        let made = make(&app, cars()).await;
        app.advance(1000);
        for (change, expected) in [
            (
                json!({"labels": {"plural": "Vehicles"}}),
                json!({"labels": {"singular": "Car", "plural": "Vehicles"}}),
            ),
            (json!({"description": "Ours"}), json!({"description": "Ours"})),
            (json!({"primaryDisplayProperty": "vin"}), json!({"primaryDisplayProperty": "vin"})),
            (json!({"secondaryDisplayProperties": []}), json!({"secondaryDisplayProperties": []})),
            (json!({"requiredProperties": ["year"]}), json!({"requiredProperties": ["year"]})),
            (json!({"searchableProperties": ["year"]}), json!({"searchableProperties": ["year"]})),
            (json!({"restorable": false}), json!({"restorable": false})),
            (json!({"allowsSensitiveProperties": "true"}), json!({"allowsSensitiveProperties": true})),
            (json!({}), json!({})),
        ] {
            let path = format!("{SCHEMAS}/cars");
            let before = app.get(&path).await.json;
            let answer = app.patch(&path, change.clone()).await;
            assert_eq!(answer.status, 200, "{change}: {}", answer.text());
            let after = with(with(before, expected), json!({"updatedAt": "2026-03-04T05:06:08.089Z"}));
            assert_eq!(app.get(&path).await.json, after, "{change}");
            let mut definition = with(after, json!({"portalId": app.account.0}));
            let fields = definition.as_object_mut().expect("a type is an object");
            fields.remove("properties");
            fields.remove("associations");
            assert_eq!(answer.json, definition, "{change}");
        }
        let cleared = app.patch(&format!("{SCHEMAS}/cars"), json!({"clearDescription": true})).await;
        assert!(cleared.json.get("description").is_none());
        assert_eq!(cleared.json["createdAt"], made["createdAt"]);
    })
    .await;
}

#[tokio::test]
async fn parts_can_be_left_out() {
    let app = TestApp::new().await;
    let made = make(&app, cars()).await;
    for (parameters, properties, associations) in [
        ("", true, true),
        ("?includePropertyDefinitions=false", false, true),
        ("?includeAssociationDefinitions=False&includeAuditMetadata=true", true, false),
    ] {
        let part = |shown: bool, name: &str| if shown { made[name].clone() } else { json!([]) };
        let expected = with(
            made.clone(),
            json!({
                "properties": part(properties, "properties"),
                "associations": part(associations, "associations"),
            }),
        );
        assert_eq!(app.get(&format!("{SCHEMAS}/cars{parameters}")).await.json, expected, "{parameters}");
        let list = app.get(&format!("{SCHEMAS}{parameters}")).await;
        assert_eq!(list.json["results"], json!([expected]), "{parameters}");
    }
}

#[tokio::test]
async fn several_types_are_read_at_once() {
    on_both_engines(async |app| {
        make(&app, cars()).await;
        let body = |inputs: Value| {
            json!({
                "inputs": inputs, "includePropertyDefinitions": true, "includeAssociationDefinitions": false,
                "includeAuditMetadata": false,
            })
        };
        let path = format!("{SCHEMAS}/batch/read");
        let read = app.post(&path, body(json!(["cars", "contacts", "2-1000001"]))).await;
        assert_eq!(read.status, 200, "{}", read.text());
        assert_eq!(each(&read.json["results"], "objectTypeId"), ["2-1000001", "0-1"]);
        assert_eq!(read.json["results"][0]["associations"], json!([]));
        let unknown = app.post(&path, body(json!(["cars", "boats"]))).await;
        assert_eq!(error(&unknown), (400, "Unable to infer object type from: boats", ""));
        let missing = app.post(&path, json!({"inputs": ["cars"]})).await;
        assert_eq!(missing.status, 400);
        assert!(missing.text().contains(
            "Some required fields were not set: [includePropertyDefinitions, includeAssociationDefinitions, \
             includeAuditMetadata]"
        ));
        let many: Vec<_> = (0..101).map(|_| "cars").collect();
        assert_eq!(app.post(&path, body(json!(many))).await.status, 400);
    })
    .await;
}

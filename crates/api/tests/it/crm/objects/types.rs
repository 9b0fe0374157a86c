use linchpin_domain::object_type::standard_types;
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Map, Value, json};

use super::{contact, create};

/// Values that satisfy what a type requires.
fn required(app_type: &linchpin_domain::ObjectType) -> Value {
    let mut properties = Map::new();
    for name in app_type.required_properties {
        let value = match *name {
            "hs_timestamp" | "hs_initiated_date" => json!("2026-01-02T03:04:05Z"),
            "hs_expiration_date" => json!("2026-12-31"),
            "hs_pipeline_stage" => json!("1"),
            "hs_pipeline" => json!("0"),
            "hs_communication_channel_type" => json!("SMS"),
            "hs_email_direction" => json!("EMAIL"),
            "hs_currency" => json!("USD"),
            "hs_initial_amount" => json!("12.5"),
            _ => json!("Sample"),
        };
        properties.insert((*name).to_owned(), value);
    }
    Value::Object(properties)
}

#[tokio::test]
async fn every_standard_type_creates_reads_searches_lists_and_archives() {
    on_both_engines(async |app| {
        for object_type in standard_types() {
            let path = format!("/crm/v3/objects/{}", object_type.plural);
            assert_eq!(app.get(&path).await.status, 200, "{path}");
            let found = app.post(&format!("{path}/search"), json!({ "query": "nobody" })).await;
            assert_eq!(found.text(), r#"{"total":0,"results":[]}"#, "{path}");
            if !object_type.writes_served {
                assert_eq!(app.post(&path, json!({ "properties": {} })).await.status, 405, "{path}");
                continue;
            }
            let mut body = json!({ "properties": required(object_type) });
            if object_type.required_association.is_some() {
                let contact = contact(&app, &format!("{}@example.com", object_type.singular)).await;
                let types = json!([{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 608}]);
                body["associations"] = json!([{"to": {"id": contact}, "types": types}]);
            }
            let answer = app.post(&path, body).await;
            assert_eq!(answer.status, 201, "{path}: {}", answer.text());
            let id = answer.json["id"].as_str().expect("an id").to_owned();
            let read = app.get(&format!("{path}/{id}")).await;
            assert_eq!((read.status, &read.json["id"]), (200, &json!(id)), "{path}");
            let shown = read.json["properties"].as_object().expect("properties");
            assert!(object_type.default_properties.iter().all(|name| shown.contains_key(*name)), "{path}");
            assert_eq!(shown[object_type.created_property], read.json["createdAt"], "{path}");
            assert_eq!(shown[object_type.modified_property], read.json["updatedAt"], "{path}");
            let filter = json!({"propertyName": "hs_object_id", "operator": "EQ", "value": id});
            let found = app.post(&format!("{path}/search"), json!({ "filters": [filter] })).await;
            assert_eq!(found.json["results"], json!([read.json]), "{path}: {}", found.text());
            assert_eq!(app.delete(&format!("{path}/{id}")).await.status, 204, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_type_goes_by_many_names_and_paths() {
    let app = TestApp::new().await;
    let id = contact(&app, "a@example.com").await;
    for name in ["contacts", "contact", "0-1", "CONTACT", "Contacts"] {
        for root in [
            "/crm/v3/objects",
            "/crm/objects/v3",
            "/crm/objects/2025-09",
            "/crm/objects/2026-03",
            "/crm/objects/2026-09",
            "//crm//v3/objects",
        ] {
            let answer = app.get(&format!("{root}/{name}/{id}")).await;
            assert_eq!(answer.status, 200, "{root}/{name}");
        }
    }
    assert_eq!(app.get(&format!("/crm/objects/2031-01/contacts/{id}")).await.status, 404);
}

#[tokio::test]
async fn links_name_the_path_that_was_called() {
    let app = TestApp::new().await;
    for email in ["a@example.com", "b@example.com"] {
        contact(&app, email).await;
    }
    let page = app.get("/crm/objects/2026-03/0-1?limit=1").await;
    let link = page.json["paging"]["next"]["link"].as_str().expect("a link");
    assert!(link.starts_with("http://linchpin.example/crm/objects/2026-03/0-1?limit=1&after="), "{link}");
}

#[tokio::test]
async fn a_ticket_takes_its_pipeline_from_its_stage() {
    on_both_engines(async |app| {
        let path = "/crm/v3/objects/tickets";
        let id = create(&app, path, json!({ "subject": "Help", "hs_pipeline_stage": "1" })).await;
        let read = app.get(&format!("{path}/{id}?properties=hs_pipeline,hs_ticket_id,hs_is_closed")).await;
        let shown = &read.json["properties"];
        assert_eq!((&shown["hs_pipeline"], &shown["hs_ticket_id"]), (&json!("0"), &json!(id)));
        assert_eq!(shown["hs_is_closed"], "false");
        let bad = json!({ "properties": { "subject": "Help", "hs_pipeline_stage": "99" } });
        let answer = app.post(path, bad).await;
        assert_eq!(answer.status, 400, "{}", answer.text());
        assert!(answer.text().contains("INVALID_OPTION"));
    })
    .await;
}

#[tokio::test]
async fn a_host_that_is_none_breaks_no_answer() {
    let app = TestApp::new().await;
    let id = contact(&app, "a@example.com").await;
    let request = axum::http::Request::builder()
        .uri(format!("/crm/v3/objects/contacts/{id}"))
        .header("host", "a\"b\\c")
        .header("authorization", format!("Bearer {}", app.token));
    let answer = app.call(request.body(axum::body::Body::empty()).expect("a request")).await;
    assert_eq!((answer.status, &answer.json["id"]), (200, &json!(id)), "{}", answer.text());
}

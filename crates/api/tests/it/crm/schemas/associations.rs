//! How records of custom types are associated with others.

use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use super::{SCHEMAS, bare, cars, create, error, make};

/// The types of associations of a schema as `id from to name`.
fn shown(schema: &Value) -> Vec<String> {
    let rows = schema["associations"].as_array().expect("a schema has associations");
    let text = |row: &Value, name: &str| row[name].as_str().expect("a text").to_owned();
    let shown = |row| {
        let fields = ["id", "fromObjectTypeId", "toObjectTypeId", "name"];
        fields.map(|name| text(row, name)).join(" ")
    };
    rows.iter().map(shown).collect()
}

#[tokio::test]
async fn a_new_type_is_associated_with_activities_and_what_was_asked_for() {
    on_both_engines(async |app| {
        let made = make(&app, cars()).await;
        let shown = shown(&made);
        assert_eq!(shown.len(), 16);
        for expected in [
            "100001 2-1000001 0-46 cars_to_note",
            "100002 0-46 2-1000001 note_to_cars",
            "100007 2-1000001 0-47 cars_to_meeting_event",
            "100011 2-1000001 0-51 cars_to_conversation_session",
            "100013 2-1000001 0-1 cars_to_contact",
            "100014 0-1 2-1000001 contact_to_cars",
            "100016 0-2 2-1000001 company_to_cars",
        ] {
            assert!(shown.iter().any(|row| row == expected), "{expected} of {shown:?}");
        }
        let types = app.get("/crm/v4/associations/cars/contacts/labels").await.json;
        assert_eq!(types["results"], json!([{"category": "USER_DEFINED", "typeId": 100_013, "label": null}]));
        let named = app.get("/crm/v3/associations/contacts/p_cars/types").await.json;
        assert_eq!(named["results"], json!([{"id": "100014", "name": "contact_to_cars"}]));
    })
    .await;
}

#[tokio::test]
async fn records_are_associated_in_every_version() {
    on_both_engines(async |app| {
        make(&app, cars()).await;
        let contact = create(&app, "contacts", json!({"email": "ada@example.com"})).await;
        // Together with a new record, by id and category.
        let body = json!({
            "properties": {"model": "A", "vin": "1"},
            "associations": [{
                "to": {"id": contact},
                "types": [{"associationCategory": "USER_DEFINED", "associationTypeId": 100_013}],
            }],
        });
        let first = app.post("/crm/v3/objects/cars", body).await;
        assert_eq!(first.status, 201, "{}", first.text());
        let first = first.json["id"].as_str().expect("an id").to_owned();
        let [second, third, fourth] = ["2", "3", "4"].map(|vin| json!({"model": "A", "vin": vin}));
        let second = create(&app, "cars", second).await;
        let third = create(&app, "cars", third).await;
        let fourth = create(&app, "cars", fourth).await;
        let default = format!("/crm/v4/objects/contacts/{contact}/associations/default/cars/{second}");
        assert_eq!(app.put(&default, Value::Null).await.status, 200);
        let named = format!("/crm/v3/objects/cars/{third}/associations/contacts/{contact}/cars_to_contact");
        assert_eq!(app.put(&named, Value::Null).await.status, 200);
        let batch = json!({"inputs": [{
            "from": {"id": fourth}, "to": {"id": contact},
            "types": [{"associationCategory": "USER_DEFINED", "associationTypeId": 100_013}],
        }]});
        let made = app.post("/crm/v4/associations/2-1000001/0-1/batch/create", batch).await;
        assert_eq!(made.status, 201, "{}", made.text());

        let read =
            app.get(&format!("/crm/v3/objects/contacts/{contact}?associations=cars,p_cars")).await.json;
        let found: Vec<_> = [&first, &second, &third, &fourth]
            .map(|id| json!({"id": id, "type": "contact_to_cars"}))
            .to_vec();
        assert_eq!(read["associations"]["cars"]["results"], json!(found));
        assert_eq!(read["associations"]["p_cars"]["results"], json!(found));
        assert_eq!(app.delete(&named).await.status, 204);
        let left = app.get(&format!("/crm/v4/objects/cars/{third}/associations/0-1")).await.json;
        assert_eq!(left, json!({"results": []}));
        let none = json!({"inputs": [{"id": third}]});
        let none = app.post("/crm/v4/associations/cars/contacts/batch/read", none).await;
        assert_eq!(none.json["errors"][0]["message"], format!("No contact is associated with cars {third}."));
    })
    .await;
}

#[tokio::test]
async fn a_new_record_names_others_that_exist() {
    on_both_engines(async |app| {
        make(&app, cars()).await;
        let with_types = |to: &str, id: i32| {
            json!({
                "properties": {"firstname": "Ada"},
                "associations": [{
                    "to": {"id": to},
                    "types": [{"associationCategory": "USER_DEFINED", "associationTypeId": id}],
                }],
            })
        };
        let post = async |body| app.post("/crm/v3/objects/contacts", body).await;
        let missing = post(with_types("424242", 100_014)).await;
        let name = format!("p{}_cars=424242 is not valid", app.account);
        assert_eq!(missing.json["context"]["INVALID_OBJECT_IDS"], json!([name]));
        let wrong = post(with_types("1", 100_013)).await;
        assert_eq!(
            error(&wrong).1,
            "invalid from object type 0-1 for associations to be created. expected: 2-1000001"
        );
        assert_eq!(app.delete("/crm/v3/schemas/cars").await.status, 204);
        let archived = post(with_types("1", 100_014)).await;
        assert_eq!(archived.json["context"]["associationSpec"], json!(["USER_DEFINED=100014"]));
    })
    .await;
}

#[tokio::test]
async fn labels_come_on_top() {
    on_both_engines(async |app| {
        make(&app, cars()).await;
        let label = json!({"name": "driver", "label": "Driver", "inverseLabel": "Drives"});
        let made = app.post("/crm/v4/associations/cars/contacts/labels", label).await;
        assert_eq!(made.status, 200, "{}", made.text());
        assert_eq!(made.json["results"][0]["typeId"], 100_017);
        let car = create(&app, "cars", json!({"model": "A", "vin": "1"})).await;
        let contact = create(&app, "contacts", json!({"email": "ada@example.com"})).await;
        let types = json!([{"associationCategory": "USER_DEFINED", "associationTypeId": 100_017}]);
        let path = format!("/crm/v4/objects/cars/{car}/associations/contacts/{contact}");
        assert_eq!(app.put(&path, types).await.json["labels"], json!(["Driver"]));
        let seen = app.get(&format!("/crm/v4/objects/contacts/{contact}/associations/cars")).await.json;
        assert_eq!(
            seen["results"][0]["associationTypes"],
            json!([
                {"category": "USER_DEFINED", "typeId": 100_018, "label": "Drives"},
                {"category": "USER_DEFINED", "typeId": 100_014, "label": null},
            ])
        );
        // The type without a label is no label.
        let unlabel = app.delete("/crm/v4/associations/cars/contacts/labels/100013").await;
        assert_eq!(error(&unlabel), (404, "No association type with ID 100013 exists", "OBJECT_NOT_FOUND"));
    })
    .await;
}

#[tokio::test]
async fn types_are_added_and_taken_away() {
    on_both_engines(async |app| {
        make(&app, cars()).await;
        let path = format!("{SCHEMAS}/cars/associations");
        let body =
            json!({"fromObjectTypeId": "2-1000001", "toObjectTypeId": "ticket", "name": "car_to_ticket"});
        let made = app.post(&path, body.clone()).await;
        assert_eq!(made.status, 201, "{}", made.text());
        assert_eq!(
            made.text(),
            concat!(
                r#"{"fromObjectTypeId":"2-1000001","toObjectTypeId":"0-5","name":"car_to_ticket","#,
                r#""cardinality":"ONE_TO_MANY","inverseCardinality":"ONE_TO_MANY","id":"100017","#,
                r#""createdAt":"2026-03-04T05:06:07.089Z","updatedAt":"2026-03-04T05:06:07.089Z"}"#,
            )
        );
        let again = app.post(&path, body).await;
        assert_eq!(
            error(&again),
            (
                409,
                "Objects of type 2-1000001 can be associated with objects of type 0-5 already.",
                "OBJECT_ALREADY_EXISTS"
            )
        );
        let tickets = app.get(&format!("{SCHEMAS}/tickets")).await.json;
        assert!(shown(&tickets).iter().any(|row| row == "100018 0-5 2-1000001 ticket_to_cars"));

        let label = json!({"name": "repair", "label": "Repair"});
        app.post("/crm/v4/associations/cars/tickets/labels", label).await;
        let car = create(&app, "cars", json!({"model": "A", "vin": "1"})).await;
        let ticket = create(&app, "tickets", json!({"subject": "Help", "hs_pipeline_stage": "1"})).await;
        let pair = format!("/crm/v4/objects/cars/{car}/associations/tickets/{ticket}");
        let default = format!("/crm/v4/objects/cars/{car}/associations/default/tickets/{ticket}");
        assert_eq!(app.put(&default, Value::Null).await.status, 200);
        let used = app.delete(&format!("{path}/100017")).await;
        assert_eq!(
            error(&used),
            (400, "Association type 100017 is in use and cannot be deleted", "VALIDATION_ERROR")
        );
        assert_eq!(app.delete(&pair).await.status, 204);
        assert_eq!(app.delete(&format!("{path}/100017")).await.status, 204);
        let refused = app.put(&default, Value::Null).await;
        assert_eq!(
            error(&refused).1,
            "Objects of type 2-1000001 cannot be associated with objects of type 0-5."
        );
        assert_eq!(shown(&app.get(&format!("{SCHEMAS}/cars")).await.json).len(), 16);
        for id in ["100017", "1", "none"] {
            let gone = app.delete(&format!("{path}/{id}")).await;
            let message = format!("No association type with ID {id} exists");
            assert_eq!(error(&gone), (404, &*message, "OBJECT_NOT_FOUND"));
        }
    })
    .await;
}

#[tokio::test]
async fn custom_types_are_associated_with_each_other_and_with_themselves() {
    let app = TestApp::new().await;
    make(&app, cars()).await;
    let mut boats = bare("boats");
    boats["associatedObjects"] = json!(["cars", "2-1000001", "note"]);
    let made = make(&app, boats).await;
    assert_eq!(shown(&made).len(), 14);
    assert!(shown(&made).iter().any(|row| row == "100029 2-1000002 2-1000001 boats_to_cars"), "{made}");
    let body = json!({"fromObjectTypeId": "boats", "toObjectTypeId": "p_boats"});
    let own = app.post(&format!("{SCHEMAS}/boats/associations"), body).await;
    assert_eq!((own.status, &own.json["name"]), (201, &json!("boats_to_boats")));
    let (one, other) = (create(&app, "boats", json!({})).await, create(&app, "boats", json!({})).await);
    let default = format!("/crm/v4/objects/boats/{one}/associations/default/boats/{other}");
    assert_eq!(app.put(&default, Value::Null).await.status, 200);
    let back = app.get(&format!("/crm/v4/objects/boats/{other}/associations/boats")).await.json;
    assert_eq!(back["results"][0]["associationTypes"][0]["typeId"], 100_031);
    let body = json!({"fromObjectTypeId": "contact", "toObjectTypeId": "product"});
    let refused = app.post(&format!("{SCHEMAS}/contacts/associations"), body).await;
    assert_eq!(
        error(&refused),
        (400, "Objects of type 0-1 cannot be associated with objects of type 0-7.", "VALIDATION_ERROR")
    );
}

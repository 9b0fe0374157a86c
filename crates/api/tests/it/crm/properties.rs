//! Properties: definitions as callers create, read, change and archive them.

mod batch;
mod calculated;
mod groups;
mod hubspots_own;
mod legacy;
mod rules;

use linchpin_testkit::{Answer, TestApp, on_both_engines};
use serde_json::{Value, json};

/// Where the properties of contacts are.
const CONTACTS: &str = "/crm/v3/properties/contacts";

/// A text property to create.
fn text(name: &str) -> Value {
    json!({
        "name": name, "label": "Favorite food", "type": "string", "fieldType": "text",
        "groupName": "contactinformation",
    })
}

/// The same with other fields.
fn with(mut body: Value, fields: Value) -> Value {
    let (Value::Object(body_fields), Value::Object(fields)) = (&mut body, fields) else {
        panic!("bodies are objects")
    };
    body_fields.extend(fields);
    body
}

/// A property of contacts with options.
fn tier() -> Value {
    with(
        text("tier"),
        json!({
            "type": "enumeration", "fieldType": "select",
            "options": [
                {"label": "Silver", "value": "silver", "displayOrder": 1, "hidden": false},
                {"label": "Gold", "value": "gold", "description": "The best", "displayOrder": 0, "hidden": true},
            ],
        }),
    )
}

/// Creates a property of contacts.
async fn create(app: &TestApp, body: Value) -> Value {
    let answer = app.post(CONTACTS, body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json
}

/// An error's status, message, category and subCategory.
fn error(answer: &Answer) -> (u16, &str, &str, &str) {
    let text = |name: &str| answer.json[name].as_str().unwrap_or_default();
    (answer.status, text("message"), text("category"), text("subCategory"))
}

/// The names of a list's results.
fn names(answer: &Answer) -> Vec<&str> {
    let results = answer.json["results"].as_array().expect("a list has results");
    results.iter().filter_map(|item| item["name"].as_str()).collect()
}

#[tokio::test]
async fn a_new_property_is_answered_whole_and_with_its_place() {
    on_both_engines(async |app| {
        let answer = app.post(CONTACTS, tier()).await;
        assert_eq!(answer.status, 201);
        assert_eq!(answer.header("location"), "http://linchpin.example/crm/v3/properties/contacts/tier");
        assert_eq!(
            answer.text(),
            concat!(
                r#"{"updatedAt":"2026-03-04T05:06:07.089Z","createdAt":"2026-03-04T05:06:07.089Z","name":"tier","#,
                r#""label":"Favorite food","type":"enumeration","fieldType":"select","description":"","#,
                r#""groupName":"contactinformation","options":[{"label":"Silver","value":"silver","displayOrder":1,"#,
                r#""hidden":false},{"label":"Gold","value":"gold","description":"The best","displayOrder":0,"#,
                r#""hidden":true}],"displayOrder":-1,"calculated":false,"externalOptions":false,"archived":false,"#,
                r#""hasUniqueValue":false,"hidden":false,"modificationMetadata":{"archivable":true,"#,
                r#""readOnlyDefinition":false,"readOnlyValue":false},"formField":false,"#,
                r#""dataSensitivity":"non_sensitive"}"#,
            )
        );
        assert_eq!(app.get(&format!("{CONTACTS}/tier")).await.json, answer.json);
    })
    .await;
}

#[tokio::test]
async fn every_path_leads_to_the_same_properties() {
    let app = TestApp::new().await;
    create(&app, text("food")).await;
    for path in [
        "/crm/v3/properties/contact/food",
        "/crm/v3/properties/0-1/food",
        "/crm/properties/v3/contacts/food",
        "/crm/properties/2025-09/contacts/food",
        "/crm/properties/2026-03/contacts/food",
        "/crm/properties/2026-09/contacts/food",
    ] {
        assert_eq!(app.get(path).await.json["name"], "food", "{path}");
    }
    assert_eq!(
        error(&app.get("/crm/v3/properties/unicorns").await),
        (400, "Unable to infer object type from: unicorns", "", "")
    );
}

#[tokio::test]
async fn lists_are_sorted_by_name_and_have_one_page() {
    let app = TestApp::new().await;
    create(&app, text("a_first")).await;
    create(&app, text("zz_last")).await;
    let answer = app.get(CONTACTS).await;
    let found = names(&answer);
    assert!(found.is_sorted() && found.len() > 200, "{found:?}");
    assert_eq!((found.first(), found.last()), (Some(&"a_first"), Some(&"zz_last")));
    assert!(found.contains(&"email"));
    assert_eq!(answer.json.as_object().expect("a list is an object").len(), 1);
}

#[tokio::test]
async fn archived_properties_are_found_only_as_archived_ones() {
    on_both_engines(async |app| {
        create(&app, text("food")).await;
        app.advance(1000);
        assert_eq!(app.delete(&format!("{CONTACTS}/food")).await.status, 204);
        let gone = app.get(&format!("{CONTACTS}/food")).await;
        assert_eq!(error(&gone), (404, "Property \"food\" does not exist", "OBJECT_NOT_FOUND", ""));
        let archived = app.get(&format!("{CONTACTS}/food?archived=True")).await;
        assert_eq!(archived.json["archived"], true);
        assert_eq!(archived.json["archivedAt"], "2026-03-04T05:06:08.089Z");
        assert_eq!(names(&app.get(&format!("{CONTACTS}?archived=true")).await), ["food"]);
        assert!(!names(&app.get(CONTACTS).await).contains(&"food"));
        for again in
            [app.delete(&format!("{CONTACTS}/food")).await, app.delete(&format!("{CONTACTS}/x")).await]
        {
            assert_eq!(again.status, 404);
        }
        let live = app.get(&format!("{CONTACTS}/email?archived=true")).await;
        assert_eq!(live.status, 404);
    })
    .await;
}

#[tokio::test]
async fn creating_an_archived_property_again_restores_it() {
    on_both_engines(async |app| {
        create(&app, with(text("food"), json!({"hasUniqueValue": true}))).await;
        app.delete(&format!("{CONTACTS}/food")).await;
        app.advance(5000);
        let posted = with(text("food"), json!({"label": "Dish", "fieldType": "textarea"}));
        let restored = create(&app, posted).await;
        let shown = |name: &str| restored[name].clone();
        assert_eq!(
            json!([shown("label"), shown("fieldType"), shown("hasUniqueValue"), shown("archived")]),
            json!(["Dish", "textarea", true, false])
        );
        assert_eq!(
            json!([shown("createdAt"), shown("updatedAt")]),
            json!(["2026-03-04T05:06:07.089Z", "2026-03-04T05:06:12.089Z"])
        );
    })
    .await;
}

#[tokio::test]
async fn updates_change_what_they_name_and_nothing_else() {
    on_both_engines(async |app| {
        let before = create(&app, tier()).await;
        app.advance(1000);
        for (change, expected) in [
            (json!({"label": "Level"}), json!({"label": "Level"})),
            (json!({"description": "How good"}), json!({"description": "How good"})),
            (json!({"groupName": "contact_activity"}), json!({"groupName": "contact_activity"})),
            (json!({"displayOrder": 3}), json!({"displayOrder": 3})),
            (json!({"hidden": true, "formField": "true"}), json!({"hidden": true, "formField": true})),
            (json!({"fieldType": "radio", "label": null}), json!({"fieldType": "radio"})),
            (
                json!({"options": [{"label": "Bronze", "value": "bronze"}]}),
                json!({"options": [{"label": "Bronze", "value": "bronze", "displayOrder": -1, "hidden": false}]}),
            ),
            (json!({"hasUniqueValue": true, "name": "other"}), json!({})),
        ] {
            let before = app.get(&format!("{CONTACTS}/tier")).await.json;
            let answer = app.patch(&format!("{CONTACTS}/tier"), change.clone()).await;
            assert_eq!(answer.status, 200, "{change}: {}", answer.text());
            let expected = with(with(before, expected), json!({"updatedAt": "2026-03-04T05:06:08.089Z"}));
            assert_eq!(answer.json, expected, "{change}");
        }
        assert_eq!(app.get(&format!("{CONTACTS}/tier")).await.json["createdAt"], before["createdAt"]);
        let missing = app.patch(&format!("{CONTACTS}/x"), json!({"label": "X"})).await;
        assert_eq!(error(&missing), (404, "Property \"x\" does not exist", "OBJECT_NOT_FOUND", ""));
    })
    .await;
}

#[tokio::test]
async fn sensitive_properties_are_shown_to_those_who_ask_for_them() {
    let app = TestApp::new().await;
    create(&app, with(text("diagnosis"), json!({"dataSensitivity": "highly_sensitive"}))).await;
    assert_eq!(names(&app.get(&format!("{CONTACTS}?dataSensitivity=highly_sensitive")).await), ["diagnosis"]);
    assert!(!names(&app.get(CONTACTS).await).contains(&"diagnosis"));
    let one = format!("{CONTACTS}/diagnosis");
    for (query, status) in
        [("", 200), ("?dataSensitivity=highly_sensitive", 200), ("?dataSensitivity=sensitive", 404)]
    {
        assert_eq!(app.get(&format!("{one}{query}")).await.status, status, "{query}");
    }
    // Recorded: the older forms show all.
    let legacy = app.get("/properties/v2/contacts/properties").await.json;
    assert!(legacy.as_array().expect("a list").iter().any(|property| property["name"] == "diagnosis"));
    assert_eq!(app.get(&format!("{CONTACTS}?dataSensitivity=secret")).await.status, 400);
}

#[tokio::test]
async fn records_follow_the_definitions_at_once() {
    on_both_engines(async |app| {
        let write = async |value: &str| {
            app.post("/crm/v3/objects/contacts", json!({"properties": {"tier": value}})).await.status
        };
        assert_eq!(write("gold").await, 400);
        create(&app, tier()).await;
        assert_eq!(write("gold").await, 201);
        let options = json!({"options": [{"label": "Bronze", "value": "bronze"}]});
        app.patch(&format!("{CONTACTS}/tier"), options).await;
        assert_eq!((write("gold").await, write("bronze").await), (400, 201));
        app.delete(&format!("{CONTACTS}/tier")).await;
        assert_eq!(write("bronze").await, 400);
    })
    .await;
}

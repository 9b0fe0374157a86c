//! Sensitive values: what is shown and found without the scopes for them, and which properties can have them.

use linchpin_domain::account::Setting;
use linchpin_engine::Scopes;
use linchpin_testkit::{Answer, TestApp, on_both_engines};
use serde_json::{Value, json};

const CONTACTS: &str = "/crm/v3/objects/contacts";
const PROPERTIES: &str = "/crm/v3/properties/contacts";
const PLAIN: &str =
    "crm.objects.contacts.read crm.objects.contacts.write crm.schemas.contacts.write crm.lists.read";

/// A text of contacts.
fn text(name: &str, sensitivity: &str) -> Value {
    json!({"name": name, "label": name, "type": "string", "fieldType": "text",
           "groupName": "contactinformation", "dataSensitivity": sensitivity})
}

async fn define(app: &TestApp, property: Value) {
    let made = app.post(PROPERTIES, property).await;
    assert_eq!(made.status, 201, "{}", made.text());
}

/// Lets the app go on with a token of these scopes.
async fn becomes(app: &mut TestApp, scopes: &str) {
    app.token = app.token_with(Scopes::parse(scopes)).await;
}

fn is_refused(answer: &Answer, scope: &str) {
    assert_eq!(
        (answer.status, &answer.json["category"]),
        (403, &json!("MISSING_SCOPES")),
        "{}",
        answer.text()
    );
    let lacking = &answer.json["errors"][0]["context"]["requiredGranularScopes"];
    let scope = format!("crm.objects.contacts.{scope}");
    assert_eq!(lacking, &json!([format!("{scope}.v2"), scope]));
}

#[tokio::test]
async fn records_show_what_their_reader_may_see() {
    on_both_engines(async |mut app| {
        define(&app, text("passport", "sensitive")).await;
        let values = json!({"email": "ada@example.com", "passport": "C01X00T47"});
        let ada = app.post(CONTACTS, json!({"properties": values})).await.json;
        assert_eq!(ada["properties"]["passport"], "C01X00T47");
        let one = format!("{CONTACTS}/{}", ada["id"].as_str().expect("an id"));
        let named = format!("{one}?properties=passport&propertiesWithHistory=passport");
        becomes(&mut app, PLAIN).await;
        let read = app.get(&one).await;
        assert_eq!((read.status, read.text().contains("passport")), (200, false));
        is_refused(&app.get(&named).await, "sensitive.read");
        let search = json!({"sorts": [{"propertyName": "passport", "direction": "ASCENDING"}]});
        is_refused(&app.post(&format!("{CONTACTS}/search"), search).await, "sensitive.read");
        // What was not named was not found, and nothing was written.
        let write = json!({"properties": {"passport": "L898902C", "firstname": "Ada"}});
        is_refused(&app.patch(&one, write.clone()).await, "sensitive.write");
        assert_eq!(
            app.get(&format!("{one}?properties=firstname")).await.json["properties"]["firstname"],
            Value::Null
        );
        becomes(&mut app, &format!("{PLAIN} crm.objects.contacts.sensitive.write")).await;
        let written = app.patch(&one, write).await;
        assert_eq!(written.status, 200);
        assert_eq!(written.json["properties"].get("passport"), None, "it may write what it may not read");
        is_refused(&app.get(&named).await, "sensitive.read");
        becomes(&mut app, &format!("{PLAIN} crm.objects.contacts.sensitive.read.v2")).await;
        let read = app.get(&named).await;
        assert_eq!(read.json["properties"]["passport"], "L898902C");
        let history = read.json["propertiesWithHistory"]["passport"].as_array().expect("a history");
        assert_eq!(history.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn merged_records_show_no_more() {
    on_both_engines(async |mut app| {
        define(&app, text("passport", "sensitive")).await;
        let mut ids = Vec::new();
        for email in ["ada@example.com", "grace@example.com"] {
            let values = json!({"email": email, "passport": "C01X00T47"});
            ids.push(app.post(CONTACTS, json!({"properties": values})).await.json["id"].clone());
        }
        becomes(&mut app, PLAIN).await;
        let couple = json!({"primaryObjectId": ids[0], "objectIdToMerge": ids[1]});
        let merged = app.post(&format!("{CONTACTS}/merge"), couple).await;
        assert_eq!((merged.status, merged.text().contains("C01X00T47")), (200, false), "{}", merged.text());
    })
    .await;
}

#[tokio::test]
async fn properties_are_as_sensitive_as_their_type_and_account_allow() {
    on_both_engines(async |app| {
        let mut secret = text("secret", "sensitive");
        secret["groupName"] = json!("product_information");
        let refused = app.post("/crm/v3/properties/products", secret).await;
        assert_eq!(refused.status, 400);
        let reason = "Properties of this object type cannot be sensitive.";
        assert!(refused.text().contains(reason), "{}", refused.text());
        define(&app, text("passport", "sensitive")).await;
        app.delete(&format!("{PROPERTIES}/passport")).await;
        define(&app, text("passport", "non_sensitive")).await;
        let again = app.get(&format!("{PROPERTIES}/passport")).await.json;
        assert_eq!(again["dataSensitivity"], "sensitive", "its values are still there");
        let mut number = text("weight", "sensitive");
        (number["type"], number["fieldType"]) = (json!("number"), json!("number"));
        define(&app, number.clone()).await;
        (number["name"], number["dataSensitivity"]) = (json!("twice"), json!("non_sensitive"));
        (number["fieldType"], number["calculationFormula"]) =
            (json!("calculation_equation"), json!("weight * 2"));
        let refused = app.post(PROPERTIES, number.clone()).await;
        assert_eq!(refused.status, 400);
        assert!(refused.text().contains("is more sensitive than the property that is calculated from it"));
        number["dataSensitivity"] = json!("sensitive");
        define(&app, number).await;
        app.engine.set_in_account(app.account, Setting::SensitiveData, "off").await.expect("it can be off");
        let refused = app.post(PROPERTIES, text("another", "highly_sensitive")).await;
        assert_eq!(refused.status, 400);
        assert!(
            refused.text().contains("Sensitive data is not turned on in this account."),
            "{}",
            refused.text()
        );
        define(&app, text("plain", "non_sensitive")).await;
    })
    .await;
}

#[tokio::test]
async fn custom_types_say_whether_they_have_sensitive_values() {
    let mut app = TestApp::new().await;
    let new = json!({"name": "cars", "labels": {}, "requiredProperties": [], "associatedObjects": [],
                     "properties": [{"name": "model", "label": "Model"}]});
    let id = app.post("/crm/v3/schemas", new).await.json["objectTypeId"].clone();
    let id = id.as_str().expect("an id");
    let mut owner = text("owner", "sensitive");
    owner["groupName"] = json!("cars_information");
    let properties = format!("/crm/v3/properties/{id}");
    assert_eq!(app.post(&properties, owner.clone()).await.status, 400);
    let allowed =
        app.patch(&format!("/crm/v3/schemas/{id}"), json!({"allowsSensitiveProperties": true})).await;
    assert_eq!(allowed.status, 200, "{}", allowed.text());
    // Words are looked for where the caller may see them.
    let searched =
        app.patch(&format!("/crm/v3/schemas/{id}"), json!({"searchableProperties": ["model"]})).await;
    assert_eq!(searched.status, 200, "{}", searched.text());
    let made = app.post(&properties, owner).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let searchable = json!({"searchableProperties": ["model", "owner"]});
    assert_eq!(app.patch(&format!("/crm/v3/schemas/{id}"), searchable).await.status, 200);
    let records = format!("/crm/v3/objects/{id}");
    app.post(&records, json!({"properties": {"model": "T", "owner": "Lovelace"}})).await;
    let found = async |app: &TestApp| {
        app.post(&format!("{records}/search"), json!({"query": "Lovelace"})).await.json["total"].clone()
    };
    assert_eq!(found(&app).await, 1);
    becomes(&mut app, "crm.objects.custom.read").await;
    assert_eq!(found(&app).await, 0);
    becomes(&mut app, "crm.objects.custom.read crm.objects.custom.sensitive.read").await;
    assert_eq!(found(&app).await, 1);
}

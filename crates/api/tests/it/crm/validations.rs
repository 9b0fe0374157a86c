//! Rules for the values of properties: setting them, reading them, and what they refuse.

use linchpin_engine::Scopes;
use linchpin_store::changes;
use linchpin_testkit::{Answer, TestApp, on_both_engines};
use serde_json::{Value, json};

/// Where the rules of contacts are.
const CONTACTS: &str = "/crm/v3/property-validations/0-1";

/// Sets a rule of a contact property.
async fn put(app: &TestApp, path: &str, arguments: Value) -> Answer {
    let (property, kind) = path.split_once('/').expect("a property and a kind");
    app.put(&format!("{CONTACTS}/{property}/rule-type/{kind}"), json!({"ruleArguments": arguments})).await
}

async fn set(app: &TestApp, path: &str, arguments: Value) {
    let answer = put(app, path, arguments).await;
    assert_eq!((answer.status, answer.text()), (204, String::new()));
}

async fn contact(app: &TestApp, properties: Value) -> Answer {
    app.post("/crm/v3/objects/contacts", json!({"properties": properties})).await
}

#[tokio::test]
async fn rules_are_set_replaced_and_read() {
    on_both_engines(async |app| {
        assert_eq!(app.get(CONTACTS).await.json, json!({"results": []}));
        set(&app, "zip/ALPHANUMERIC", json!(["ALPHA_ONLY"])).await;
        set(&app, "zip/ALPHANUMERIC", json!(["NUMERIC_ONLY"])).await;
        set(&app, "zip/MAX_LENGTH", json!([5])).await;
        let normalizing = json!({"ruleArguments": ["UPPER"], "shouldApplyNormalization": true});
        let format = format!("{CONTACTS}/state/rule-type/FORMAT");
        assert_eq!(app.put(&format, normalizing).await.status, 204);
        let zip = json!([
            {"ruleType": "ALPHANUMERIC", "ruleArguments": ["NUMERIC_ONLY"]},
            {"ruleType": "MAX_LENGTH", "ruleArguments": ["5"]},
        ]);
        let state =
            json!({"ruleType": "FORMAT", "ruleArguments": ["UPPER"], "shouldApplyNormalization": true});
        let all = json!({"results": [
            {"propertyName": "state", "propertyValidationRules": [state]},
            {"propertyName": "zip", "propertyValidationRules": zip},
        ]});
        for version in ["2025-09", "2026-03", "2026-09", "v3"] {
            let path = format!("/crm/property-validations/{version}/contacts");
            assert_eq!(app.get(&path).await.json, all);
            assert_eq!(app.get(&format!("{path}/zip")).await.json, json!({"results": zip}));
            assert_eq!(app.get(&format!("{path}/state/rule-type/FORMAT")).await.json, state);
        }
        assert_eq!(app.get(&format!("{CONTACTS}/city")).await.json, json!({"results": []}));
        assert_eq!(app.get("/crm/v3/property-validations/0-2").await.json, json!({"results": []}));
    })
    .await;
}

#[tokio::test]
async fn values_that_a_rule_refuses_are_violations() {
    on_both_engines(async |app| {
        set(&app, "firstname/ALPHANUMERIC", json!(["ALPHA_ONLY"])).await;
        set(&app, "zip/MIN_LENGTH", json!(["5"])).await;
        let refused = contact(&app, json!({"firstname": "R2D2", "zip": "123", "city": "Ulm"})).await;
        let portal = app.account.0;
        let message = concat!(
            r#"Property values were not valid: [{"isValid":false,"message":"Enter only letters","error":"INVALID_ALPHA","#,
            r#""name":"firstname","localizedErrorMessage":"Enter only letters","propertyValue":"R2D2","portalId":PORTAL},"#,
            r#"{"isValid":false,"message":"Enter at least 5 characters","error":"INVALID_MIN_LENGTH","name":"zip","#,
            r#""localizedErrorMessage":"Enter at least 5 characters","propertyValue":"123","portalId":PORTAL}]"#,
        );
        assert_eq!(refused.status, 400);
        assert_eq!(refused.json["message"], message.replace("PORTAL", &portal.to_string()));
        assert_eq!(refused.json["category"], "VALIDATION_ERROR");
        assert_eq!(
            refused.json["errors"],
            json!([
                {"message": "Enter only letters", "code": "INVALID_ALPHA", "context": {"propertyName": ["firstname"]}},
                {"message": "Enter at least 5 characters", "code": "INVALID_MIN_LENGTH", "context": {"propertyName": ["zip"]}},
            ])
        );
        let created = contact(&app, json!({"firstname": "Ada", "zip": ""})).await;
        assert_eq!(created.status, 201, "clearing is always allowed");
        let one = format!("/crm/v3/objects/contacts/{}", created.json["id"].as_str().expect("an id is text"));
        let update = async |zip: &str| app.patch(&one, json!({"properties": {"zip": zip}})).await.status;
        assert_eq!([update("12").await, update("12345").await, update("").await], [400, 200, 200]);
        let inputs = json!({"inputs": [{"id": "a@example.com", "idProperty": "email", "properties": {"zip": "1"}}]});
        assert_eq!(app.post("/crm/v3/objects/contacts/batch/upsert", inputs).await.status, 400);
    })
    .await;
}

#[tokio::test]
async fn values_that_are_there_stay() {
    on_both_engines(async |app| {
        let created = contact(&app, json!({"zip": "123"})).await;
        set(&app, "zip/MIN_LENGTH", json!(["5"])).await;
        let one = format!("/crm/v3/objects/contacts/{}", created.json["id"].as_str().expect("an id is text"));
        let updated = app.patch(&one, json!({"properties": {"city": "Ulm"}})).await;
        assert_eq!(updated.status, 200);
        assert_eq!(app.get(&format!("{one}?properties=zip")).await.json["properties"]["zip"], "123");
    })
    .await;
}

#[tokio::test]
async fn durations_are_counted_from_the_clock() {
    let app = TestApp::new().await;
    set(&app, "date_of_birth/MAX_LENGTH", json!(["10"])).await;
    let deals = "/crm/v3/property-validations/deals/closedate/rule-type/AFTER_DATETIME_DURATION";
    assert_eq!(app.put(deals, json!({"ruleArguments": ["P7D"]})).await.status, 204);
    let deal = json!({"properties": {"dealname": "a", "closedate": "2026-03-12"}});
    assert_eq!(app.post("/crm/v3/objects/deals", deal.clone()).await.status, 201);
    app.advance(86_400_000);
    assert_eq!(app.post("/crm/v3/objects/deals", deal).await.status, 400);
}

#[tokio::test]
async fn a_value_is_stored_in_the_form_of_the_rule() {
    let app = TestApp::new().await;
    let body = json!({"ruleArguments": ["UPPER"], "shouldApplyNormalization": "true"});
    assert_eq!(app.put(&format!("{CONTACTS}/state/rule-type/FORMAT"), body).await.status, 204);
    assert_eq!(contact(&app, json!({"state": "ny"})).await.json["properties"]["state"], "NY");
}

#[tokio::test]
async fn rules_that_cannot_be_are_refused() {
    let app = TestApp::new().await;
    let error = |answer: &Answer| {
        let text = |key: &str| answer.json[key].as_str().unwrap_or_default().to_owned();
        (answer.status, text("category"), text("message"))
    };
    for (path, arguments, message) in [
        (
            "zip/MAX_LENGTH",
            json!(["many"]),
            "Rules of type MAX_LENGTH take these arguments: a whole number from 1 to 10000.",
        ),
        ("zip/DECIMAL", json!(["2"]), "Property \"zip\" cannot have rules of type DECIMAL."),
    ] {
        let answer = put(&app, path, arguments).await;
        assert_eq!(error(&answer), (400, "VALIDATION_ERROR".to_owned(), message.to_owned()), "{path}");
    }
    let unknown = put(&app, "zip/ROT13", json!([])).await;
    assert_eq!(unknown.status, 400);
    let message = unknown.json["message"].as_str().expect("a message");
    assert!(message.starts_with("ROT13 is not one of the validation rule types: [AFTER_DATETIME_DURATION, "));
    let missing = put(&app, "nothing/MAX_LENGTH", json!(["1"])).await;
    assert_eq!(error(&missing).2, "Property \"nothing\" does not exist");
    assert_eq!(missing.status, 404);
    let empty = app.put(&format!("{CONTACTS}/zip/rule-type/EMAIL"), json!({})).await;
    let expected =
        "Invalid input JSON on line 1, column 2. Some required fields were not set: [ruleArguments]";
    assert_eq!((empty.status, &empty.json["message"]), (400, &json!(expected)));
    for (path, status, message) in [
        ("/zip/rule-type/EMAIL", 404, "Property \"zip\" has no validation rule of type EMAIL"),
        ("/nothing", 404, "Property \"nothing\" does not exist"),
        ("/nothing/rule-type/EMAIL", 404, "Property \"nothing\" does not exist"),
    ] {
        let answer = app.get(&format!("{CONTACTS}{path}")).await;
        assert_eq!((answer.status, &answer.json["message"]), (status, &json!(message)));
    }
    assert_eq!(app.get("/crm/v3/property-validations/unicorns").await.status, 400);
    assert_eq!(app.get(CONTACTS).await.json, json!({"results": []}));
}

#[tokio::test]
async fn rules_of_archived_properties_wait_for_them() {
    on_both_engines(async |app| {
        let definition = json!({"name": "code", "label": "Code", "type": "string", "fieldType": "text", "groupName": "contactinformation"});
        assert_eq!(app.post("/crm/v3/properties/contacts", definition.clone()).await.status, 201);
        set(&app, "code/MAX_LENGTH", json!(["2"])).await;
        app.delete("/crm/v3/properties/contacts/code").await;
        assert_eq!(app.get(CONTACTS).await.json, json!({"results": []}));
        app.post("/crm/v3/properties/contacts", definition).await;
        assert_eq!(contact(&app, json!({"code": "abc"})).await.status, 400);
    })
    .await;
}

#[tokio::test]
async fn scopes_of_the_schema_are_needed_and_changes_are_logged() {
    let mut app = TestApp::new().await;
    set(&app, "zip/MAX_LENGTH", json!(["5"])).await;
    let logged = changes::after(&app.database, app.account, 0, 10).await.expect("the log can be read");
    let expected = r#"{"validation":{"property":"zip","ruleType":"MAX_LENGTH","ruleArguments":["5"],"normalizes":null}}"#;
    assert_eq!(logged.iter().map(|change| change.properties.as_str()).collect::<Vec<_>>(), [expected]);
    app.token = app.token_with(Scopes::parse("crm.schemas.contacts.read")).await;
    assert_eq!(app.get(CONTACTS).await.status, 200);
    assert_eq!(put(&app, "zip/MAX_LENGTH", json!(["6"])).await.json["category"], "MISSING_SCOPES");
    assert_eq!(app.get("/crm/v3/property-validations/0-2").await.status, 403);
}

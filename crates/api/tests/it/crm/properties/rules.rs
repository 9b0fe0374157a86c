//! What a definition must satisfy, and who may see and change one.

use linchpin_engine::Scopes;
use linchpin_store::changes;

use super::*;

#[tokio::test]
async fn a_live_name_is_taken() {
    let app = TestApp::new().await;
    create(&app, text("food")).await;
    for name in ["food", "email"] {
        let answer = app.post(CONTACTS, text(name)).await;
        let message = format!("A property named '{name}' already exists.");
        let expected =
            (409, message.as_str(), "OBJECT_ALREADY_EXISTS", "Properties.PROPERTY_WITH_NAME_EXISTS");
        assert_eq!(error(&answer), expected);
        assert_eq!(answer.json["context"], json!({"name": [name]}));
    }
}

#[tokio::test]
async fn a_definition_that_cannot_be_is_refused() {
    let app = TestApp::new().await;
    let all = "[name, label, type, fieldType, groupName]";
    let missing = format!("Invalid input JSON on line 1, column 2. Some required fields were not set: {all}");
    for (body, expected) in [
        (json!({}), missing.as_str()),
        (with(text("a"), json!({"groupName": "nowhere"})), "Property group \"nowhere\" does not exist"),
        (with(text("a"), json!({"type": "date"})), "Field type text is not valid for type date."),
        (
            with(text("a"), json!({"type": "enumeration", "fieldType": "select"})),
            "Properties of type enumeration must have options.",
        ),
        (
            with(text("a"), json!({"fieldType": "calculation_equation"})),
            "Field type calculation_equation requires a calculation formula.",
        ),
        (with(text("a"), json!({"type": "json"})), "Properties of type json cannot be created or edited."),
    ] {
        let answer = app.post(CONTACTS, body.clone()).await;
        assert_eq!((answer.status, &answer.json["message"]), (400, &json!(expected)), "{body}");
    }
    for (field, value) in [("type", "text"), ("fieldType", "input"), ("dataSensitivity", "secret")] {
        let answer = app.post(CONTACTS, with(text("a"), json!({field: value}))).await;
        assert_eq!((answer.status, &answer.json["errors"][0]["in"]), (400, &json!(field)));
    }
    assert!(names(&app.get(&format!("{CONTACTS}?archived=true")).await).is_empty());
    assert_eq!(app.get(&format!("{CONTACTS}/a")).await.status, 404);
}

#[tokio::test]
async fn an_update_cannot_break_a_definition() {
    let app = TestApp::new().await;
    create(&app, tier()).await;
    for change in [
        json!({"options": []}),
        json!({"fieldType": "text"}),
        json!({"groupName": "nowhere"}),
        json!({"label": ""}),
        json!({"type": "nothing"}),
    ] {
        let answer = app.patch(&format!("{CONTACTS}/tier"), change.clone()).await;
        assert_eq!(answer.status, 400, "{change}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_type_has_at_most_ten_unique_properties() {
    let app = TestApp::new().await;
    let unique = |name: &str| with(text(name), json!({"hasUniqueValue": true}));
    for index in 0..10 {
        create(&app, unique(&format!("key_{index}"))).await;
    }
    let answer = app.post(CONTACTS, unique("key_10")).await;
    assert_eq!(
        error(&answer),
        (
            400,
            "An object type cannot have more than 10 properties with unique values.",
            "VALIDATION_ERROR",
            ""
        )
    );
    app.delete(&format!("{CONTACTS}/key_0")).await;
    create(&app, unique("key_10")).await;
    assert_eq!(app.post(CONTACTS, unique("key_0")).await.status, 400, "a restored one counts again");
}

#[tokio::test]
async fn a_property_that_formulas_use_stays() {
    on_both_engines(async |app| {
        let deals = "/crm/v3/properties/deals";
        let number = |name: &str, formula: Option<&str>| {
            let field_type = if formula.is_some() { "calculation_equation" } else { "number" };
            json!({
                "name": name, "label": format!("The {name}"), "type": "number", "fieldType": field_type,
                "groupName": "dealinformation", "calculationFormula": formula,
            })
        };
        let inputs = json!({"inputs": [number("cost", None), number("gain", Some("amount - cost"))]});
        assert_eq!(app.post(&format!("{deals}/batch/create"), inputs).await.status, 201);
        let refused = app.delete(&format!("{deals}/cost")).await;
        assert_eq!(
            error(&refused),
            (
                400,
                "Property: cost of object type 0-3 is currently used in 1 places and cannot be deleted",
                "VALIDATION_ERROR",
                "PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE"
            )
        );
        assert_eq!(refused.json["errors"][0]["context"]["parentName"], json!(["The gain"]));
        let both = json!({"inputs": [{"name": "cost"}, {"name": "gain"}]});
        assert_eq!(app.post(&format!("{deals}/batch/archive"), both).await.status, 204);
    })
    .await;
}

#[tokio::test]
async fn scopes_of_the_type_are_needed() {
    let mut app = TestApp::new().await;
    app.token = app.token_with(Scopes::parse("crm.schemas.contacts.read")).await;
    assert_eq!(app.get(CONTACTS).await.status, 200);
    assert_eq!(app.post(CONTACTS, text("food")).await.json["category"], "MISSING_SCOPES");
    let companies = app.get("/crm/v3/properties/companies").await;
    let message = format!(
        "You do not have permissions to view object type ObjectTypeId{{legacyObjectType=COMPANY}} in portal {} \
         (requires one of [companies-read])",
        app.account
    );
    assert_eq!(error(&companies), (403, message.as_str(), "", ""));
}

#[tokio::test]
async fn accounts_do_not_see_each_others_properties() {
    on_both_engines(async |mut app| {
        create(&app, text("food")).await;
        app.account = app.engine.create_account("Other").await.expect("an account can be made");
        app.token = app.token_with(Scopes::All).await;
        assert_eq!(app.get(&format!("{CONTACTS}/food")).await.status, 404);
        create(&app, text("food")).await;
    })
    .await;
}

#[tokio::test]
async fn every_change_of_a_schema_is_logged() {
    on_both_engines(async |app| {
        create(&app, text("food")).await;
        app.post(&format!("{CONTACTS}/groups"), json!({"name": "tastes", "label": "Tastes"})).await;
        app.delete(&format!("{CONTACTS}/food")).await;
        app.delete(&format!("{CONTACTS}/food")).await;
        let logged = changes::after(&app.database, app.account, 0, 10).await.expect("the log can be read");
        let what: Vec<Value> = logged
            .iter()
            .map(|change| {
                let json: Value = serde_json::from_str(&change.properties).expect("changes are JSON");
                let property = &json["property"];
                json!([change.sequence, property["name"], property["archived"], json["group"]["name"]])
            })
            .collect();
        assert_eq!(
            Value::from(what),
            json!([[1, "food", false, null], [2, null, null, "tastes"], [3, "food", true, null]])
        );
    })
    .await;
}

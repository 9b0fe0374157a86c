//! What cannot be an object type, and in which words that is said.

use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::json;

use super::{SCHEMAS, bare, cars, error, make, with};

#[tokio::test]
async fn what_is_missing_is_named() {
    let app = TestApp::new().await;
    let answer = app.post(SCHEMAS, json!({"description": "x"})).await;
    assert_eq!(answer.status, 400);
    let expected = "Some required fields were not set: [name, labels, requiredProperties, properties, associatedObjects]";
    assert!(answer.text().contains(expected), "{}", answer.text());
    let answer = app.post(SCHEMAS, with(cars(), json!({"properties": [{"name": "a"}]}))).await;
    assert!(answer.text().contains("Some required fields were not set: [label]"), "{}", answer.text());
}

#[tokio::test]
async fn names_labels_and_properties_are_checked_and_nothing_is_left_behind() {
    on_both_engines(async |app| {
        let property = |name: &str| json!([{"name": name, "label": "A"}]);
        for (fields, status, message) in [
            (
                json!({"name": "2nd"}),
                400,
                "Object type name '2nd' is invalid: it must start with a letter and hold at most 90 letters, digits \
                 and underscores.",
            ),
            (json!({"primaryDisplayProperty": "x"}), 400, "The property 'x' in primaryDisplayProperty does not exist."),
            (
                json!({"requiredProperties": ["vin", "x", "y"]}),
                400,
                "The property 'x' in requiredProperties does not exist. The property 'y' in requiredProperties does \
                 not exist.",
            ),
            (json!({"labels": {"singular": " "}}), 400, "Object type labels must not be empty."),
            (json!({"associatedObjects": ["unicorns"]}), 400, "Unable to infer object type from: unicorns"),
            (json!({"properties": property("hs_object_id")}), 409, "A property named 'hs_object_id' already exists."),
            (
                json!({"properties": property("my name")}),
                400,
                "Property name 'my name' is invalid: it must start with a letter and hold only lower case letters, \
                 digits and underscores.",
            ),
            (
                json!({"properties": [{"name": "a", "label": "A", "groupName": "other"}]}),
                400,
                "Property group \"other\" does not exist",
            ),
            (
                json!({"properties": [{"name": "a", "label": "A", "type": "text"}]}),
                400,
                "type \"text\" is not one of the allowed values: [string, number, date, datetime, enumeration, bool, \
                 phone_number, json, object_coordinates, currency_number]",
            ),
        ] {
            let answer = app.post(SCHEMAS, with(cars(), fields.clone())).await;
            let (found, text, _) = error(&answer);
            // The closed list of types is tested elsewhere; here it only has to be asked.
            let start = text.split(": [").next();
            assert_eq!((found, start), (status, message.split(": [").next()), "{fields}");
        }
        assert_eq!(app.get(SCHEMAS).await.json, json!({"results": []}));
        make(&app, cars()).await;
        let searchable = vec!["make"; 21];
        let answer = app.patch(&format!("{SCHEMAS}/cars"), json!({"searchableProperties": searchable})).await;
        let message = "An object type cannot have more than 20 searchable properties.";
        assert_eq!(error(&answer), (400, message, "VALIDATION_ERROR"));
        assert_eq!(answer.json["errors"][0]["in"], "searchableProperties");
    })
    .await;
}

#[tokio::test]
async fn names_are_unique_in_any_case() {
    on_both_engines(async |app| {
        make(&app, cars()).await;
        let answer = app.post(SCHEMAS, bare("CARS")).await;
        let message = "An object type named 'CARS' already exists.";
        assert_eq!(error(&answer), (409, message, "OBJECT_ALREADY_EXISTS"));
        let (one, other) = tokio::join!(app.post(SCHEMAS, bare("boats")), app.post(SCHEMAS, bare("Boats")));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409]);
        // HubSpot's own types have other names; an account's goes by its longer ones then.
        let made = make(&app, bare("deals")).await;
        assert_eq!(app.get(&format!("{SCHEMAS}/deals")).await.json["objectTypeId"], "0-3");
        assert_eq!(app.get(&format!("{SCHEMAS}/p_deals")).await.json, made);
    })
    .await;
}

#[tokio::test]
async fn an_account_has_its_own_types() {
    let app = TestApp::new().await;
    make(&app, cars()).await;
    let other = app.engine.create_account("Other").await.expect("an account can be made");
    let found = app.engine.find_object_type(other, "cars").await.expect("the database answers");
    assert!(found.is_none());
}

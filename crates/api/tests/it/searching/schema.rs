//! Documents follow the schema: kinds that change, formulas, properties and types that go and come back.

use linchpin_domain::filter::{Filter, Kind};
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use super::{create, found, is, known, named, update};

async fn define(app: &TestApp, property: Value) {
    let answer = app.post("/crm/v3/properties/contacts", property).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
}

fn property(name: &str, (kind, field): (&str, &str)) -> Value {
    json!({ "name": name, "label": name, "groupName": "contactinformation", "type": kind, "fieldType": field })
}

#[tokio::test]
async fn values_of_new_properties_are_found() {
    on_both_engines(async |app| {
        let ada = create(&app, "contacts", json!({ "firstname": "Ada" })).await;
        assert_eq!(found(&app.engine, &app, "contacts", known("firstname")).await, [ada.as_str()]);
        define(&app, property("pet", ("string", "text"))).await;
        update(&app, "contacts", &ada, json!({ "pet": "Cat" })).await;
        assert_eq!(found(&app.engine, &app, "contacts", named("pet", "cat")).await, [ada.as_str()]);
    })
    .await;
}

#[tokio::test]
async fn a_property_that_comes_back_as_another_kind_is_read_as_that() {
    on_both_engines(async |app| {
        define(&app, property("size", ("string", "text"))).await;
        let ada = create(&app, "contacts", json!({ "size": "007" })).await;
        assert_eq!(found(&app.engine, &app, "contacts", named("size", "007")).await, [ada.as_str()]);
        let number = || is("size", Kind::Number, "7");
        assert_eq!(app.delete("/crm/v3/properties/contacts/size").await.status, 204);
        define(&app, property("size", ("number", "number"))).await;
        assert_eq!(found(&app.engine, &app, "contacts", number()).await, [ada.as_str()]);
    })
    .await;
}

#[tokio::test]
async fn archived_properties_come_back_with_their_values() {
    on_both_engines(async |app| {
        define(&app, property("pet", ("string", "text"))).await;
        let ada = create(&app, "contacts", json!({ "pet": "Cat" })).await;
        assert_eq!(app.delete("/crm/v3/properties/contacts/pet").await.status, 204);
        let bob = create(&app, "contacts", json!({ "firstname": "Bob" })).await;
        assert_eq!(found(&app.engine, &app, "contacts", known("firstname")).await, [bob.as_str()]);
        define(&app, property("pet", ("string", "text"))).await;
        assert_eq!(found(&app.engine, &app, "contacts", named("pet", "cat")).await, [ada.as_str()]);
    })
    .await;
}

#[tokio::test]
async fn results_of_formulas_are_found_as_reads_show_them() {
    on_both_engines(async |app| {
        define(&app, property("price", ("number", "number"))).await;
        let ada = create(&app, "contacts", json!({ "price": "21" })).await;
        assert_eq!(found(&app.engine, &app, "contacts", known("price")).await, [ada.as_str()]);
        let formula = |formula: &str| {
            let mut double = property("double", ("number", "calculation_equation"));
            double["calculationFormula"] = json!(formula);
            double
        };
        define(&app, formula("price * 2")).await;
        let is = |value: &str| is("double", Kind::Number, value);
        assert_eq!(found(&app.engine, &app, "contacts", is("42")).await, [ada.as_str()]);
        let answer = app
            .patch("/crm/v3/properties/contacts/double", json!({ "calculationFormula": "price + 1" }))
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(found(&app.engine, &app, "contacts", is("42")).await, [""; 0]);
        assert_eq!(found(&app.engine, &app, "contacts", is("22")).await, [ada.as_str()]);
    })
    .await;
}

#[tokio::test]
async fn records_of_custom_types_are_found_until_the_type_goes() {
    on_both_engines(async |app| {
        let body = json!({
            "name": "cars",
            "labels": { "singular": "Car", "plural": "Cars" },
            "primaryDisplayProperty": "model",
            "requiredProperties": ["model"],
            "properties": [{ "name": "model", "label": "Model", "type": "string", "fieldType": "text" }],
            "associatedObjects": [],
        });
        assert_eq!(app.post("/crm/v3/schemas", body.clone()).await.status, 201);
        let duck = create(&app, "cars", json!({ "model": "Duck" })).await;
        assert_eq!(found(&app.engine, &app, "cars", named("model", "duck")).await, [duck.as_str()]);
        assert_eq!(app.delete(&format!("/crm/v3/objects/cars/{duck}")).await.status, 204);
        assert_eq!(app.delete("/crm/v3/schemas/cars").await.status, 204);
        assert_eq!(app.delete("/crm/v3/schemas/cars?archived=true").await.status, 204);
        assert_eq!(app.post("/crm/v3/schemas", body).await.status, 201);
        assert_eq!(found(&app.engine, &app, "cars", Filter::EVERYTHING).await, [""; 0]);
        let beetle = create(&app, "cars", json!({ "model": "Beetle" })).await;
        assert_eq!(found(&app.engine, &app, "cars", Filter::EVERYTHING).await, [beetle.as_str()]);
    })
    .await;
}

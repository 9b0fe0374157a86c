//! Calculation properties: their formulas, and the values that records get from them.

use super::*;

/// Where the properties of deals are.
const DEALS: &str = "/crm/v3/properties/deals";
/// Where deals are.
const RECORDS: &str = "/crm/v3/objects/deals";

/// A number property of deals; with a formula a calculated one.
fn number(name: &str, formula: Option<&str>) -> Value {
    let field_type = if formula.is_some() { "calculation_equation" } else { "number" };
    json!({
        "name": name, "label": format!("The {name}"), "type": "number", "fieldType": field_type,
        "groupName": "dealinformation", "calculationFormula": formula,
    })
}

async fn define(app: &TestApp, body: Value) -> Value {
    let answer = app.post(DEALS, body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json
}

/// A new deal with these values: its address and the answer.
async fn deal(app: &TestApp, properties: Value) -> (String, Value) {
    let answer = app.post(RECORDS, json!({"properties": properties})).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    (format!("{RECORDS}/{}", answer.json["id"].as_str().expect("a record has an id")), answer.json)
}

/// The value of one property of a record, as a read shows it.
async fn value(app: &TestApp, deal: &str, name: &str) -> Value {
    app.get(&format!("{deal}?properties={name}")).await.json["properties"][name].clone()
}

#[tokio::test]
async fn a_calculated_value_follows_what_it_is_calculated_from() {
    on_both_engines(async |app| {
        define(&app, number("cost", None)).await;
        let net = define(&app, number("net", Some("amount - cost"))).await;
        assert_eq!(net["calculationFormula"], "amount - cost");
        assert_eq!(
            (&net["calculated"], &net["modificationMetadata"]["readOnlyValue"]),
            (&json!(true), &json!(true))
        );
        define(&app, number("share", Some("round_nearest(100net / amount, 2)"))).await;

        let (deal, created) = deal(&app, json!({"dealname": "a", "amount": "300", "cost": "100.10"})).await;
        assert_eq!(created["properties"]["net"], "199.9");
        assert_eq!(created["properties"]["share"], "66.63");
        assert_eq!(value(&app, &deal, "net").await, "199.9");

        let updated = app.patch(&deal, json!({"properties": {"cost": "0"}})).await.json;
        assert_eq!(
            (&updated["properties"]["net"], &updated["properties"]["share"]),
            (&json!("300"), &json!("100"))
        );
        let cleared = app.patch(&deal, json!({"properties": {"amount": ""}})).await.json;
        assert_eq!(cleared["properties"]["net"], "");

        let read = app.get(&format!("{deal}?propertiesWithHistory=net")).await.json;
        let history = read["propertiesWithHistory"]["net"].as_array().expect("the history is a list");
        let versions: Vec<_> = history.iter().map(|version| version["value"].as_str()).collect();
        assert_eq!(versions, [Some(""), Some("300"), Some("199.9")]);
        assert_eq!(history[0]["sourceType"], "CALCULATED");
    })
    .await;
}

#[tokio::test]
async fn every_kind_of_value_can_be_calculated() {
    let app = TestApp::new().await;
    let of = |name: &str, kind: &str, formula: &str| with(number(name, Some(formula)), json!({"type": kind}));
    define(&app, of("big", "bool", "amount >= 1000")).await;
    define(&app, of("headline", "string", "string(dealname) + ' (' + number_to_string(amount) + ')'")).await;
    let options = json!([
        {"label": "Gold", "value": "gold", "displayOrder": 0, "hidden": false},
        {"label": "Silver", "value": "silver", "displayOrder": 1, "hidden": false},
    ]);
    let tier = "if bool(big) then 'gold' elseif amount > 10 then 'bronze' else 'silver'";
    define(&app, with(of("tier", "enumeration", tier), json!({"options": options}))).await;
    for (amount, big, headline, tier) in [
        (json!("1000"), json!("true"), json!("Sale (1000)"), json!("gold")),
        (json!("1"), json!("false"), json!("Sale (1)"), json!("silver")),
        // No option of the enumeration.
        (json!("100"), json!("false"), json!("Sale (100)"), Value::Null),
        (Value::Null, Value::Null, Value::Null, Value::Null),
    ] {
        let properties =
            deal(&app, json!({"dealname": "Sale", "amount": amount})).await.1["properties"].take();
        assert_eq!(
            (&properties["big"], &properties["headline"], &properties["tier"]),
            (&big, &headline, &tier)
        );
    }
}

#[tokio::test]
async fn records_that_were_there_before_show_what_a_new_formula_gives() {
    on_both_engines(async |app| {
        let (deal, created) = deal(&app, json!({"dealname": "a", "amount": "300"})).await;
        define(&app, number("twice", Some("2amount"))).await;
        assert_eq!(value(&app, &deal, "twice").await, "600");
        let listed = app.get(&format!("{RECORDS}?properties=twice")).await.json;
        assert_eq!(listed["results"][0]["properties"]["twice"], "600");
        let id = &created["id"];
        let batch = json!({"inputs": [{"id": id}], "properties": ["twice"], "propertiesWithHistory": []});
        let read = app.post(&format!("{RECORDS}/batch/read"), batch).await.json;
        assert_eq!(read["results"][0]["properties"]["twice"], "600");

        let changed = app.patch(&format!("{DEALS}/twice"), json!({"calculationFormula": "amount * 3"})).await;
        assert_eq!((changed.status, &changed.json["calculationFormula"]), (200, &json!("amount * 3")));
        assert_eq!(value(&app, &deal, "twice").await, "900");
        // Reading wrote nothing.
        let read = app.get(&format!("{deal}?propertiesWithHistory=twice")).await.json;
        assert_eq!(read["propertiesWithHistory"]["twice"], json!([]));
        let written = app.patch(&deal, json!({"properties": {"dealname": "b"}})).await.json;
        assert_eq!(written["properties"]["twice"], "900");
    })
    .await;
}

#[tokio::test]
async fn calculated_values_cannot_be_set() {
    let app = TestApp::new().await;
    define(&app, number("twice", Some("2amount"))).await;
    let answer = app.post(RECORDS, json!({"properties": {"dealname": "a", "twice": "1"}})).await;
    assert_eq!(answer.status, 400);
    let message = answer.json["message"].as_str().unwrap_or_default();
    assert!(message.contains(r#"\"twice\" is a calculated property; its value cannot be set."#), "{message}");
}

#[tokio::test]
async fn a_formula_that_cannot_be_is_refused() {
    let app = TestApp::new().await;
    define(&app, number("twice", Some("2amount"))).await;
    define(&app, number("gone", None)).await;
    assert_eq!(app.delete(&format!("{DEALS}/gone")).await.status, 204);
    let parse = |column: usize, words: &str| {
        format!("Unable to parse calculation formula in line 1 and column {column} - {words} encountered.")
    };
    for (formula, message) in [
        ("amount +", parse(9, "an expression expected, EOF")),
        ("if(amount > 1, 2, 3)", parse(14, ") expected, ,")),
        (
            "is_present(amount) * amount",
            "Sub-expression output type: Boolean is not compatible with input type: BigDecimal".to_owned(),
        ),
        (
            "'text'",
            "Sub-expression output type: String is not compatible with input type: BigDecimal".to_owned(),
        ),
        (
            "dealtype",
            "Sub-expression output type: String is not compatible with input type: BigDecimal".to_owned(),
        ),
        ("amount - price", "Property \"price\" of the calculation formula does not exist".to_owned()),
        ("amount - gone", "Property \"gone\" of the calculation formula does not exist".to_owned()),
        ("loop + 1", "The calculation formula of property \"loop\" depends on its own result.".to_owned()),
    ] {
        let answer = app.post(DEALS, number("loop", Some(formula))).await;
        assert_eq!(error(&answer), (400, message.as_str(), "VALIDATION_ERROR", ""), "{formula}");
        assert_eq!(answer.json["errors"], json!([{"message": message, "in": "calculationFormula"}]));
    }
    assert_eq!(app.get(&format!("{DEALS}/loop")).await.status, 404);
}

#[tokio::test]
async fn an_update_must_leave_every_formula_usable() {
    let app = TestApp::new().await;
    define(&app, number("cost", None)).await;
    define(&app, number("net", Some("amount - cost"))).await;
    define(&app, number("twice", Some("2net"))).await;
    for (name, change, message) in [
        (
            "cost",
            json!({"type": "string", "fieldType": "text"}),
            "The calculation formula of property \"net\" would break: Sub-expression output type: String is not \
             compatible with input type: BigDecimal",
        ),
        (
            "net",
            json!({"calculationFormula": "amount - twice"}),
            "The calculation formula of property \"net\" depends on its own result.",
        ),
        (
            "net",
            json!({"type": "bool"}),
            "Sub-expression output type: BigDecimal is not compatible with input type: Boolean",
        ),
        ("net", json!({"fieldType": "number"}), "A calculation formula is not valid for field type number."),
        (
            "cost",
            json!({"calculationFormula": "amount"}),
            "A calculation formula is not valid for field type number.",
        ),
        (
            "net",
            json!({"calculationFormula": ""}),
            "Field type calculation_equation requires a calculation formula.",
        ),
    ] {
        let answer = app.patch(&format!("{DEALS}/{name}"), change.clone()).await;
        assert_eq!(error(&answer), (400, message, "VALIDATION_ERROR", ""), "{change}");
    }
    let (_, created) = deal(&app, json!({"dealname": "a", "amount": "3", "cost": "1"})).await;
    assert_eq!(created["properties"]["twice"], "4");
}

#[tokio::test]
async fn a_batch_may_calculate_from_what_it_creates_itself() {
    on_both_engines(async |app| {
        let inputs = json!({"inputs": [
            number("cost", None), number("net", Some("amount - COST")), number("bad", Some("amount -")),
        ]});
        let answer = app.post(&format!("{DEALS}/batch/create"), inputs).await;
        assert_eq!((answer.status, names(&answer)), (207, vec!["cost", "net"]));
        let (_, created) = deal(&app, json!({"dealname": "a", "amount": "3", "cost": "1"})).await;
        assert_eq!(created["properties"]["net"], "2");
        // What is archived calculates nothing any more.
        assert_eq!(app.delete(&format!("{DEALS}/net")).await.status, 204);
        let (_, created) = deal(&app, json!({"dealname": "b", "amount": "3", "cost": "1"})).await;
        assert_eq!(created["properties"].get("net"), None);
    })
    .await;
}

#[tokio::test]
async fn custom_types_calculate_too() {
    on_both_engines(async |app| {
        let property =
            |name: &str| json!({"name": name, "label": name, "type": "number", "fieldType": "number"});
        let cars = json!({
            "name": "cars", "labels": {}, "requiredProperties": [], "associatedObjects": [],
            "properties": [property("Price"), property("tax")],
        });
        assert_eq!(app.post("/crm/v3/schemas", cars).await.status, 201);
        let total = with(number("total", Some("Price + TAX")), json!({"groupName": "cars_information"}));
        let answer = app.post("/crm/v3/properties/cars", total).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let car = json!({"properties": {"Price": "10", "tax": "1.90"}});
        assert_eq!(app.post("/crm/v3/objects/cars", car).await.json["properties"]["total"], "11.9");
    })
    .await;
}

#[tokio::test]
async fn formulas_follow_what_neighbours_tell() {
    on_both_engines(async |app| {
        define(&app, number("load", Some("10hs_number_of_call_engagements"))).await;
        let (deal, _) = deal(&app, json!({"dealname": "a"})).await;
        let id = deal.rsplit('/').next().expect("a path has an end");
        let types = json!([{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 206}]);
        let call = json!({
            "properties": {"hs_timestamp": "2026-01-01"}, "associations": [{"to": {"id": id}, "types": types}],
        });
        assert_eq!(app.post("/crm/v3/objects/calls", call).await.status, 201);
        let read = app.get(&format!("{deal}?propertiesWithHistory=load")).await.json;
        assert_eq!(read["properties"]["load"], "10");
        assert_eq!(read["propertiesWithHistory"]["load"][0]["value"], "10");
    })
    .await;
}

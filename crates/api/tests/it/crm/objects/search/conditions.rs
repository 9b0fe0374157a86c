//! What filters find, and in which forms they come.

use super::*;

/// People who differ in everything that the tests ask for.
async fn people(app: &TestApp) {
    contacts(
        app,
        [
            (
                "ada",
                json!({"firstname": "Ada", "numemployees": "1-5", "hs_lead_status": "NEW",
                    "hs_buying_role": "CHAMPION;BLOCKER", "annualrevenue": "100"}),
            ),
            ("bob", json!({"firstname": "Bob", "hs_lead_status": "OPEN", "hs_buying_role": "CHAMPION"})),
            ("eve", json!({"firstname": "eve", "lastname": "Adams"})),
        ],
    )
    .await;
}

/// Checks whom one filter finds.
async fn check(app: &TestApp, filter: Value, expected: &[&str]) {
    let answer = search(app, json!({ "filters": [filter] })).await;
    assert_eq!(found(&answer), expected, "{filter}");
    assert_eq!(answer.json["total"], expected.len(), "{filter}");
}

#[tokio::test]
async fn every_operator_finds_what_it_says() {
    on_both_engines(async |app| {
        people(&app).await;
        for (property, operator, operands, expected) in [
            ("firstname", "EQ", json!({"value": "ADA"}), &["ada"][..]),
            ("firstname", "NEQ", json!({"value": "ada"}), &["bob", "eve"]),
            ("firstname", "LT", json!({"value": "bob"}), &["ada"]),
            ("firstname", "LTE", json!({"value": "bob"}), &["ada", "bob"]),
            ("firstname", "GT", json!({"value": "bob"}), &["eve"]),
            ("firstname", "GTE", json!({"value": "bob"}), &["bob", "eve"]),
            ("firstname", "BETWEEN", json!({"value": "b", "highValue": "eve"}), &["bob", "eve"]),
            ("firstname", "IN", json!({"values": ["ada", "eve"]}), &["ada", "eve"]),
            ("firstname", "NOT_IN", json!({"values": ["ada", "eve"]}), &["bob"]),
            ("lastname", "HAS_PROPERTY", json!({}), &["eve"]),
            ("lastname", "NOT_HAS_PROPERTY", json!({}), &["ada", "bob"]),
            ("email", "CONTAINS_TOKEN", json!({"value": "example.com"}), &["ada", "bob", "eve"]),
            ("email", "CONTAINS_TOKEN", json!({"value": "a*@example.com"}), &["ada"]),
            ("email", "NOT_CONTAINS_TOKEN", json!({"value": "a*"}), &["bob", "eve"]),
        ] {
            let mut filter = operands;
            filter["propertyName"] = json!(property);
            filter["operator"] = json!(operator);
            check(&app, filter, expected).await;
        }
    })
    .await;
}

#[tokio::test]
async fn negative_operators_ask_for_a_value() {
    on_both_engines(async |app| {
        people(&app).await;
        for (operator, operand) in [
            ("NEQ", json!({"value": "x"})),
            ("NOT_IN", json!({"values": ["x"]})),
            ("NOT_CONTAINS_TOKEN", json!({"value": "x"})),
        ] {
            let mut filter = operand;
            filter["propertyName"] = json!("lastname");
            filter["operator"] = json!(operator);
            check(&app, filter, &["eve"]).await;
        }
    })
    .await;
}

#[tokio::test]
async fn choices_are_found_by_their_exact_text_and_any_of_several() {
    on_both_engines(async |app| {
        people(&app).await;
        for (property, operator, operands, expected) in [
            ("hs_lead_status", "EQ", json!({"value": "NEW"}), &["ada"][..]),
            ("hs_lead_status", "EQ", json!({"value": "new"}), &[]),
            ("hs_lead_status", "IN", json!({"values": ["NEW", "OPEN"]}), &["ada", "bob"]),
            ("hs_buying_role", "EQ", json!({"value": "CHAMPION"}), &["ada", "bob"]),
            ("hs_buying_role", "EQ", json!({"value": "BLOCKER;CHAMPION"}), &["ada"]),
            ("hs_buying_role", "IN", json!({"values": ["BLOCKER"]}), &["ada"]),
            ("hs_buying_role", "NEQ", json!({"value": "BLOCKER"}), &["bob"]),
        ] {
            let mut filter = operands;
            filter["propertyName"] = json!(property);
            filter["operator"] = json!(operator);
            check(&app, filter, expected).await;
        }
    })
    .await;
}

#[tokio::test]
async fn numbers_and_instants_are_compared_as_what_they_are() {
    on_both_engines(async |app| {
        let deals = "/crm/v3/objects/deals";
        for (name, amount, closes) in [("a", "9", "2026-01-31"), ("b", "10.50", "2026-02-28"), ("c", "100", "2026-03-31")] {
            create(&app, deals, json!({"dealname": name, "amount": amount, "closedate": closes})).await;
        }
        for (filter, expected) in [
            (json!({"propertyName": "amount", "operator": "GT", "value": "9"}), "bc"),
            (json!({"propertyName": "amount", "operator": "EQ", "value": 10.5}), "b"),
            (json!({"propertyName": "amount", "operator": "BETWEEN", "value": 9, "highValue": 10.5}), "ab"),
            (json!({"propertyName": "amount", "operator": "CONTAINS_TOKEN", "value": "100"}), "c"),
            (json!({"propertyName": "closedate", "operator": "GT", "value": "2026-02-28"}), "c"),
            (json!({"propertyName": "closedate", "operator": "GTE", "value": "2026-02-28T00:00:00Z"}), "bc"),
            (json!({"propertyName": "closedate", "operator": "LT", "value": 1_772_236_800_000_i64}), "a"),
            (json!({"propertyName": "createdate", "operator": "LTE", "value": "1772600767089"}), "abc"),
            (json!({"propertyName": "hs_lastmodifieddate", "operator": "GT", "value": "2026-03-04T05:06:07.089Z"}), ""),
        ] {
            let answer = search_at(&app, "/crm/v3/objects/deals/search", json!({ "filters": [filter] })).await;
            let results = answer.json["results"].as_array().expect("results");
            let names: String =
                results.iter().filter_map(|deal| deal["properties"]["dealname"].as_str()).collect();
            assert_eq!(names, expected, "{filter}");
        }
    })
    .await;
}

#[tokio::test]
async fn ids_and_times_are_properties_of_every_type() {
    on_both_engines(async |app| {
        let id = contact(&app, "ada@example.com").await;
        contact(&app, "bob@example.com").await;
        check(&app, json!({"propertyName": "hs_object_id", "operator": "EQ", "value": id}), &["ada"]).await;
        check(&app, json!({"propertyName": "hs_object_id", "operator": "IN", "values": [id, "1"]}), &["ada"])
            .await;
        check(&app, json!({"propertyName": "createdate", "operator": "HAS_PROPERTY"}), &["ada", "bob"]).await;
        app.advance(1_000);
        app.patch(&format!("{CONTACTS}/{id}"), json!({"properties": {"firstname": "Ada"}})).await;
        check(&app, json!({"propertyName": "lastmodifieddate", "operator": "GT", "value": NOW}), &["ada"])
            .await;
    })
    .await;
}

#[tokio::test]
async fn groups_are_alternatives_and_their_filters_conditions() {
    on_both_engines(async |app| {
        people(&app).await;
        let is = |name: &str| json!({"propertyName": "firstname", "operator": "EQ", "value": name});
        let known = json!({"propertyName": "hs_lead_status", "operator": "HAS_PROPERTY"});
        for (body, expected) in [
            (
                json!({"filterGroups": [{"filters": [is("ada")]}, {"filters": [is("eve")]}]}),
                &["ada", "eve"][..],
            ),
            (
                json!({"filterGroups": [{"filters": [is("ada"), known]}, {"filters": [is("eve"), known]}]}),
                &["ada"],
            ),
            (json!({"filters": [is("ada"), is("bob")]}), &[]),
            (json!({"filterGroups": [{"filters": [is("ada")]}], "filters": [is("bob")]}), &["ada", "bob"]),
            // Recorded: an empty group asks nothing.
            (json!({"filterGroups": [{"filters": []}]}), &["ada", "bob", "eve"]),
            (json!({"filterGroups": [{"filters": []}, {"filters": [is("bob")]}]}), &["bob"]),
            (json!({"filterGroups": []}), &["ada", "bob", "eve"]),
            // Reported: a filter under a name that is none is nothing.
            (json!({"filterGroup": [{"filters": [is("ada")]}], "filter_groups": []}), &["ada", "bob", "eve"]),
            (json!({}), &["ada", "bob", "eve"]),
        ] {
            assert_eq!(found(&search(&app, body.clone()).await), expected, "{body}");
        }
    })
    .await;
}

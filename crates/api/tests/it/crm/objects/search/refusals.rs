//! What no search can find.

use super::*;

/// Checks a refusal that has the one message for all that is wrong with a search, and a reason.
async fn check(app: &TestApp, path: &str, body: Value, reason: &str, property: Option<&str>) {
    let answer = app.post(path, body).await;
    refused(&answer, 400, "VALIDATION_ERROR", "There was a problem with the request.");
    let expected = match property {
        Some(name) => json!([{"message": reason, "context": {"propertyName": [name]}}]),
        None => json!([{ "message": reason }]),
    };
    assert_eq!(answer.json["errors"], expected);
}

fn filter(property: &str, operator: &str, value: &str) -> Value {
    json!({"filters": [{"propertyName": property, "operator": operator, "value": value}]})
}

#[tokio::test]
async fn unknown_properties_are_refused_in_filters_and_orders() {
    on_both_engines(async |app| {
        let reason = "Property \"nope\" does not exist";
        check(&app, SEARCH, filter("nope", "EQ", "1"), reason, Some("nope")).await;
        check(&app, SEARCH, json!({"sorts": ["-nope"]}), reason, Some("nope")).await;
        let reason = "Property \"associations.unicorn\" does not exist";
        check(&app, SEARCH, filter("associations.unicorn", "EQ", "1"), reason, Some("associations.unicorn"))
            .await;
    })
    .await;
}

#[tokio::test]
async fn operands_have_to_be_values_of_their_property() {
    on_both_engines(async |app| {
        let deals = "/crm/v3/objects/deals/search";
        for (path, property, operator, value, reason) in [
            (deals, "amount", "EQ", "ten", "ten was not a valid number."),
            (deals, "amount", "CONTAINS_TOKEN", "1*", "1* was not a valid number."),
            (deals, "closedate", "GT", "tomorrow", "tomorrow was not a valid long."),
            (SEARCH, "createdate", "LT", "2026-13-01", "2026-13-01 was not a valid long."),
            (SEARCH, "associations.company", "EQ", "x", "x was not a valid number."),
            (
                SEARCH,
                "associations.company",
                "NEQ",
                "1",
                "\"associations.company\" only takes the operators EQ and IN.",
            ),
        ] {
            check(&app, path, filter(property, operator, value), reason, Some(property)).await;
        }
    })
    .await;
}

#[tokio::test]
async fn bodies_of_activities_cannot_be_filtered_by() {
    on_both_engines(async |app| {
        for (object_type, property) in [
            ("notes", "hs_body_preview_html"),
            ("emails", "hs_body_preview_html"),
            ("emails", "hs_email_html"),
            ("emails", "hs_body_preview"),
        ] {
            let path = format!("/crm/v3/objects/{object_type}/search");
            let reason = format!("Property \"{property}\" cannot be filtered by.");
            check(&app, &path, filter(property, "CONTAINS_TOKEN", "x"), &reason, Some(property)).await;
        }
        let fine = filter("hs_body_preview", "CONTAINS_TOKEN", "x");
        search_at(&app, "/crm/v3/objects/notes/search", fine).await;
    })
    .await;
}

#[tokio::test]
async fn there_is_an_end_to_how_much_a_search_asks() {
    on_both_engines(async |app| {
        let filter = json!({"propertyName": "email", "operator": "HAS_PROPERTY"});
        let group = |n_filters| json!({"filters": vec![filter.clone(); n_filters]});
        for (body, message) in [
            (json!({"filterGroups": vec![group(1); 6]}), "too many filterGroups (count: 6, max allowed: 5)"),
            (
                json!({"filterGroups": vec![group(1); 5], "filters": [filter]}),
                "too many filterGroups (count: 6, max allowed: 5)",
            ),
            (
                json!({"filterGroups": [group(7)]}),
                "too many filters per filterGroup (count: 7, max allowed: 6)",
            ),
            (
                json!({"filterGroups": [group(6), group(6), group(6), group(1)]}),
                "too many filters (count: 19, max allowed: 18)",
            ),
        ] {
            refused(&app.post(SEARCH, body).await, 400, "VALIDATION_ERROR", message);
        }
        let most = json!({"filterGroups": [group(6), group(6), group(4), group(1), group(1)]});
        search(&app, most).await;
    })
    .await;
}

#[tokio::test]
async fn pages_end_at_two_hundred_records_and_the_ten_thousandth_result() {
    on_both_engines(async |app| {
        for limit in [0, -1, 201] {
            let message = format!("The limit must be between 1 and 200, but was {limit}");
            refused(&app.post(SEARCH, json!({ "limit": limit })).await, 400, "VALIDATION_ERROR", &message);
        }
        let reason = "A search cannot page beyond its first 10000 results.";
        check(&app, SEARCH, json!({"after": 9_991}), reason, None).await;
        check(&app, SEARCH, json!({"after": "10000", "limit": 1}), reason, None).await;
        search(&app, json!({"after": 9_990})).await;
        search(&app, json!({"after": "9800", "limit": 200})).await;
        check(&app, SEARCH, json!({"after": -1}), "A search cannot begin at -1.", None).await;
        let reason = "The query cannot have more than 3000 characters.";
        check(&app, SEARCH, json!({"query": "ä".repeat(3_001)}), reason, None).await;
    })
    .await;
}

#[tokio::test]
async fn bodies_that_are_no_search_are_refused_as_recorded() {
    on_both_engines(async |app| {
        for (body, message) in [
            (
                json!({"filters": [{"value": "1"}]}),
                "Invalid input JSON on line 1, column 25: Cannot build Filter, some of required attributes are not \
                 set [propertyName, operator]",
            ),
            (
                json!({"filters": [{"operator": "BETWEEN", "propertyName": "createdate", "value": "1"}]}),
                "Invalid input JSON on line 1, column 74: Cannot construct instance of \
                 `com.hubspot.inbounddb.publicobject.core.v3.search.Filter`, problem: operator BETWEEN requires a \
                 highValue",
            ),
        ] {
            refused(&app.post(SEARCH, body).await, 400, "", message);
        }
        let answer = app.post(SEARCH, json!({"after": "next"})).await;
        assert_eq!(answer.status, 400);
        assert!(answer.text().contains("Cannot deserialize value of type"), "{}", answer.text());
        let unknown = app.post("/crm/v3/objects/unicorns/search", json!({})).await;
        refused(&unknown, 400, "", "Unable to infer object type from: unicorns");
    })
    .await;
}

#[tokio::test]
async fn object_types_that_are_switched_off_are_not_searched() {
    on_both_engines(async |app| {
        let off = app.put("/_linchpin/v1/features/services", json!({"enabled": false})).await;
        assert_eq!(off.status, 204, "{}", off.text());
        let answer = app.post("/crm/v3/objects/services/search", json!({})).await;
        assert_eq!((answer.status, &answer.json["category"]), (403, &json!("FORBIDDEN")));
    })
    .await;
}

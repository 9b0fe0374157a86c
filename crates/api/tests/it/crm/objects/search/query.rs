//! Words that records have anywhere.

use super::*;

#[tokio::test]
async fn words_are_found_in_what_a_type_is_searched_by() {
    on_both_engines(async |app| {
        contacts(
            &app,
            [
                ("ada", json!({"firstname": "Ada", "lastname": "Lovelace", "phone": "(555) 123-4567"})),
                ("grace", json!({"firstname": "Grace", "lastname": "Hopper", "company": "Ada Works"})),
                ("eve", json!({"firstname": "Eve", "jobtitle": "Adamant", "mobilephone": "+1 555 765 4321"})),
            ],
        )
        .await;
        for (query, expected) in [
            ("ada", &["ada", "grace"][..]),
            ("ADA love", &["ada"]),
            ("grace@example.com", &["grace"]),
            ("example", &["ada", "grace", "eve"]),
            ("5551234567", &["ada"]),
            ("555-123", &["ada"]),
            ("5557654321", &["eve"]),
            ("adamant", &[]),
            ("byron", &[]),
            ("", &["ada", "grace", "eve"]),
            ("  ", &["ada", "grace", "eve"]),
        ] {
            assert_eq!(found(&search(&app, json!({ "query": query })).await), expected, "{query:?}");
        }
        let both = json!({"query": "ada", "filters": [{"propertyName": "lastname", "operator": "EQ", "value": "hopper"}]});
        assert_eq!(found(&search(&app, both).await), ["grace"]);
    })
    .await;
}

#[tokio::test]
async fn a_query_may_have_three_thousand_characters() {
    on_both_engines(async |app| {
        contact(&app, "ada@example.com").await;
        let ok = format!("ada{}", "ä".repeat(2_997));
        assert_eq!(search(&app, json!({ "query": ok })).await.json["total"], 0);
    })
    .await;
}

#[tokio::test]
async fn types_that_nothing_is_known_of_are_searched_by_their_title() {
    on_both_engines(async |app| {
        let orders = "/crm/v3/objects/orders";
        create(&app, orders, json!({"hs_order_name": "Blue chairs"})).await;
        create(&app, orders, json!({"hs_order_name": "Green tables"})).await;
        let answer = search_at(&app, "/crm/v3/objects/orders/search", json!({"query": "chair"})).await;
        assert_eq!(answer.json["total"], 1);
    })
    .await;
}

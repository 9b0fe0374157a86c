//! Orders and pages.

use super::*;

#[tokio::test]
async fn pages_go_on_where_the_last_one_ended() {
    on_both_engines(async |app| {
        for index in 0..12 {
            contact(&app, &format!("c{index:02}@example.com")).await;
            app.advance(1);
        }
        // Documented: ten without a limit.
        let first = search(&app, json!({})).await;
        assert_eq!(found(&first).len(), 10);
        assert_eq!(first.json["total"], 12);
        assert_eq!(first.json["paging"], json!({"next": {"after": "10"}}));
        let mut seen = Vec::new();
        let mut after = json!("");
        loop {
            let page = search(&app, json!({"limit": "5", "after": after})).await;
            assert_eq!(page.json["total"], 12);
            seen.extend(found(&page).into_iter().map(str::to_owned));
            match page.json["paging"]["next"]["after"].as_str() {
                // Numbers are taken as well as texts.
                Some("5") => after = json!(5),
                Some(next) => after = json!(next),
                None => break,
            }
        }
        let expected: Vec<_> = (0..12).map(|index| format!("c{index:02}")).collect();
        assert_eq!(seen, expected);
        let beyond = search(&app, json!({"after": 50})).await;
        assert_eq!(beyond.text(), r#"{"total":12,"results":[]}"#);
        let all = search(&app, json!({"limit": 200})).await;
        assert_eq!((found(&all).len(), all.json.get("paging")), (12, None));
    })
    .await;
}

#[tokio::test]
async fn without_an_order_the_oldest_come_first_and_ties_by_their_ids() {
    on_both_engines(async |app| {
        contacts(&app, [("b", json!({})), ("a", json!({}))]).await;
        let tied = [contact(&app, "d@example.com").await, contact(&app, "c@example.com").await];
        assert!(tied[0] < tied[1]);
        assert_eq!(found(&search(&app, json!({})).await), ["b", "a", "d", "c"]);
        assert_eq!(found(&search(&app, json!({"sorts": ["-createdate"]})).await), ["d", "c", "a", "b"]);
    })
    .await;
}

#[tokio::test]
async fn an_order_has_many_forms_of_which_the_first_counts() {
    on_both_engines(async |app| {
        contacts(
            &app,
            [
                ("x", json!({"firstname": "b"})),
                ("y", json!({"firstname": "C"})),
                ("z", json!({"firstname": "a"})),
                ("without", json!({})),
            ],
        )
        .await;
        let (up, down) = (["z", "x", "y", "without"], ["y", "x", "z", "without"]);
        for (sorts, expected) in [
            (json!(["firstname"]), up),
            (json!(["-firstname"]), down),
            (json!([{"propertyName": "firstname"}]), up),
            (json!([{"propertyName": "firstname", "direction": "ASCENDING"}]), up),
            (json!([{"propertyName": "firstname", "direction": "DESCENDING"}]), down),
            (json!([r#"{"propertyName":"firstname","direction":"DESCENDING"}"#]), down),
            (json!(["-firstname", "createdate"]), down),
        ] {
            assert_eq!(found(&search(&app, json!({ "sorts": sorts })).await), expected, "{sorts}");
        }
    })
    .await;
}

#[tokio::test]
async fn numbers_are_sorted_as_numbers() {
    on_both_engines(async |app| {
        for amount in ["9", "100", "10.5", "-3"] {
            create(&app, "/crm/v3/objects/deals", json!({"dealname": amount, "amount": amount})).await;
        }
        let answer = search_at(&app, "/crm/v3/objects/deals/search", json!({"sorts": ["amount"]})).await;
        let results = answer.json["results"].as_array().expect("results");
        let amounts: Vec<_> =
            results.iter().filter_map(|deal| deal["properties"]["amount"].as_str()).collect();
        assert_eq!(amounts, ["-3", "9", "10.5", "100"]);
    })
    .await;
}

#[tokio::test]
async fn without_properties_the_documented_ones_are_shown() {
    on_both_engines(async |app| {
        contact(&app, "ada@example.com").await;
        let answer = search(&app, json!({"properties": []})).await;
        assert_eq!(
            names(&answer.json["results"][0]),
            ["createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"]
        );
        create(&app, "/crm/v3/objects/tickets", json!({"subject": "s", "hs_pipeline_stage": "1"})).await;
        let answer = search_at(&app, "/crm/v3/objects/tickets/search", json!({})).await;
        assert_eq!(
            names(&answer.json["results"][0]),
            [
                "content",
                "createdate",
                "hs_lastmodifieddate",
                "hs_object_id",
                "hs_pipeline",
                "hs_pipeline_stage",
                "hs_ticket_category",
                "hs_ticket_priority",
                "subject"
            ]
        );
    })
    .await;
}

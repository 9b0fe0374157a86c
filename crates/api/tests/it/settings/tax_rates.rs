//! What an account charges beside its prices.

use linchpin_engine::Scopes;
use linchpin_testkit::on_both_engines;
use serde_json::json;

/// Where tax rates are read.
const RATES: &str = "/tax-rates/v1/tax-rates";
/// Where they are added.
const ADD: &str = "/_linchpin/v1/tax-rates";

#[tokio::test]
async fn tax_rates_are_added_by_admins_and_read_by_programs() {
    on_both_engines(async |app| {
        assert_eq!(app.get(RATES).await.text(), r#"{"results":[]}"#);
        let added = app.post(ADD, json!({"name": "VAT", "percentageRate": 19})).await;
        assert_eq!(added.status, 201);
        assert_eq!(
            added.text(),
            concat!(
                r#"{"id":"1","name":"VAT","label":"VAT","percentageRate":19.0,"active":true,"#,
                r#""createdAt":"2026-03-04T05:06:07.089Z","updatedAt":"2026-03-04T05:06:07.089Z"}"#,
            )
        );
        let old = json!({"name": "Old", "label": "Old VAT", "percentageRate": "7.50", "active": false});
        assert_eq!(app.post(ADD, old).await.json["percentageRate"], 7.5);
        for path in
            ["/tax-rates/2025-09/tax-rates/1", "/tax-rates/2026-03/tax-rates/1", &format!("{RATES}/1")]
        {
            assert_eq!(app.get(path).await.json, added.json, "{path}");
        }
        let first = app.get(&format!("{RATES}?limit=1")).await.json;
        assert_eq!(
            (&first["results"][0]["id"], &first["paging"]["next"]["after"]),
            (&json!("1"), &json!("1"))
        );
        for (query, id) in [("limit=1&after=1", "2"), ("active=true", "1"), ("active=false", "2")] {
            let page = app.get(&format!("{RATES}?{query}")).await.json;
            assert_eq!(page["results"].as_array().map(Vec::len), Some(1), "{query}");
            assert_eq!((&page["results"][0]["id"], page.get("paging")), (&json!(id), None), "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    on_both_engines(async |app| {
        let gone = app.get(&format!("{RATES}/9")).await;
        assert_eq!((gone.status, &gone.json["message"]), (404, &json!("Tax rate \"9\" does not exist")));
        let much = app.post(ADD, json!({"name": "VAT", "percentageRate": "much"})).await;
        assert_eq!(
            (much.status, &much.json["message"]),
            (400, &json!("much is not a percentage of 0 or more"))
        );
        assert_eq!(app.post(ADD, json!({"name": "VAT"})).await.status, 400);
        for query in ["active=maybe", "limit=0", "limit=101", "after=x"] {
            assert_eq!(app.get(&format!("{RATES}?{query}")).await.status, 400, "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn scopes_are_asked_for() {
    on_both_engines(async |mut app| {
        app.token = app.token_with(Scopes::parse("tax_rates.read")).await;
        assert_eq!(app.get(RATES).await.status, 200);
        assert_eq!(app.post(ADD, json!({"name": "VAT", "percentageRate": 19})).await.status, 403);
        app.token = app.token_with(Scopes::parse("oauth")).await;
        assert_eq!(app.get(RATES).await.status, 403);
    })
    .await;
}

//! The brands of an account.

use linchpin_engine::Scopes;
use linchpin_testkit::on_both_engines;
use serde_json::json;

/// Where the business units of the account's first user are.
const UNITS: &str = "/business-units/v3/business-units/user/70000001";

#[tokio::test]
async fn business_units_are_made_by_admins_and_read_by_programs() {
    on_both_engines(async |mut app| {
        assert_eq!(app.get(UNITS).await.text(), r#"{"results":[]}"#);
        let make = "/_linchpin/v1/business-units";
        let logo = json!({"name": "Acme", "logoUrl": "https://example.com/a.png", "logoAltText": "A"});
        assert_eq!(app.post(make, logo).await.status, 201);
        assert_eq!(app.post(make, json!({"name": "Bolt"})).await.text(), r#"{"id":"2","name":"Bolt"}"#);
        assert_eq!(app.post(make, json!({})).await.status, 400);
        assert_eq!(
            app.get(UNITS).await.text(),
            r#"{"results":[{"id":"1","name":"Acme"},{"id":"2","name":"Bolt"}]}"#
        );
        assert_eq!(
            app.get(&format!("{UNITS}?properties=logoMetadata&name=Acme")).await.text(),
            concat!(
                r#"{"results":[{"id":"1","name":"Acme","logoMetadata":{"logoAltText":"A","#,
                r#""logoUrl":"https://example.com/a.png","resizedUrl":"https://example.com/a.png"}}]}"#,
            )
        );
        let dated = "/business-units/public/2026-03/business-units/user/70000001";
        assert_eq!(app.get(dated).await.json["results"][1]["name"], "Bolt");
        for scope in ["business_units_view.read", "business_units.view.read"] {
            app.token = app.token_with(Scopes::parse(scope)).await;
            assert_eq!(app.get(UNITS).await.status, 200, "{scope}");
            assert_eq!(app.post(make, json!({"name": "C"})).await.status, 403, "{scope}");
        }
        app.token = app.token_with(Scopes::parse("oauth")).await;
        assert_eq!(app.get(UNITS).await.status, 403);
    })
    .await;
}

//! Reading the reports that are kept; making them is tested where they are asked for.

use linchpin_engine::Scopes;
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::json;

const REPORTS: &str = "/_linchpin/v1/reports";

#[tokio::test]
async fn an_account_has_reports_of_its_own() {
    on_both_engines(async |app| {
        assert_eq!(app.get(REPORTS).await.json, json!({"results": []}));
        app.post("/crm/v4/associations/usage/high-usage-report/70000001", json!({})).await;
        assert_eq!(app.get(REPORTS).await.json["results"][0]["id"], "1");
        let mut app = app;
        app.account = app.engine.create_account("Other").await.expect("an account can be made");
        app.token = app.token_with(Scopes::All).await;
        assert_eq!(app.get(REPORTS).await.json, json!({"results": []}));
        assert_eq!(app.get(&format!("{REPORTS}/1")).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_report_that_is_not_kept_is_not_found() {
    let app = TestApp::new().await;
    for id in ["1", "latest"] {
        let answer = app.get(&format!("{REPORTS}/{id}")).await;
        assert_eq!(answer.status, 404);
        let expected = json!({
            "status": "error", "message": format!("Report \"{id}\" does not exist"),
            "correlationId": answer.json["correlationId"], "context": {"reportId": [id]},
            "category": "OBJECT_NOT_FOUND",
        });
        assert_eq!(answer.json, expected);
    }
    assert_eq!(app.post(REPORTS, json!({})).await.status, 405);
    let anonymous = axum::http::Request::get(REPORTS).body(axum::body::Body::empty()).expect("a request");
    assert_eq!(app.call(anonymous).await.status, 401);
}

//! What happened to pipelines and stages.

use super::*;

#[tokio::test]
async fn audits_tell_what_happened_newest_first() {
    on_both_engines(async |app| {
        create(&app).await;
        let one = format!("{DEALS}/renewals");
        app.advance(1000);
        app.patch(&one, json!({"label": "Keepers"})).await;
        app.patch(&format!("{one}/stages/due"), json!({"label": "Now"})).await;
        app.delete(&format!("{one}/stages/due")).await;
        app.delete(&one).await;
        let audit = app.get(&format!("{one}/audit")).await;
        assert_eq!(audit.status, 200, "{}", audit.text());
        let results = &audit.json["results"];
        assert_eq!(each(results, "action"), ["DELETE", "UPDATE", "UPDATE", "UPDATE", "CREATE"]);
        let first = &results[4];
        let raw: Value = serde_json::from_str(first["rawObject"].as_str().expect("a text")).expect("JSON");
        assert_eq!(raw["label"], "Renewals");
        assert_eq!(
            json!([first["portalId"], first["identifier"], first["timestamp"], first["message"]]),
            json!([app.account.0, format!("{}:renewals", app.account), NOW, "Pipeline create"])
        );
        let stage = app.get(&format!("{one}/stages/due/audit")).await;
        assert_eq!(each(&stage.json["results"], "action"), ["DELETE", "UPDATE", "CREATE"]);
        assert_eq!(each(&stage.json["results"], "message")[0], "Stage delete");
        // Official SDKs send this.
        let without = app.get(&format!("{DEALS}/%7BpipelineId%7D/stages/due/audit")).await;
        assert_eq!(without.json, stage.json);
    })
    .await;
}

#[tokio::test]
async fn nothing_happened_to_what_was_always_there() {
    let app = TestApp::new().await;
    let audit = app.get(&format!("{DEALS}/default/audit")).await;
    assert_eq!(audit.text(), r#"{"results":[]}"#);
    app.post("/crm/v3/properties/deals/groups", json!({"name": "a", "label": "A"})).await;
    assert_eq!(app.get(&format!("{DEALS}/default/stages/closedwon/audit")).await.text(), r#"{"results":[]}"#);
    assert_eq!(app.get(&format!("{DEALS}/x/audit")).await.status, 404);
    assert_eq!(app.get(&format!("{DEALS}/default/stages/x/audit")).await.status, 404);
    assert_eq!(app.get(&format!("{DEALS}/x/stages/closedwon/audit")).await.status, 404);
}

//! The stages of a pipeline, one by one.

use super::*;

/// Where the stages of the default pipeline of deals are.
const STAGES: &str = "/crm/v3/pipelines/deals/default/stages";

#[tokio::test]
async fn a_stage_lives_changes_dies_and_lives_again() {
    on_both_engines(async |app| {
        let body = json!({"label": "Signed", "displayOrder": 5, "metadata": {"probability": "0.9"}});
        let created = app.post(STAGES, body).await;
        assert_eq!(created.status, 201, "{}", created.text());
        let id = created.json["id"].as_str().expect("an id is text");
        assert_eq!(created.header("location"), format!("http://linchpin.example{STAGES}/{id}"));
        assert_eq!(created.json["metadata"], json!({"isClosed": "false", "probability": "0.9"}));
        let one = format!("{STAGES}/{id}");
        assert_eq!(app.get(&one).await.json, created.json);
        let listed = app.get(STAGES).await;
        // Of equal places the label decides.
        assert_eq!(each(&listed.json["results"], "label")[5..], ["Closed Won", "Signed", "Closed Lost"]);

        app.advance(1000);
        let changed = app.patch(&one, json!({"metadata": {"probability": "0.8"}})).await;
        assert_eq!(changed.json["label"], "Signed", "{}", changed.text());
        assert_eq!(changed.json["updatedAt"], "2026-03-04T05:06:08.089Z");
        let body = json!({"label": "Sealed", "displayOrder": 9, "metadata": {"probability": "1"}});
        let replaced = app.put(&one, body).await;
        assert_eq!(replaced.json["metadata"], json!({"isClosed": "true", "probability": "1.0"}));
        assert_eq!(app.get(&one).await.json, replaced.json);

        assert_eq!(app.delete(&one).await.status, 204);
        for gone in [app.get(&one).await, app.patch(&one, json!({})).await, app.delete(&one).await] {
            let message = format!("Pipeline stage \"{id}\" does not exist");
            assert_eq!(error(&gone), (404, message.as_str(), "OBJECT_NOT_FOUND", ""));
        }
        assert_eq!(each(&app.get(STAGES).await.json["results"], "id").len(), 7);
        assert_eq!(app.patch(&one, json!({"archived": true})).await.status, 400);
        let back = app.patch(&one, json!({"archived": false})).await;
        assert_eq!((back.status, &back.json["label"]), (200, &json!("Sealed")));
        assert_eq!(app.patch(&one, json!({"archived": false})).await.status, 400);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    let app = TestApp::new().await;
    for (body, status) in [
        (json!({"label": "Won", "displayOrder": 1}), 400),
        (stage("won", "closed won", 1, "1.0"), 400),
        (stage("closedwon", "Won", 1, "1.0"), 409),
        (json!({"label": "Won"}), 400),
    ] {
        let answer = app.post(STAGES, body.clone()).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.text());
    }
    let one = format!("{STAGES}/closedwon");
    assert_eq!(app.patch(&one, json!({"metadata": {"probability": "2"}})).await.status, 400);
    assert_eq!(app.patch(&one, json!({"label": "Closed Lost"})).await.status, 400);
    assert_eq!(app.post("/crm/v3/pipelines/deals/x/stages", stage("a", "A", 1, "1.0")).await.status, 404);
    let fixed =
        app.patch("/crm/v3/pipelines/contacts/contacts-lifecycle-pipeline/stages/lead", json!({})).await;
    assert_eq!(fixed.status, 400);
}

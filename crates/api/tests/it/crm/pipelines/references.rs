//! Archiving with the check that no record is left behind.

use super::*;

/// The query that asks for the check.
const CHECKED: &str = "?validateReferencesBeforeDelete=true";

/// Creates a deal in a stage and returns its id.
async fn deal(app: &TestApp, stage: &str) -> String {
    let body = json!({"properties": {"dealname": "Big", "dealstage": stage}});
    let answer = app.post("/crm/v3/objects/deals", body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json["id"].as_str().expect("an id is text").to_owned()
}

/// Checks that stages are in use.
fn in_use(answer: &Answer, stages: &str, records: &[&str]) {
    let records = records.join(", ");
    let message = format!("Stage IDs: [{stages}] are being referenced by object IDs: [{records}]");
    assert_eq!(
        error(answer),
        (400, message.as_str(), "VALIDATION_ERROR", "PipelineError.STAGE_ID_IN_USE"),
        "{}",
        answer.text()
    );
    let context = json!({"stageIds": [format!("[{stages}]")], "objectIds": [format!("[{records}]")]});
    assert_eq!(answer.json["context"], context);
}

#[tokio::test]
async fn a_pipeline_with_records_stays_if_the_caller_wants_the_check() {
    on_both_engines(async |app| {
        create(&app).await;
        let (first, second) = (deal(&app, "due").await, deal(&app, "kept").await);
        deal(&app, "closedwon").await;
        let one = format!("{DEALS}/renewals");
        for query in [CHECKED, "?validateDealStageUsagesBeforeDelete=True"] {
            in_use(&app.delete(&format!("{one}{query}")).await, "due, kept", &[&first, &second]);
        }
        app.delete(&format!("/crm/v3/objects/deals/{second}")).await;
        in_use(&app.delete(&format!("{one}{CHECKED}")).await, "due", &[&first]);
        app.patch(
            &format!("/crm/v3/objects/deals/{first}"),
            json!({"properties": {"pipeline": "default", "dealstage": "closedwon"}}),
        )
        .await;
        assert_eq!(app.delete(&format!("{one}{CHECKED}")).await.status, 204);
    })
    .await;
}

#[tokio::test]
async fn a_stage_with_records_stays_if_the_caller_wants_the_check() {
    on_both_engines(async |app| {
        create(&app).await;
        let first = deal(&app, "due").await;
        let one = |stage: &str| format!("{DEALS}/renewals/stages/{stage}");
        in_use(&app.delete(&format!("{}{CHECKED}", one("due"))).await, "due", &[&first]);
        assert_eq!(app.delete(&format!("{}{CHECKED}", one("kept"))).await.status, 204);
        assert_eq!(app.delete(&one("due")).await.status, 204);
        assert_eq!(app.delete(&format!("{}{CHECKED}", one("x"))).await.status, 404);
        assert_eq!(
            app.delete(&format!("{}?validateReferencesBeforeDelete=1", one("lost"))).await.status,
            400
        );
    })
    .await;
}

#[tokio::test]
async fn replacing_checks_the_stages_that_are_left_out() {
    let app = TestApp::new().await;
    create(&app).await;
    let first = deal(&app, "due").await;
    let one = format!("{DEALS}/renewals{CHECKED}");
    let with = |stages: Value| json!({"label": "Renewals", "displayOrder": 1, "stages": stages});
    in_use(&app.put(&one, with(json!([stage("kept", "Kept", 0, "1.0")]))).await, "due", &[&first]);
    let answer = app.put(&one, with(json!([stage("due", "Due", 0, "0.1")]))).await;
    assert_eq!((answer.status, each(&answer.json["stages"], "id")), (200, vec!["due"]));
}

#[tokio::test]
async fn ten_records_are_named_of_however_many() {
    let app = TestApp::new().await;
    create(&app).await;
    let inputs: Vec<_> =
        (0..30).map(|_| json!({"properties": {"dealname": "Big", "dealstage": "due"}})).collect();
    let made = app.post("/crm/v3/objects/deals/batch/create", json!({"inputs": inputs})).await;
    let ids = each(&made.json["results"], "id");
    in_use(&app.delete(&format!("{DEALS}/renewals{CHECKED}")).await, "due", &ids[..10]);
}

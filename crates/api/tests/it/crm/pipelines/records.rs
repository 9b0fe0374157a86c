//! Records follow the pipelines of their account at once.

use super::*;

/// Where deals are.
const RECORDS: &str = "/crm/v3/objects/deals";

/// The message about a property value that was refused.
fn refusal(answer: &Answer) -> (u16, String) {
    let message = answer.json["errors"][0]["message"].as_str().unwrap_or_default();
    (answer.status, message.to_owned())
}

#[tokio::test]
async fn a_deal_moves_through_the_stages_of_a_new_pipeline() {
    on_both_engines(async |app| {
        let deal =
            |stage: &str| json!({"properties": {"dealname": "Big", "amount": "100", "dealstage": stage}});
        assert_eq!(app.post(RECORDS, deal("due")).await.status, 400);
        create(&app).await;
        let created = app.post(RECORDS, deal("due")).await;
        assert_eq!(created.status, 201, "{}", created.text());
        let shown = &created.json["properties"];
        assert_eq!(
            json!([shown["pipeline"], shown["hs_projected_amount"], shown["hs_is_closed"]]),
            json!(["renewals", "50", "false"])
        );
        assert_eq!(shown["hs_date_entered_due"], Value::Null);

        app.advance(60_000);
        let one = format!("{RECORDS}/{}", created.json["id"].as_str().expect("an id is text"));
        let won = app.patch(&one, json!({"properties": {"dealstage": "kept"}})).await;
        assert_eq!(won.json["properties"]["hs_is_closed_won"], "true", "{}", won.text());
        let names = "hs_date_entered_due,hs_time_in_due,hs_v2_date_entered_kept,hs_closed_amount,closedate";
        let read = app.get(&format!("{one}?properties={names}")).await.json;
        let value = |name: &str| read["properties"][name].clone();
        assert_eq!(
            json!([value("hs_date_entered_due"), value("hs_time_in_due"), value("hs_closed_amount")]),
            json!([NOW, "60000", "100"])
        );
        let later = "2026-03-04T05:07:07.089Z";
        assert_eq!(json!([value("hs_v2_date_entered_kept"), value("closedate")]), json!([later, later]));
    })
    .await;
}

#[tokio::test]
async fn the_properties_of_a_stage_come_with_it() {
    let app = TestApp::new().await;
    let one = "/crm/v3/properties/deals/hs_v2_date_entered_due";
    assert_eq!(app.get(one).await.status, 404);
    create(&app).await;
    let property = app.get(one).await.json;
    assert_eq!(property["label"], "Date entered \"Due (Renewals)\"");
    assert_eq!(property["hubspotDefined"], true);
    let read_only = json!({"properties": {"dealname": "Big", "hs_v2_date_entered_due": NOW}});
    assert_eq!(app.post(RECORDS, read_only).await.status, 400);
    let names = app.get("/crm/v3/properties/deals").await;
    let names = each(&names.json["results"], "name").into_iter();
    assert_eq!(names.filter(|name| name.ends_with("_kept")).count(), 7);
    let stage = app.get("/crm/v3/properties/deals/dealstage").await.json;
    assert_eq!(json!([stage["externalOptions"], stage["options"]]), json!([true, []]));
}

#[tokio::test]
async fn stages_that_are_not_there_are_refused_by_name() {
    on_both_engines(async |app| {
        create(&app).await;
        let write = async |pipeline: &str, stage: &str| {
            let body = json!({"properties": {"dealname": "Big", "pipeline": pipeline, "dealstage": stage}});
            refusal(&app.post(RECORDS, body).await)
        };
        let not_among = |value: &str, options: &str| {
            (400, format!("{value} was not one of the allowed options: [{options}]"))
        };
        assert_eq!(write("renewals", "due").await.0, 201);
        assert_eq!(write("renewals", "closedwon").await, not_among("closedwon", "due, kept, lost"));
        assert_eq!(write("other", "due").await, not_among("other", "default, renewals"));
        app.delete(&format!("{DEALS}/renewals/stages/kept")).await;
        assert_eq!(write("renewals", "kept").await, not_among("kept", "due, lost"));
        app.delete(&format!("{DEALS}/renewals")).await;
        assert_eq!(write("renewals", "due").await, not_among("renewals", "default"));
    })
    .await;
}

#[tokio::test]
async fn records_in_an_archived_stage_stay_there() {
    on_both_engines(async |app| {
        create(&app).await;
        let body = json!({"properties": {"dealname": "Big", "dealstage": "kept"}});
        let id = app.post(RECORDS, body).await.json["id"].as_str().expect("an id is text").to_owned();
        assert_eq!(app.delete(&format!("{DEALS}/renewals")).await.status, 204);
        let one = format!("{RECORDS}/{id}");
        let renamed = app.patch(&one, json!({"properties": {"dealname": "Bigger"}})).await;
        assert_eq!(renamed.status, 200, "{}", renamed.text());
        let read =
            app.get(&format!("{one}?properties=dealstage,hs_is_closed_won,hs_date_entered_kept")).await;
        let value = |name: &str| read.json["properties"][name].clone();
        assert_eq!(
            json!([value("dealstage"), value("hs_is_closed_won"), value("hs_date_entered_kept")]),
            json!(["kept", "true", NOW])
        );
        let moved =
            app.patch(&one, json!({"properties": {"pipeline": "default", "dealstage": "closedlost"}})).await;
        assert_eq!(moved.json["properties"]["hs_is_closed_lost"], "true", "{}", moved.text());
    })
    .await;
}

#[tokio::test]
async fn tickets_close_in_the_closed_stages_of_a_new_pipeline() {
    let app = TestApp::new().await;
    let pipeline = json!({
        "pipelineId": "repairs", "label": "Repairs", "displayOrder": 1,
        "stages": [{"stageId": "fixed", "label": "Fixed", "displayOrder": 0, "metadata": {"ticketState": "CLOSED"}}],
    });
    assert_eq!(app.post("/crm/v3/pipelines/tickets", pipeline).await.status, 201);
    let body = json!({"properties": {"subject": "Help", "hs_pipeline_stage": "fixed"}});
    let ticket = app.post("/crm/v3/objects/tickets", body).await.json;
    let shown = &ticket["properties"];
    assert_eq!(
        json!([shown["hs_pipeline"], shown["hs_is_closed"], shown["closed_date"]]),
        json!(["repairs", "true", NOW])
    );
}

#[tokio::test]
async fn accounts_have_pipelines_of_their_own() {
    let mut app = TestApp::new().await;
    create(&app).await;
    app.account = app.engine.create_account("Other").await.expect("an account can be made");
    app.token = app.token_with(linchpin_engine::Scopes::All).await;
    assert_eq!(each(&app.get(DEALS).await.json["results"], "id"), ["default"]);
}

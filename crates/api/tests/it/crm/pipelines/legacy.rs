//! Pipelines in the forms of version 1.

use linchpin_testkit::on_both_engines;
use serde_json::json;

const PIPELINES: &str = "/crm-pipelines/v1/pipelines";
const DEALS: &str = "/deals/v1/pipelines";

#[tokio::test]
async fn pipelines_of_a_type_are_listed_with_their_stages() {
    on_both_engines(async |app| {
        let listed = app.get(&format!("{PIPELINES}/tickets")).await;
        let beginning = concat!(
            r#"{"results":[{"label":"Support Pipeline","displayOrder":0,"active":true,"stages":[{"label":"New","#,
            r#""displayOrder":0,"metadata":{"ticketState":"OPEN","isClosed":"false"},"stageId":"1","createdAt":0,"#,
            r#""updatedAt":0,"active":true},"#
        );
        assert!(listed.text().starts_with(beginning), "{}", listed.text());
        let end = r#""objectType":"TICKET","objectTypeId":"0-5","pipelineId":"0","createdAt":0,"updatedAt":0,"default":true}]}"#;
        assert!(listed.text().ends_with(end), "{}", listed.text());
        assert_eq!(app.get(&format!("{PIPELINES}/deal/")).await.json["results"][0]["pipelineId"], "default");
    })
    .await;
}

#[tokio::test]
async fn a_pipeline_is_made_replaced_and_archived() {
    on_both_engines(async |app| {
        let stage = |id: &str, label: &str| {
            json!({"stageId": id, "label": label, "displayOrder": 0, "active": true, "metadata": {"probability": 0.5}})
        };
        let input = json!({
            "pipelineId": "renewals", "label": "Renewals", "displayOrder": 2, "active": true,
            "stages": [stage("asked", "Asked")],
        });
        let made = app.post(&format!("{PIPELINES}/deals"), input).await;
        assert_eq!(
            (made.status, made.text().as_str()),
            (
                200,
                concat!(
                    r#"{"label":"Renewals","displayOrder":2,"active":true,"stages":[{"label":"Asked","displayOrder":0,"#,
                    r#""metadata":{"isClosed":"false","probability":"0.5"},"stageId":"asked","createdAt":1772600767089,"#,
                    r#""updatedAt":1772600767089,"active":true}],"objectType":"DEAL","objectTypeId":"0-3","#,
                    r#""pipelineId":"renewals","createdAt":1772600767089,"updatedAt":1772600767089,"default":false}"#
                )
            )
        );
        let one = format!("{PIPELINES}/deals/renewals");
        let input = json!({
            "label": "Again", "displayOrder": 1, "active": true,
            "stages": [stage("asked", "Asked"), stage("told", "Told")],
        });
        let replaced = app.put(&one, input).await;
        assert_eq!((replaced.status, &replaced.json["label"]), (200, &json!("Again")));
        assert_eq!(replaced.json["stages"].as_array().map(Vec::len), Some(2));
        assert_eq!(app.delete(&one).await.status, 204);
        assert_eq!(app.get(&format!("{PIPELINES}/deals")).await.json["results"].as_array().map(Vec::len), Some(1));
        let gone = app.delete(&one).await;
        assert_eq!(gone.status, 404);
        assert_eq!(gone.json, {
            let mut newer = app.delete("/crm/v3/pipelines/deals/renewals").await.json;
            newer["correlationId"] = gone.json["correlationId"].clone();
            newer
        });
    })
    .await;
}

#[tokio::test]
async fn the_oldest_form_knows_deals_alone() {
    on_both_engines(async |app| {
        let made = app.post(DEALS, json!({"label": "New Pipeline"})).await;
        assert_eq!(made.status, 200, "{}", made.text());
        let id = made.json["pipelineId"].as_str().expect("an id").to_owned();
        let text = made.text();
        let stage = made.json["stages"][0]["stageId"].as_str().expect("an id");
        let beginning = format!(
            concat!(
                r#"{{"pipelineId":"{}","stages":[{{"stageId":"{}","label":"Appointment Scheduled","probability":0.2,"#,
                r#""active":true,"displayOrder":0,"closedWon":false}},"#
            ),
            id, stage
        );
        assert!(text.starts_with(&beginning), "{text}");
        let end = r#""label":"New Pipeline","active":true,"displayOrder":0,"staticDefault":false}"#;
        assert!(text.ends_with(end), "{text}");
        let stages = made.json["stages"].as_array().expect("stages").iter();
        let shown: Vec<_> = stages.map(|stage| (stage["probability"].clone(), stage["closedWon"].clone())).collect();
        assert_eq!(shown[5..], [(json!(1.0), json!(true)), (json!(0.0), json!(false))]);

        let one = format!("{DEALS}/{id}");
        assert_eq!(app.get(&one).await.text(), text);
        let input = json!({"label": "Two", "stages": [{"label": "Open", "probability": 0.1}, {"label": "Won", "probability": 1}]});
        let replaced = app.put(&one, input).await;
        assert_eq!((replaced.status, &replaced.json["label"]), (200, &json!("Two")));
        assert_eq!(replaced.json["stages"][1]["displayOrder"], 1);
        let listed = app.get(DEALS).await.json;
        let ids: Vec<_> = listed.as_array().expect("a list").iter().map(|one| &one["staticDefault"]).collect();
        assert_eq!(ids, [true, false]);
        assert_eq!(app.delete(&one).await.status, 204);
        assert_eq!(app.get(&one).await.status, 404);
        assert_eq!(app.post(DEALS, json!({})).await.status, 400);
        let unlikely = json!({"label": "X", "stages": [{"label": "Maybe"}]});
        assert_eq!(app.post(DEALS, unlikely).await.status, 400);
    })
    .await;
}

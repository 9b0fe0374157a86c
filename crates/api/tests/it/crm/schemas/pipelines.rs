//! Pipelines of custom types.

use linchpin_testkit::on_both_engines;
use serde_json::{Value, json};

use super::{cars, create, each, make};

const PIPELINES: &str = "/crm/v3/pipelines/cars";

fn pipeline() -> Value {
    json!({
        "label": "Sale", "displayOrder": 0, "pipelineId": "sale",
        "stages": [
            {"label": "Lot", "displayOrder": 0, "stageId": "lot", "metadata": {}},
            {"label": "Sold", "displayOrder": 1, "stageId": "sold", "metadata": {}},
        ],
    })
}

#[tokio::test]
async fn records_of_a_custom_type_move_through_stages() {
    on_both_engines(async |app| {
        make(&app, cars()).await;
        assert_eq!(app.get(PIPELINES).await.json, json!({"results": []}));
        let early = json!({"properties": {"model": "A", "vin": "0", "hs_pipeline_stage": "lot"}});
        assert_eq!(app.post("/crm/v3/objects/cars", early).await.status, 400);
        let made = app.post(PIPELINES, pipeline()).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let names = app.get("/crm/v3/properties/cars").await;
        let names = each(&names.json["results"], "name");
        for name in ["hs_pipeline", "hs_pipeline_stage", "hs_v2_date_entered_lot", "hs_date_exited_sold"] {
            assert!(names.contains(&name), "{name} of {names:?}");
        }

        let id = create(&app, "cars", json!({"model": "A", "vin": "1", "hs_pipeline_stage": "lot"})).await;
        app.advance(5000);
        let path = format!("/crm/v3/objects/cars/{id}");
        let moved = app.patch(&path, json!({"properties": {"hs_pipeline_stage": "sold"}})).await;
        assert_eq!(moved.status, 200, "{}", moved.text());
        let names =
            "hs_pipeline,hs_v2_date_entered_sold,hs_v2_latest_time_in_lot,hs_v2_date_entered_current_stage";
        let read = app.get(&format!("{path}?properties={names}")).await.json;
        let shown = |name: &str| read["properties"][name].clone();
        assert_eq!(shown("hs_pipeline"), "sale");
        assert_eq!(shown("hs_v2_date_entered_sold"), "2026-03-04T05:06:12.089Z");
        assert_eq!(shown("hs_v2_date_entered_current_stage"), "2026-03-04T05:06:12.089Z");
        assert_eq!(shown("hs_v2_latest_time_in_lot"), "5000");

        let wrong = app.patch(&path, json!({"properties": {"hs_pipeline_stage": "scrapped"}})).await;
        assert!(wrong.status == 400 && wrong.text().contains("INVALID_OPTION"), "{}", wrong.text());
        let used = app.delete(&format!("{PIPELINES}/sale?validateReferencesBeforeDelete=true")).await;
        assert!(
            used.status == 400 && used.text().contains("PipelineError.STAGE_ID_IN_USE"),
            "{}",
            used.text()
        );
    })
    .await;
}

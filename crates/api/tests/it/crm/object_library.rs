//! Object types that an account switches on and off.

use linchpin_domain::feature::Feature;
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

/// Where the library is.
const LIBRARY: &str = "/crm/v3/object-library/enablement";
/// Where the records of one of its types are.
const COURSES: &str = "/crm/v3/objects/courses";

async fn switch(app: &TestApp, enabled: bool) {
    app.engine
        .switch_feature(app.account, Feature::Courses, enabled)
        .await
        .expect("a feature can be switched");
}

fn course() -> Value {
    json!({"properties": {"hs_course_name": "Sums"}})
}

#[tokio::test]
async fn the_library_can_be_used_at_once() {
    on_both_engines(async |app| {
        let all = app.get(LIBRARY).await;
        let expected = json!({"0-162": true, "0-410": true, "0-420": true, "0-421": true});
        assert_eq!((all.status, &all.json), (200, &json!({"enablementByObjectTypeId": expected})));
        switch(&app, false).await;
        for path in
            ["v3/object-library", "object-library/v3", "object-library/2025-09", "object-library/2026-03"]
        {
            let path = format!("/crm/{path}/enablement");
            let one = async |id: &str| app.get(&format!("{path}/{id}")).await.json["enablement"].clone();
            assert_eq!(app.get(&path).await.json["enablementByObjectTypeId"]["0-410"], false, "{path}");
            assert_eq!(json!([one("0-410").await, one("courses").await]), json!([false, false]), "{path}");
            assert_eq!(json!([one("0-162").await, one("0-1").await]), json!([true, true]), "{path}");
        }
        let unknown = app.get(&format!("{LIBRARY}/0-9999")).await;
        assert_eq!(unknown.json["message"], "Unable to infer object type from: 0-9999");
        assert_eq!(unknown.status, 400);
    })
    .await;
}

#[tokio::test]
async fn records_of_a_type_that_is_off_cannot_be_used() {
    on_both_engines(async |app| {
        let created = app.post(COURSES, course()).await;
        assert_eq!(created.status, 201, "{}", created.text());
        let id = created.json["id"].as_str().expect("an id is text");
        switch(&app, false).await;
        let message = format!("Object type 0-410 is not enabled in portal {}", app.account);
        let pair = json!({"inputs": [{"from": {"id": id}, "to": {"id": "1"}}]});
        let types = json!([{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 861}]);
        let student = json!({
            "properties": {"firstname": "Ada"},
            "associations": [{"to": {"id": id}, "types": types}],
        });
        for answer in [
            app.post(COURSES, course()).await,
            app.post("/crm/v3/objects/contacts", student).await,
            app.get(COURSES).await,
            app.get(&format!("{COURSES}/{id}")).await,
            app.patch(&format!("{COURSES}/{id}"), course()).await,
            app.delete(&format!("{COURSES}/{id}")).await,
            app.post(&format!("{COURSES}/batch/read"), json!({"inputs": [{"id": id}], "properties": []}))
                .await,
            app.get(&format!("/crm/v4/objects/courses/{id}/associations/contacts")).await,
            app.post("/crm/v4/associations/contacts/courses/batch/associate/default", pair).await,
            app.post("/crm/v4/associations/courses/contacts/batch/read", json!({"inputs": [{"id": id}]}))
                .await,
        ] {
            let found = (answer.status, &answer.json["message"], &answer.json["category"]);
            assert_eq!(found, (403, &json!(message), &json!("FORBIDDEN")));
            assert_eq!(answer.json["context"], json!({"objectTypeId": ["0-410"]}));
        }
        assert_eq!(app.get("/crm/v3/objects/services").await.status, 200, "others are as they were");
        switch(&app, true).await;
        assert_eq!(app.get(&format!("{COURSES}/{id}")).await.status, 200, "nothing was lost");
    })
    .await;
}

#[tokio::test]
async fn accounts_switch_for_themselves() {
    let mut app = TestApp::new().await;
    switch(&app, false).await;
    app.account = app.engine.create_account("Other").await.expect("an account can be made");
    app.token = app.token_with(linchpin_engine::Scopes::All).await;
    assert_eq!(app.post(COURSES, course()).await.status, 201);
}

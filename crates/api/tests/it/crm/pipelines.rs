//! Pipelines and their stages, and the records that follow them.

mod audits;
mod legacy;
mod records;
mod references;
mod stages;

use linchpin_testkit::{Answer, TestApp, on_both_engines};
use serde_json::{Value, json};

/// Where the pipelines of deals are.
const DEALS: &str = "/crm/v3/pipelines/deals";
/// The time at which test apps start, as it travels.
const NOW: &str = "2026-03-04T05:06:07.089Z";

/// A stage of deals to create.
fn stage(id: &str, label: &str, order: i32, probability: &str) -> Value {
    json!({"stageId": id, "label": label, "displayOrder": order, "metadata": {"probability": probability}})
}

/// A pipeline of deals to create.
fn renewals() -> Value {
    json!({
        "pipelineId": "renewals", "label": "Renewals", "displayOrder": 1,
        "stages": [stage("due", "Due", 0, "0.5"), stage("kept", "Kept", 1, "1.0"), stage("lost", "Lost", 2, "0.0")],
    })
}

/// Creates the pipeline of deals above.
async fn create(app: &TestApp) -> Value {
    let answer = app.post(DEALS, renewals()).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json
}

/// An error's status, message, category and subCategory.
fn error(answer: &Answer) -> (u16, &str, &str, &str) {
    let text = |name: &str| answer.json[name].as_str().unwrap_or_default();
    (answer.status, text("message"), text("category"), text("subCategory"))
}

/// One field of each item of a list.
fn each<'a>(list: &'a Value, name: &str) -> Vec<&'a str> {
    let items = list.as_array().expect("a list");
    items.iter().map(|item| item[name].as_str().unwrap_or_default()).collect()
}

#[tokio::test]
async fn an_account_starts_with_the_published_pipelines() {
    let app = TestApp::new().await;
    let tickets = app.get("/crm/v3/pipelines/tickets").await;
    assert!(
        tickets.text().starts_with(concat!(
            r#"{"results":[{"label":"Support Pipeline","displayOrder":0,"id":"0","stages":[{"label":"New","#,
            r#""displayOrder":0,"metadata":{"ticketState":"OPEN","isClosed":"false"},"id":"1","#,
            r#""createdAt":"1970-01-01T00:00:00Z","updatedAt":"1970-01-01T00:00:00Z","#,
            r#""writePermissions":"CRM_PERMISSIONS_ENFORCEMENT","archived":false},"#,
        )),
        "{}",
        tickets.text()
    );
    for (path, expected) in [
        (DEALS, vec!["default"]),
        ("/crm/pipelines/v3/deal", vec!["default"]),
        ("/crm/pipelines/2025-09/0-3", vec!["default"]),
        ("/crm/pipelines/2026-03/leads", vec!["lead-pipeline-id"]),
        ("/crm/pipelines/2026-09/contacts", vec!["contacts-lifecycle-pipeline"]),
        ("/crm/pipelines/2026-09-beta/tasks", vec!["3d314325-1b2a-4225-9388-375f49c57ec3"]),
        ("/crm/v3/pipelines/services", vec![]),
        ("/crm/v3/pipelines/notes", vec![]),
    ] {
        let answer = app.get(path).await;
        assert_eq!((answer.status, each(&answer.json["results"], "id")), (200, expected), "{path}");
    }
    assert_eq!(error(&app.get("/crm/v3/pipelines/unicorns").await).0, 400);
}

#[tokio::test]
async fn a_new_pipeline_is_answered_whole_and_with_its_place() {
    on_both_engines(async |app| {
        let answer = app.post(DEALS, renewals()).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        assert_eq!(answer.header("location"), format!("http://linchpin.example{DEALS}/renewals"));
        let made = |id: &str, label: &str, order: i32, closed: &str, probability: &str| {
            json!({
                "label": label, "displayOrder": order, "id": id, "createdAt": NOW, "updatedAt": NOW,
                "metadata": {"isClosed": closed, "probability": probability},
                "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT", "archived": false,
            })
        };
        let expected = json!({
            "label": "Renewals", "displayOrder": 1, "id": "renewals", "createdAt": NOW, "updatedAt": NOW,
            "archived": false, "stages": [
                made("due", "Due", 0, "false", "0.5"), made("kept", "Kept", 1, "true", "1.0"),
                made("lost", "Lost", 2, "true", "0.0"),
            ],
        });
        assert_eq!(answer.json, expected);
        assert_eq!(app.get(&format!("{DEALS}/renewals")).await.json, expected);
        let listed = app.get(DEALS).await;
        assert_eq!(each(&listed.json["results"], "id"), ["default", "renewals"]);
    })
    .await;
}

#[tokio::test]
async fn ids_are_numbers_unless_the_caller_has_some() {
    let app = TestApp::new().await;
    let body = json!({
        "label": "Repairs", "displayOrder": "0",
        "stages": [
            {"label": "Done", "displayOrder": 7, "metadata": {"ticketState": "CLOSED"}},
            {"label": "Beginning", "displayOrder": 7},
        ],
    });
    let made = app.post("/crm/v3/pipelines/tickets", body).await.json;
    let stages = &made["stages"];
    assert_eq!(each(stages, "label"), ["Beginning", "Done"]);
    assert_eq!(stages[0]["metadata"], json!({"ticketState": "OPEN", "isClosed": "false"}));
    assert_eq!(stages[1]["metadata"], json!({"ticketState": "CLOSED", "isClosed": "true"}));
    let mut ids = each(stages, "id");
    ids.push(made["id"].as_str().expect("an id is text"));
    assert!(ids.iter().all(|id| id.parse::<u64>().is_ok()), "{ids:?}");
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3);
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_says_why() {
    on_both_engines(async |app| {
        let with = |name: &str, value: Value| {
            let mut body = renewals();
            body[name] = value;
            body
        };
        let stages = |stages: Vec<Value>| with("stages", json!(stages));
        let many = (0..101).map(|n| stage(&format!("s{n}"), &format!("S{n}"), n, "0.1")).collect();
        for (body, status, message) in [
            (
                json!({}),
                400,
                "Invalid input JSON on line 1, column 2. Some required fields were not set: \
                 [displayOrder, stages, label]",
            ),
            (with("label", json!(" ")), 400, "The label must not be empty."),
            (with("label", json!("sales pipeline")), 409, "A pipeline named 'sales pipeline' already exists."),
            (with("pipelineId", json!("default")), 409, "A pipeline named 'default' already exists."),
            (
                with("pipelineId", json!("a/b")),
                400,
                "The ID 'a/b' is invalid: it must hold 1 to 100 letters, digits, dots, hyphens and underscores.",
            ),
            (
                stages(vec![stage("closedwon", "Won", 0, "1")]),
                409,
                "A pipeline stage with the ID 'closedwon' already exists.",
            ),
            (
                stages(vec![stage("a", "A", 0, "1"), stage("b", "a", 0, "1")]),
                400,
                "The stage label 'a' is used more than once.",
            ),
            (
                stages(vec![stage("a", "A", 0, "1"), stage("a", "B", 0, "1")]),
                400,
                "The stage ID 'a' is used more than once.",
            ),
            (stages(many), 400, "A pipeline cannot have more than 100 stages."),
            (stages(vec![json!({"label": "A", "displayOrder": 0})]), 400, "The stage 'A' needs a probability."),
            (
                stages(vec![stage("a", "A", 0, "1.5")]),
                400,
                "The probability '1.5' is not a number between 0.0 and 1.0 in steps of 0.1.",
            ),
        ] {
            let answer = app.post(DEALS, body).await;
            assert_eq!((answer.status, &answer.json["message"]), (status, &json!(message)));
        }
        assert_eq!(each(&app.get(DEALS).await.json["results"], "id"), ["default"]);
        for fixed in ["contacts", "companies", "tasks", "notes"] {
            let answer = app.post(&format!("/crm/v3/pipelines/{fixed}"), renewals()).await;
            let message = format!("The pipelines of object type {fixed} cannot be changed.");
            assert_eq!(error(&answer), (400, message.as_str(), "VALIDATION_ERROR", ""));
        }
    })
    .await;
}

#[tokio::test]
async fn updates_change_what_they_name_and_nothing_else() {
    on_both_engines(async |app| {
        let before = create(&app).await;
        app.advance(1000);
        let one = format!("{DEALS}/renewals");
        let changed = app.patch(&one, json!({"label": "Keepers"})).await;
        assert_eq!(changed.status, 200, "{}", changed.text());
        let mut expected = before;
        expected["label"] = json!("Keepers");
        expected["updatedAt"] = json!("2026-03-04T05:06:08.089Z");
        assert_eq!(changed.json, expected);
        app.advance(1000);
        assert_eq!(app.patch(&one, json!({})).await.json, expected);
        let first = app.patch(&format!("{DEALS}/default"), json!({"displayOrder": 5})).await;
        assert_eq!((first.status, &first.json["createdAt"]), (200, &json!("1970-01-01T00:00:00Z")));
        assert_eq!(each(&app.get(DEALS).await.json["results"], "id"), ["renewals", "default"]);
        let missing = app.patch(&format!("{DEALS}/x"), json!({})).await;
        assert_eq!(error(&missing), (404, "Pipeline \"x\" does not exist", "OBJECT_NOT_FOUND", ""));
    })
    .await;
}

#[tokio::test]
async fn replacing_keeps_the_stages_that_are_meant_and_archives_the_others() {
    on_both_engines(async |app| {
        create(&app).await;
        app.advance(1000);
        let body = json!({
            "label": "Renewals", "displayOrder": 1,
            "stages": [
                {"label": "DUE", "displayOrder": 0, "metadata": {"probability": "0.4"}},
                {"label": "Talking", "displayOrder": 1, "metadata": {"probability": "0.7"}},
                {"label": "Won", "displayOrder": 2, "metadata": {"probability": "1.0"}, "stageId": "kept"},
            ],
        });
        let one = format!("{DEALS}/renewals");
        let replaced = app.put(&one, body).await;
        assert_eq!(replaced.status, 200, "{}", replaced.text());
        let stages = &replaced.json["stages"];
        assert_eq!(each(stages, "label"), ["DUE", "Talking", "Won"]);
        let ids = each(stages, "id");
        assert_eq!((ids[0], ids[2]), ("due", "kept"));
        assert!(ids[1].parse::<u64>().is_ok(), "{ids:?}");
        assert_eq!(
            (&stages[0]["createdAt"], &stages[1]["createdAt"]),
            (&json!(NOW), &replaced.json["updatedAt"])
        );
        assert_eq!(app.get(&one).await.json, replaced.json);
        assert_eq!(app.get(&format!("{one}/stages/lost")).await.status, 404);
        let back = app.patch(&format!("{one}/stages/lost"), json!({"archived": false})).await;
        assert_eq!((back.status, &back.json["label"]), (200, &json!("Lost")));
    })
    .await;
}

#[tokio::test]
async fn an_archived_pipeline_is_gone_until_it_is_restored() {
    on_both_engines(async |app| {
        let before = create(&app).await;
        let one = format!("{DEALS}/renewals");
        let live = app.patch(&one, json!({"archived": true})).await;
        let words = "\"archived\" can only be set to restore what is archived.";
        assert_eq!(error(&live), (400, words, "VALIDATION_ERROR", ""));
        assert_eq!(app.delete(&one).await.status, 204);
        assert_eq!(each(&app.get(DEALS).await.json["results"], "id"), ["default"]);
        let (label, order) = (json!({"label": "X"}), json!({"displayOrder": 0, "label": "X", "stages": []}));
        for gone in [
            app.get(&one).await,
            app.patch(&one, label).await,
            app.put(&one, order).await,
            app.delete(&one).await,
            app.get(&format!("{one}/stages")).await,
        ] {
            assert_eq!(error(&gone), (404, "Pipeline \"renewals\" does not exist", "OBJECT_NOT_FOUND", ""));
        }
        let back = app.patch(&one, json!({"archived": false})).await;
        assert_eq!((back.status, &back.json), (200, &before));

        app.delete(&one).await;
        app.advance(1000);
        let mut other = renewals();
        other["stages"] = json!([stage("due", "Due", 0, "0.5")]);
        let again = app.post(DEALS, other).await;
        assert_eq!((again.status, each(&again.json["stages"], "id")), (201, vec!["due"]));
    })
    .await;
}

#[tokio::test]
async fn pipelines_need_the_scopes_of_their_type() {
    let mut app = TestApp::new().await;
    for (scopes, read, write) in [
        ("crm.schemas.deals.write crm.schemas.deals.read", 200, 201),
        ("crm.objects.deals.read", 200, 403),
        ("crm.objects.contacts.read", 403, 403),
    ] {
        app.token = app.token_with(linchpin_engine::Scopes::parse(scopes)).await;
        assert_eq!(app.get(DEALS).await.status, read, "{scopes}");
        assert_eq!(app.post(DEALS, renewals()).await.status, write, "{scopes}");
    }
}

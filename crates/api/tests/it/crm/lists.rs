//! Lists of records, their folders and their members.

mod access;
mod conversions;
mod edits;
mod folders;
mod gone;
mod many;
mod members;
mod pages;
mod search;

use linchpin_testkit::{Answer, TestApp, on_both_engines};
use serde_json::{Value, json};

/// Where lists are.
const LISTS: &str = "/crm/v3/lists";
/// The time at which test apps start, as it travels.
const NOW: &str = "2026-03-04T05:06:07.089Z";
/// An hour.
const HOUR: i64 = 3_600_000;

/// Filters that contacts in a city pass.
fn in_city(city: &str) -> Value {
    json!({
        "filterBranchType": "OR", "filterBranchOperator": "OR", "filters": [], "filterBranches": [{
            "filterBranchType": "AND", "filterBranchOperator": "AND", "filterBranches": [], "filters": [{
                "filterType": "PROPERTY", "property": "city",
                "operation": {"operationType": "MULTISTRING", "operator": "IS_EQUAL_TO", "values": [city]},
            }],
        }],
    })
}

/// Creates a list of contacts and returns its id.
async fn create(app: &TestApp, name: &str, kind: &str) -> String {
    let mut body = json!({"name": name, "objectTypeId": "0-1", "processingType": kind});
    if kind != "MANUAL" {
        body["filterBranch"] = in_city("Ghent");
    }
    let answer = app.post(LISTS, body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json["list"]["listId"].as_str().expect("an id").to_owned()
}

/// Creates contacts and returns their ids, in ascending order.
async fn contacts(app: &TestApp, n: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for _ in 0..n {
        let made = app.post("/crm/v3/objects/contacts", json!({"properties": {}})).await;
        ids.push(made.json["id"].as_str().expect("an id").to_owned());
    }
    ids
}

/// Adds records to a list.
async fn add(app: &TestApp, list: &str, records: &[String]) -> Value {
    let answer = app.put(&format!("{LISTS}/{list}/memberships/add"), json!(records)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json
}

/// The members of a list, as a page shows them.
async fn members(app: &TestApp, list: &str) -> Vec<String> {
    let page = app.get(&format!("{LISTS}/{list}/memberships?limit=250")).await;
    let results = page.json["results"].as_array().expect("results").iter();
    results.map(|member| member["recordId"].as_str().expect("an id").to_owned()).collect()
}

/// How many members a list says that it has.
async fn size(app: &TestApp, list: &str) -> i64 {
    app.get(&format!("{LISTS}/{list}")).await.json["list"]["size"].as_i64().expect("a size")
}

/// An error's status, message and category.
fn error(answer: &Answer) -> (u16, &str, &str) {
    let text = |name: &str| answer.json[name].as_str().unwrap_or_default();
    (answer.status, text("message"), text("category"))
}

#[tokio::test]
async fn a_new_list_is_answered_whole() {
    on_both_engines(async |app| {
        let body = json!({"name": "Fans", "objectTypeId": "0-1", "processingType": "MANUAL"});
        let answer = app.post(LISTS, body).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let list = format!(
            concat!(
                r#"{{"listId":"1","listVersion":1,"createdAt":"{0}","updatedAt":"{0}","filtersUpdatedAt":"{0}","#,
                r#""processingStatus":"COMPLETE","createdById":"70000001","updatedById":"70000001","#,
                r#""processingType":"MANUAL","objectTypeId":"0-1","name":"Fans","size":0}}"#,
            ),
            NOW
        );
        assert_eq!(answer.text(), format!(r#"{{"list":{list}}}"#));
        for path in [
            "/crm/v3/lists/1",
            "/crm/lists/v3/1",
            "/crm/lists/2025-09/1",
            "/crm/lists/2026-03/1",
            "/crm/lists/2026-09/1?includeFilters=true",
            "/crm/lists/2026-09-beta/1",
            "/crm/v3/lists/object-type-id/0-1/name/Fans",
            "/crm/v3/lists/object-type-id/contacts/name/fANS",
        ] {
            assert_eq!(app.get(path).await.text(), format!(r#"{{"list":{list}}}"#), "{path}");
        }
        for path in ["/crm/v3/lists?listIds=1", "/crm/v3/lists/?listIds=7&listIds=x&listIds=1,1"] {
            assert_eq!(app.get(path).await.text(), format!(r#"{{"lists":[{list}]}}"#), "{path}");
        }
        assert_eq!(app.get("/crm/v3/lists").await.text(), r#"{"lists":[]}"#);
    })
    .await;
}

#[tokio::test]
async fn everything_that_a_list_was_made_with_comes_back() {
    on_both_engines(async |app| {
        let body = json!({
            "name": "Ghent", "objectTypeId": "contacts", "processingType": "DYNAMIC", "filterBranch": in_city("Ghent"),
            "listPermissions": {"teamsWithEditAccess": [7], "usersWithEditAccess": []},
            "membershipSettings": {"membershipTeamId": 7, "includeUnassigned": true},
            "customProperties": {"color": "red"},
        });
        let made = app.post(LISTS, body.clone()).await.json["list"].take();
        assert_eq!(made["listPermissions"], body["listPermissions"]);
        assert_eq!(made["membershipSettings"], body["membershipSettings"]);
        assert_eq!((&made["processingType"], &made["processingStatus"]), (&json!("DYNAMIC"), &json!("PROCESSING")));
        let filter = &made["filterBranch"]["filterBranches"][0]["filters"][0];
        // Documented: the answer says what was left out.
        assert_eq!(filter["operation"]["includeObjectsWithNoValueSet"], json!(false));
        let shown = app.get(&format!("{LISTS}/1?includeFilters=true")).await.json["list"].take();
        assert_eq!(shown, made);
        assert_eq!(app.get(&format!("{LISTS}/1")).await.json["list"].get("filterBranch"), None);
    })
    .await;
}

#[tokio::test]
async fn lists_that_cannot_be_are_refused() {
    on_both_engines(async |app| {
        create(&app, "Fans", "MANUAL").await;
        let body = |name: &str, object_type: &str, kind: &str| {
            json!({"name": name, "objectTypeId": object_type, "processingType": kind})
        };
        let mut filtered = body("New", "0-1", "MANUAL");
        filtered["filterBranch"] = in_city("Ghent");
        let mut placed = body("New", "0-1", "MANUAL");
        placed["listFolderId"] = json!(7);
        for (body, status, message) in [
            (body("fans", "0-1", "MANUAL"), 409, "A list named 'fans' already exists."),
            (body(" ", "0-1", "MANUAL"), 400, "Every list must have a name."),
            (body("New", "0-99999", "MANUAL"), 400, "Unable to infer object type from: 0-99999"),
            (
                body("New", "0-1", "LAZY"),
                400,
                "LAZY is not one of the processing types: [MANUAL, SNAPSHOT, DYNAMIC]",
            ),
            (body("New", "0-1", "DYNAMIC"), 400, "Lists that are not MANUAL need a filter branch."),
            (body("New", "0-1", "SNAPSHOT"), 400, "Lists that are not MANUAL need a filter branch."),
            (filtered, 400, "MANUAL lists cannot have a filter branch."),
            (placed, 404, "Folder does not exist with ID 7."),
            (
                json!({}),
                400,
                "Invalid input JSON on line 1, column 2. Some required fields were not set: \
                 [name, objectTypeId, processingType]",
            ),
        ] {
            let answer = app.post(LISTS, body.clone()).await;
            let (found, text, _) = error(&answer);
            assert_eq!((found, text), (status, message), "{body}");
        }
        // The same name is free for another type.
        assert_eq!(app.post(LISTS, body("Fans", "0-2", "MANUAL")).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn lists_that_do_not_exist_are_not_found() {
    let app = TestApp::new().await;
    for (path, id) in
        [("7", "7"), ("0", "0"), ("abc", "abc"), ("99999999999999999999", "99999999999999999999")]
    {
        let answer = app.get(&format!("{LISTS}/{path}")).await;
        let message = format!("List does not exist with ID {id}.");
        assert_eq!(error(&answer), (404, &*message, "OBJECT_NOT_FOUND"), "{path}");
    }
    let answer = app.get("/crm/v3/lists/object-type-id/0-2/name/No%20one").await;
    let message = "List does not exist with name No one and object type ID 0-2.";
    assert_eq!(error(&answer), (404, message, "OBJECT_NOT_FOUND"));
    assert_eq!(app.get("/crm/v3/lists/object-type-id/unicorns/name/x").await.status, 400);
}

#[tokio::test]
async fn ids_of_the_oldest_version_are_those_of_every_other() {
    let app = TestApp::new().await;
    create(&app, "One", "MANUAL").await;
    create(&app, "Two", "MANUAL").await;
    let mapping = app.get("/crm/v3/lists/idmapping?legacyListId=2").await;
    assert_eq!(mapping.text(), r#"{"listId":"2","legacyListId":"2"}"#);
    assert_eq!(app.get("/crm/v3/lists/idmapping?legacyListId=3").await.status, 404);
    assert_eq!(app.get("/crm/v3/lists/idmapping").await.status, 404);
    let mappings = app.post("/crm/v3/lists/idmapping", json!(["2", "x", "1", 9])).await;
    assert_eq!(
        mappings.text(),
        concat!(
            r#"{"legacyListIdsToIdsMapping":[{"listId":"1","legacyListId":"1"},{"listId":"2","legacyListId":"2"}],"#,
            r#""missingLegacyListIds":["x","9"]}"#,
        )
    );
    let many: Vec<_> = (0..10_001).collect();
    assert_eq!(app.post("/crm/v3/lists/idmapping", json!(many)).await.status, 400);
}

//! The change log as those read it who keep copies.

use linchpin_testkit::{Answer, TestApp, on_both_engines};
use serde_json::{Value, json};

const CHANGES: &str = "/_linchpin/changes";
const CONTACTS: &str = "/crm/v3/objects/contacts";

/// The lines of an answer.
fn lines(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/x-ndjson;charset=utf-8");
    let text = answer.text();
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

async fn after(app: &TestApp, after: &str) -> Vec<Value> {
    lines(&app.get(&format!("{CHANGES}?after={after}")).await)
}

/// The number behind which everything is new.
async fn now(app: &TestApp) -> String {
    let answer = app.get(&format!("{CHANGES}?after=latest")).await;
    assert_eq!(lines(&answer), [Value::Null; 0]);
    answer.header("linchpin-last-sequence").to_owned()
}

/// Makes a record and returns its id.
async fn make(app: &TestApp, path: &str, properties: Value) -> String {
    let made = app.post(path, json!({"properties": properties})).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json["id"].as_str().expect("an id").to_owned()
}

/// Those parts of a line that one test knows.
fn parts(line: &Value, names: &[&str]) -> Value {
    names
        .iter()
        .map(|name| ((*name).to_owned(), line[name].clone()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

#[tokio::test]
async fn a_line_says_what_happened_to_what_by_whom() {
    on_both_engines(async |app| {
        let begin = now(&app).await;
        let ada = make(&app, CONTACTS, json!({"firstname": "Ada", "email": "ada@example.com"})).await;
        let new = after(&app, &begin).await;
        let created = &new[0];
        let known = ["kind", "objectTypeId", "objectId", "at", "source"];
        assert_eq!(
            parts(created, &known),
            json!({
                "kind": "create", "objectTypeId": "0-1", "objectId": ada, "at": "2026-03-04T05:06:07.089Z",
                "source": "INTEGRATION",
            })
        );
        assert_eq!(created["properties"]["firstname"], json!({"old": null, "new": "Ada"}));
        assert!(created["sourceId"].is_string() && created.get("userId").is_none(), "{created}");

        let begin = now(&app).await;
        let one = format!("{CONTACTS}/{ada}");
        app.patch(&one, json!({"properties": {"firstname": "Countess", "email": ""}})).await;
        let changed = &after(&app, &begin).await[0];
        assert_eq!(changed["kind"], "update");
        assert_eq!(changed["properties"]["firstname"], json!({"old": "Ada", "new": "Countess"}));
        assert_eq!(changed["properties"]["email"], json!({"old": "ada@example.com", "new": ""}));

        let acme = make(&app, "/crm/v3/objects/companies", json!({"name": "Acme"})).await;
        let begin = now(&app).await;
        let pair = format!("/crm/v4/objects/contacts/{ada}/associations/default/companies/{acme}");
        assert_eq!(app.put(&pair, json!([])).await.status, 200);
        let lines = after(&app, &begin).await;
        let associated = lines.iter().find(|line| line["kind"] == "associate").expect("a line");
        assert_eq!(associated["objectId"], ada);
        let (there, types) = (&associated["association"], json!({"old": [], "new": [1, 279]}));
        assert_eq!(
            parts(there, &["objectTypeId", "objectId"]),
            json!({"objectTypeId": "0-2", "objectId": acme})
        );
        assert_eq!(there["types"], types);

        let begin = now(&app).await;
        app.delete(&one).await;
        let lines = after(&app, &begin).await;
        assert_eq!(parts(&lines[0], &["kind", "objectId"]), json!({"kind": "archive", "objectId": ada}));
        assert_eq!(lines[0].get("properties"), None);
    })
    .await;
}

#[tokio::test]
async fn what_lets_records_disappear_names_them() {
    on_both_engines(async |app| {
        let ada = make(&app, CONTACTS, json!({"firstname": "Ada"})).await;
        let augusta = make(&app, CONTACTS, json!({"firstname": "Augusta"})).await;
        let begin = now(&app).await;
        let merge = json!({"primaryObjectId": ada, "objectIdToMerge": augusta});
        let merged = app.post(&format!("{CONTACTS}/merge"), merge).await.json;
        let line = &after(&app, &begin).await[0];
        assert_eq!(
            parts(line, &["kind", "objectId", "primaryObjectId", "mergedObjectIds"]),
            json!({
                "kind": "merge", "objectId": merged["id"], "primaryObjectId": ada, "mergedObjectIds": [augusta],
            })
        );
        assert_eq!(line["properties"]["firstname"], json!({"old": null, "new": "Ada"}));

        let gone = json!({"objectId": merged["id"]});
        assert_eq!(app.post(&format!("{CONTACTS}/gdpr-delete"), gone).await.status, 204);
        let lines = after(&app, &begin).await;
        assert_eq!(parts(&lines[0], &["kind", "properties"]), json!({"kind": "erased", "properties": null}));
        let deleted = lines.iter().find(|line| line["kind"] == "privacy_delete").expect("a line");
        let others: Vec<_> = deleted["mergedObjectIds"].as_array().into_iter().flatten().collect();
        assert!(others.contains(&&json!(ada)) && others.contains(&&json!(augusta)), "{deleted}");
    })
    .await;
}

#[tokio::test]
async fn lists_and_definitions_are_told_too() {
    on_both_engines(async |app| {
        let ada = make(&app, CONTACTS, json!({"firstname": "Ada"})).await;
        let begin = now(&app).await;
        let new = json!({"name": "Some", "objectTypeId": "0-1", "processingType": "MANUAL"});
        let list = app.post("/crm/v3/lists", new).await.json["list"]["listId"].clone();
        let id = list.as_str().expect("an id");
        app.put(&format!("/crm/v3/lists/{id}/memberships/add"), json!([ada])).await;
        let group = json!({"name": "pets", "label": "Pets"});
        app.post("/crm/v3/properties/contacts/groups", group).await;
        let lines = after(&app, &begin).await;
        let one = |kind: &str| lines.iter().find(|line| line["kind"] == kind).expect("a line");
        assert_eq!(parts(one("list"), &["objectId"]), json!({"objectId": list}));
        assert_eq!(one("list")["definition"]["definition"]["name"], "Some");
        assert_eq!(parts(one("join"), &["objectId", "listId"]), json!({"objectId": ada, "listId": list}));
        assert!(one("schema")["definition"].is_object(), "{lines:?}");
    })
    .await;
}

#[tokio::test]
async fn a_log_that_begins_anew_says_so() {
    on_both_engines(async |app| {
        make(&app, CONTACTS, json!({"firstname": "Ada"})).await;
        let begin = now(&app).await;
        let kept = app.post("/_linchpin/v1/snapshots", json!({"name": "Base"})).await.json["id"].clone();
        make(&app, CONTACTS, json!({"firstname": "Bob"})).await;
        let seen = now(&app).await;
        let restore = format!("/_linchpin/v1/snapshots/{}/restore", kept.as_str().expect("an id"));
        assert_eq!(app.post(&restore, json!({})).await.status, 200);
        for from in ["0", &begin, &seen] {
            let lines = after(&app, from).await;
            assert_eq!(
                parts(&lines[0], &["kind", "objectTypeId"]),
                json!({"kind": "reset", "objectTypeId": null})
            );
            assert_eq!(lines[0]["through"], lines.last().expect("a line")["sequence"], "{from}");
            let created = lines.iter().filter(|line| line["kind"] == "create").count();
            assert_eq!(created, 1, "{lines:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn pages_are_as_long_as_wanted_and_say_where_to_go_on() {
    let app = TestApp::new().await;
    for name in ["a", "b", "c"] {
        make(&app, CONTACTS, json!({"firstname": name})).await;
    }
    let first = app.get("/_linchpin/v1/changes?limit=2").await;
    assert_eq!(lines(&first).len(), 2);
    assert_eq!(first.header("linchpin-last-sequence"), "2");
    assert_eq!(first.header("cache-control"), "no-store");
    let ids = async |query: &str| {
        let answer = app.get(&format!("{CHANGES}?{query}")).await;
        lines(&answer).iter().map(|line| line["sequence"].as_i64()).collect::<Vec<_>>()
    };
    assert_eq!(ids("after=2&limit=1").await, [Some(3)]);
    assert_eq!(ids("after=99&wait=0").await, [None; 0]);
    let request = app.request("GET", &format!("{CHANGES}?after=0&limit=1")).header("last-event-id", "1");
    let answer = app.call(request.body(axum::body::Body::empty()).expect("a request")).await;
    assert_eq!(lines(&answer)[0]["sequence"], 2);
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused() {
    let app = TestApp::new().await;
    for (query, message) in [
        ("after=-1", "Invalid value for the query parameter after: -1"),
        ("after=soon", "Invalid value for the query parameter after: soon"),
        ("wait=51", "Invalid value for the query parameter wait: 51"),
        ("wait=-1", "Invalid value for the query parameter wait: -1"),
        ("limit=1001", "The limit must be between 1 and 1000, but was 1001"),
    ] {
        let answer = app.get(&format!("{CHANGES}?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(
            parts(&answer.json, &["message", "category"]),
            json!({"message": message, "category": "VALIDATION_ERROR"})
        );
    }
}

#[tokio::test]
async fn a_call_that_waits_is_answered_by_the_first_change() {
    on_both_engines(async |app| {
        let waiting = format!("{CHANGES}?after={}&wait=50", now(&app).await);
        let (answer, made) =
            tokio::join!(app.get(&waiting), make(&app, CONTACTS, json!({"firstname": "Ada"})));
        assert_eq!(lines(&answer)[0]["objectId"], made);
    })
    .await;
}

#[tokio::test]
async fn another_node_s_changes_are_seen_by_who_waits() {
    use linchpin_engine::search::Settings;
    use linchpin_engine::{Engine, ServerKey};
    use linchpin_testkit::Store;

    let app = TestApp::on(Store::Postgres).await;
    let clock = app.engine.clock().clone();
    let other = Engine::new(
        std::sync::Arc::clone(&app.database),
        ServerKey::new([7; 32]),
        clock,
        Settings::default(),
    );
    let principal = other.authenticate(&app.token).await.expect("it is read").expect("the token is known");
    let mut follower = other.follow_changes(principal.account);
    let before = other.newest_change(principal.account).await.expect("a number");
    make(&app, CONTACTS, json!({"firstname": "Ada"})).await;
    follower.changed().await;
    let seen = other.changes_after(principal.account, before, 1).await.expect("the log reads");
    assert_eq!(seen.len(), 1);
}

/// Reads every change from the beginning until there are as many as wanted, as a mirror does.
async fn read_all(app: &TestApp, wanted: usize) -> Vec<i64> {
    let (mut seen, mut last) = (Vec::new(), "0".to_owned());
    let mut n_records = 0;
    while n_records < wanted {
        let answer = app.get(&format!("{CHANGES}?after={last}&wait=50&limit=7")).await;
        let lines = lines(&answer);
        n_records += lines.iter().filter(|line| line["kind"] == "create").count();
        seen.extend(lines.iter().filter_map(|line| line["sequence"].as_i64()));
        answer.header("linchpin-last-sequence").clone_into(&mut last);
    }
    seen
}

#[tokio::test]
async fn beside_many_writers_every_change_is_read_once_and_in_order() {
    on_both_engines(async |app| {
        let write = async |writer: usize| {
            for turn in 0..10 {
                make(&app, CONTACTS, json!({"firstname": format!("{writer}/{turn}")})).await;
            }
        };
        let writers = futures_util::future::join_all((0..8).map(write));
        let (_, one, other) = tokio::join!(writers, read_all(&app, 80), read_all(&app, 80));
        for seen in [one, other] {
            let expected: Vec<_> = (1..=seen.len() as i64).collect();
            assert_eq!(seen, expected);
        }
    })
    .await;
}

#[tokio::test]
async fn a_new_record_s_values_are_all_that_reads_show() {
    on_both_engines(async |app| {
        for (object_type, property) in
            [("contacts", "firstname"), ("deals", "dealname"), ("tasks", "hs_task_subject")]
        {
            let begin = now(&app).await;
            let path = format!("/crm/v3/objects/{object_type}");
            let mut values = json!({property: "One"});
            if object_type == "tasks" {
                values["hs_timestamp"] = json!("2026-03-04T05:06:07Z");
            }
            let id = make(&app, &path, values).await;
            let line = &after(&app, &begin).await[0];
            let told = line["properties"].as_object().expect("values");
            let names: Vec<_> = told.keys().map(String::as_str).collect();
            let read = app.get(&format!("{path}/{id}?properties={}", names.join(","))).await.json;
            for (name, value) in told {
                assert_eq!(value["new"], read["properties"][name], "{name} of {object_type}");
            }
            assert_eq!(told["hs_object_source"]["new"], "INTEGRATION");
        }
    })
    .await;
}

//! Lists outlive a server that is killed, and follow what other processes do.

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::tempdir;

use crate::harness::{Server, answer, request, succeed};

/// How long a list may take, on a machine that does other things too.
const PATIENCE: Duration = Duration::from_mins(1);

/// Makes a dynamic list of the contacts whose first name passes an operation, and returns its id.
fn create(server: &Server, operation: &Value) -> String {
    let filter = json!({"filterType": "PROPERTY", "property": "firstname", "operation": operation});
    let group = json!({"filterBranchType": "AND", "filterBranches": [], "filters": [filter]});
    let root = json!({"filterBranchType": "OR", "filterBranches": [group], "filters": []});
    let list =
        json!({"name": "Some", "objectTypeId": "0-1", "processingType": "DYNAMIC", "filterBranch": root});
    let (status, body) = server.call("POST", "/crm/v3/lists", server.token(), &list.to_string());
    assert_eq!(status, 200, "{body}");
    let made: Value = serde_json::from_str(&body).expect("the answer is JSON");
    made["list"]["listId"].as_str().expect("the id is text").to_owned()
}

/// The status and size of a list.
fn read(server: &Server, id: &str) -> (String, i64) {
    let (status, body) = server.call("GET", &format!("/crm/v3/lists/{id}"), server.token(), "");
    assert_eq!(status, 200, "{body}");
    let list: Value = serde_json::from_str(&body).expect("the answer is JSON");
    let list = &list["list"];
    (
        list["processingStatus"].as_str().unwrap_or_default().to_owned(),
        list["size"].as_i64().unwrap_or_default(),
    )
}

/// Asks for a list until it is filled and has a size.
fn wait_for(server: &Server, id: &str, size: i64) {
    let began = Instant::now();
    loop {
        let found = read(server, id);
        if found == ("COMPLETE".to_owned(), size) {
            return;
        }
        assert!(began.elapsed() < PATIENCE, "{found:?}");
    }
}

fn start(data: &Path) -> Server {
    Server::start(data, &[])
}

#[test]
fn a_list_that_was_being_filled_is_filled_after_a_kill() {
    let data = tempdir().unwrap();
    succeed(&["seed", "--contacts", "7000"], data.path());
    let server = start(data.path());
    let id = create(&server, &json!({"operationType": "ALL_PROPERTY", "operator": "IS_KNOWN"}));
    let began = Instant::now();
    while read(&server, &id) == ("PROCESSING".to_owned(), 0) && began.elapsed() < PATIENCE {}
    server.signal("KILL");
    server.wait();
    let server = start(data.path());
    let all = r#"{"filterGroups":[],"limit":1}"#;
    let (status, body) = server.call("POST", "/crm/v3/objects/contacts/search", server.token(), all);
    assert_eq!(status, 200, "{body}");
    let found: Value = serde_json::from_str(&body).expect("the answer is JSON");
    wait_for(&server, &id, found["total"].as_i64().expect("a total"));
}

#[test]
fn a_change_before_a_kill_is_followed_after_it() {
    let data = tempdir().unwrap();
    let mut server = start(data.path());
    let is_ada = json!({"operationType": "STRING", "operator": "IS_EQUAL_TO", "value": "Ada"});
    let id = create(&server, &is_ada);
    wait_for(&server, &id, 0);
    for n in 1..=3 {
        server.create_contact("Ada");
        server.signal("KILL");
        server.wait();
        server = start(data.path());
        wait_for(&server, &id, n);
    }
}

#[test]
fn what_a_command_writes_beside_a_server_is_seen_without_a_call_that_writes() {
    let data = tempdir().unwrap();
    let server = start(data.path());
    let is_zoe = json!({"operationType": "STRING", "operator": "IS_EQUAL_TO", "value": "Zoe"});
    let id = create(&server, &is_zoe);
    wait_for(&server, &id, 0);
    assert!(server.search("firstname", "Zoe").is_empty());
    let newest = succeed(&["changes"], data.path()).lines().count();
    let path = format!("/_linchpin/changes?after={newest}&wait=50");
    let mut waiting = server.connect();
    waiting.write_all(request("GET", &path, server.token(), "").as_bytes()).unwrap();
    succeed(&["trigger", "contact.propertyChange", "--property", "firstname=Zoe"], data.path());
    let asked = Instant::now();
    let (status, body) = answer(&mut waiting);
    assert_eq!(status, 200, "{body}");
    assert!(body.contains("create"), "whoever waited was told of nothing: {body}");
    assert!(asked.elapsed() < Duration::from_secs(30), "{:?}", asked.elapsed());
    wait_for(&server, &id, 1);
    while server.search("firstname", "Zoe").is_empty() {
        assert!(asked.elapsed() < PATIENCE, "the index does not show it");
    }
}

//! Data sets: the seeded one and the sample.

use serde_json::Value;
use tempfile::tempdir;

use crate::harness::{Server, fail, run};

/// All records of a type, a page at a time.
fn all(server: &Server, plural: &str) -> Vec<Value> {
    let mut records = Vec::new();
    let mut after = String::new();
    loop {
        let path = format!("/crm/v3/objects/{plural}?limit=100{after}");
        let (status, body) = server.call("GET", &path, server.token(), "");
        assert_eq!(status, 200, "{body}");
        let page: Value = serde_json::from_str(&body).expect("the page is JSON");
        records.extend(page["results"].as_array().expect("a page has results").iter().cloned());
        match page["paging"]["next"]["after"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return records,
        }
    }
}

#[test]
fn seeding_writes_what_was_asked_for_into_a_new_folder() {
    let parent = tempdir().unwrap();
    let data = parent.path().join("data");
    let output = run(&["seed", "--contacts", "2500", "--companies", "300", "--deals", "20"], &data);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    assert!(said.contains("2500 of 2500") && said.contains("wrote 2820 records"), "{said}");
    let server = Server::start(&data, &[]);
    for (plural, expected) in [("contacts", 2_500), ("companies", 300), ("deals", 20)] {
        assert_eq!(all(&server, plural).len(), expected, "{plural}");
    }
    let first = &all(&server, "contacts")[0];
    assert_eq!(first["properties"]["email"], "john.nelson0-1@timberlabs0.example.org");
}

#[test]
fn the_same_seed_is_not_written_twice() {
    let data = tempdir().unwrap();
    let seed = ["seed", "--contacts", "10", "--seed", "7"];
    assert!(run(&seed, data.path()).status.success());
    let message = fail(&seed, data.path());
    assert!(message.contains("seed 7 was written before"), "{message}");
    assert!(run(&["seed", "--contacts", "10", "--seed", "8"], data.path()).status.success());
}

#[test]
fn nothing_to_seed_is_a_mistake() {
    let data = tempdir().unwrap();
    assert!(fail(&["seed"], data.path()).contains("--contacts"));
}

#[test]
fn sample_data_fill_an_empty_account_once() {
    let data = tempdir().unwrap();
    for _ in 0..2 {
        let server = Server::start(data.path(), &["--sample-data"]);
        let types = ["companies", "contacts", "deals", "tickets", "products", "line_items", "notes", "tasks"];
        let counts = types.map(|plural| all(&server, plural).len());
        assert_eq!(counts, [12, 40, 15, 12, 6, 9, 8, 9]);
        let shown = "properties=name,num_associated_contacts,num_associated_deals,total_revenue,num_notes";
        let (_, body) =
            server.call("GET", &format!("/crm/v3/objects/companies?limit=1&{shown}"), server.token(), "");
        let page: Value = serde_json::from_str(&body).expect("the page is JSON");
        let first = &page["results"][0]["properties"];
        let told = ["name", "num_associated_contacts", "num_associated_deals", "total_revenue", "num_notes"]
            .map(|name| first[name].as_str().unwrap_or_default());
        assert_eq!(told, ["Tidewater Bikes", "4", "2", "9600", "2"], "{body}");
        server.stop();
    }
}

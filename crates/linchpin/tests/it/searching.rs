//! Searches, and what becomes of their indexes when the process ends at the worst moment.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use linchpin_testkit::postgres::Postgres;
use tempfile::tempdir;

use crate::harness::{Server, fail, request, run, succeed};

/// The folders of all builds of the contacts' index.
fn builds(data: &Path) -> Vec<PathBuf> {
    let folders = |folder: &PathBuf| {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        entries.map(|entry| entry.expect("the folder reads").path()).collect::<Vec<_>>()
    };
    let accounts = folders(&data.join("search"));
    accounts.iter().flat_map(|account| folders(&account.join("0-1"))).collect()
}

#[test]
fn what_was_written_before_a_kill_is_found_after_it() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let ada = server.create_contact("Ada");
    assert_eq!(server.search("firstname", "ada"), [ada.as_str()]);
    let built = builds(data.path());
    // Nobody searches any more: the second one is not in the index when the process ends, or just so.
    let grace = server.create_contact("Grace");
    server.kill();
    let server = Server::start(data.path(), &[]);
    assert_eq!(server.search("firstname", "grace"), [grace.as_str()]);
    assert_eq!(server.search("firstname", "ada"), [ada.as_str()]);
    assert_eq!(builds(data.path()), built, "the index is followed from where it was");
    server.stop();
}

#[test]
fn a_kill_while_an_index_is_built_leaves_nothing_wrong() {
    let data = tempdir().unwrap();
    succeed(&["seed", "--contacts", "3000"], data.path());
    let server = Server::start(data.path(), &[]);
    let mut connection = server.connect();
    let search = request("POST", "/crm/v3/objects/contacts/search", server.token(), "{}");
    connection.write_all(search.as_bytes()).expect("the request is sent");
    let deadline = Instant::now() + Duration::from_secs(20);
    while builds(data.path()).is_empty() {
        assert!(Instant::now() < deadline, "no build begins");
        std::thread::yield_now();
    }
    server.kill();
    let server = Server::start(data.path(), &[]);
    let (status, body) = server.call("POST", "/crm/v3/objects/contacts/search", server.token(), "{}");
    assert_eq!(status, 200, "{body}");
    assert!(body.starts_with(r#"{"total":3000,"#), "{body}");
    assert_eq!(builds(data.path()).len(), 1);
    server.stop();
}

#[test]
fn indexes_are_built_and_shown_by_commands() {
    let data = tempdir().unwrap();
    succeed(&["seed", "--contacts", "300", "--companies", "20"], data.path());
    assert_eq!(succeed(&["index", "status"], data.path()), "");
    let said =
        String::from_utf8(run(&["index", "rebuild", "--type", "contacts"], data.path()).stderr).unwrap();
    assert!(said.contains("indexed 300 contacts of account 1000001"), "{said}");
    assert!(said.contains("100 %"), "{said}");
    succeed(&["seed", "--contacts", "5", "--seed", "2"], data.path());
    let shown = succeed(&["index", "status"], data.path());
    assert!(shown.starts_with("1000001\tcontacts\t300 records\t"), "{shown}");
    assert!(shown.ends_with("\t5 behind\n"), "{shown}");
    let said = String::from_utf8(run(&["index", "rebuild"], data.path()).stderr).unwrap();
    assert!(said.contains("indexed 305 contacts") && said.contains("indexed 20 companies"), "{said}");
    assert_eq!(succeed(&["index", "status"], data.path()).matches("\t0 behind\n").count(), 2);

    let server = Server::start(data.path(), &[]);
    let ada = server.create_contact("Ada Unlike Others");
    assert_eq!(server.search("firstname", "ada unlike others"), [ada]);
    let message = fail(&["index", "rebuild"], data.path());
    assert!(message.contains("is in use by another process"), "{message}");
    server.stop();
    let message = fail(&["index", "rebuild", "--type", "unicorns"], data.path());
    assert!(message.contains("there is no object type \"unicorns\""), "{message}");
}

#[test]
fn servers_on_one_database_see_the_writes_of_each_other_at_once() {
    let (folders, url) = ([tempdir().unwrap(), tempdir().unwrap()], Postgres::database());
    let [one, other] = folders.each_ref().map(|data| Server::start(data.path(), &["--database-url", &url]));
    for name in ["Ada", "Grace", "Edsger"] {
        let id = one.create_contact(name);
        for server in [&other, &one] {
            assert_eq!(server.search("firstname", &name.to_lowercase()), [id.as_str()]);
        }
    }
    one.stop();
    other.stop();
}

#[test]
fn an_eventual_search_sees_a_write_soon() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &["--search", "eventual"]);
    let mut expected = vec![server.create_contact("Ada")];
    assert_eq!(server.search("firstname", "ada"), expected);
    expected.push(server.create_contact("Ada"));
    let deadline = Instant::now() + Duration::from_secs(20);
    while server.search("firstname", "ada") != expected {
        assert!(Instant::now() < deadline, "it never comes");
    }
    server.stop();
}

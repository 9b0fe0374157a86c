//! People, made beside a running server.

use tempfile::tempdir;

use crate::harness::{Server, fail, succeed};

#[test]
fn users_are_made_listed_changed_and_removed_beside_a_running_server() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let setup = server.ready["setup_url"].as_str().expect("nobody can sign in yet");
    let path =
        setup.strip_prefix(server.ready["base_url"].as_str().unwrap()).expect("it leads to the server");
    let (status, page) = server.call("GET", path, "", "");
    assert!(status == 200 && page.contains("Welcome to Linchpin"), "{page}");

    let ada = ["--email", "ada@example.org"];
    let link = succeed(&[&["user", "create", "--role", "viewer"], &ada[..]].concat(), data.path());
    let (_, path) = link.trim().split_once("/link/").expect("a link");
    let (status, page) = server.call("GET", &format!("/link/{path}"), "", "");
    assert!(status == 200 && page.contains("ada@example.org"), "{page}");
    let message = fail(&[&["user", "create"], &ada[..]].concat(), data.path());
    assert!(message.contains("there is a user \"ada@example.org\" already"), "{message}");

    succeed(&[&["user", "role", "--role", "admin"], &ada[..]].concat(), data.path());
    let list = succeed(&["user", "list"], data.path());
    assert_eq!(
        list,
        "70000001\tadmin@example.com\tsuper-admin\tinvited\n70000002\tada@example.org\tadmin\tinvited\n"
    );
    let reset = succeed(&[&["user", "reset-password"], &ada[..]].concat(), data.path());
    assert_ne!(reset, link);
    assert_eq!(server.call("GET", &format!("/link/{path}"), "", "").0, 404, "a newer link takes its place");
    succeed(&[&["user", "remove"], &ada[..]].concat(), data.path());
    let message = fail(&[&["user", "remove"], &ada[..]].concat(), data.path());
    assert!(message.contains("there is no user \"ada@example.org\""), "{message}");
    let message = fail(&["user", "remove", "--email", "admin@example.com"], data.path());
    assert!(message.contains("at least one super admin"), "{message}");
}

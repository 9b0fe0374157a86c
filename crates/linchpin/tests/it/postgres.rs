//! The same server over PostgreSQL: the folder holds only the secrets.

use linchpin_testkit::postgres::Postgres;
use tempfile::tempdir;

use crate::harness::{Server, fail, run};

#[test]
fn records_are_kept_in_the_named_database() {
    let (data, url) = (tempdir().unwrap(), Postgres::database());
    let server = Server::start(data.path(), &["--database-url", &url]);
    let token = server.token().to_owned();
    let id = server.create_contact("Ada");
    server.stop();
    assert!(!data.path().join("linchpin.db").exists());
    let server = Server::start(data.path(), &["--database-url", &url]);
    assert_eq!(server.token(), token);
    assert_eq!(server.call("GET", &format!("/crm/v3/objects/contacts/{id}"), &token, "").0, 200);
}

#[test]
fn a_new_database_gets_a_new_token() {
    let data = tempdir().unwrap();
    let [first, second] = [(); 2].map(|()| {
        let server = Server::start(data.path(), &["--database-url", &Postgres::database()]);
        server.token().to_owned()
    });
    assert_ne!(first, second);
}

#[test]
fn seeding_works_there_too() {
    let (data, url) = (tempdir().unwrap(), Postgres::database());
    let output = run(&["seed", "--contacts", "1500", "--database-url", &url], data.path());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_server_that_is_not_there_is_a_clear_failure_without_the_password() {
    let data = tempdir().unwrap();
    let message = fail(&["--database-url", "postgres://me:hunter2@127.0.0.1:1/crm"], data.path());
    assert!(message.contains("cannot open the database"), "{message}");
    assert!(!message.contains("hunter2"), "{message}");
}

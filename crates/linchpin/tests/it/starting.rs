//! What a start makes, says and refuses.

use std::fs;

use tempfile::tempdir;

use crate::harness::{Server, fail, linchpin, run};

#[test]
fn a_bare_folder_becomes_a_server_that_can_be_called() {
    let parent = tempdir().unwrap();
    let data = parent.path().join("data");
    let server = Server::start(&data, &[]);
    assert_eq!(server.ready["account_id"], 1_000_001);
    assert!(server.ready["pid"].is_u64());
    assert_eq!(server.ready.as_object().unwrap().len(), 5);
    let (status, body) = server.call("GET", "/crm/v3/objects/contacts", server.token(), "");
    assert_eq!((status, body.as_str()), (200, r#"{"results":[]}"#));
    server.stop();
}

#[test]
fn the_token_is_kept_and_told_again() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let token = server.token().to_owned();
    server.stop();
    assert_eq!(fs::read_to_string(data.path().join("token")).unwrap().trim(), token);
    let server = Server::start(data.path(), &[]);
    assert_eq!(server.token(), token);
    assert_eq!(server.ready["account_id"], 1_000_001);
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_secrets() {
    use std::os::unix::fs::PermissionsExt as _;
    let parent = tempdir().unwrap();
    let data = parent.path().join("data");
    let server = Server::start(&data, &[]);
    server.create_contact("Ada");
    let files = ["token", "server.key", "linchpin.db", "linchpin.db-wal"];
    let files = files.map(|file| (data.join(file), 0o600));
    for (path, expected) in files.into_iter().chain([(data.clone(), 0o700)]) {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, expected, "{}", path.display());
    }
}

#[test]
fn a_token_that_the_database_does_not_know_is_replaced() {
    let data = tempdir().unwrap();
    fs::write(data.path().join("token"), "pat-na1-of-another-database\n").unwrap();
    let server = Server::start(data.path(), &[]);
    assert_ne!(server.token(), "pat-na1-of-another-database");
    assert_eq!(fs::read_to_string(data.path().join("token")).unwrap().trim(), server.token());
}

#[test]
fn a_second_server_on_the_folder_is_refused() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    for arguments in [&["serve", "--listen", "127.0.0.1:0"][..], &["seed", "--contacts", "1"]] {
        let message = fail(arguments, data.path());
        let folder = data.path().canonicalize().unwrap();
        assert!(message.contains(&folder.display().to_string()), "{message}");
        assert!(message.contains(&format!("(pid {})", server.ready["pid"])), "{message}");
    }
}

#[test]
fn a_taken_port_is_named() {
    let (data, other) = (tempdir().unwrap(), tempdir().unwrap());
    let server = Server::start(data.path(), &[]);
    let taken = server.connect().peer_addr().unwrap().to_string();
    let message = fail(&["--listen", &taken], other.path());
    assert!(message.contains(&format!("cannot listen on {taken}")), "{message}");
    assert!(message.contains("--listen"), "{message}");
}

#[test]
fn mistakes_in_the_configuration_are_refused_by_name() {
    let data = tempdir().unwrap();
    fs::write(data.path().join("linchpin.toml"), "listn = '127.0.0.1:0'\n").unwrap();
    let message = fail(&[], data.path());
    assert!(message.contains("linchpin.toml: setting \"listn\": there is no such setting"), "{message}");
    fs::remove_file(data.path().join("linchpin.toml")).unwrap();
    let output = linchpin(&[], data.path()).env("LINCHPIN_LISTN", "127.0.0.1:0").output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("environment variable LINCHPIN_LISTN: there is no such setting"), "{message}");
}

#[test]
fn the_version_is_told() {
    let data = tempdir().unwrap();
    let output = run(&["--version"], data.path());
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        format!("linchpin {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn the_page_for_people_shows_the_address_it_was_called_by() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let (status, page) = server.call("GET", "/", "", "");
    assert_eq!(status, 200);
    assert!(page.contains("http://crm.example.com"), "{page}");
    assert!(!page.contains(server.token()), "the page must not tell the token");
    let (status, _) = server.call("GET", "/readyz", "", "");
    assert_eq!(status, 200);
}

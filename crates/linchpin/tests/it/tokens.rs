//! Accounts, tokens and owners, made beside a running server.

use std::time::{Duration, Instant};

use tempfile::tempdir;

use crate::harness::{Server, fail, succeed};

#[test]
fn a_token_made_beside_a_running_server_works_there() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let scopes = ["token", "create", "--name", "Reader", "--scopes", "crm.objects.contacts.read"];
    let printed = succeed(&scopes, data.path());
    let token = printed.trim();
    assert_eq!(server.call("GET", "/crm/v3/objects/contacts", token, "").0, 200);
    let (status, body) = server.call("POST", "/crm/v3/objects/contacts", token, r#"{"properties":{}}"#);
    assert_eq!(status, 403, "{body}");
}

#[test]
fn a_revoked_token_stops_working() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let token = succeed(&["token", "create", "--all-scopes"], data.path()).trim().to_owned();
    let status = || server.call("GET", "/crm/v3/objects/contacts", &token, "").0;
    assert_eq!(status(), 200);
    succeed(&["token", "revoke", &token], data.path());
    let revoked = Instant::now();
    while status() != 401 {
        assert!(revoked.elapsed() < Duration::from_secs(3), "the token still works");
    }
    let message = fail(&["token", "revoke", &token], data.path());
    assert!(message.contains("revoked before"), "{message}");
}

#[test]
fn accounts_see_nothing_of_each_other() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    server.create_contact("Ada");
    let account = succeed(&["account", "create", "--name", "Second"], data.path());
    let account = account.trim();
    let token = succeed(&["token", "create", "--account", account, "--all-scopes"], data.path());
    let (status, body) = server.call("GET", "/crm/v3/objects/contacts", token.trim(), "");
    assert_eq!((status, body.as_str()), (200, r#"{"results":[]}"#));
    let list = succeed(&["account", "list"], data.path());
    let names: Vec<_> = list.lines().filter_map(|line| line.rsplit('\t').next()).collect();
    assert_eq!(names, ["Linchpin", "Second"]);
}

#[test]
fn what_an_account_sets_is_seen_by_a_running_server() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let zone = || {
        let (_, body) = server.call("GET", "/integrations/v1/me", server.token(), "");
        serde_json::from_str::<serde_json::Value>(&body).expect("the answer is JSON")["timeZone"].clone()
    };
    assert_eq!(zone(), "UTC");
    succeed(&["account", "set", "time-zone", "US/Eastern"], data.path());
    let changed = Instant::now();
    while zone() != "US/Eastern" {
        assert!(changed.elapsed() < Duration::from_secs(3), "the server does not follow");
    }
    let printed = succeed(&["account", "settings"], data.path());
    assert!(printed.contains("time-zone\tUS/Eastern\n"), "{printed}");
    let message = fail(&["account", "set", "time-zone", "Mars/Base"], data.path());
    assert!(message.contains("Europe/Berlin"), "{message}");
}

#[test]
fn accounts_and_tokens_can_be_made_before_the_first_start() {
    let data = tempdir().unwrap();
    let message = fail(&["token", "create", "--all-scopes"], data.path());
    assert!(message.contains("there is no account yet"), "{message}");
    let account = succeed(&["account", "create", "--name", "First"], data.path());
    let token = succeed(&["token", "create", "--all-scopes"], data.path());
    let server = Server::start(data.path(), &[]);
    assert_eq!(server.ready["account_id"].to_string(), account.trim());
    assert_eq!(server.call("GET", "/crm/v3/objects/contacts", token.trim(), "").0, 200);
}

#[test]
fn an_account_that_does_not_exist_is_named() {
    let data = tempdir().unwrap();
    let message = fail(&["token", "create", "--account", "7", "--all-scopes"], data.path());
    assert!(message.contains("there is no account 7"), "{message}");
}

#[test]
fn an_owner_made_beside_a_running_server_can_have_records() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let token = succeed(&["token", "create", "--all-scopes"], data.path()).trim().to_owned();
    let new = ["owner", "create", "--email", "ada@example.com", "--first-name", "Ada"];
    let printed = succeed(&new, data.path());
    let body = format!(r#"{{"properties":{{"hubspot_owner_id":"{}"}}}}"#, printed.trim());
    let made = Instant::now();
    while server.call("POST", "/crm/v3/objects/contacts", &token, &body).0 != 201 {
        assert!(made.elapsed() < Duration::from_secs(3), "the owner is not known");
    }
    let message = fail(&new, data.path());
    assert!(message.contains("there is an owner \"ada@example.com\" already"), "{message}");
}

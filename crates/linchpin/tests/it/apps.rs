//! Apps and their tokens, managed beside a running server.

use std::path::Path;
use std::time::{Duration, Instant};

use tempfile::tempdir;

use crate::harness::{Server, fail, run, succeed};

const CONTACTS: &str = "/crm/v3/objects/contacts";

/// Waits until a read of contacts with this token is answered so.
fn wait_for(server: &Server, token: &str, status: u16) {
    let begun = Instant::now();
    while server.call("GET", CONTACTS, token, "").0 != status {
        assert!(begun.elapsed() < Duration::from_secs(3), "not {status}");
    }
}

/// The second column of a line that begins so.
fn field<'a>(text: &'a str, name: &str) -> &'a str {
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('\t'));
    line.unwrap_or_else(|| panic!("no {name} in {text}"))
}

/// The id of the newest app.
fn newest(data: &Path) -> String {
    let list = succeed(&["app", "list"], data);
    list.lines().last().and_then(|line| line.split('\t').next()).expect("an app").to_owned()
}

#[test]
fn a_private_app_is_changed_rotated_and_archived() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let printed = succeed(&["app", "create", "--name", "Sync", "--scopes", "crm.lists.read"], data.path());
    let (token, id) = (printed.trim(), newest(data.path()));
    wait_for(&server, token, 403);
    let shown = succeed(&["app", "update", &id, "--scopes", "crm.objects.contacts.read"], data.path());
    assert_eq!(field(&shown, "scopes"), "oauth crm.objects.contacts.read");
    wait_for(&server, token, 200);
    let rotated = succeed(&["token", "rotate", "--app", &id, "--grace", "1h"], data.path());
    let again = succeed(&["token", "create", "--app", &id], data.path());
    for token in [token, rotated.trim(), again.trim()] {
        wait_for(&server, token, 200);
    }
    let listed = succeed(&["token", "list", "--app", &id], data.path());
    assert_eq!(listed.lines().count(), 3, "{listed}");
    assert!(!listed.contains(token));
    let first = listed.split('\t').next().expect("an id");
    succeed(&["token", "revoke", first, "--app", &id], data.path());
    wait_for(&server, token, 401);
    let last = succeed(&["token", "rotate", "--app", &id, "--grace", "0"], data.path());
    wait_for(&server, rotated.trim(), 401);
    wait_for(&server, last.trim(), 200);
    succeed(&["app", "archive", &id], data.path());
    wait_for(&server, last.trim(), 401);
    assert!(fail(&["app", "archive", &id], data.path()).contains("there is no app"));
}

#[test]
fn a_public_app_shows_its_secret_once() {
    let data = tempdir().unwrap();
    succeed(&["account", "create", "--name", "First"], data.path());
    let url = "https://example.com/cb";
    let new =
        ["app", "create", "--name", "Sync", "--public", "--scopes", "crm.lists.read", "--redirect-url", url];
    let made = run(&new, data.path());
    let secret = String::from_utf8(made.stdout).expect("text");
    let id = newest(data.path());
    let shown = succeed(&["app", "show", &id], data.path());
    let words = String::from_utf8(made.stderr).expect("text");
    assert!(words.contains(field(&shown, "client-id")), "{words}");
    assert!(!words.contains(secret.trim()) && !shown.contains(secret.trim()));
    assert_eq!((field(&shown, "kind"), field(&shown, "redirect-urls")), ("public", url));
    assert_ne!(succeed(&["app", "rotate-secret", &id], data.path()), secret);
    assert_eq!(succeed(&["app", "installs"], data.path()), "");
    assert!(fail(&["app", "uninstall", &id], data.path()).contains("is not installed"));
    assert!(succeed(&["app", "developer-key"], data.path()).starts_with("na1-"));
    for (arguments, message) in [
        (&["app", "create", "--name", "x", "--scopes", "a.b"][..], "there is no scope \"a.b\""),
        (&["app", "update", &id, "--redirect-url", "http://example.com", "--name=x"], "redirect URL"),
        (&["token", "rotate", "--app", &id, "--grace", "7d"], "by OAuth"),
    ] {
        let said = fail(arguments, data.path());
        assert!(said.contains(message), "{said}");
    }
    assert!(fail(&["app", "update", &id], data.path()).contains("say what is to change"));
}

#[test]
fn webhooks_are_set_up_beside_a_running_server() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let token = succeed(&["app", "create", "--name", "Sync", "--all-scopes"], data.path());
    let id = newest(data.path());
    let webhooks = |arguments: &[&str]| {
        let app = ["--app", id.as_str()];
        let (command, rest) = arguments.split_first().expect("a command");
        succeed(&[&["webhooks", *command][..], &app, rest].concat(), data.path())
    };
    webhooks(&["set", "--url", "http://localhost:3000/hooks"]);
    let created = webhooks(&["subscribe", "contact.creation"]);
    webhooks(&["subscribe", "object.propertyChange", "--object-type", "0-2", "--property", "name"]);
    let listed = webhooks(&["list"]);
    let about: Vec<_> =
        listed.lines().filter_map(|line| line.split_once('\t')).map(|(_, rest)| rest).collect();
    assert_eq!(about, ["on\tcontact.creation\t", "on\tobject.propertyChange\t0-2 name"]);
    let (status, body) =
        server.call("GET", &format!("/webhooks/v3/{id}/subscriptions/{}", created.trim()), token.trim(), "");
    assert_eq!(status, 200, "{body}");
    webhooks(&["unsubscribe", created.trim()]);
    assert_eq!(webhooks(&["list"]).lines().count(), 1);
    let refused = fail(&["webhooks", "subscribe", "--app", &id, "deal.stageChange"], data.path());
    assert!(refused.contains("there is no event type"), "{refused}");
    assert_eq!(succeed(&["app", "rotate-secret", &id], data.path()).trim().len(), 36);
}

//! Events that are let happen beside a running server.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};

use tempfile::tempdir;

use crate::harness::{Server, fail, linchpin, succeed};

/// The ids in a line, which are its words that are numbers.
fn ids(line: &str) -> Vec<&str> {
    let words = line.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())).collect()
}

#[test]
fn every_event_of_records_happens() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    for family in ["contact", "company", "deal", "ticket", "product", "line_item", "object"] {
        let object = ["--object-type", "leads"];
        let more: &[&str] = if family == "object" { &object } else { &[] };
        for happening in [
            "creation",
            "propertyChange",
            "deletion",
            "restore",
            "merge",
            "associationChange",
            "privacyDeletion",
        ] {
            let event = format!("{family}.{happening}");
            let is_published = (family != "product" || happening != "associationChange")
                && (family == "contact" || happening != "privacyDeletion");
            if is_published {
                let printed = succeed(&[&["trigger", event.as_str()], more].concat(), data.path());
                assert!(printed.starts_with("created "), "{event}: {printed}");
            }
        }
    }
    let printed =
        succeed(&["trigger", "contact.propertyChange", "--property", "lastname=Lovelace"], data.path());
    let changed = printed.lines().last().expect("a line");
    let path = format!("/crm/v3/objects/contacts/{}?properties=lastname", ids(changed)[0]);
    // A server sees what other processes commit within a moment.
    let begun = Instant::now();
    while !server.call("GET", &path, server.token(), "").1.contains("Lovelace") {
        assert!(begun.elapsed() < Duration::from_secs(3), "the server does not see it");
    }
    server.stop();
}

#[test]
fn whoever_listens_is_told() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let mut listen = linchpin(&["listen", "--events", "contact.propertyChange"], data.path());
    let mut listener = listen.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
    let mut said = String::new();
    let mut ready = BufReader::new(listener.stderr.take().expect("it is piped"));
    ready.read_line(&mut said).expect("it says that it listens");
    let contact = server.create_contact("Ada");
    let told = BufReader::new(listener.stdout.take().expect("it is piped"));
    let mut lines = told.lines().map(|line| line.expect("a line"));
    let line = lines.find(|line| line.contains("firstname")).expect("it is told");
    assert!(
        line.ends_with(&format!("contact.propertyChange\tcontact {contact}\tfirstname = \"Ada\"")),
        "{line}"
    );
    listener.kill().expect("it ends");
    listener.wait().expect("it ends");
    server.stop();
}

#[test]
fn what_cannot_happen_is_said() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    for (arguments, words) in [
        (&["trigger", "contact.creation", "--object-type", "0-1"][..], "goes with object.* only"),
        (&["trigger", "object.creation"][..], "--object-type"),
        (&["trigger", "object.creation", "--object-type", "unicorns"][..], "unicorns"),
        (&["trigger", "contact.creation", "--property", "shoe_size=45"][..], "shoe_size"),
        (&["trigger", "contact.creation", "--app", "1"][..], "no app 1"),
        (&["deliveries", "--replay", "1"][..], "--app"),
    ] {
        let said = fail(arguments, data.path());
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
    assert_eq!(succeed(&["deliveries"], data.path()), "");
    server.stop();
}

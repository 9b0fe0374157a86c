//! A stop answers what was begun and loses nothing.

use std::io::Write as _;
use std::time::{Duration, Instant};

use tempfile::tempdir;

use crate::harness::{Server, answer, request};

#[test]
fn what_was_written_is_there_after_a_stop() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let id = server.create_contact("Ada");
    server.stop();
    let server = Server::start(data.path(), &[]);
    let (status, body) = server.call("GET", &format!("/crm/v3/objects/contacts/{id}"), server.token(), "");
    assert_eq!(status, 200, "{body}");
    assert!(body.contains("\"Ada\""), "{body}");
}

#[test]
fn a_request_in_flight_is_answered() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let body = r#"{"properties":{"firstname":"Grace"}}"#;
    let text = request("POST", "/crm/v3/objects/contacts", server.token(), body);
    let (first, second) = text.split_at(text.len() - 10);
    let mut connection = server.connect();
    connection.write_all(first.as_bytes()).unwrap();
    // Answered after the first part was accepted, so the server knows of the request when the signal comes.
    server.create_contact("Ada");
    server.signal("TERM");
    connection.write_all(second.as_bytes()).unwrap();
    let (status, body) = answer(&mut connection);
    assert_eq!(status, 201, "{body}");
    assert_eq!(server.wait().0.code(), Some(0));
}

#[test]
fn an_idle_connection_holds_nothing_up() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let _idle = server.connect();
    server.create_contact("Ada");
    let asked = Instant::now();
    server.stop();
    assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
}

#[test]
fn a_request_that_never_ends_is_cut_off_in_time() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let mut stuck = server.connect();
    let text = request("POST", "/crm/v3/objects/contacts", server.token(), "{}");
    stuck.write_all(&text.as_bytes()[..text.len() - 1]).unwrap();
    server.create_contact("Ada");
    let asked = Instant::now();
    server.stop();
    assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let data = tempdir().unwrap();
    let mut server = Server::start(data.path(), &[]);
    let mut stuck = server.connect();
    let text = request("POST", "/crm/v3/objects/contacts", server.token(), "{}");
    stuck.write_all(&text.as_bytes()[..text.len() - 1]).unwrap();
    server.create_contact("Ada");
    server.signal("INT");
    let asked = Instant::now();
    // The system merges signals that wait, so the second one is sent until it has come through.
    while asked.elapsed() < Duration::from_secs(3) && server.is_running() {
        server.signal("INT");
        std::thread::yield_now();
    }
    assert_eq!(server.wait().0.code(), Some(130));
}

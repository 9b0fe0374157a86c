//! From a change to the receiver of a webhook, through the binary.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::tempdir;

use crate::harness::Server;

/// Longer than anything takes that is meant to happen.
const PATIENCE: Duration = Duration::from_secs(20);

/// A request that arrived, and the connection on which it waits for its answer.
struct Call {
    stream: TcpStream,
    head: String,
    events: Value,
}

impl Call {
    /// Takes the next request that arrives on a connection of its own.
    fn next(listener: &TcpListener) -> Self {
        let (stream, _) = listener.accept().expect("a connection arrives");
        Self::read(stream)
    }

    fn read(stream: TcpStream) -> Self {
        stream.set_read_timeout(Some(PATIENCE)).expect("a connection takes a limit");
        let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(reader.read_line(&mut head).expect("the head arrives") > 0, "{head:?}");
        }
        let lower = head.to_lowercase();
        let length = lower.lines().find_map(|line| line.strip_prefix("content-length: "));
        let mut body = vec![0; length.expect("the body has a length").parse().expect("a number")];
        reader.read_exact(&mut body).expect("the body arrives");
        Self { stream, head: lower, events: serde_json::from_slice(&body).expect("the body is JSON") }
    }

    /// Answers, and hands back the connection.
    fn answer(mut self, status: &str) -> TcpStream {
        let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
        self.stream.write_all(answer.as_bytes()).expect("the answer is sent");
        self.stream
    }
}

/// A private app that is told of new contacts here.
fn subscribe(server: &Server, listener: &TcpListener) {
    let app = json!({"name": "Told", "scopes": ["crm.objects.contacts.read"]}).to_string();
    let (status, body) = server.call("POST", "/_linchpin/v1/apps", server.token(), &app);
    assert_eq!(status, 201, "{body}");
    let app: Value = serde_json::from_str(&body).expect("the answer is JSON");
    let id = app["id"].as_str().expect("an app has an id");
    let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
    let settings = json!({"targetUrl": url, "throttling": {"maxConcurrentRequests": 10}}).to_string();
    let (status, body) =
        server.call("PUT", &format!("/webhooks/v3/{id}/settings"), server.token(), &settings);
    assert_eq!(status, 200, "{body}");
    let subscription = json!({"eventType": "contact.creation", "active": true}).to_string();
    let path = format!("/webhooks/v3/{id}/subscriptions");
    let (status, body) = server.call("POST", &path, server.token(), &subscription);
    assert_eq!(status, 201, "{body}");
}

#[test]
fn a_change_reaches_the_receiver_over_one_connection() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    subscribe(&server, &listener);
    let id = server.create_contact("Ada");
    let call = Call::next(&listener);
    assert_eq!(call.events[0]["objectId"].to_string(), id);
    assert_eq!(call.events[0]["subscriptionType"], "contact.creation");
    assert_eq!(call.events[0]["changeSource"], "INTEGRATION");
    for name in ["x-hubspot-signature: ", "x-hubspot-signature-v3: ", "x-hubspot-request-timestamp: "] {
        assert!(call.head.contains(name), "{}", call.head);
    }
    let stream = call.answer("200 OK");
    let id = server.create_contact("Grace");
    let call = Call::read(stream);
    assert_eq!(call.events[0]["objectId"].to_string(), id);
    call.answer("204 No Content");
    server.stop();
}

#[test]
fn what_was_acknowledged_reaches_the_receiver_after_a_crash() {
    let data = tempdir().unwrap();
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let server = Server::start(data.path(), &[]);
    subscribe(&server, &listener);
    let first = server.create_contact("Ada");
    let unanswered = Call::next(&listener);
    let second: i64 = server.create_contact("Grace").parse().expect("an id is a number");
    server.kill();
    let server = Server::start(data.path(), &[]);
    let mut told = Vec::new();
    let mut call = Call::next(&listener);
    loop {
        let events = call.events.as_array().expect("an array").clone();
        told.extend(events);
        let stream = call.answer("200 OK");
        if told.iter().any(|event| event["objectId"] == second) {
            break;
        }
        call = Call::read(stream);
    }
    // Nobody knows whether the first one arrived, so it came again, as it was.
    assert_eq!(told[0], unanswered.events[0]);
    assert_eq!(told[0]["objectId"].to_string(), first);
    server.stop();
}

//! From a change to the receiver of a webhook, through the binary.

use std::collections::BTreeSet;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::tempdir;

use crate::harness::{Server, succeed};

/// Longer than anything takes that is meant to happen.
const PATIENCE: Duration = Duration::from_secs(20);

const DELIVERIES: &str = "/_linchpin/v1/webhooks/deliveries";

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
        Self::read(stream).expect("a whole request arrives")
    }

    /// The next request of a connection; none where it ends before.
    fn read(stream: TcpStream) -> Option<Self> {
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        let mut reader = BufReader::new(stream.try_clone().ok()?);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if reader.read_line(&mut head).ok()? == 0 {
                return None;
            }
        }
        let lower = head.to_lowercase();
        let length = lower.lines().find_map(|line| line.strip_prefix("content-length: "));
        let mut body = vec![0; length.expect("the body has a length").parse().expect("a number")];
        reader.read_exact(&mut body).ok()?;
        Some(Self { stream, head: lower, events: serde_json::from_slice(&body).expect("the body is JSON") })
    }

    /// Answers, and hands back the connection.
    fn answer(mut self, status: &str) -> io::Result<TcpStream> {
        let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
        self.stream.write_all(answer.as_bytes())?;
        Ok(self.stream)
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

/// An event that arrived.
struct Told {
    /// The port of its sender: each connection has its own.
    port: u16,
    head: String,
    event: Value,
}

/// Takes whatever arrives from now on, on any connection, and hands on the events.
fn answer_everything(listener: TcpListener) -> mpsc::Receiver<Told> {
    let (events, told) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (stream, events) = (stream.expect("a connection arrives"), events.clone());
            thread::spawn(move || answer_all(stream, &events));
        }
    });
    told
}

/// Answers the requests of a connection until its other side is gone.
fn answer_all(mut stream: TcpStream, told: &mpsc::Sender<Told>) {
    let port = stream.peer_addr().map_or(0, |address| address.port());
    while let Some(call) = Call::read(stream) {
        let (head, events) = (call.head.clone(), call.events.as_array().expect("an array").clone());
        // Who sent it may be gone by now, and so may who wants to know.
        let Ok(answered) = call.answer("200 OK") else { return };
        stream = answered;
        for event in events {
            if told.send(Told { port, head: head.clone(), event }).is_err() {
                return;
            }
        }
    }
}

#[test]
fn a_change_reaches_the_receiver_over_a_connection_that_is_kept() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    subscribe(&server, &listener);
    let told = answer_everything(listener);
    let mut ports = BTreeSet::new();
    // A contact may come before the connection of the last one is free again, but not each time.
    let is_kept = (0..50).any(|_| {
        let id = server.create_contact("Ada");
        let Told { port, head, event } = told.recv_timeout(PATIENCE).expect("the event arrives");
        assert_eq!(event["objectId"].to_string(), id);
        assert_eq!(event["subscriptionType"], "contact.creation");
        assert_eq!(event["changeSource"], "INTEGRATION");
        for name in ["x-hubspot-signature: ", "x-hubspot-signature-v3: ", "x-hubspot-request-timestamp: "] {
            assert!(head.contains(name), "{head}");
        }
        !ports.insert(port)
    });
    assert!(is_kept, "each of {} events came over a connection of its own", ports.len());
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
    let second = server.create_contact("Grace");
    server.kill();
    let server = Server::start(data.path(), &[]);
    // The second one may have been sent before the crash, may come beside the first one or with it.
    let told = answer_everything(listener);
    let mut missing = BTreeSet::from([first.clone(), second]);
    while !missing.is_empty() {
        let Told { event, .. } = told.recv_timeout(PATIENCE).expect("every event arrives");
        let id = event["objectId"].to_string();
        if id == first {
            // Nobody knows whether it arrived, so it comes again, as it was.
            assert_eq!(event, unanswered.events[0]);
        }
        missing.remove(&id);
    }
    server.stop();
}

#[test]
fn what_is_due_by_the_clock_of_an_account_is_sent_after_a_restart_without_a_call() {
    let data = tempdir().unwrap();
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let server = Server::start(data.path(), &[]);
    succeed(&["account", "set", "webhook-retry-seconds", "1,1,1,1,1"], data.path());
    let tomorrow = json!({"advanceMs": 86_400_000}).to_string();
    let (status, body) = server.call("PUT", "/_linchpin/v1/clock", server.token(), &tomorrow);
    assert_eq!(status, 200, "{body}");
    subscribe(&server, &listener);
    let contact = server.create_contact("Ada");
    let first = Call::next(&listener);
    let event = first.events[0].clone();
    first.answer("500 Internal Server Error\r\nconnection: close").expect("the sender waits");
    let begun = Instant::now();
    while server.call("GET", DELIVERIES, server.token(), "").1.contains("\"attemptCount\":0") {
        assert!(begun.elapsed() < PATIENCE, "the answer is not noted");
    }
    let (_, contact) = server.call("GET", &format!("/crm/v3/objects/contacts/{contact}"), server.token(), "");
    let contact: Value = serde_json::from_str(&contact).expect("the answer is JSON");
    let since = format!("{DELIVERIES}?since={}", contact["createdAt"].as_str().expect("a time"));
    let (_, dated) = server.call("GET", &since, server.token(), "");
    assert!(dated.contains("attemptCount"), "deliveries are dated by the same clock as records: {dated}");
    // The retry comes from this process or from the next one: it may take a while to stop.
    server.stop();
    let server = Server::start(data.path(), &[]);
    let again = Call::next(&listener);
    assert_ne!(again.events[0]["attemptNumber"], 0);
    assert_eq!(again.events[0]["eventId"], event["eventId"]);
    again.answer("200 OK").ok();
    let shown = succeed(&["deliveries"], data.path());
    let id = shown.split('\t').next().expect("a line begins with the id").to_owned();
    let whole = succeed(&["deliveries", "--show", &id], data.path());
    for said in
        ["attempt 0 at ", "> x-hubspot-signature-v3: ", "< 500\n< connection: close\n< content-length: 0"]
    {
        assert!(whole.contains(said), "{said}: {whole}");
    }
    server.stop();
}

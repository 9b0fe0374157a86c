//! The change log of a running server, followed by a stream of events and on the command line.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::tempdir;

use crate::harness::{Server, linchpin, succeed};

/// An open stream of events.
struct Events(BufReader<TcpStream>);

impl Events {
    /// Asks for events; with the last one that was seen, if there is one.
    fn open(server: &Server, token: &str, after: &str, seen: Option<&str>) -> Self {
        let seen = seen.map(|seen| format!("Last-Event-ID: {seen}\r\n")).unwrap_or_default();
        let request = format!(
            "GET /_linchpin/changes?after={after} HTTP/1.1\r\nHost: crm.example.com\r\n\
             Authorization: Bearer {token}\r\nAccept: text/event-stream\r\nConnection: close\r\n{seen}\r\n"
        );
        let mut connection = server.connect();
        connection.write_all(request.as_bytes()).expect("the request is sent");
        let mut events = Self(BufReader::new(connection));
        let head: Vec<_> = std::iter::from_fn(|| events.line().filter(|line| !line.is_empty())).collect();
        assert_eq!(head[0], "HTTP/1.1 200 OK");
        assert!(head.iter().any(|line| line == "content-type: text/event-stream;charset=utf-8"), "{head:?}");
        events
    }

    /// The next line; none at the end.
    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let n_read = self.0.read_line(&mut line).expect("lines are text");
        (n_read > 0).then(|| line.trim_end().to_owned())
    }

    /// The number and the change of the next event; none when the stream ends.
    fn next(&mut self) -> Option<(String, Value)> {
        let id = loop {
            if let Some(id) = self.line()?.strip_prefix("id: ") {
                break id.to_owned();
            }
        };
        let data = self.line()?;
        let data = data.strip_prefix("data: ").expect("data follow an id");
        Some((id, serde_json::from_str(data).expect("the data are JSON")))
    }

    /// The next contact that was made: the number of the event, and its first name.
    fn created(&mut self) -> Option<(String, String)> {
        loop {
            let (id, change) = self.next()?;
            assert_eq!(change["sequence"].to_string(), id);
            if change["kind"] == "create" {
                return Some((id, change["properties"]["firstname"]["new"].as_str()?.to_owned()));
            }
        }
    }
}

#[test]
fn events_come_as_they_happen_and_go_on_where_they_ended() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    server.create_contact("Ada");
    let mut events = Events::open(&server, server.token(), "0", None);
    let (first, name) = events.created().unwrap();
    assert_eq!(name, "Ada");
    server.create_contact("Bob");
    assert_eq!(events.created().unwrap().1, "Bob");
    drop(events);
    server.create_contact("Carl");
    let mut events = Events::open(&server, server.token(), "latest", Some(&first));
    assert_eq!(events.created().unwrap().1, "Bob");
    assert_eq!(events.created().unwrap().1, "Carl");
    let mut events = Events::open(&server, server.token(), "latest", None);
    server.create_contact("Dora");
    assert_eq!(events.created().unwrap().1, "Dora");
}

#[test]
fn a_stop_ends_streams_and_calls_that_wait_at_once() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let mut events = Events::open(&server, server.token(), "latest", None);
    let mut waiting = server.connect();
    let path = "/_linchpin/changes?after=latest&wait=50";
    waiting.write_all(crate::harness::request("GET", path, server.token(), "").as_bytes()).unwrap();
    // Both are known to the server when the signal comes.
    server.create_contact("Ada");
    let asked = Instant::now();
    server.stop();
    assert!(asked.elapsed() < Duration::from_secs(3), "{:?}", asked.elapsed());
    while events.next().is_some() {}
}

#[test]
fn a_token_that_is_revoked_reads_no_further() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let token = succeed(&["token", "create", "--all-scopes"], data.path());
    let mut events = Events::open(&server, token.trim(), "latest", None);
    server.create_contact("Ada");
    assert_eq!(events.created().unwrap().1, "Ada");
    succeed(&["token", "revoke", token.trim()], data.path());
    // It is trusted for a moment longer.
    let began = Instant::now();
    while {
        server.create_contact("Bob");
        events.created().is_some()
    } {
        assert!(began.elapsed() < Duration::from_secs(30));
    }
}

/// `linchpin changes --follow`; killed when this is dropped.
struct Following(Child, BufReader<ChildStdout>);

impl Following {
    fn start(arguments: &[&str], data: &Path) -> Self {
        let mut process = linchpin(arguments, data).stdout(Stdio::piped()).spawn().expect("the binary runs");
        let output = process.stdout.take().expect("the output is piped");
        Self(process, BufReader::new(output))
    }

    /// The first name of the next contact that was made.
    fn created(&mut self) -> String {
        loop {
            let mut line = String::new();
            self.1.read_line(&mut line).expect("the output is text");
            let change: Value = serde_json::from_str(&line).expect("a line is JSON");
            if change["kind"] == "create" {
                return change["properties"]["firstname"]["new"].as_str().expect("a text").to_owned();
            }
        }
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        // It goes on until it is interrupted.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_command_prints_what_there_is_and_what_comes() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    server.create_contact("Ada");
    let printed = succeed(&["changes"], data.path());
    let first: Value = serde_json::from_str(printed.lines().next().unwrap()).unwrap();
    assert_eq!(first["sequence"], 1);
    let n_printed = printed.lines().count().to_string();
    assert_eq!(succeed(&["changes", "--after", &n_printed], data.path()), "");
    let mut following = Following::start(&["changes", "--follow"], data.path());
    assert_eq!(following.created(), "Ada");
    server.create_contact("Bob");
    assert_eq!(following.created(), "Bob");
}

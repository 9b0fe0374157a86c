//! Starting the binary and calling it, with nothing but the standard library.

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio};

use serde_json::{Value, json};

/// A command that knows nothing of the environment of the tests.
pub(crate) fn linchpin(arguments: &[&str], data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linchpin"));
    command.env_clear().args(arguments).arg("--data").arg(data).stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub(crate) fn run(arguments: &[&str], data: &Path) -> Output {
    linchpin(arguments, data).output().expect("the binary runs")
}

/// Runs a command that must succeed and returns what it printed.
pub(crate) fn succeed(arguments: &[&str], data: &Path) -> String {
    let output = run(arguments, data);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the output is text")
}

/// Runs a command that must fail and returns what it said about it.
pub(crate) fn fail(arguments: &[&str], data: &Path) -> String {
    let output = run(arguments, data);
    assert!(!output.status.success(), "{arguments:?} succeeded");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "", "a failure prints nothing on standard output");
    String::from_utf8(output.stderr).expect("the message is text")
}

/// A running server; it is killed when this is dropped.
pub(crate) struct Server {
    process: Child,
    output: BufReader<ChildStdout>,
    /// What it said when it was ready.
    pub(crate) ready: Value,
}

impl Server {
    /// Starts a server on a free port and waits until it takes calls.
    pub(crate) fn start(data: &Path, more: &[&str]) -> Self {
        let mut arguments = vec!["serve", "--listen", "127.0.0.1:0", "--ready-json", "--log-level", "warn"];
        arguments.extend(more);
        Self::run(linchpin(&arguments, data))
    }

    /// Starts a server that logs everything it can into a file.
    pub(crate) fn start_logging(data: &Path, log: &Path) -> Self {
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--ready-json", "--log-level", "trace"];
        let mut command = linchpin(&arguments, data);
        command.stderr(std::fs::File::create(log).expect("the log can be written"));
        Self::run(command)
    }

    fn run(mut command: Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().expect("the binary runs");
        let mut output = BufReader::new(process.stdout.take().expect("the output is piped"));
        let mut line = String::new();
        output.read_line(&mut line).expect("the output is text");
        let ready = serde_json::from_str(&line).unwrap_or_else(|_| panic!("not ready: {line:?}"));
        Self { process, output, ready }
    }

    /// The token it announced.
    pub(crate) fn token(&self) -> &str {
        self.ready["token"].as_str().expect("the token is shown")
    }

    /// An open connection.
    pub(crate) fn connect(&self) -> TcpStream {
        let base_url = self.ready["base_url"].as_str().expect("the base URL is text");
        let address = base_url.strip_prefix("http://").expect("the base URL is of HTTP");
        TcpStream::connect(address).expect("the server takes connections")
    }

    /// The status and body that a request is answered with.
    pub(crate) fn call(&self, method: &str, path: &str, token: &str, body: &str) -> (u16, String) {
        let mut connection = self.connect();
        connection.write_all(request(method, path, token, body).as_bytes()).expect("the request is sent");
        answer(&mut connection)
    }

    /// Makes a contact and returns its id.
    pub(crate) fn create_contact(&self, firstname: &str) -> String {
        let body = format!(r#"{{"properties":{{"firstname":"{firstname}"}}}}"#);
        let (status, body) = self.call("POST", "/crm/v3/objects/contacts", self.token(), &body);
        assert_eq!(status, 201, "{body}");
        let created: Value = serde_json::from_str(&body).expect("the answer is JSON");
        created["id"].as_str().expect("the id is text").to_owned()
    }

    /// The ids of the contacts of which a property has this value, in the order in which they were made.
    pub(crate) fn search(&self, property: &str, value: &str) -> Vec<String> {
        let filter = json!({ "propertyName": property, "operator": "EQ", "value": value });
        let body = json!({ "filterGroups": [{ "filters": [filter] }], "limit": 200 }).to_string();
        let (status, body) = self.call("POST", "/crm/v3/objects/contacts/search", self.token(), &body);
        assert_eq!(status, 200, "{body}");
        let found: Value = serde_json::from_str(&body).expect("the answer is JSON");
        let results = found["results"].as_array().expect("there are results").iter();
        let ids: Vec<_> = results.map(|record| record["id"].as_str().expect("an id").to_owned()).collect();
        assert_eq!(found["total"], ids.len());
        ids
    }

    /// Ends it without a chance to do anything.
    pub(crate) fn kill(mut self) {
        self.process.kill().expect("the process is killed");
        self.process.wait().expect("the process ends");
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, name: &str) {
        let pid = self.process.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &pid]).status().expect("there is a kill command");
        assert!(sent.success());
    }

    /// Whether the process has not ended yet.
    pub(crate) fn is_running(&mut self) -> bool {
        matches!(self.process.try_wait(), Ok(None))
    }

    /// Waits for its end and returns how it ended and what it still printed on standard output.
    pub(crate) fn wait(mut self) -> (ExitStatus, String) {
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).expect("the output is text");
        (self.process.wait().expect("the process ends"), rest)
    }

    /// Tells it to stop and expects it to end well.
    pub(crate) fn stop(self) {
        self.signal("TERM");
        let (status, rest) = self.wait();
        assert_eq!((status.code(), rest.as_str()), (Some(0), ""));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A process that has ended already cannot be killed, which is all right.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A request as it travels, after which the connection is to be closed; a body that is no JSON is a form.
pub(crate) fn request(method: &str, path: &str, token: &str, body: &str) -> String {
    let is_json = body.is_empty() || body.starts_with(['{', '[']);
    let kind = if is_json { "json" } else { "x-www-form-urlencoded" };
    format!(
        "{method} {path} HTTP/1.1\r\nHost: crm.example.com\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/{kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// Reads an answer to the end of its connection.
pub(crate) fn answer(connection: &mut TcpStream) -> (u16, String) {
    let mut text = String::new();
    connection.read_to_string(&mut text).expect("the answer is text");
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no whole answer: {text:?}"));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    (status, body.to_owned())
}

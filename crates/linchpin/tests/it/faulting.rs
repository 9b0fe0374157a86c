//! Faults that end connections, and what a restart leaves of faults and clocks.

use std::io::{Read as _, Write as _};

use tempfile::tempdir;

use crate::harness::{Server, request, succeed};

const CONTACTS: &str = "/crm/v3/objects/contacts";

/// Everything that comes back before the connection ends.
fn read(server: &Server) -> String {
    let mut connection = server.connect();
    connection
        .write_all(request("GET", CONTACTS, server.token(), "").as_bytes())
        .expect("the request is sent");
    let mut bytes = Vec::new();
    // A connection that is reset has ended too.
    let _ = connection.read_to_end(&mut bytes);
    String::from_utf8(bytes).expect("the answer is text")
}

#[test]
fn a_fault_ends_a_connection_without_an_answer_or_in_the_middle_of_it() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    server.create_contact("Ada");
    let put = |effect: &str| {
        let fault = format!(r#"{{"operation":"crm.objects.list","times":1,"effect":{{"{effect}":true}}}}"#);
        assert_eq!(server.call("PUT", "/_linchpin/v1/faults/cut", server.token(), &fault).0, 200);
    };
    put("drop");
    assert_eq!(read(&server), "");
    put("truncate");
    let cut = read(&server);
    let (head, body) = cut.split_once("\r\n\r\n").expect("a head");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
    let length: usize = length.parse().expect("a number");
    assert!(head.starts_with("HTTP/1.1 200") && body.len() == length / 2, "{cut}");
    assert!(read(&server).ends_with('}'));
}

#[test]
fn a_restart_leaves_faults_and_clocks() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let fault = r#"{"effect":{"status":503}}"#;
    assert_eq!(server.call("PUT", "/_linchpin/v1/faults/down", server.token(), fault).0, 200);
    let clock = r#"{"now":"2001-01-01T00:00:00Z","frozen":true}"#;
    assert_eq!(server.call("PUT", "/_linchpin/v1/clock", server.token(), clock).0, 200);
    server.stop();
    let server = Server::start(data.path(), &[]);
    assert_eq!(server.call("GET", CONTACTS, server.token(), "").0, 503);
    assert_eq!(server.call("DELETE", "/_linchpin/v1/faults", server.token(), "").0, 204);
    let (_, made) = server.call("POST", CONTACTS, server.token(), r#"{"properties":{}}"#);
    assert!(made.contains(r#""createdAt":"2001-01-01T00:00:00Z""#), "{made}");
    let (_, log) = server.call("GET", "/_linchpin/v1/calls?status=503", server.token(), "");
    assert!(log.contains(r#""operation":"crm.objects.list""#), "{log}");
    let printed = succeed(&["calls"], data.path());
    assert!(printed.lines().any(|line| line.contains("\t503\t") && line.contains(CONTACTS)), "{printed}");
    server.stop();
}

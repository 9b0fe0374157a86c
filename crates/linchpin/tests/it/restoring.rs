//! Archived records, brought back by a command.

use tempfile::tempdir;

use crate::harness::{Server, fail, run};

#[test]
fn archived_records_come_back_while_no_server_runs() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let ids = ["Ada", "Grace"].map(|name| server.create_contact(name));
    for id in &ids {
        let (status, body) =
            server.call("DELETE", &format!("/crm/v3/objects/contacts/{id}"), server.token(), "");
        assert_eq!(status, 204, "{body}");
    }
    let command = ["restore", "--type", "contacts", "--id", &ids[0], "--id", "987654", "--id", &ids[1]];
    let message = fail(&command, data.path());
    assert!(message.contains("is in use by another process"), "{message}");
    server.stop();
    let output = run(&command, data.path());
    assert!(!output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stdout), format!("{}\n{}\n", ids[0], ids[1]));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("987654 is not restored: there are no contacts with these ids"), "{said}");
    let server = Server::start(data.path(), &[]);
    for id in &ids {
        let (status, _) = server.call("GET", &format!("/crm/v3/objects/contacts/{id}"), server.token(), "");
        assert_eq!(status, 200);
    }
}

#[test]
fn a_type_that_does_not_exist_is_named() {
    let data = tempdir().unwrap();
    let message = fail(&["restore", "--type", "unicorns", "--id", "1"], data.path());
    assert!(message.contains("there is no object type \"unicorns\""), "{message}");
}

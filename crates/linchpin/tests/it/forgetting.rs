//! Records that are deleted for privacy, in the files of the data folder.

use std::path::Path;

use tempfile::tempdir;

use crate::harness::Server;

/// Whether any file of the folder holds the text.
fn holds(data: &Path, text: &str) -> bool {
    let files = std::fs::read_dir(data).expect("the folder reads");
    files.into_iter().any(|file| {
        let bytes = std::fs::read(file.expect("the folder reads").path()).expect("the file reads");
        bytes.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text.as_bytes()))
    })
}

#[test]
fn the_files_of_a_running_server_hold_nothing_of_a_deleted_contact() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let id = server.create_contact("Unforgettable");
    let contact = format!("/crm/v3/objects/contacts/{id}");
    // Long enough to need pages of its own, which an update frees.
    let long = "Indelible".repeat(2_000);
    for name in [long.as_str(), "Rememberable"] {
        let body = format!(r#"{{"properties":{{"lastname":"{name}","email":"keep@forget.example.com"}}}}"#);
        let (status, body) = server.call("PATCH", &contact, server.token(), &body);
        assert_eq!(status, 200, "{body}");
    }
    let texts = ["Unforgettable", "Indelible", "Rememberable", "forget.example.com"];
    for text in texts {
        assert!(holds(data.path(), text), "{text}");
    }
    let body = format!(r#"{{"objectId":"{id}"}}"#);
    let (status, _) = server.call("POST", "/crm/v3/objects/contacts/gdpr-delete", server.token(), &body);
    assert_eq!(status, 204);
    for text in texts {
        assert!(!holds(data.path(), text), "{text}");
    }
    server.stop();
    for text in texts {
        assert!(!holds(data.path(), text), "{text}");
    }
}

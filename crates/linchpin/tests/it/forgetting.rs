//! Records that are deleted for privacy, in the files of the data folder.

use std::path::Path;
use std::time::{Duration, Instant};

use tempfile::tempdir;

use crate::harness::Server;

/// Whether any file of the folder, or of one in it, holds the text.
fn holds(folder: &Path, text: &str) -> bool {
    let files = std::fs::read_dir(folder).expect("the folder reads");
    files.into_iter().any(|file| {
        let path = file.expect("the folder reads").path();
        if path.is_dir() {
            return holds(&path, text);
        }
        // Files of the index come and go.
        let bytes = std::fs::read(path).unwrap_or_default();
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

#[test]
fn the_search_index_holds_nothing_of_a_deleted_contact_soon_after() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    // Together, so that they stand in one segment of the index, of which something is left.
    let ids = ["Unforgettable", "Ada"].map(|name| server.create_contact(name));
    assert_eq!(server.search("firstname", "unforgettable"), ids[..1]);
    let index = data.path().join("search");
    assert!(holds(&index, "unforgettable"));
    let body = format!(r#"{{"objectId":"{}"}}"#, ids[0]);
    let (status, _) = server.call("POST", "/crm/v3/objects/contacts/gdpr-delete", server.token(), &body);
    assert_eq!(status, 204);
    let deadline = Instant::now() + Duration::from_secs(20);
    while holds(&index, "unforgettable") {
        assert!(Instant::now() < deadline, "the index still holds it");
        std::thread::yield_now();
    }
    assert_eq!(server.search("firstname", "ada"), ids[1..]);
    server.stop();
}

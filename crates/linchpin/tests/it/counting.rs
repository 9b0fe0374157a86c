//! Counts of calls after a crash: what is older than the time between two writes is there.

use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::tempdir;

use crate::harness::Server;

/// How long calls are made: longer than the two seconds between two writes.
const CALLING: Duration = Duration::from_secs(3);
/// The first of that, whose calls have to be written by the end even where the machine is busy.
const SAFE: Duration = Duration::from_millis(300);

/// How many calls the account made today.
fn used(server: &Server) -> u64 {
    let path = "/account-info/v3/api-usage/daily/private-apps";
    let (status, body) = server.call("GET", path, server.token(), "");
    assert_eq!(status, 200, "{body}");
    let usage: Value = serde_json::from_str(&body).expect("the answer is JSON");
    usage["results"][0]["currentUsage"].as_u64().expect("a number")
}

#[test]
fn counts_survive_a_crash_but_for_the_last_seconds() {
    let data = tempdir().unwrap();
    let server = Server::start(data.path(), &[]);
    let (started, mut n_calls, mut n_safe) = (Instant::now(), 0, 0);
    while started.elapsed() < CALLING {
        assert_eq!(server.call("GET", "/crm/v3/objects/contacts", server.token(), "").0, 200);
        n_calls += 1;
        if started.elapsed() < SAFE {
            n_safe = n_calls;
        }
    }
    server.kill();
    let server = Server::start(data.path(), &[]);
    let used = used(&server);
    assert!((n_safe..=n_calls + 1).contains(&used), "{used} of {n_calls}, {n_safe} of them long ago");
}

//! Many callers at once around the same lists: whoever waits for whom, nothing fails and sizes stay exact.

use futures_util::future::join_all;

use super::*;

/// Callers at the same time.
const CALLERS: usize = 12;
/// What each of them does, one after the other.
const CALLS: usize = 12;

/// One caller, who adds contacts to lists, removes them, archives and restores them, and renames the lists.
async fn use_them(app: &TestApp, lists: &[String; 2], ids: &[String], caller: usize) {
    for call in 0..CALLS {
        let list = &lists[(caller + call / 2) % 2];
        let some: Vec<_> = (0..6).map(|at| &ids[(caller * 5 + call * 7 + at * 3) % ids.len()]).collect();
        let one = json!({"inputs": [{"id": some[0]}, {"id": some[1]}]});
        let path = format!("{LISTS}/{list}");
        let answer = match (caller + call) % 6 {
            0 | 1 => app.put(&format!("{path}/memberships/add"), json!(some)).await,
            2 => app.put(&format!("{path}/memberships/remove"), json!(some)).await,
            3 => app.post("/crm/v3/objects/contacts/batch/archive", one).await,
            4 => app.post("/_linchpin/v1/objects/contacts/restore", one).await,
            _ => app.put(&format!("{path}/update-list-name?listName=L{caller}-{call}"), json!(null)).await,
        };
        // Whoever comes too late may be told so; nobody is told that the server failed.
        assert!(answer.status < 500, "{}", answer.text());
    }
}

#[tokio::test]
async fn sizes_are_exact_after_everybody_wrote_at_once() {
    on_both_engines(async |app| {
        let lists = [create(&app, "One", "MANUAL").await, create(&app, "Two", "MANUAL").await];
        let ids = contacts(&app, 20).await;
        join_all((0..CALLERS).map(|caller| use_them(&app, &lists, &ids, caller))).await;
        for list in &lists {
            let members = members(&app, list).await;
            assert_eq!(size(&app, list).await, members.len() as i64);
            for id in &members {
                assert_eq!(app.get(&format!("/crm/v3/objects/contacts/{id}")).await.status, 200, "{id}");
            }
        }
    })
    .await;
}

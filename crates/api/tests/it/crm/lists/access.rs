//! Who may look at lists and change them.

use linchpin_engine::Scopes;

use super::*;

#[tokio::test]
async fn lists_have_scopes_of_their_own() {
    let mut app = TestApp::new().await;
    let list = create(&app, "Fans", "MANUAL").await;
    for (scopes, reads, writes) in [
        ("crm.lists.read", 200, 403),
        ("crm.lists.write", 403, 403),
        ("crm.objects.contacts.read crm.objects.contacts.write", 403, 403),
        ("crm.lists.read crm.lists.write", 200, 200),
    ] {
        app.token = app.token_with(Scopes::parse(scopes)).await;
        let read = app.get(&format!("{LISTS}/{list}")).await;
        let write = app.put(&format!("{LISTS}/{list}/memberships/add"), json!([])).await;
        assert_eq!((read.status, write.status), (reads, writes), "{scopes}");
    }
}

#[tokio::test]
async fn lists_of_other_accounts_are_not_there() {
    on_both_engines(async |mut app| {
        let list = create(&app, "Fans", "MANUAL").await;
        let records = contacts(&app, 1).await;
        add(&app, &list, &records).await;
        app.account = app.engine.create_account("Other").await.expect("an account can be made");
        app.token = app.token_with(Scopes::All).await;
        assert_eq!(app.get(&format!("{LISTS}/{list}")).await.status, 404);
        assert_eq!(app.get(&format!("{LISTS}/{list}/memberships")).await.status, 404);
        let found = app.post(&format!("{LISTS}/search"), json!({})).await;
        assert_eq!(found.json["total"], json!(0));
        // Ids begin anew, and names are free.
        assert_eq!(create(&app, "Fans", "MANUAL").await, list);
        assert_eq!(members(&app, &list).await, Vec::<String>::new());
    })
    .await;
}

//! Accounts that are made and thrown away.

use linchpin_engine::Scopes;
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::json;

const ACCOUNTS: &str = "/_linchpin/v1/accounts";
const CONTACTS: &str = "/crm/v3/objects/contacts";

#[tokio::test]
async fn an_account_comes_with_a_token_and_goes_with_everything() {
    on_both_engines(async |mut app| {
        app.post(CONTACTS, json!({"properties": {"email": "old@example.com"}})).await;
        let made = app.post(ACCOUNTS, json!({"name": "Suite 1"})).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let (first, id) = (app.account.0, made.json["accountId"].as_i64().expect("an id"));
        let theirs =
            std::mem::replace(&mut app.token, made.json["token"].as_str().expect("a token").to_owned());
        assert_eq!(app.get(CONTACTS).await.json["results"], json!([]));
        app.post(CONTACTS, json!({"properties": {"email": "new@example.com"}})).await;
        app.post("/_linchpin/v1/snapshots", json!({})).await;
        app.post(&format!("{CONTACTS}/search"), json!({"query": "new"})).await;

        // Nobody deletes another account than the own one.
        let other = app.delete(&format!("{ACCOUNTS}/{first}")).await;
        assert_eq!(
            (other.status, &other.json["message"]),
            (404, &json!(format!("There is no account \"{first}\".")))
        );
        assert_eq!(app.delete(&format!("{ACCOUNTS}/{id}")).await.status, 204);
        assert_eq!(app.get(CONTACTS).await.status, 401);

        app.token = theirs;
        assert_eq!(app.get(CONTACTS).await.json["results"].as_array().map(Vec::len), Some(1));
        // The number of an account is never given again.
        let next = app.post(ACCOUNTS, json!({})).await;
        assert_eq!(next.json["accountId"].as_i64(), Some(id + 1));
        for table in ["records", "changes", "tokens", "snapshots", "unique_values"] {
            let sql = format!("SELECT account_id FROM {table} WHERE account_id <> $1 AND account_id <> $2");
            let params = [linchpin_store::Param::Int(first), linchpin_store::Param::Int(id + 1)];
            let left = app.database.query(&*sql.leak(), &params, |row| row.int(0)).await.expect("it reads");
            assert_eq!(left, Vec::<i64>::new(), "in {table}");
        }
    })
    .await;
}

#[tokio::test]
async fn only_an_admin_may() {
    let mut app = TestApp::new().await;
    app.token = app.token_with(Scopes::parse("crm.objects.contacts.write")).await;
    for (method, path) in
        [("POST", ACCOUNTS), ("DELETE", "/_linchpin/v1/accounts/1"), ("POST", "/_linchpin/v1/reset")]
    {
        let request = app.request(method, path).body(axum::body::Body::empty()).expect("a request");
        let answer = app.call(request).await;
        assert_eq!((answer.status, &answer.json["category"]), (403, &json!("MISSING_SCOPES")), "{path}");
    }
}

//! Public apps that are let in and taken out, over HTTP.

use linchpin_domain::{AppId, UserId};
use linchpin_engine::Scopes;
use linchpin_engine::apps::NewInstall;
use linchpin_store::{Error, Param};
use linchpin_testkit::{START, TestApp, on_both_engines};
use serde_json::json;

use super::{APPS, OWN_ACCOUNT, invalid, make, not_found, refusal, status_with};

const INSTALLS: &str = "/_linchpin/v1/installs";

/// Makes a public app and lets it into the account that made it.
async fn install(app: &TestApp) -> AppId {
    let made = make(app, json!({"name": "Sync", "type": "PUBLIC", "scopes": []})).await;
    let id = AppId::parse(made["id"].as_str().expect("an id")).expect("an id");
    let public = app.engine.app(app.account, id).await.expect("the app");
    let new =
        NewInstall { account: app.account, app: &public, scopes: &["oauth".to_owned()], user: UserId(7) };
    app.engine.install(new).await.expect("lets in");
    id
}

/// A token of the app, as if OAuth had given it.
async fn token_of(app: &TestApp, id: AppId) -> String {
    let token = app.token_with(Scopes::parse("")).await;
    let newest = app.engine.apps(app.account).await.expect("reads").pop().expect("an app").id;
    let work = app.database.transaction::<_, Error, _>(move |tx| {
        Box::pin(async move {
            let to = [Param::Text("oauth"), Param::Int(id.0), Param::Int(newest.0)];
            tx.execute("UPDATE tokens SET credential = $1, app_id = $2 WHERE app_id = $3", &to).await
        })
    });
    assert_eq!(work.await.expect("writes"), 1);
    token
}

#[tokio::test]
async fn installs_are_listed_and_ended() {
    on_both_engines(async |app| {
        let id = install(&app).await;
        let expected = json!({"results": [{
            "appId": id.to_string(), "ownerId": app.account.to_string(), "name": "Sync", "scopes": ["oauth"],
            "userId": "7", "installedAt": START.to_iso(), "updatedAt": START.to_iso(),
        }]});
        assert_eq!(app.get(INSTALLS).await.json, expected);
        let token = token_of(&app, id).await;
        assert_eq!(status_with(&app, &token, OWN_ACCOUNT).await, 200);
        let path = format!("{INSTALLS}/{id}");
        assert_eq!(app.delete(&path).await.status, 204);
        assert_eq!(status_with(&app, &token, OWN_ACCOUNT).await, 401);
        assert_eq!(refusal(&app.delete(&path).await), not_found(&id.to_string()));
        assert_eq!(app.get(INSTALLS).await.json, json!({"results": []}));
    })
    .await;
}

#[tokio::test]
async fn an_app_takes_itself_out() {
    on_both_engines(async |mut app| {
        let admin = app.token.clone();
        for version in ["v3", "2026-03", "2026-09"] {
            let path = format!("/appinstalls/{version}/external-install");
            let id = install(&app).await;
            app.token = token_of(&app, id).await;
            let answer = app.delete(&path).await;
            assert_eq!((answer.status, answer.text()), (204, String::new()));
            assert_eq!(app.delete(&path).await.status, 401);
            app.token.clone_from(&admin);
            assert_eq!(app.get(INSTALLS).await.json, json!({"results": []}));
        }
        let private = app.delete("/appinstalls/v3/external-install").await;
        assert_eq!(refusal(&private), invalid("Only an app that was let in by OAuth can be uninstalled."));
    })
    .await;
}

#[tokio::test]
async fn archiving_an_app_takes_it_out_everywhere() {
    on_both_engines(async |app| {
        let id = install(&app).await;
        let token = token_of(&app, id).await;
        assert_eq!(app.delete(&format!("{APPS}/{id}")).await.status, 204);
        assert_eq!(status_with(&app, &token, OWN_ACCOUNT).await, 401);
        assert_eq!(app.get(INSTALLS).await.json, json!({"results": []}));
    })
    .await;
}

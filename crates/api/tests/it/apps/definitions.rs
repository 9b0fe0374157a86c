//! Making, reading, changing and archiving apps.

use linchpin_engine::Scopes;
use linchpin_testkit::{START, TestApp, on_both_engines};
use serde_json::{Value, json};

use super::{APPS, OWN_ACCOUNT, invalid, make, not_found, refusal, status_with};

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_private_app_comes_with_a_token() {
    on_both_engines(async |app| {
        let made = make(&app, json!({"name": "Sync", "scopes": ["crm.objects.contacts.read"]})).await;
        let (id, token) = (text(&made, "id"), text(&made, "token"));
        let mut expected = json!({
            "id": id, "type": "PRIVATE", "name": "Sync", "scopes": ["oauth", "crm.objects.contacts.read"],
            "createdAt": START.to_iso(), "updatedAt": START.to_iso(), "archived": false, "token": token,
            "clientSecret": made["clientSecret"],
        });
        assert_eq!(made, expected);
        assert_eq!(status_with(&app, &token, "/crm/v3/objects/contacts").await, 200);
        assert_eq!(status_with(&app, &token, "/crm/v3/objects/companies").await, 403);
        assert_eq!(status_with(&app, &token, APPS).await, 403);
        for shown_once in ["token", "clientSecret"] {
            expected.as_object_mut().expect("an object").remove(shown_once);
        }
        assert_eq!(app.get(&format!("{APPS}/{id}")).await.json, expected);
        let listed = app.get(APPS).await.json;
        assert_eq!(listed["results"][1], expected);
        assert_eq!(
            (&listed["results"][0]["name"], &listed["results"][0]["scopes"]),
            (&json!("Test app"), &json!(["*"]))
        );
    })
    .await;
}

#[tokio::test]
async fn a_public_app_comes_with_a_client_id_and_secret() {
    let app = TestApp::new().await;
    let body = json!({
        "name": "Sync", "type": "PUBLIC", "scopes": ["crm.lists.read"], "conditionalScopes": ["crm.export"],
        "optionalScopes": ["crm.import"], "redirectUrls": ["https://example.com/cb"],
    });
    let made = make(&app, body).await;
    let (id, client_id, secret) = (text(&made, "id"), text(&made, "clientId"), text(&made, "clientSecret"));
    let mut expected = json!({
        "id": id, "type": "PUBLIC", "name": "Sync", "scopes": ["oauth", "crm.lists.read"],
        "clientId": client_id, "conditionalScopes": ["crm.export"], "optionalScopes": ["crm.import"],
        "redirectUrls": ["https://example.com/cb"], "createdAt": START.to_iso(), "updatedAt": START.to_iso(),
        "archived": false,
    });
    assert_eq!(app.get(&format!("{APPS}/{id}")).await.json, expected);
    expected["clientSecret"] = json!(secret);
    assert_eq!(made, expected);
    let rotated = app.post(&format!("{APPS}/{id}/client-secret/rotate"), json!({})).await.json;
    assert_eq!(text(&rotated, "clientId"), client_id);
    let found = app.engine.find_app_by_client_id(&client_id).await.expect("reads").expect("the app");
    let is = |text: &str| app.engine.app_secret_is(&found, text).expect("opens");
    assert!(is(&text(&rotated, "clientSecret")));
    assert!(!is(&secret));
}

#[tokio::test]
async fn a_private_app_has_a_secret_too() {
    let app = TestApp::new().await;
    let made = make(&app, json!({"name": "Sync", "scopes": []})).await;
    let first = text(&made, "clientSecret");
    assert_eq!(first.len(), 36);
    let path = format!("{APPS}/{}/client-secret/rotate", text(&made, "id"));
    let rotated = app.post(&path, json!({})).await.json;
    assert_ne!(text(&rotated, "clientSecret"), first);
    assert_eq!(rotated.as_object().map(serde_json::Map::len), Some(1));
}

#[tokio::test]
async fn scopes_of_a_private_app_change_in_place() {
    on_both_engines(async |app| {
        let made = make(&app, json!({"name": "Sync", "scopes": []})).await;
        let (path, token) = (format!("{APPS}/{}", text(&made, "id")), text(&made, "token"));
        assert_eq!(status_with(&app, &token, "/crm/v3/objects/contacts").await, 403);
        app.advance(5);
        let change = json!({"name": "Sync 2", "scopes": ["crm.objects.contacts.read"]});
        let changed = app.patch(&path, change).await.json;
        assert_eq!(
            (text(&changed, "name"), text(&changed, "createdAt")),
            ("Sync 2".to_owned(), START.to_iso())
        );
        assert_ne!(text(&changed, "updatedAt"), START.to_iso());
        assert_eq!(status_with(&app, &token, "/crm/v3/objects/contacts").await, 200);
        app.patch(&path, json!({"scopes": []})).await;
        assert_eq!(status_with(&app, &token, "/crm/v3/objects/contacts").await, 403);
        app.patch(&path, json!({"scopes": ["*"]})).await;
        assert_eq!(status_with(&app, &token, APPS).await, 200);
        assert_eq!(app.patch(&path, json!({})).await.json["scopes"], json!(["*"]));
    })
    .await;
}

#[tokio::test]
async fn archiving_an_app_ends_its_tokens() {
    on_both_engines(async |app| {
        let made = make(&app, json!({"name": "Sync", "scopes": []})).await;
        let (id, token) = (text(&made, "id"), text(&made, "token"));
        let path = format!("{APPS}/{id}");
        assert_eq!(status_with(&app, &token, OWN_ACCOUNT).await, 200);
        let archived = app.delete(&path).await;
        assert_eq!((archived.status, archived.text()), (204, String::new()));
        assert_eq!(status_with(&app, &token, OWN_ACCOUNT).await, 401);
        assert_eq!(app.get(APPS).await.json["results"].as_array().map(Vec::len), Some(1));
        let read = app.get(&path).await.json;
        assert_eq!((&read["archived"], &read["archivedAt"]), (&json!(true), &json!(START.to_iso())));
        assert_eq!(refusal(&app.delete(&path).await), not_found(&id));
        assert_eq!(refusal(&app.patch(&path, json!({"name": "x"})).await), not_found(&id));
        assert_eq!(refusal(&app.post(&format!("{path}/tokens"), json!({})).await), not_found(&id));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_an_app_is_refused() {
    let app = TestApp::new().await;
    for (body, reason) in [
        (json!({"name": " ", "scopes": []}), "An app must have a name."),
        (json!({"name": "a", "scopes": ["a.b"]}), "There is no scope \"a.b\"."),
        (json!({"name": "a", "scopes": ["*"], "type": "PUBLIC"}), "A public app must name its scopes."),
        (json!({"name": "a", "scopes": [], "type": "SECRET"}), "The type of an app is PRIVATE or PUBLIC."),
        (json!({"name": "a", "scopes": [], "redirectUrls": []}), "A private app has no redirectUrls."),
        (
            json!({"name": "a", "scopes": [], "type": "PUBLIC", "redirectUrls": ["https://10.0.0.1/"]}),
            "\"https://10.0.0.1/\" cannot be a redirect URL: it names an IP address instead of a domain.",
        ),
    ] {
        assert_eq!(refusal(&app.post(APPS, body).await), invalid(reason));
    }
    let made = make(&app, json!({"name": "a", "scopes": []})).await;
    let path = format!("{APPS}/{}", text(&made, "id"));
    for (change, reason) in [
        (json!({"name": ""}), "An app must have a name."),
        (json!({"scopes": ["a.b"]}), "There is no scope \"a.b\"."),
        (json!({"optionalScopes": []}), "A private app has no optional scopes."),
    ] {
        assert_eq!(refusal(&app.patch(&path, change).await), invalid(reason));
    }
    for id in ["1", "x"] {
        assert_eq!(refusal(&app.get(&format!("{APPS}/{id}")).await), not_found(id));
    }
}

#[tokio::test]
async fn apps_are_for_admins_only() {
    let mut app = TestApp::new().await;
    app.token = app.token_with(Scopes::parse("crm.objects.contacts.read")).await;
    for answer in
        [app.get(APPS).await, app.post(APPS, json!({})).await, app.delete("/_linchpin/v1/installs/1").await]
    {
        assert_eq!((answer.status, &answer.json["category"]), (403, &json!("MISSING_SCOPES")));
    }
    app.token = app.token_with(Scopes::parse("linchpin.admin")).await;
    assert_eq!(app.get(APPS).await.status, 200);
}

#[tokio::test]
async fn apps_of_other_accounts_are_out_of_reach() {
    let app = TestApp::new().await;
    let other = app.engine.create_account("Other").await.expect("an account");
    let scopes = Scopes::All;
    let new = linchpin_engine::apps::NewPrivateApp { account: other, name: "Theirs", scopes };
    let id = app.engine.create_private_app(new).await.expect("an app").app.to_string();
    let path = format!("{APPS}/{id}");
    for answer in [
        app.get(&path).await,
        app.patch(&path, json!({"name": "Mine"})).await,
        app.delete(&path).await,
        app.get(&format!("{path}/tokens")).await,
        app.post(&format!("{path}/tokens"), json!({})).await,
        app.post(&format!("{path}/tokens/rotate"), json!({})).await,
        app.delete(&format!("{path}/tokens/1")).await,
    ] {
        assert_eq!(refusal(&answer), not_found(&id));
    }
}

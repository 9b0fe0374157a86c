//! What tokens tell about themselves.

use linchpin_domain::base64;
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use super::Client;

/// The keys of an object, in the order in which they were sent.
fn keys(text: &str) -> Vec<String> {
    let object: serde_json::Map<String, Value> = serde_json::from_str(text).expect("an object");
    let mut keys: Vec<_> = object.keys().cloned().collect();
    keys.sort_by_key(|key| text.find(&format!("\"{key}\":")));
    keys
}

#[tokio::test]
async fn an_access_token_tells_what_it_stands_for() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let (access, _) = client.install().await;
        app.advance(90_500);
        let answer = app.get(&format!("/oauth/v1/access-tokens/{access}")).await;
        assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"));
        assert!(answer.header("x-hubspot-ratelimit-max").is_empty());
        // Recorded: the keys, and their order.
        assert_eq!(
            keys(&answer.text()),
            [
                "token",
                "user",
                "hub_domain",
                "scopes",
                "signed_access_token",
                "token_type",
                "user_id",
                "is_private_distribution",
                "hub_id",
                "expires_in",
                "app_id",
            ]
        );
        let (body, user) = (&answer.json, client.user().await.0);
        let app_id = client.credentials.app.0;
        for (key, expected) in [
            ("token", json!(access)),
            ("user", json!("admin@example.com")),
            ("hub_domain", json!("linchpin.example")),
            ("scopes", json!(["oauth", "crm.objects.contacts.read", "crm.objects.contacts.write"])),
            ("token_type", json!("access")),
            ("user_id", json!(user)),
            ("is_private_distribution", json!(false)),
            ("hub_id", json!(app.account.0)),
            ("expires_in", json!(1_709)),
            ("app_id", json!(app_id)),
        ] {
            assert_eq!(body[key], expected, "{key}");
        }
        let signed = &body["signed_access_token"];
        let signature = signed["signature"].as_str().expect("text");
        assert_eq!(base64::decode(signature).map(|bytes| bytes.len()), Some(32));
        let scopes = base64::encode(b"oauth crm.objects.contacts.read crm.objects.contacts.write");
        assert_eq!(
            *signed,
            json!({
                "expiresAt": app.engine.clock().now().0 + 1_709_500, "scopes": scopes, "hubId": app.account.0,
                "userId": user, "appId": app_id, "signature": signature, "scopeToScopeGroupPks": "",
                "newSignature": signature, "hublet": "na1", "trialScopes": "",
                "trialScopeToScopeGroupPks": "", "isUserLevel": false, "installingUserId": user,
                "isServiceAccount": false, "isPrivateDistribution": false,
            })
        );
    })
    .await;
}

#[tokio::test]
async fn a_refresh_token_tells_what_it_stands_for_until_it_ends() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let (access, refresh) = client.install().await;
        let path = format!("/oauth/v1/refresh-tokens/{refresh}");
        let answer = app.get(&path).await;
        assert_eq!(
            answer.json,
            json!({
                "token": refresh, "user": "admin@example.com", "hub_domain": "linchpin.example",
                "scopes": ["oauth", "crm.objects.contacts.read", "crm.objects.contacts.write"],
                "token_type": "refresh", "user_id": client.user().await.0, "hub_id": app.account.0,
                "client_id": client.credentials.client_id,
            })
        );
        let ended = app.delete(&path).await;
        assert_eq!((ended.status, ended.text()), (204, String::new()));
        for answer in [app.get(&path).await, app.delete(&path).await] {
            assert_eq!(answer.status, 404);
            assert_eq!(answer.json["message"], "refresh token is invalid, expired or revoked");
            assert_eq!(answer.json["category"], "OBJECT_NOT_FOUND");
        }
        // Access tokens that came of it go on, and the app stays.
        assert_eq!(client.call_with(&access).await, 200);
        assert_eq!(client.refresh(&refresh).await.json["status"], "BAD_REFRESH_TOKEN");
        assert_eq!(app.engine.installs(app.account).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_access_token_has_nothing_to_tell() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let (_, refresh) = client.install().await;
        for token in ["nonsense", app.token.as_str(), refresh.as_str()] {
            let answer = app.get(&format!("/oauth/v1/access-tokens/{token}")).await;
            let expected = json!({
                "status": "error", "message": "access token is invalid or expired",
                "correlationId": answer.header("x-hubspot-correlation-id"), "category": "OBJECT_NOT_FOUND",
            });
            assert_eq!((answer.status, &answer.json), (404, &expected));
        }
    })
    .await;
}

#[tokio::test]
async fn an_app_asks_about_its_own_tokens() {
    on_both_engines(async |app| {
        let (client, other) = (Client::new(&app).await, Client::new(&app).await);
        let (access, refresh) = client.install().await;
        let user = client.user().await.0;
        for (version, field, token, token_use) in [
            ("v3", "token", &access, "access_token"),
            ("2026-03", "access_token", &access, "access_token"),
            ("2026-09", "refresh_token", &refresh, "refresh_token"),
        ] {
            let path = format!("/oauth/{version}/token/introspect");
            let answer = client.form(&path, &[(field, token), ("token_type_hint", "refresh_token")]).await;
            let mut expected = json!({
                "active": true, "token": token, "hub_id": app.account.0, "user_id": user,
                "client_id": client.credentials.client_id, "app_id": client.credentials.app.0,
                "user": "admin@example.com", "hub_domain": "linchpin.example",
                "scopes": ["oauth", "crm.objects.contacts.read", "crm.objects.contacts.write"],
                "token_use": token_use, "token_type": "Bearer",
            });
            if token_use == "access_token" {
                expected["signed_access_token"] = answer.json["signed_access_token"].clone();
                expected["expires_in"] = json!(1_800);
                expected["is_private_distribution"] = json!(false);
            }
            assert_eq!((answer.status, &answer.json), (200, &expected));
            let foreign = other.form(&path, &[(field, token)]).await;
            assert_eq!((foreign.status, foreign.json), (200, json!({"active": false})));
        }
        let unknown = client.form("/oauth/v3/token/introspect", &[("token", "x")]).await;
        assert_eq!((unknown.status, unknown.json), (200, json!({"active": false})));
    })
    .await;
}

#[tokio::test]
async fn an_app_ends_its_own_tokens() {
    on_both_engines(async |app| {
        let (client, other) = (Client::new(&app).await, Client::new(&app).await);
        let (access, refresh) = client.install().await;
        let revoke = "/oauth/v3/token/revoke";
        for token in [&access, &refresh] {
            // Whoever asks about what is not its own learns nothing.
            assert_eq!(other.form(revoke, &[("token", token)]).await.status, 200);
        }
        assert_eq!(client.call_with(&access).await, 200);
        let answer = client.form(revoke, &[("token", &refresh), ("token_type_hint", "refresh_token")]).await;
        assert_eq!((answer.status, answer.text(), answer.header("content-type")), (200, String::new(), ""));
        assert_eq!(client.call_with(&access).await, 200);
        assert_eq!(client.refresh(&refresh).await.status, 400);
        assert_eq!(client.form(revoke, &[("token", &access)]).await.status, 200);
        assert_eq!(client.call_with(&access).await, 401);
        assert_eq!(client.form(revoke, &[("token", &access)]).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn tokens_are_nowhere_in_the_database() {
    let app = TestApp::new().await;
    let client = Client::new(&app).await;
    let code = client.code(client.asks()).await;
    let (access, refresh) = client.install().await;
    let rows = app.database.query(
        "SELECT hex(hash) || hint || hex(coalesce(refresh_hash, '')) FROM tokens \
         UNION ALL SELECT hex(hash) || redirect_url || scopes FROM authorization_codes \
         UNION ALL SELECT hex(hash) || scopes FROM refresh_tokens",
        &[],
        |row| Ok(row.text(0)?.to_owned()),
    );
    for row in rows.await.expect("rows") {
        for secret in [&code, &access, &refresh] {
            assert!(!row.contains(secret.as_str()), "{row}");
        }
    }
}

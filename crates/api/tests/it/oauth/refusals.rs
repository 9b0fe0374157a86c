//! What the token endpoints refuse, to the letter.

use axum::body::Body;
use axum::http::Request;
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::json;

use super::{Client, REDIRECT, send};

/// Sends fields to every version of the endpoint, and compares the refusal.
async fn check(client: &Client<'_>, fields: &[(&str, &str)], (status, error, message): (&str, &str, &str)) {
    for version in ["v1", "v3", "2026-03", "2026-09"] {
        let answer = client.form(&format!("/oauth/{version}/token"), fields).await;
        let correlation_id = answer.header("x-hubspot-correlation-id");
        let expected = json!({
            "error": error, "error_description": message, "status": status, "message": message,
            "correlationId": correlation_id,
        });
        assert_eq!((answer.status, &answer.json), (400, &expected), "{fields:?}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn grants_are_refused() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let code = client.code(client.asks()).await;
        let exchange = ("grant_type", "authorization_code");
        let unknown_code = ("BAD_AUTH_CODE", "invalid_grant", "missing or unknown auth code");
        let unknown_refresh =
            ("BAD_REFRESH_TOKEN", "invalid_grant", "refresh token is invalid, expired or revoked");
        let unknown_grant = ("BAD_GRANT_TYPE", "unsupported_grant_type", "missing or unknown grant type");
        check(&client, &[exchange, ("code", "na1-no"), ("redirect_uri", REDIRECT)], unknown_code).await;
        check(&client, &[exchange, ("redirect_uri", REDIRECT)], unknown_code).await;
        check(&client, &[("grant_type", "refresh_token"), ("refresh_token", "x")], unknown_refresh).await;
        check(&client, &[("grant_type", "refresh_token")], unknown_refresh).await;
        check(&client, &[("grant_type", "password")], unknown_grant).await;
        check(&client, &[], unknown_grant).await;
        let other = "redirect URI does not match the initial authorization code URI";
        let other = ("MISMATCH_REDIRECT_URI_AUTH_CODE", "invalid_grant", other);
        let elsewhere = ("redirect_uri", "http://localhost:3000/cb");
        check(&client, &[exchange, ("code", &code), elsewhere], other).await;
        let missing = ("BAD_REDIRECT_URI", "invalid_request", "missing or malformed redirect URI");
        check(&client, &[exchange, ("code", &code)], missing).await;
        // None of that used the code up.
        assert_eq!(client.exchange(&code).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn clients_are_refused() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let id = client.credentials.client_id.as_str();
        let unknown = ("BAD_CLIENT_ID", "invalid_client", "missing or unknown client id");
        let wrong = ("BAD_CLIENT_SECRET", "invalid_client", "missing or invalid client secret");
        for (fields, (status, error, message)) in [
            (vec![], unknown),
            (vec![("client_id", "no-such-app"), ("client_secret", "x")], unknown),
            (vec![("client_id", id)], wrong),
            (vec![("client_id", id), ("client_secret", "wrong")], wrong),
        ] {
            for path in ["/oauth/v1/token", "/oauth/v3/token/introspect", "/oauth/v3/token/revoke"] {
                let answer = send(&app, path, &fields).await;
                assert_eq!(answer.status, 400);
                for (key, expected) in [
                    ("status", status),
                    ("error", error),
                    ("message", message),
                    ("error_description", message),
                ] {
                    assert_eq!(answer.json[key], expected, "{path} {fields:?}");
                }
            }
        }
        let missing = client.form("/oauth/v3/token/introspect", &[]).await;
        assert_eq!((missing.status, &missing.json["status"]), (400, &json!("BAD_TOKEN")));
    })
    .await;
}

#[tokio::test]
async fn what_was_made_for_another_app_is_unknown() {
    on_both_engines(async |app| {
        let (client, other) = (Client::new(&app).await, Client::new(&app).await);
        let code = client.code(client.asks()).await;
        assert_eq!(other.exchange(&code).await.json["status"], "BAD_AUTH_CODE");
        let (_, refresh) = client.install().await;
        assert_eq!(other.refresh(&refresh).await.json["status"], "BAD_REFRESH_TOKEN");
        assert_eq!(client.exchange(&code).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn only_forms_are_read() {
    let app = TestApp::new().await;
    let request = Request::post("/oauth/v1/token").header("content-type", "application/json");
    let answer = app.call(request.body(Body::from("{}")).unwrap()).await;
    assert_eq!(answer.status, 415);
}

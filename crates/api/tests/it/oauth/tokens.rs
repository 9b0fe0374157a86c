//! Exchanging codes and refresh tokens.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Request;
use futures_util::future::join_all;
use linchpin_engine::oauth::AuthorizationParameters;
use linchpin_testkit::on_both_engines;
use serde_json::json;

use super::{CHALLENGE, Client, REDIRECT, VERIFIER, text};

#[tokio::test]
async fn a_code_brings_tokens_that_open_the_account() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let (code, user) = (client.code(client.asks()).await, client.user().await);
        assert!(app.engine.installs(app.account).await.unwrap().is_empty(), "a consent is no install yet");
        let answer = client.exchange(&code).await;
        assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"));
        let body = &answer.json;
        let (access, refresh) = (text(&body["access_token"]), text(&body["refresh_token"]));
        assert!(access.starts_with('C') && access.len() > 100, "{access}");
        assert!(refresh.starts_with("na1-") && refresh.len() == 40, "{refresh}");
        assert_eq!(
            *body,
            json!({
                "token_type": "bearer", "refresh_token": refresh, "access_token": access,
                "hub_id": app.account.0, "user_id": user.0, "expires_in": 1800, "token_use": "access_token",
                "scopes": ["oauth", "crm.objects.contacts.read", "crm.objects.contacts.write"],
            })
        );
        assert_eq!(client.call_with(&access).await, 200);
        let installs = app.engine.installs(app.account).await.unwrap();
        assert_eq!(installs[0].app, client.credentials.app);
        assert_eq!(installs[0].user, user);
    })
    .await;
}

#[tokio::test]
async fn refreshing_brings_another_access_token_and_leaves_all_others() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let (access, refresh) = client.install().await;
        let answer = client.refresh(&refresh).await;
        assert_eq!((answer.status, &answer.json["refresh_token"]), (200, &json!(refresh)));
        let other = text(&answer.json["access_token"]);
        assert_ne!(access, other);
        assert_eq!((client.call_with(&access).await, client.call_with(&other).await), (200, 200));
    })
    .await;
}

#[tokio::test]
async fn a_code_that_is_used_twice_ends_what_it_brought() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let (others, _) = client.install().await;
        let code = client.code(client.asks()).await;
        let first = client.exchange(&code).await.json;
        let (access, refresh) = (text(&first["access_token"]), text(&first["refresh_token"]));
        let more = text(&client.refresh(&refresh).await.json["access_token"]);
        assert_eq!(client.call_with(&access).await, 200);

        let again = client.exchange(&code).await;
        assert_eq!((again.status, &again.json["status"]), (400, &json!("BAD_AUTH_CODE")));
        assert_eq!(client.call_with(&access).await, 401);
        assert_eq!(client.call_with(&more).await, 401);
        assert_eq!(client.refresh(&refresh).await.json["status"], "BAD_REFRESH_TOKEN");
        assert_eq!(client.call_with(&others).await, 200, "tokens of another consent stay");
    })
    .await;
}

#[tokio::test]
async fn of_many_who_use_a_code_at_once_one_gets_tokens() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let code = client.code(client.asks()).await;
        let answers = join_all((0..8).map(|_| client.exchange(&code))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_thousand_who_refresh_at_once_get_a_thousand_tokens() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let (_, refresh) = client.install().await;
        let answers = join_all((0..1_000).map(|_| client.refresh(&refresh))).await;
        let tokens: BTreeSet<_> = answers.iter().map(|answer| text(&answer.json["access_token"])).collect();
        assert_eq!(tokens.len(), 1_000);
        let calls = join_all(tokens.iter().map(|token| client.call_with(token))).await;
        assert!(calls.iter().all(|status| *status == 200));
    })
    .await;
}

#[tokio::test]
async fn a_challenge_is_answered_by_its_verifier() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let challenge = AuthorizationParameters {
            challenge: Some(CHALLENGE),
            challenge_method: Some("S256"),
            ..client.asks()
        };
        for (asks, verifier, status) in [
            (challenge, Some(VERIFIER), 200),
            (challenge, None, 400),
            (challenge, Some(CHALLENGE), 400),
            (client.asks(), Some(VERIFIER), 400),
        ] {
            let code = client.code(asks).await;
            let mut fields =
                vec![("grant_type", "authorization_code"), ("code", &*code), ("redirect_uri", REDIRECT)];
            fields.extend(verifier.map(|verifier| ("code_verifier", verifier)));
            let answer = client.form("/oauth/v3/token", &fields).await;
            assert_eq!(answer.status, status, "{}", answer.text());
            if status == 400 {
                assert_eq!(answer.json["status"], "BAD_CODE_VERIFIER");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn secrets_come_in_the_form_the_query_or_a_header() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let (_, refresh) = client.install().await;
        let (id, secret) = (&client.credentials.client_id, client.credentials.client_secret.expose());
        let basic = linchpin_domain::base64::encode(format!("{id}:{secret}").as_bytes());
        for (uri, authorization, form) in [
            (
                "/oauth/v1/token".to_owned(),
                None,
                format!(
                    "grant_type=refresh_token&refresh_token={refresh}&client_id={id}&client_secret={secret}"
                ),
            ),
            (
                format!("/oauth/v1/token?client_secret={secret}&refresh_token={refresh}"),
                None,
                format!("grant_type=refresh_token&client_id={id}"),
            ),
            (
                "/oauth/2026-03/token".to_owned(),
                Some(format!("Basic {basic}")),
                format!("grant_type=refresh_token&refresh_token={refresh}"),
            ),
        ] {
            let mut request = Request::post(uri).header("content-type", "application/x-www-form-urlencoded");
            if let Some(authorization) = authorization {
                request = request.header("authorization", authorization);
            }
            let answer = app.call(request.body(Body::from(form)).unwrap()).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
    })
    .await;
}

#[tokio::test]
async fn an_app_calls_for_itself_with_scopes_of_its_own() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let fields = [("grant_type", "client_credentials"), ("scope", "developers-read")];
        let answer = client.form("/oauth/v3/token", &fields).await;
        let token = text(&answer.json["access_token"]);
        assert_eq!(
            answer.json,
            json!({
                "token_type": "bearer", "access_token": token, "scopes": ["developers-read"],
                "expires_in": 1800, "token_use": "client_credentials",
            })
        );
        // What is in an account is only for apps that it let in.
        assert_eq!(client.call_with(&token).await, 403);
        let fields = [("grant_type", "client_credentials"), ("scope", "crm.objects.contacts.read")];
        let refused = client.form("/oauth/v3/token", &fields).await;
        assert_eq!((refused.status, &refused.json["error"]), (400, &json!("invalid_scope")));
    })
    .await;
}

#[tokio::test]
async fn an_app_that_is_taken_out_has_no_tokens() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let (access, refresh) = client.install().await;
        assert_eq!(client.call_with(&access).await, 200);
        assert!(app.engine.uninstall(app.account, client.credentials.app).await.unwrap());
        assert_eq!(client.call_with(&access).await, 401);
        assert_eq!(client.refresh(&refresh).await.json["status"], "BAD_REFRESH_TOKEN");
    })
    .await;
}

//! How long codes and tokens last.

use linchpin_domain::account::Setting;
use linchpin_testkit::on_both_engines;
use serde_json::json;

use super::{Client, bearer, text};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

#[tokio::test]
async fn an_access_token_ends_to_the_millisecond_and_says_so() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let (access, refresh) = client.install().await;
        app.advance(30 * MINUTE - 1);
        assert_eq!(client.call_with(&access).await, 200);
        app.advance(1);
        for (message, later) in [
            ("The OAuth token used to make this call expired 0 second(s) ago.", 5 * MINUTE),
            ("The OAuth token used to make this call expired 5 minute(s) ago.", 0),
        ] {
            let answer = bearer(&app, &access).await;
            let expected = json!({
                "status": "error", "message": message,
                "correlationId": answer.header("x-hubspot-correlation-id"),
                "context": {"expire time": ["2026-03-04T05:36:07.089Z"]}, "category": "EXPIRED_AUTHENTICATION",
            });
            assert_eq!((answer.status, &answer.json), (401, &expected));
            app.advance(later);
        }
        assert_eq!(app.get(&format!("/oauth/v1/access-tokens/{access}")).await.status, 404);
        let fresh = text(&client.refresh(&refresh).await.json["access_token"]);
        assert_eq!(client.call_with(&fresh).await, 200);
    })
    .await;
}

#[tokio::test]
async fn an_account_says_how_long_access_tokens_last() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let (_, refresh) = client.install().await;
        app.engine.set_in_account(app.account, Setting::OAuthTokenSeconds, "21600").await.unwrap();
        app.engine.set_in_account(app.account, Setting::DataHostingLocation, "eu1").await.unwrap();
        let answer = client.refresh(&refresh).await.json;
        assert_eq!(answer["expires_in"], 21_600);
        app.advance(21_600_000 - 1);
        assert_eq!(client.call_with(&text(&answer["access_token"])).await, 200);
        let (_, of_europe) = client.install().await;
        assert!(of_europe.starts_with("eu1-"), "{of_europe}");
    })
    .await;
}

#[tokio::test]
async fn a_code_lasts_ten_minutes() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let (code, late) = (client.code(client.asks()).await, client.code(client.asks()).await);
        app.advance(10 * MINUTE - 1);
        assert_eq!(client.exchange(&code).await.status, 200);
        app.advance(1);
        let answer = client.exchange(&late).await;
        assert_eq!((answer.status, &answer.json["status"]), (400, &json!("EXPIRED_AUTH_CODE")));
        assert_eq!(answer.json["message"], "auth code is expired");
        assert_eq!(answer.json["error"], "invalid_grant");
    })
    .await;
}

#[tokio::test]
async fn what_ended_is_forgotten_a_day_later() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let (access, refresh) = client.install().await;
        app.advance(DAY);
        // The code ended a day ago; the token is told about for half an hour more.
        assert_eq!(app.engine.sweep_tokens().await.unwrap(), 0);
        app.advance(10 * MINUTE + 1);
        assert_eq!(app.engine.sweep_tokens().await.unwrap(), 1);
        assert_eq!(bearer(&app, &access).await.json["category"], "EXPIRED_AUTHENTICATION");
        app.advance(20 * MINUTE);
        assert_eq!(app.engine.sweep_tokens().await.unwrap(), 1);
        assert_eq!(bearer(&app, &access).await.json["category"], "INVALID_AUTHENTICATION");
        assert_eq!(client.refresh(&refresh).await.status, 200);
        assert_eq!(app.get("/crm/v3/objects/contacts").await.status, 200, "private tokens stay");
    })
    .await;
}

#[tokio::test]
async fn tokens_end_by_the_clock_of_the_account() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let (access, refresh) = client.install().await;
        let clock = async |ms: i64| app.put("/_linchpin/v1/clock", json!({ "advanceMs": ms })).await.status;
        assert_eq!(clock(30 * MINUTE - 1).await, 200);
        assert_eq!(client.call_with(&access).await, 200);
        assert_eq!(clock(1).await, 200);
        let late = bearer(&app, &access).await;
        let message = "The OAuth token used to make this call expired 0 second(s) ago.";
        assert_eq!((late.status, &late.json["message"]), (401, &json!(message)));
        let fresh = text(&client.refresh(&refresh).await.json["access_token"]);
        assert_eq!(client.call_with(&fresh).await, 200);
        let facts = app.get(&format!("/oauth/v1/access-tokens/{fresh}")).await;
        assert_eq!(facts.json["expires_in"], 1_800);
    })
    .await;
}

use axum::body::Body;
use axum::http::Request;
use linchpin_engine::Scopes;
use linchpin_testkit::{Answer, TestApp, on_both_engines};
use serde_json::json;

use super::{CONTACTS, refused};

async fn with(app: &TestApp, header: (&str, &str), method: &str, path: &str, body: &str) -> Answer {
    let request = Request::builder().method(method).uri(path).header(header.0, header.1);
    app.call(request.body(Body::from(body.to_owned())).expect("a request")).await
}

#[tokio::test]
async fn no_or_wrong_credentials_are_refused() {
    on_both_engines(async |app| {
        let message = "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can \
                       find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview";
        for header in [
            ("x-nothing", ""),
            ("authorization", "Bearer pat-na1-00000000-0000-0000-0000-000000000000"),
            ("authorization", "Bearer"),
            ("authorization", "Basic abc"),
            ("private-app", "nonsense"),
        ] {
            let answer = with(&app, header, "GET", CONTACTS, "").await;
            refused(&answer, 401, "INVALID_AUTHENTICATION", message);
        }
        let answer = with(&app, ("private-app", &app.token), "GET", CONTACTS, "").await;
        assert_eq!(answer.status, 200);
    })
    .await;
}

#[tokio::test]
async fn scopes_are_asked_for_before_anything_is_read() {
    on_both_engines(async |app| {
        let token = app.token_with(Scopes::parse("crm.objects.contacts.read")).await;
        let bearer = format!("Bearer {token}");
        let header = ("authorization", bearer.as_str());
        assert_eq!(with(&app, header, "GET", CONTACTS, "").await.status, 200);
        let answer = with(&app, header, "POST", CONTACTS, "not even JSON").await;
        assert_eq!((answer.status, &answer.json["category"]), (403, &json!("MISSING_SCOPES")));
        let wanted = &answer.json["errors"][0]["context"]["requiredGranularScopes"];
        assert_eq!(wanted, &json!(["crm.objects.contacts.write"]));
        assert_eq!(answer.json["links"]["scopes"], "https://developers.hubspot.com/scopes");
        let answer = with(&app, header, "GET", "/crm/v3/objects/deals/1", "").await;
        assert_eq!(answer.status, 403);
    })
    .await;
}

#[tokio::test]
async fn a_revoked_token_stops_at_once() {
    on_both_engines(async |app| {
        let token = app.token_with(Scopes::All).await;
        let bearer = format!("Bearer {token}");
        let header = ("authorization", bearer.as_str());
        assert_eq!(with(&app, header, "GET", CONTACTS, "").await.status, 200);
        assert!(app.engine.revoke_token(&token).await.expect("tokens can be revoked"));
        assert_eq!(with(&app, header, "GET", CONTACTS, "").await.status, 401);
        assert!(!app.engine.revoke_token(&token).await.expect("the store works"));
    })
    .await;
}

#[tokio::test]
async fn what_clients_get_wrong_is_tolerated_or_refused_clearly() {
    on_both_engines(async |app| {
        let bearer = format!("Bearer {}", app.token);
        let header = ("authorization", bearer.as_str());
        assert_eq!(with(&app, header, "GET", CONTACTS, "null").await.status, 200);
        assert_eq!(with(&app, header, "PUT", CONTACTS, "{}").await.status, 405);
        assert_eq!(with(&app, header, "GET", "/crm/v3/nowhere", "").await.status, 404);
        let many = (0..10_000).map(|index| format!("p{}", index % 10)).collect::<Vec<_>>().join("&");
        let answer = with(&app, header, "GET", &format!("{CONTACTS}?{many}"), "").await;
        assert!((400..500).contains(&answer.status), "{}", answer.status);
        for body in [
            String::new(),
            "[".repeat(100_000),
            "{\"properties\":".repeat(10_000),
            "{\"properties\":{\"email\":".to_owned() + &"9".repeat(5_000) + "}}",
            "{\"properties\":{\"email\":1e400}}".to_owned(),
            "{\"properties\":[]}".to_owned(),
            "{\"properties\":{\"email\":{}}}".to_owned(),
            "{\"properties\":{\"email\":\"\\ud800\"}}".to_owned(),
            "%".to_owned(),
            "null".to_owned(),
            "{}".to_owned(),
        ] {
            let answer = with(&app, header, "POST", CONTACTS, &body).await;
            assert_eq!(answer.status, 400, "{:.80}: {}", body, answer.text());
        }
        let request = Request::builder().method("POST").uri(CONTACTS).header("authorization", &bearer);
        let answer = app.call(
            request.body(Body::from(&b"{\"properties\":{\"firstname\":\"\xff\"}}"[..])).expect("a request"),
        );
        assert_eq!(answer.await.status, 400);
    })
    .await;
}

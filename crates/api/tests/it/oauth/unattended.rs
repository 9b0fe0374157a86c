//! Consent without anybody in front of a browser.

use linchpin_engine::Scopes;
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use super::{CHALLENGE, Client, REDIRECT, SCOPES, VERIFIER};

/// Where consent is given.
const PATH: &str = "/_linchpin/v1/oauth/authorizations";

#[tokio::test]
async fn an_app_is_let_in_without_a_page() {
    on_both_engines(async |app| {
        let client = Client::new(&app).await;
        let answer = app
            .post(
                PATH,
                json!({
                    "client_id": client.credentials.client_id, "redirect_uri": REDIRECT, "scope": SCOPES,
                    "optional_scope": "crm.objects.deals.read no.such.scope", "code_challenge": CHALLENGE,
                    "code_challenge_method": "S256", "user_id": client.user().await.0,
                }),
            )
            .await;
        assert_eq!((answer.status, answer.header("cache-control")), (201, "no-store"));
        let granted =
            ["oauth", "crm.objects.contacts.read", "crm.objects.contacts.write", "crm.objects.deals.read"];
        assert_eq!(answer.json["scopes"], json!(granted));
        let code = answer.json["code"].as_str().expect("a code");
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", VERIFIER),
        ];
        let tokens = client.form("/oauth/v3/token", &fields).await;
        assert_eq!((tokens.status, &tokens.json["scopes"]), (200, &json!(granted)));
    })
    .await;
}

#[tokio::test]
async fn what_an_app_cannot_have_is_told() {
    let mut app = TestApp::new().await;
    let id = Client::new(&app).await.credentials.client_id;
    let ask = |changes: Value| {
        let mut body = json!({"client_id": id, "redirect_uri": REDIRECT, "scope": SCOPES});
        for (name, value) in changes.as_object().expect("an object") {
            body[name] = value.clone();
        }
        body
    };
    let missing =
        "The link does not ask for all scopes that the app requires: crm.objects.contacts.write missing.";
    let undeclared = "The link asks for scopes that the app did not declare: tickets.";
    for (changes, status, message) in [
        (json!({"client_id": "x"}), 400, "No app has this client ID."),
        (
            json!({"redirect_uri": "https://evil.example/"}),
            400,
            "The redirect URL is not one of those that the app registered.",
        ),
        (json!({"scope": "crm.objects.contacts.read"}), 400, missing),
        (json!({"scope": format!("{SCOPES} tickets")}), 400, undeclared),
        (
            json!({"code_challenge": CHALLENGE, "code_challenge_method": "plain"}),
            400,
            "The code challenge must be the base64url text of a SHA-256 hash, with the method S256.",
        ),
        (json!({"user_id": "7"}), 404, "Owner \"7\" does not exist"),
    ] {
        let answer = app.post(PATH, ask(changes)).await;
        assert_eq!((answer.status, &answer.json["message"]), (status, &json!(message)));
    }
    app.token = app.token_with(Scopes::parse(SCOPES)).await;
    assert_eq!(app.post(PATH, ask(json!({}))).await.status, 403);
}

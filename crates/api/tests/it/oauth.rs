//! OAuth 2.0 over HTTP: a public app is let in, and gets, refreshes, asks about and ends its tokens.

mod facts;
mod lifetimes;
mod refusals;
mod tokens;
mod unattended;

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use linchpin_domain::UserId;
use linchpin_engine::Scopes;
use linchpin_engine::apps::{AppScopes, ClientCredentials, NewPublicApp};
use linchpin_engine::oauth::AuthorizationParameters;
use linchpin_testkit::{Answer, TestApp};
use serde_json::Value;

/// Where the app of these tests sends people back to.
const REDIRECT: &str = "https://app.example/callback";
/// What its link asks for.
const SCOPES: &str = "crm.objects.contacts.read crm.objects.contacts.write";
/// RFC 7636's own example.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A public app that wants to be let into the account of a [`TestApp`].
struct Client<'a> {
    app: &'a TestApp,
    credentials: ClientCredentials,
}

impl<'a> Client<'a> {
    /// A new app of the account.
    async fn new(app: &'a TestApp) -> Self {
        let scopes = AppScopes {
            required: Scopes::parse(SCOPES),
            conditional: vec!["crm.objects.companies.read".to_owned()],
            optional: vec!["crm.objects.deals.read".to_owned(), "developers-read".to_owned()],
        };
        let redirect_urls = &[REDIRECT.to_owned(), "http://localhost:3000/cb".to_owned()];
        let new = NewPublicApp { account: app.account, name: "Connector", scopes, redirect_urls };
        let credentials = app.engine.create_public_app(new).await.expect("an app can be made");
        Self { app, credentials }
    }

    /// The user of the account who lets apps in.
    async fn user(&self) -> UserId {
        let owners = self.app.get("/crm/v3/owners").await.json;
        UserId(owners["results"][0]["userId"].as_i64().expect("an account has an owner"))
    }

    /// What the app's link asks for.
    fn asks(&self) -> AuthorizationParameters<'_> {
        AuthorizationParameters {
            client_id: Some(&self.credentials.client_id),
            redirect_url: Some(REDIRECT),
            scopes: SCOPES,
            ..AuthorizationParameters::default()
        }
    }

    /// The code that somebody's consent brings.
    async fn code(&self, asks: AuthorizationParameters<'_>) -> String {
        let granted = self.app.engine.authorization(&asks).await.expect("the app asks for what it can have");
        let user = self.user().await;
        let code = self.app.engine.authorize(&granted, self.app.account, user).await;
        code.expect("a code can be made").expose().to_owned()
    }

    /// Sends a form with the app's id and secret to an endpoint.
    async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let ClientCredentials { client_id, client_secret, .. } = &self.credentials;
        let own = [("client_id", client_id.as_str()), ("client_secret", client_secret.expose())];
        send(self.app, path, &[&own, fields].concat()).await
    }

    /// Exchanges a code.
    async fn exchange(&self, code: &str) -> Answer {
        let fields = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", REDIRECT)];
        self.form("/oauth/v1/token", &fields).await
    }

    /// Exchanges a refresh token.
    async fn refresh(&self, token: &str) -> Answer {
        self.form("/oauth/v1/token", &[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    /// Lets the app in: its access and its refresh token.
    async fn install(&self) -> (String, String) {
        let answer = self.exchange(&self.code(self.asks()).await).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        (text(&answer.json["access_token"]), text(&answer.json["refresh_token"]))
    }

    /// The status of a call with this access token.
    async fn call_with(&self, token: &str) -> u16 {
        bearer(self.app, token).await.status
    }
}

/// A read with this access token.
async fn bearer(app: &TestApp, token: &str) -> Answer {
    let request = axum::http::Request::get("/crm/v3/objects/contacts");
    let request = request.header("authorization", format!("Bearer {token}"));
    app.call(request.body(Body::empty()).expect("a test's request is valid")).await
}

/// Sends a form.
async fn send(app: &TestApp, path: &str, fields: &[(&str, &str)]) -> Answer {
    let encode =
        |text: &str| text.replace('%', "%25").replace('&', "%26").replace('+', "%2B").replace(' ', "+");
    let fields = fields.iter().map(|(name, value)| format!("{name}={}", encode(value)));
    let form = fields.collect::<Vec<_>>().join("&");
    let request = axum::http::Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    app.call(request.body(Body::from(form)).expect("a test's request is valid")).await
}

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

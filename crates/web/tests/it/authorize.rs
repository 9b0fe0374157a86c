//! Consent: an app is let in by somebody who is signed in and may.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use linchpin_domain::{Role, UserId};
use linchpin_engine::Scopes;
use linchpin_engine::apps::{AppScopes, ClientCredentials, NewPublicApp};
use linchpin_store::users;
use linchpin_testkit::{Answer, PASSWORD, TestApp, on_both_engines};

/// Where the app of these tests sends people back to; the query of it stays.
const REDIRECT: &str = "https://app.example/cb?from=crm";
/// The same in a link.
const REDIRECT_ENCODED: &str = "https%3A%2F%2Fapp.example%2Fcb%3Ffrom%3Dcrm";

/// A public app whose name has to be escaped.
async fn client(app: &TestApp) -> ClientCredentials {
    let scopes = AppScopes {
        required: Scopes::parse("crm.objects.contacts.read"),
        conditional: vec!["crm.objects.companies.read".to_owned()],
        optional: vec!["crm.objects.deals.read".to_owned()],
    };
    let redirect_urls = &[REDIRECT.to_owned()];
    let new = NewPublicApp { account: app.account, name: "Mail & <More>", scopes, redirect_urls };
    app.engine.create_public_app(new).await.expect("an app can be made")
}

/// The app's link, with something more.
fn link(client: &ClientCredentials, more: &str) -> String {
    let id = &client.client_id;
    format!(
        "/oauth/authorize?client_id={id}&redirect_uri={REDIRECT_ENCODED}&scope=crm.objects.contacts.read{more}"
    )
}

/// What somebody answers, in the account of the test.
async fn decide(
    browser: &mut linchpin_testkit::Browser<'_>,
    app: &TestApp,
    link: &str,
    decision: &str,
) -> Answer {
    browser.get(link).await;
    let account = app.account.to_string();
    browser.submit(link, &[("account", &account), ("decision", decision)]).await
}

#[tokio::test]
async fn somebody_signs_in_lets_an_app_in_and_goes_back_with_a_code() {
    on_both_engines(async |app| {
        let client = client(&app).await;
        app.admin_browser().await;
        let mut browser = app.browser();
        let link = link(&client, "&optional_scope=crm.objects.deals.read%20no.such.scope&state=a%20b%26c");
        let answer = browser.get(&link).await;
        let login = answer.header("location").to_owned();
        assert_eq!(answer.status, 303);
        assert!(login.starts_with("/login?next=%2Foauth%2Fauthorize%3F"), "{login}");
        let page = browser.get(&login).await.text();
        let next = page.split(r#"name="next" value=""#).nth(1).and_then(|rest| rest.split('"').next());
        let next = next.expect("the form leads on").replace("&#38;", "&").replace("&amp;", "&");
        let typed = [("email", "admin@example.org"), ("password", PASSWORD), ("next", &*next)];
        let answer = browser.submit("/login", &typed).await;
        assert_eq!((answer.status, answer.header("location")), (303, &*next));

        let page = browser.get(&next).await;
        assert_eq!(page.status, 200);
        assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"));
        assert!(!page.header("content-security-policy").contains("script"));
        let text = page.text();
        for part in ["Mail &#38; &#60;More&#62;", "app.example", "crm.objects.contacts.read", "crm.objects.deals.read"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        for part in ["<More>", "<code>no.such.scope", "<script", "<code>oauth</code>", "crm.objects.companies.read"] {
            assert!(!text.contains(part), "{part}");
        }

        let account = app.account.to_string();
        let answer = browser.submit(&next, &[("account", &account), ("decision", "connect")]).await;
        let location = answer.header("location");
        assert_eq!((answer.status, answer.header("cache-control")), (302, "no-store"));
        let code = location.strip_prefix("https://app.example/cb?from=crm&code=").expect("a code");
        let code = code.strip_suffix("&state=a%20b%26c").expect("the state");

        let (id, secret) = (&client.client_id, client.client_secret.expose());
        let form = format!(
            "grant_type=authorization_code&code={code}&redirect_uri={REDIRECT_ENCODED}&client_id={id}&client_secret={secret}"
        );
        let request = Request::post("/oauth/v1/token").header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let tokens = app.call(request.body(Body::from(form)).unwrap()).await;
        assert_eq!(tokens.status, 200, "{}", tokens.text());
        assert_eq!(tokens.json["scopes"][2], "crm.objects.deals.read");
    })
    .await;
}

#[tokio::test]
async fn whoever_cancels_goes_back_without_a_code() {
    let app = TestApp::new().await;
    let client = client(&app).await;
    let mut browser = app.admin_browser().await;
    let answer = decide(&mut browser, &app, &link(&client, "&state=s"), "cancel").await;
    assert_eq!(answer.status, 302);
    let denied = "https://app.example/cb?from=crm&error=access_denied&error_description=";
    let location = answer.header("location");
    assert!(location.starts_with(denied) && location.ends_with("&state=s"), "{location}");
}

#[tokio::test]
async fn a_link_that_asks_for_what_cannot_be_leads_nowhere() {
    let app = TestApp::new().await;
    let client = client(&app).await;
    let mut browser = app.admin_browser().await;
    let id = &client.client_id;
    for (query, text) in [
        (String::new(), "No app has this client ID."),
        (format!("client_id=x&redirect_uri={REDIRECT_ENCODED}"), "No app has this client ID."),
        (format!("client_id={id}"), "The redirect URL is not one"),
        (format!("client_id={id}&redirect_uri=https%3A%2F%2Fevil.example"), "The redirect URL is not one"),
        (format!("client_id={id}&redirect_uri={REDIRECT_ENCODED}"), "crm.objects.contacts.read missing"),
        (
            format!(
                "client_id={id}&redirect_uri={REDIRECT_ENCODED}&scope=crm.objects.contacts.read%20tickets"
            ),
            "did not declare: tickets",
        ),
    ] {
        let answer = browser.get(&format!("/oauth/authorize?{query}")).await;
        assert_eq!((answer.status, answer.header("location")), (400, ""), "{query}");
        assert!(answer.text().contains(text), "{query}: {}", answer.text());
    }
}

#[tokio::test]
async fn an_app_is_told_what_it_may_know() {
    let app = TestApp::new().await;
    let client = client(&app).await;
    for (more, error) in [
        ("&response_type=token", "unsupported_response_type"),
        ("&code_challenge=short&code_challenge_method=S256", "invalid_request"),
        ("&code_challenge_method=plain", "invalid_request"),
    ] {
        let answer = app.browser().get(&link(&client, more)).await;
        assert_eq!(answer.status, 302);
        let told = format!("https://app.example/cb?from=crm&error={error}&error_description=");
        assert!(answer.header("location").starts_with(&told), "{}", answer.header("location"));
    }
    let answer = app.browser().get(&link(&client, "&response_type=code")).await;
    assert_eq!(answer.status, 303, "a code is what there is");
}

#[tokio::test]
async fn a_path_may_name_the_account() {
    let app = TestApp::new().await;
    let client = client(&app).await;
    let mut browser = app.admin_browser().await;
    let link = link(&client, "");
    for (account, status) in [(app.account.to_string(), 200), ("1".to_owned(), 403), ("x".to_owned(), 403)] {
        let pinned = link.replace("/oauth/authorize", &format!("/oauth/{account}/authorize"));
        assert_eq!(browser.get(&pinned).await.status, status, "{account}");
    }
    // The form cannot name another one either.
    browser.get(&link).await;
    let answer = browser.submit(&link, &[("account", "1"), ("decision", "connect")]).await;
    assert_eq!((answer.status, answer.header("location")), (400, ""));
}

#[tokio::test]
async fn only_admins_let_apps_in() {
    let app = TestApp::new().await;
    let client = client(&app).await;
    let mut browser = app.admin_browser().await;
    let link = link(&client, "");
    let user = UserId(app.get("/crm/v3/owners").await.json["results"][0]["userId"].as_i64().expect("a user"));
    for (role, status) in [(Role::Admin, 200), (Role::Member, 403), (Role::Viewer, 403)] {
        let (account, now) = (app.account, app.engine.clock().now());
        let work = app.database.transaction::<_, linchpin_store::Error, _>(move |tx| {
            Box::pin(users::set_role(tx, account, user, role.as_str(), now))
        });
        work.await.expect("a role can be set");
        let page = browser.get(&link).await;
        assert_eq!(page.status, status, "{}", page.text());
    }
    let account = app.account.to_string();
    let answer = browser.submit(&link, &[("account", &account), ("decision", "connect")]).await;
    assert_eq!((answer.status, answer.header("location")), (403, ""));
}

#[tokio::test]
async fn a_form_of_another_site_lets_nothing_in() {
    let app = TestApp::new().await;
    let client = client(&app).await;
    let mut browser = app.admin_browser().await;
    let link = link(&client, "");
    browser.get(&link).await;
    for (csrf, site) in [("wrong", "same-origin"), (browser.csrf(), "cross-site")] {
        let form = format!("csrf={csrf}&account={}&decision=connect", app.account);
        let request =
            browser.request("POST", &link).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = request.header("sec-fetch-site", site).body(Body::from(form)).unwrap();
        let answer = app.call(request).await;
        assert_eq!((answer.status, answer.header("location")), (403, ""));
    }
}

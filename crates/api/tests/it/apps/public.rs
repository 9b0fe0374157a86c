//! Public apps and where they are let in, as the engine keeps them.

use linchpin_domain::UserId;
use linchpin_engine::apps::{AppKind, AppRefusal, AppScopes, ClientCredentials, NewInstall, NewPublicApp};
use linchpin_engine::{Error, Result, Scopes};
use linchpin_testkit::{TestApp, on_both_engines};

/// Who lets apps in.
const USER: UserId = UserId(7);

fn scopes(required: &str, conditional: &str, optional: &str) -> AppScopes {
    let list = |text| Scopes::parse(text).listed().to_vec();
    AppScopes { required: Scopes::parse(required), conditional: list(conditional), optional: list(optional) }
}

/// Makes a public app in the account.
async fn make(app: &TestApp, name: &str, scopes: AppScopes, urls: &[&str]) -> Result<ClientCredentials> {
    let redirect_urls: Vec<_> = urls.iter().map(|url| (*url).to_owned()).collect();
    let new = NewPublicApp { account: app.account, name, scopes, redirect_urls: &redirect_urls };
    app.engine.create_public_app(new).await
}

#[tokio::test]
async fn a_public_app_is_found_by_its_client_id() {
    on_both_engines(async |app| {
        let asked =
            scopes("crm.objects.contacts.read", "crm.objects.leads.read", "crm.lists.read, crm.export");
        let urls = ["https://example.com/cb", "http://localhost:3000/cb"];
        let made = make(&app, " Sync ", asked, &urls).await.expect("an app");
        let found = app.engine.find_app_by_client_id(&made.client_id).await.expect("reads").expect("the app");
        assert_eq!((found.account, found.id, found.kind), (app.account, made.app, AppKind::Public));
        assert_eq!((found.name.as_str(), found.client_id.as_ref()), ("Sync", Some(&made.client_id)));
        let expected =
            scopes("oauth crm.objects.contacts.read", "crm.objects.leads.read", "crm.lists.read crm.export");
        assert_eq!((&found.scopes, &found.redirect_urls[..]), (&expected, &urls.map(str::to_owned)[..]));
        let secret = made.client_secret.expose();
        let is = |text: &str| app.engine.app_secret_is(&found, text).expect("opens");
        assert!(is(secret));
        assert!(!is(""));
        assert!(!is(&secret[1..]));
        assert!(!is(&made.client_id));
        assert!(app.engine.find_app_by_client_id(secret).await.expect("reads").is_none());
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_an_app_is_refused() {
    let app = TestApp::new().await;
    let refused =
        async |name: &str, asked: AppScopes, urls: &[&str]| match make(&app, name, asked, urls).await {
            Err(Error::App(refusal)) => refusal.to_string(),
            other => panic!("{other:?}"),
        };
    let none = || scopes("", "", "");
    assert_eq!(refused(" ", none(), &[]).await, "an app must have a name");
    let long = "x".repeat(101);
    assert_eq!(refused(&long, none(), &[]).await, "the name of an app cannot be longer than 100 characters");
    assert_eq!(refused("a", scopes("*", "", ""), &[]).await, "a public app must name its scopes");
    for asked in [scopes("a.b", "", ""), scopes("", "a.b", ""), scopes("", "", "a.b")] {
        assert_eq!(refused("a", asked, &[]).await, "there is no scope \"a.b\"");
    }
    assert_eq!(
        refused("a", none(), &["http://example.com"]).await,
        "\"http://example.com\" cannot be a redirect URL: it does not begin with https://, as all but those of \
         localhost must"
    );
    let many = ["https://example.com"; 101];
    assert_eq!(refused("a", none(), &many).await, "an app cannot have more than 100 redirect URLs");
    assert!(matches!(
        app.engine.app(app.account, linchpin_domain::AppId(1)).await,
        Err(Error::App(AppRefusal::NotFound(id))) if id == "1"
    ));
}

#[tokio::test]
async fn apps_belong_to_the_account_that_made_them() {
    on_both_engines(async |app| {
        let made = make(&app, "Sync", scopes("", "", ""), &[]).await.expect("an app");
        let other = app.engine.create_account("Other").await.expect("an account");
        let names = async |account| {
            let apps = app.engine.apps(account).await.expect("reads");
            apps.into_iter().map(|app| (app.name, app.kind)).collect::<Vec<_>>()
        };
        let expected = [("Test app".to_owned(), AppKind::Private), ("Sync".to_owned(), AppKind::Public)];
        assert_eq!(names(app.account).await, expected);
        assert_eq!(names(other).await, []);
        assert!(app.engine.app(app.account, made.app).await.is_ok());
        assert!(app.engine.app(other, made.app).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn apps_are_let_in_and_taken_out() {
    on_both_engines(async |app| {
        let made = make(&app, "Sync", scopes("crm.lists.read", "", ""), &[]).await.expect("an app");
        let public = app.engine.app(app.account, made.app).await.expect("the app");
        let other = app.engine.create_account("Other").await.expect("an account");
        let install = async |names: &str| {
            let names = Scopes::parse(names);
            let new = NewInstall { account: other, app: &public, scopes: names.listed(), user: USER };
            app.engine.install(new).await.expect("lets in");
        };
        install("oauth").await;
        app.advance(5);
        install("oauth crm.lists.read").await;
        let installs = app.engine.installs(other).await.expect("reads");
        let [install] = &installs[..] else { panic!("{installs:?}") };
        assert_eq!((install.app, install.owner, install.user), (made.app, app.account, USER));
        assert_eq!(
            (install.name.as_str(), install.scopes.join(" ")),
            ("Sync", "oauth crm.lists.read".to_owned())
        );
        assert_eq!(install.updated_at.0 - install.installed_at.0, 5);
        assert_eq!(app.engine.installs(app.account).await.expect("reads"), []);
        assert!(app.engine.uninstall(other, made.app).await.expect("takes out"));
        assert!(!app.engine.uninstall(other, made.app).await.expect("takes out"));
        assert_eq!(app.engine.installs(other).await.expect("reads"), []);
    })
    .await;
}

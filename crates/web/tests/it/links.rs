//! One-time links.

use linchpin_domain::{AccountId, Role, UserId};
use linchpin_engine::people::{LINK_MS, NewUser, UserTeams};
use linchpin_testkit::{PASSWORD, TestApp, on_both_engines};

/// Makes a user of an account and returns its number.
async fn user(app: &TestApp, account: AccountId, email: &str) -> UserId {
    let new = NewUser {
        email: email.to_owned(),
        first_name: String::new(),
        last_name: String::new(),
        role: Role::Member,
        teams: UserTeams::default(),
    };
    app.engine.create_user(account, new).await.expect("a user can be made").id
}

#[tokio::test]
async fn the_first_person_takes_over_the_account() {
    on_both_engines(async |app| {
        let link = app.engine.setup_link().await.unwrap().expect("nobody can sign in");
        let path = format!("/link/{link}");
        let mut browser = app.browser();
        let page = browser.get(&path).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("Welcome to Linchpin"), "{}", page.text());
        for (email, password, again) in [
            ("ada@example.org", "too short", "too short"),
            ("ada@example.org", PASSWORD, "something else"),
            ("ada@example.org", "ada@example.org", "ada@example.org"),
            ("nonsense", PASSWORD, PASSWORD),
        ] {
            let fields = [("email", email), ("password", password), ("again", again)];
            assert_eq!(browser.submit(&path, &fields).await.status, 400, "{email} {password} {again}");
        }
        let fields = [("email", "Ada@Example.org"), ("password", PASSWORD), ("again", PASSWORD)];
        assert_eq!(browser.submit(&path, &fields).await.status, 303);
        assert!(browser.get("/account").await.text().contains("ada@example.org"));
        let owner = app.get("/crm/v3/owners/70000001").await.json;
        assert_eq!((&owner["email"], &owner["userId"]), (&"Ada@Example.org".into(), &70_000_001.into()));

        assert_eq!(app.browser().get(&path).await.status, 404, "it works once");
        assert_eq!(app.engine.setup_link().await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn links_expire_and_newer_ones_take_their_place() {
    on_both_engines(async |app| {
        let mut browser = app.browser();
        let first = app.engine.setup_link().await.unwrap().expect("nobody can sign in");
        app.advance(LINK_MS - 1);
        assert_eq!(browser.get(&format!("/link/{first}")).await.status, 200);
        app.advance(1);
        assert_eq!(browser.get(&format!("/link/{first}")).await.status, 404);
        let second = app.engine.setup_link().await.unwrap().expect("nobody can sign in");
        let third = app.engine.setup_link().await.unwrap().expect("nobody can sign in");
        assert_eq!(browser.get(&format!("/link/{second}")).await.status, 404);
        assert_eq!(browser.get(&format!("/link/{third}")).await.status, 200);
        assert_eq!(browser.get("/link/nonsense").await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_user_joins_with_a_new_password_and_another_account_with_the_same_one() {
    on_both_engines(async |app| {
        let ada = user(&app, app.account, "ada@example.org").await;
        let link = app.engine.join_link(app.account, ada).await.unwrap();
        let path = format!("/link/{link}");
        let mut browser = app.browser();
        assert!(browser.get(&path).await.text().contains("readonly"));
        let fields = [("email", "mallory@example.org"), ("password", PASSWORD), ("again", PASSWORD)];
        assert_eq!(browser.submit(&path, &fields).await.status, 303);
        assert!(
            browser.get("/account").await.text().contains("ada@example.org"),
            "who it is for is said by the link"
        );

        let second = app.engine.create_account("Second").await.unwrap();
        let there = user(&app, second, "ADA@example.org").await;
        assert!(!browser.get("/account").await.text().contains("Second"), "naming an address opens nothing");
        let path = format!("/link/{}", app.engine.join_link(second, there).await.unwrap());
        browser.get(&path).await;
        let wrong =
            browser.submit(&path, &[("password", "not hers at all"), ("again", "not hers at all")]).await;
        assert_eq!(wrong.status, 403, "whoever runs an account cannot set the password of others");
        assert_eq!(browser.submit(&path, &[("password", PASSWORD)]).await.status, 303);
        let page = browser.get("/account").await.text();
        assert!(page.contains("Other accounts"), "{page}");
        let entered = browser.submit("/account/enter", &[("account", &app.account.to_string())]).await;
        assert_eq!(entered.status, 303);
        let strange = browser.submit("/account/enter", &[("account", "7")]).await;
        assert_eq!(strange.status, 403);
    })
    .await;
}

#[tokio::test]
async fn whoever_runs_the_server_can_let_somebody_set_another_password() {
    on_both_engines(async |app| {
        let mut browser = app.admin_browser().await;
        let link = app.engine.reset_link(app.account, UserId(70_000_001)).await.unwrap();
        let path = format!("/link/{link}");
        let mut other = app.browser();
        other.get(&path).await;
        let fields = [("password", "a new password"), ("again", "a new password")];
        assert_eq!(other.submit(&path, &fields).await.status, 303);
        assert_eq!(other.get("/account").await.status, 200);
        assert_eq!(browser.get("/account").await.status, 303, "other sessions are over");
    })
    .await;
}

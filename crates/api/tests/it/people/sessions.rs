//! Calls by browsers in which somebody is signed in.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use linchpin_domain::Role;
use linchpin_engine::people::{NewUser, UserChange, UserKey, UserTeams};
use linchpin_testkit::{Browser, PASSWORD, TestApp, on_both_engines};
use serde_json::json;

/// Makes a contact with what the browser has, and this in the header for it.
async fn create_contact(app: &TestApp, browser: &Browser<'_>, csrf: Option<&str>) -> u16 {
    let mut request =
        browser.request("POST", "/crm/v3/objects/contacts").header(CONTENT_TYPE, "application/json");
    if let Some(csrf) = csrf {
        request = request.header("x-linchpin-csrf", csrf);
    }
    let body = json!({"properties": {"firstname": "Ada"}}).to_string();
    app.call(request.body(Body::from(body)).expect("a request")).await.status
}

#[tokio::test]
async fn a_session_opens_the_api_to_our_own_pages() {
    on_both_engines(async |app| {
        let mut browser = app.admin_browser().await;
        assert_eq!(browser.get("/crm/v3/objects/contacts").await.status, 200);
        browser.get("/account").await;
        assert_eq!(create_contact(&app, &browser, None).await, 403);
        assert_eq!(create_contact(&app, &browser, Some("guess")).await, 403);
        assert_eq!(create_contact(&app, &browser, Some(browser.csrf())).await, 201);
        assert_eq!(browser.get("/_linchpin/v1/features").await.status, 200);
        browser.submit("/logout", &[]).await;
        assert_eq!(browser.get("/crm/v3/objects/contacts").await.status, 401);
    })
    .await;
}

#[tokio::test]
async fn a_session_may_what_its_role_says_and_only_in_its_account() {
    on_both_engines(async |app| {
        let new = NewUser {
            email: "ada@example.org".to_owned(),
            first_name: String::new(),
            last_name: String::new(),
            role: Role::Viewer,
            teams: UserTeams::default(),
        };
        let user = app.engine.create_user(app.account, new).await.unwrap();
        let path = format!("/link/{}", app.engine.join_link(app.account, user.id).await.unwrap());
        let mut browser = app.browser();
        browser.get(&path).await;
        browser.submit(&path, &[("password", PASSWORD), ("again", PASSWORD)]).await;
        browser.get("/account").await;
        assert_eq!(browser.get("/crm/v3/objects/contacts").await.status, 200);
        assert_eq!(browser.get("/settings/v3/users/teams").await.status, 403);
        assert_eq!(create_contact(&app, &browser, Some(browser.csrf())).await, 403);

        let change = UserChange { role: Some(Role::Member), ..UserChange::default() };
        app.engine.update_user(app.account, UserKey::Id(&user.id.to_string()), change).await.unwrap();
        assert_eq!(
            create_contact(&app, &browser, Some(browser.csrf())).await,
            201,
            "a new role counts at once"
        );

        let other = app.engine.create_account("Second").await.unwrap();
        let entered = browser.submit("/account/enter", &[("account", &other.to_string())]).await;
        assert_eq!(entered.status, 403);
        let page = browser.get("/crm/v3/objects/contacts").await.json;
        assert_eq!(page["results"].as_array().map(Vec::len), Some(1), "it still opens the one account");
    })
    .await;
}

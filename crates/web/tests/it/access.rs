//! What pages protect themselves by.

use axum::body::Body;
use linchpin_domain::UserId;
use linchpin_store::Row;
use linchpin_testkit::{PASSWORD, TestApp};

#[tokio::test]
async fn every_page_says_what_a_browser_may_do_with_it() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    for path in ["/login", "/link/nonsense", "/account", "/assets/linchpin.css"] {
        let answer = browser.get(path).await;
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(
            ["x-content-type-options", "referrer-policy", "x-frame-options"].map(|name| answer.header(name)),
            ["nosniff", "same-origin", "DENY"],
            "{path}"
        );
        let kept = if path.starts_with("/assets/") { "max-age=3600" } else { "no-store" };
        assert_eq!(answer.header("cache-control"), kept, "{path}");
        assert!(!answer.text().contains("<script") && !answer.text().contains("style="), "{path}");
    }
}

#[tokio::test]
async fn forms_of_other_sites_are_refused() {
    let app = TestApp::new().await;
    let mut browser = app.admin_browser().await;
    browser.get("/account").await;
    let send = async |csrf: &str, site: &str| {
        let request = browser.request("POST", "/account/sign-out-everywhere").header("sec-fetch-site", site);
        app.call(request.body(Body::from(format!("csrf={csrf}"))).expect("a request")).await.status
    };
    assert_eq!(send("", "same-origin").await, 403);
    assert_eq!(send("0".repeat(64).as_str(), "same-origin").await, 403);
    assert_eq!(send(browser.csrf(), "cross-site").await, 403);
    assert_eq!(send(browser.csrf(), "same-origin").await, 303);
    // A browser without any cookie of ours cannot have seen a form of ours.
    let bare = app.browser();
    let request =
        bare.request("POST", "/login").body(Body::from("csrf=&email=a&password=b")).expect("a request");
    assert_eq!(app.call(request).await.status, 403);
}

#[tokio::test]
async fn cookies_are_for_us_alone_and_over_https_for_this_host_alone() {
    let app = TestApp::new().await;
    let link = app.engine.setup_link().await.unwrap().expect("nobody can sign in");
    let path = format!("/link/{link}");
    let mut browser = app.browser();
    let page = browser.get(&path).await;
    assert!(page.header("set-cookie").starts_with("linchpin_visit="));
    assert!(page.header("set-cookie").ends_with("; Path=/; HttpOnly; SameSite=Strict"));
    let form = format!("csrf={}&email=a%40example.org&password={PASSWORD}&again={PASSWORD}", browser.csrf());
    let request = browser.request("POST", &path).header("x-forwarded-proto", "https");
    let answer = app.call(request.body(Body::from(form)).expect("a request")).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-linchpin_session="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
}

#[tokio::test]
async fn what_is_no_form_or_no_page_is_refused() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    assert_eq!(browser.get("/logout").await.status, 405);
    browser.get("/login").await;
    let long = "x".repeat(70_000);
    assert_eq!(browser.submit("/login", &[("password", &long)]).await.status, 413);
}

#[tokio::test]
async fn no_secret_is_in_the_database() {
    let app = TestApp::new().await;
    let browser = app.admin_browser().await;
    let session = browser.cookie("linchpin_session").to_owned();
    let link = app.engine.join_link(app.account, UserId(70_000_001)).await.unwrap();
    assert_eq!((session.len(), link.len()), (64, 64));
    let text = |row: &Row<'_>| row.text(0).map(str::to_owned);
    for (sql, secret) in [
        ("SELECT lower(hex(hash)) FROM sessions", session.as_str()),
        ("SELECT lower(hex(hash)) FROM one_time_links", &link),
        ("SELECT password FROM logins", PASSWORD),
    ] {
        let rows = app.database.query(sql, &[], text).await.unwrap();
        assert!(rows.len() == 1 && !rows[0].contains(secret), "{sql}");
    }
    assert!(
        !format!("{:?}", app.engine.session(&session).await).contains("admin@"),
        "nor in what is printed"
    );
}

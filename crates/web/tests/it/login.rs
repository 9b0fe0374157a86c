//! Signing in and out.

use std::net::{IpAddr, Ipv4Addr};

use linchpin_engine::people::{IDLE_MS, LIFETIME_MS, MAX_BY_ADDRESS, MAX_BY_EMAIL, WINDOW_MS};
use linchpin_testkit::{Answer, Browser, PASSWORD, on_both_engines};

/// The address of the first person.
const ADMIN: &str = "admin@example.org";
/// What is said of a wrong password, whoever it is that does not have it.
const WRONG: &str = "The e-mail address or the password is wrong.";

/// Signs in.
async fn sign_in(browser: &mut Browser<'_>, email: &str, password: &str) -> Answer {
    browser.get("/login").await;
    browser.submit("/login", &[("email", email), ("password", password), ("next", "/account")]).await
}

/// Whether the browser is signed in.
async fn is_in(browser: &mut Browser<'_>) -> bool {
    browser.get("/account").await.status == 200
}

#[tokio::test]
async fn somebody_signs_in_and_out() {
    on_both_engines(async |app| {
        let mut browser = app.admin_browser().await;
        let page = browser.get("/account").await;
        assert!(
            page.text().contains("admin@example.org") && page.text().contains("Super Admin"),
            "{}",
            page.text()
        );
        let out = browser.submit("/logout", &[]).await;
        assert_eq!((out.status, out.header("location")), (303, "/login"));
        let page = browser.get("/account").await;
        assert_eq!((page.status, page.header("location")), (303, "/login?next=%2Faccount"));

        let wrong = sign_in(&mut browser, ADMIN, "another password").await;
        assert_eq!(wrong.status, 403);
        assert!(wrong.text().contains(WRONG), "{}", wrong.text());
        let nobody = sign_in(&mut browser, "nobody@example.org", PASSWORD).await;
        assert_eq!(nobody.text().replace("nobody@", "admin@"), wrong.text(), "nobody learns who has a login");
        let right = sign_in(&mut browser, "Admin@Example.ORG ", PASSWORD).await;
        assert_eq!((right.status, right.header("location")), (303, "/account"));
        assert!(is_in(&mut browser).await);
    })
    .await;
}

#[tokio::test]
async fn too_many_attempts_have_to_wait() {
    on_both_engines(async |app| {
        app.admin_browser().await;
        let mut browser = app.browser();
        for attempt in 0..MAX_BY_EMAIL {
            app.advance(1_000);
            assert_eq!(sign_in(&mut browser, ADMIN, "a wrong guess").await.status, 403, "{attempt}");
        }
        let refused = sign_in(&mut browser, ADMIN, PASSWORD).await;
        let left = WINDOW_MS / 1_000 - MAX_BY_EMAIL + 2;
        assert_eq!((refused.status, refused.header("retry-after")), (429, left.to_string().as_str()));
        // Another address of the network does not help, and others are not held up.
        browser.address = IpAddr::V4(Ipv4Addr::new(198, 51, 100, 1));
        assert_eq!(sign_in(&mut browser, ADMIN, PASSWORD).await.status, 429);
        assert_eq!(sign_in(&mut browser, "nobody@example.org", PASSWORD).await.status, 403);
        app.advance((left - 1) * 1_000 - 1);
        assert_eq!(sign_in(&mut browser, ADMIN, PASSWORD).await.status, 429);
        app.advance(1);
        assert_eq!(sign_in(&mut browser, ADMIN, PASSWORD).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn one_address_cannot_try_everybody() {
    on_both_engines(async |app| {
        app.admin_browser().await;
        let mut browser = app.browser();
        for attempt in 0..MAX_BY_ADDRESS {
            let email = format!("guess-{attempt}@example.org");
            assert_eq!(sign_in(&mut browser, &email, PASSWORD).await.status, 403, "{attempt}");
        }
        assert_eq!(sign_in(&mut browser, ADMIN, PASSWORD).await.status, 429);
        browser.address = IpAddr::V4(Ipv4Addr::new(198, 51, 100, 1));
        assert_eq!(sign_in(&mut browser, ADMIN, PASSWORD).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn sessions_end_when_nobody_uses_them_and_at_last() {
    on_both_engines(async |app| {
        let mut browser = app.admin_browser().await;
        app.advance(IDLE_MS - 1);
        assert!(is_in(&mut browser).await);
        app.advance(IDLE_MS - 1);
        assert!(is_in(&mut browser).await, "the last visit counts");
        app.advance(IDLE_MS);
        assert!(!is_in(&mut browser).await);

        sign_in(&mut browser, ADMIN, PASSWORD).await;
        for _ in 0..LIFETIME_MS / (IDLE_MS - 1) {
            app.advance(IDLE_MS - 1);
            assert!(is_in(&mut browser).await);
        }
        app.advance(LIFETIME_MS % (IDLE_MS - 1));
        assert!(!is_in(&mut browser).await);
    })
    .await;
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    on_both_engines(async |app| {
        let mut browser = app.admin_browser().await;
        let mut other = app.browser();
        sign_in(&mut other, ADMIN, PASSWORD).await;
        browser.get("/account").await;
        let change = async |browser: &mut Browser<'_>, old: &str, new: &str, again: &str| {
            let fields = [("old", old), ("password", new), ("again", again)];
            browser.submit("/account/password", &fields).await.status
        };
        assert_eq!(change(&mut browser, "not the old one", "a new password", "a new password").await, 403);
        assert_eq!(change(&mut browser, PASSWORD, "a new password", "another password").await, 400);
        assert_eq!(change(&mut browser, PASSWORD, "short", "short").await, 400);
        assert!(is_in(&mut other).await);
        assert_eq!(change(&mut browser, PASSWORD, "a new password", "a new password").await, 200);
        assert!(is_in(&mut browser).await);
        assert!(!is_in(&mut other).await);
        assert_eq!(sign_in(&mut other, ADMIN, PASSWORD).await.status, 403);
        assert_eq!(sign_in(&mut other, ADMIN, "a new password").await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn somebody_signs_out_everywhere() {
    on_both_engines(async |app| {
        let mut browser = app.admin_browser().await;
        let mut other = app.browser();
        sign_in(&mut other, ADMIN, PASSWORD).await;
        browser.get("/account").await;
        let out = browser.submit("/account/sign-out-everywhere", &[]).await;
        assert_eq!((out.status, out.header("location")), (303, "/login"));
        assert!(!is_in(&mut browser).await && !is_in(&mut other).await);
    })
    .await;
}

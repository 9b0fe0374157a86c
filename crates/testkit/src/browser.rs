//! A browser for tests: it keeps cookies, and sends forms as the pages make them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::{IpAddr, Ipv4Addr};

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, SET_COOKIE, USER_AGENT};
use linchpin_web::Peer;

use crate::{Answer, TestApp};

/// The password of everybody in tests.
pub const PASSWORD: &str = "correct horse battery";

/// A browser that visits a test app.
pub struct Browser<'a> {
    app: &'a TestApp,
    cookies: BTreeMap<String, String>,
    /// What the last page's forms carry.
    csrf: String,
    /// From where it comes.
    pub address: IpAddr,
}

impl TestApp {
    /// A browser in which nobody is signed in.
    pub fn browser(&self) -> Browser<'_> {
        let address = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7));
        Browser { app: self, cookies: BTreeMap::new(), csrf: String::new(), address }
    }

    /// A browser in which the first person of the server is signed in as `admin@example.org`, who runs the account.
    pub async fn admin_browser(&self) -> Browser<'_> {
        let link = self.engine.setup_link().await.expect("a link can be made").expect("nobody was here");
        let mut browser = self.browser();
        let path = format!("/link/{link}");
        browser.get(&path).await;
        let fields = [("email", "admin@example.org"), ("password", PASSWORD), ("again", PASSWORD)];
        let answer = browser.submit(&path, &fields).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/account"), "{}", answer.text());
        browser
    }
}

impl Browser<'_> {
    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(self.request("GET", path).body(Body::empty()).expect("a test's request is valid")).await
    }

    /// Sends a form of the last page.
    pub async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = [("csrf", self.csrf.as_str())];
        let pairs = csrf.iter().chain(fields).map(|(name, value)| format!("{name}={}", encoded(value)));
        let form = pairs.collect::<Vec<_>>().join("&");
        let request = self.request("POST", path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form)).expect("a test's request is valid")).await
    }

    /// A request with the browser's cookies and without a token, for tests that need to add something.
    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, "linchpin.example")
            .header(USER_AGENT, "Test browser")
            .header(COOKIE, cookies.collect::<Vec<_>>().join("; "))
            .extension(Peer(self.address))
    }

    /// Sends a request as it is, and keeps the cookies and forms of the answer.
    pub async fn send(&mut self, request: Request<Body>) -> Answer {
        let answer = self.app.call(request).await;
        for cookie in answer.headers.get_all(SET_COOKIE) {
            let cookie = cookie.to_str().expect("a cookie is text");
            let (name, rest) = cookie.split_once('=').expect("a cookie has a name");
            let value = rest.split(';').next().unwrap_or_default();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        if let Some((_, rest)) = answer.text().split_once(r#"name="csrf" value=""#) {
            rest.split('"').next().unwrap_or_default().clone_into(&mut self.csrf);
        }
        answer
    }

    /// The value of a cookie; empty when there is none.
    pub fn cookie(&self, name: &str) -> &str {
        self.cookies.get(name).map(String::as_str).unwrap_or_default()
    }

    /// What calls of the API that change something carry in `X-Linchpin-CSRF`.
    pub fn csrf(&self) -> &str {
        &self.csrf
    }
}

/// A value as forms write it.
fn encoded(value: &str) -> String {
    value.bytes().fold(String::new(), |mut out, byte| {
        // Writing to a string cannot fail.
        let _ = write!(out, "%{byte:02X}");
        out
    })
}

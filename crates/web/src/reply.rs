//! Answers with a page, and the headers that every one of them carries.

use askama::Template;
use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERRER_POLICY, RETRY_AFTER, SET_COOKIE,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use linchpin_engine::people::LIFETIME_MS;
use linchpin_wire::session::{COOKIE, SECURE_COOKIE};

/// What a page may load: our own styles and nothing else; forms go to ourselves.
///
/// Browsers hold redirects after a form to the same rule, so pages that lead elsewhere name where.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                      frame-ancestors 'none'; base-uri 'none'";

/// The same for a form whose answer leads to an app: the whole way from there on is held to the rule.
const POLICY_ELSEWHERE: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' https: \
                                http://localhost:* http://127.0.0.1:*; frame-ancestors 'none'; base-uri 'none'";

/// An answer, before its headers.
#[derive(Debug)]
pub(crate) struct Reply {
    status: StatusCode,
    body: String,
    content_type: &'static str,
    headers: Vec<(HeaderName, String)>,
}

impl Reply {
    /// A page.
    pub(crate) fn page(status: StatusCode, template: &impl Template) -> Self {
        let body = template.render().expect("writing to a string cannot fail");
        Self { status, body, content_type: "text/html; charset=utf-8", headers: Vec::new() }
    }

    /// A style sheet.
    pub(crate) fn styles(text: &str) -> Self {
        Self {
            status: StatusCode::OK,
            body: text.to_owned(),
            content_type: "text/css; charset=utf-8",
            headers: vec![(CACHE_CONTROL, "max-age=3600".to_owned())],
        }
    }

    /// Leads the browser to another page, which it gets.
    pub(crate) fn see(location: String) -> Self {
        Self {
            status: StatusCode::SEE_OTHER,
            body: String::new(),
            content_type: "text/plain; charset=utf-8",
            headers: vec![(LOCATION, location)],
        }
    }

    /// Leads the browser to an app, by the status that HubSpot documents.
    pub(crate) fn found(location: String) -> Self {
        Self { status: StatusCode::FOUND, ..Self::see(location) }
    }

    /// The answer of a page whose form leads to an app.
    #[must_use]
    pub(crate) fn leads_elsewhere(self) -> Self {
        self.with(CONTENT_SECURITY_POLICY, POLICY_ELSEWHERE.to_owned())
    }

    /// The answer with another header.
    #[must_use]
    pub(crate) fn with(mut self, name: HeaderName, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The answer of a page that will be looked at again after some seconds.
    #[must_use]
    pub(crate) fn retry_after(self, seconds: i64) -> Self {
        self.with(RETRY_AFTER, seconds.to_string())
    }

    /// The answer with the cookie of a session.
    #[must_use]
    pub(crate) fn sign_in(self, session: &str, is_https: bool) -> Self {
        self.with(SET_COOKIE, cookie(session, LIFETIME_MS / 1_000, is_https))
    }

    /// The answer without the cookie of a session.
    #[must_use]
    pub(crate) fn sign_out(self, is_https: bool) -> Self {
        self.with(SET_COOKIE, cookie("", 0, is_https))
    }

    /// Adds the headers.
    pub(crate) fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
        for (name, value) in self.headers {
            let Ok(value) = HeaderValue::try_from(value) else { continue };
            if name == SET_COOKIE {
                headers.append(name, value);
            } else {
                headers.insert(name, value);
            }
        }
        response
    }
}

/// The text that gives a browser its session for so many seconds.
fn cookie(session: &str, seconds: i64, is_https: bool) -> String {
    let (name, secure) = if is_https { (SECURE_COOKIE, "; Secure") } else { (COOKIE, "") };
    format!("{name}={session}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

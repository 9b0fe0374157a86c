//! The page at `/`: what this is and how to call it.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST};
use axum::http::uri::Scheme;
use axum::http::{HeaderMap, HeaderValue, Response};
use linchpin_domain::AccountId;

use crate::ready::shell_quoted;

/// The page, with placeholders in double braces.
const TEMPLATE: &str = include_str!("home/page.html");
/// The page needs nothing but its own styles.
const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'");

/// The page, except for what depends on the request.
#[derive(Clone)]
pub(crate) struct Home {
    template: Arc<str>,
    address: SocketAddr,
}

impl Home {
    /// The page of a server at `address`.
    ///
    /// It never shows the token, for a proxy may bring strangers even to a server that only this machine can
    /// reach; to this machine it says where the token is kept.
    pub(crate) fn new(address: SocketAddr, account: AccountId, token_file: &Path) -> Self {
        let token = if address.ip().is_loopback() {
            format!("\"$(cat {})\"", shell_quoted(&token_file.display().to_string()))
        } else {
            "pat-na1-…".to_owned()
        };
        let template = TEMPLATE
            .replace("{{version}}", env!("CARGO_PKG_VERSION"))
            .replace("{{account_id}}", &account.to_string())
            .replace("{{token}}", &escaped(&token));
        Self { template: template.into(), address }
    }

    /// The page as an answer to a request with these headers.
    pub(crate) fn page(&self, headers: &HeaderMap, scheme: &Scheme) -> Response<Body> {
        let page = self.template.replace("{{base_url}}", &escaped(&self.base_url(headers, scheme)));
        let mut response = Response::new(Body::from(page));
        let answer = response.headers_mut();
        answer.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        answer.insert(CONTENT_SECURITY_POLICY, POLICY);
        answer.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    /// The base URL as it was called, so that what is copied from the page works from where it was read.
    fn base_url(&self, headers: &HeaderMap, scheme: &Scheme) -> String {
        let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let is_plausible = |host: &&str| {
            !host.is_empty()
                && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte))
        };
        let scheme = if text("x-forwarded-proto") == Some("https") { "https" } else { scheme.as_str() };
        match text(HOST.as_str()).filter(is_plausible) {
            Some(host) => format!("{scheme}://{host}"),
            None => format!("{scheme}://{}", self.address),
        }
    }
}

/// Text as HTML shows it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(address: &str) -> Home {
        Home::new(address.parse().unwrap(), AccountId(1_000_001), Path::new("/data/token"))
    }

    #[test]
    fn the_base_url_is_the_one_that_was_called() {
        for (host, scheme, expected) in [
            ("localhost:8080", None, "http://localhost:8080"),
            ("crm.example.com", Some("https"), "https://crm.example.com"),
            ("[::1]:1", Some("ftp"), "http://[::1]:1"),
            ("<script>", None, "http://127.0.0.1:8080"),
            ("", None, "http://127.0.0.1:8080"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static(host));
            if let Some(scheme) = scheme {
                headers.insert("x-forwarded-proto", HeaderValue::from_static(scheme));
            }
            assert_eq!(home("127.0.0.1:8080").base_url(&headers, &Scheme::HTTP), expected);
        }
    }

    #[test]
    fn every_placeholder_is_filled() {
        let page = home("127.0.0.1:8080").template.replace("{{base_url}}", "http://x");
        assert!(!page.contains("{{") && !page.contains("}}"));
    }

    #[test]
    fn only_this_machine_learns_where_the_token_is() {
        assert!(home("127.0.0.1:80").template.contains("/data/token"));
        assert!(!home("0.0.0.0:80").template.contains("/data/token"));
    }
}

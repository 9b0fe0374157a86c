//! What a request says of itself, beside its body.

use hyper::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, SET_COOKIE, USER_AGENT};
use linchpin_domain::Timestamp;
use linchpin_engine::Secret;

use crate::signature::{self, Request};

/// What HubSpot's requests say of themselves (observed).
const AGENT: &str = "HubSpot Connect 2.0 (http://dev.hubspot.com/) (namespace: webhooks-nio-http-client) - \
                     WebhooksExecutorDaemon-executor";
const JSON: &str = "application/json;charset=utf-8";

const SIGNATURE: HeaderName = HeaderName::from_static("x-hubspot-signature");
const SIGNATURE_VERSION: HeaderName = HeaderName::from_static("x-hubspot-signature-version");
const SIGNATURE_V3: HeaderName = HeaderName::from_static("x-hubspot-signature-v3");
const TIMESTAMP: HeaderName = HeaderName::from_static("x-hubspot-request-timestamp");

/// Of the headers of a request or an answer, so many and so many bytes of lines are kept.
const MAX_LINES: usize = 64;
const MAX_BYTES: usize = 8 << 10;
/// What stands for values that are nobody's business.
const MASK: &str = "***";

/// Headers as people read them: of each a line, in their order, as far as there is room; cookies are masked.
pub(crate) fn lines(headers: &HeaderMap) -> String {
    let mut lines = String::new();
    for (name, value) in headers.iter().take(MAX_LINES) {
        let value = if *name == SET_COOKIE { MASK.into() } else { String::from_utf8_lossy(value.as_bytes()) };
        let begins_at = lines.len();
        lines.extend([if lines.is_empty() { "" } else { "\n" }, name.as_str(), ": ", &value]);
        if lines.len() > MAX_BYTES {
            lines.truncate(begins_at);
            break;
        }
    }
    lines
}

/// What says what a body is that goes to a URL, and that it comes from here.
pub fn headers(secret: &Secret, url: &str, body: &[u8], now: Timestamp) -> HeaderMap {
    let request = Request { method: "POST", uri: url, body };
    let secret = secret.expose();
    let value = |text: String| HeaderValue::try_from(text).expect("digits and base 64 are header text");
    HeaderMap::from_iter([
        (CONTENT_TYPE, HeaderValue::from_static(JSON)),
        (USER_AGENT, HeaderValue::from_static(AGENT)),
        (SIGNATURE, value(signature::v1(secret, request))),
        (SIGNATURE_VERSION, HeaderValue::from_static("v1")),
        (SIGNATURE_V3, value(signature::v3(secret, request, now.0))),
        (TIMESTAMP, HeaderValue::from(now.0)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(headers: &[(&'static str, &[u8])]) -> HeaderMap {
        let header = |(name, value): &(&'static str, &[u8])| {
            (HeaderName::from_static(name), HeaderValue::from_bytes(value).expect("a value"))
        };
        headers.iter().map(header).collect()
    }

    #[test]
    fn headers_are_lines_without_cookies() {
        let headers = map(&[
            ("server", b"a: b"),
            ("set-cookie", b"session=1"),
            ("x-empty", b""),
            ("x-latin", b"\xe9t\xe9"),
        ]);
        assert_eq!(lines(&headers), "server: a: b\nset-cookie: ***\nx-empty: \nx-latin: \u{fffd}t\u{fffd}");
        assert_eq!(lines(&HeaderMap::new()), "");
    }

    #[test]
    fn there_is_room_for_so_many_headers() {
        let mut many = HeaderMap::new();
        for _ in 0..100 {
            many.append("x-many", HeaderValue::from_static("1"));
        }
        assert_eq!(lines(&many).lines().count(), MAX_LINES);
        let long = "x".repeat(MAX_BYTES / 2);
        let long = map(&[("a", long.as_bytes()), ("b", long.as_bytes()), ("c", b"1")]);
        assert_eq!(lines(&long).len(), MAX_BYTES / 2 + 3);
    }
}

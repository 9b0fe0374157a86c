//! What a request says of itself, beside its body.

use hyper::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
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

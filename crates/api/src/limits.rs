//! Rate limits: for now the full quota of a private app, in every answer that carries one.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use linchpin_wire::operation::Limit;

/// The headers of the day, which searches carry as well.
const DAY: [(HeaderName, HeaderValue); 2] = [
    (HeaderName::from_static("x-hubspot-ratelimit-daily"), HeaderValue::from_static("250000")),
    (HeaderName::from_static("x-hubspot-ratelimit-daily-remaining"), HeaderValue::from_static("249999")),
];

/// The headers of the rolling ten seconds; the per-second pair is deprecated and still sent.
const BURST: [(HeaderName, HeaderValue); 5] = [
    (HeaderName::from_static("x-hubspot-ratelimit-interval-milliseconds"), HeaderValue::from_static("10000")),
    (HeaderName::from_static("x-hubspot-ratelimit-max"), HeaderValue::from_static("100")),
    (HeaderName::from_static("x-hubspot-ratelimit-remaining"), HeaderValue::from_static("99")),
    (HeaderName::from_static("x-hubspot-ratelimit-secondly"), HeaderValue::from_static("10")),
    (HeaderName::from_static("x-hubspot-ratelimit-secondly-remaining"), HeaderValue::from_static("9")),
];

/// Adds the rate-limit headers of a call that drew from `limit`.
pub(crate) fn headers(limit: Limit, headers: &mut HeaderMap) {
    match limit {
        Limit::Standard => headers.extend(DAY.into_iter().chain(BURST)),
        Limit::Search => headers.extend(DAY),
        Limit::Exempt => {}
    }
}

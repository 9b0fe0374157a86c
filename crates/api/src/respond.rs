//! Answers, and the headers that every one of them carries.

use axum::body::Body;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ALLOW, CONTENT_TYPE, LOCATION, STRICT_TRANSPORT_SECURITY, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use bytes::Bytes;
use linchpin_wire::operation::Limit;
use serde::Serialize;

use crate::correlation::CorrelationId;
use crate::error::Rendered;
use crate::limits;

/// The content type of every JSON body; there is no space after the semicolon.
pub(crate) const JSON: &str = "application/json;charset=utf-8";
/// The content type of a table.
const CSV: &str = "text/csv;charset=utf-8";

/// A successful answer, before its headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    status: StatusCode,
    content_type: &'static str,
    body: Bytes,
    location: Option<String>,
}

impl Reply {
    /// `200` with a JSON body.
    pub fn ok(body: &impl Serialize) -> Self {
        Self::json(StatusCode::OK, body)
    }

    /// `201` with a JSON body and the place of what was created.
    pub fn created(body: &impl Serialize, location: String) -> Self {
        Self { location: Some(location), ..Self::json(StatusCode::CREATED, body) }
    }

    /// `204`, without a body.
    pub fn no_content() -> Self {
        Self::empty(StatusCode::NO_CONTENT)
    }

    /// Any status without a body.
    pub fn empty(status: StatusCode) -> Self {
        Self::written(status, Bytes::new())
    }

    /// Any status with a JSON body.
    pub fn json(status: StatusCode, body: &impl Serialize) -> Self {
        let body =
            serde_json::to_vec(body).expect("what we answer with has text keys and cannot fail to serialize");
        Self::written(status, body)
    }

    /// Any status with a JSON body that is written already.
    pub fn written(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self { status, content_type: JSON, body: body.into(), location: None }
    }

    /// `200` with a table.
    pub fn csv(body: impl Into<Bytes>) -> Self {
        Self { content_type: CSV, ..Self::written(StatusCode::OK, body) }
    }

    /// The answer with a `Location` header.
    #[must_use]
    pub fn with_location(mut self, location: String) -> Self {
        self.location = Some(location);
        self
    }

    /// The body.
    pub(crate) fn body(&self) -> &Bytes {
        &self.body
    }

    /// Adds the headers.
    pub(crate) fn into_response(self, correlation_id: CorrelationId, limit: Limit) -> Response<Body> {
        let mut headers = standard_headers(correlation_id);
        if !self.body.is_empty() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        }
        if let Some(location) = self.location.and_then(|location| HeaderValue::try_from(location).ok()) {
            headers.insert(LOCATION, location);
        }
        limits::headers(limit, &mut headers);
        response(self.status, headers, self.body)
    }
}

impl Rendered {
    /// Adds the headers.
    pub(crate) fn into_response(self, correlation_id: CorrelationId, limit: Limit) -> Response<Body> {
        let mut headers = standard_headers(correlation_id);
        if let Some(content_type) = self.content_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        if let Some(allow) = self.allow.and_then(|allow| HeaderValue::try_from(allow).ok()) {
            headers.insert(ALLOW, allow);
        }
        limits::headers(limit, &mut headers);
        let status = StatusCode::from_u16(self.status).expect("the table's statuses are valid");
        response(status, headers, self.body.into())
    }
}

fn response(status: StatusCode, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// The headers that recorded answers of every kind carry.
fn standard_headers(correlation_id: CorrelationId) -> HeaderMap {
    const CORRELATION_ID: HeaderName = HeaderName::from_static("x-hubspot-correlation-id");
    const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");
    const TIMING_PREFIX: &[u8] = b"hcid;desc=\"";

    // One buffer serves both headers that name the request.
    let id = correlation_id.as_str().as_bytes();
    let timing = Bytes::from([TIMING_PREFIX, id, b"\""].concat());
    let id = timing.slice(TIMING_PREFIX.len()..TIMING_PREFIX.len() + id.len());
    let ascii = "a correlation id is ASCII";

    let mut headers = HeaderMap::with_capacity(24);
    headers.insert(CORRELATION_ID, HeaderValue::from_maybe_shared(id).expect(ascii));
    headers.insert(SERVER_TIMING, HeaderValue::from_maybe_shared(timing).expect(ascii));
    headers.insert(X_CONTENT_TYPE_OPTIONS, const { HeaderValue::from_static("nosniff") });
    headers.insert(VARY, const { HeaderValue::from_static("origin, Accept-Encoding") });
    headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, const { HeaderValue::from_static("false") });
    headers.insert(
        STRICT_TRANSPORT_SECURITY,
        const { HeaderValue::from_static("max-age=31536000; includeSubDomains; preload") },
    );
    headers
}

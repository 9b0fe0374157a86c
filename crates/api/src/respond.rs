//! Answers, and the headers that every one of them carries.

use std::convert::Infallible;

use axum::body::Body;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ALLOW, CACHE_CONTROL, CONTENT_TYPE, LOCATION,
    STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use serde::Serialize;

use crate::correlation::CorrelationId;
use crate::error::Rendered;
use crate::limits::{self, Shown};

/// The content type of every JSON body; there is no space after the semicolon.
pub(crate) const JSON: &str = "application/json;charset=utf-8";
/// The content type of a table.
const CSV: &str = "text/csv;charset=utf-8";
/// The content type of lines of JSON.
const JSON_LINES: &str = "application/x-ndjson;charset=utf-8";
/// The content type of events.
const EVENTS: &str = "text/event-stream;charset=utf-8";
/// The content type of a page.
pub(crate) const HTML: &str = "text/html;charset=utf-8";
/// Says of an answer that it was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// Says of an answer from the change log behind which change to go on.
const LAST_SEQUENCE: HeaderName = HeaderName::from_static("linchpin-last-sequence");

/// A successful answer, before its headers.
#[derive(Debug)]
pub struct Reply {
    status: StatusCode,
    content_type: &'static str,
    body: Bytes,
    /// Takes the body's place where that has no end yet.
    stream: Option<Body>,
    /// The change behind which to go on.
    last_sequence: Option<i64>,
    location: Option<String>,
    /// Whether the call was done before, and this was its answer.
    is_replayed: bool,
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
        let body = body.into();
        Self {
            status,
            content_type: JSON,
            body,
            stream: None,
            last_sequence: None,
            location: None,
            is_replayed: false,
        }
    }

    /// What [`Self::to_text`] made of an answer, or nothing but its status.
    pub(crate) fn again(status: u16, text: Option<&str>) -> Self {
        let status = StatusCode::from_u16(status).expect("only statuses of answers are kept");
        let mut parts = text.unwrap_or_default().splitn(3, '\n');
        let mut part = || parts.next().unwrap_or_default().to_owned();
        let (content_type, location, body) = (part(), part(), part());
        let content_type = [CSV, HTML].into_iter().find(|known| *known == content_type).unwrap_or(JSON);
        let location = (!location.is_empty()).then_some(location);
        Self { content_type, location, is_replayed: true, ..Self::written(status, body) }
    }

    /// The answer but for its status, as one text; none when it is no text.
    pub(crate) fn to_text(&self) -> Option<String> {
        let (body, location) = (std::str::from_utf8(&self.body).ok()?, self.location.as_deref());
        Some(format!("{}\n{}\n{body}", self.content_type, location.unwrap_or_default()))
    }

    /// The status.
    pub(crate) fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// `200` with a table.
    pub fn csv(body: impl Into<Bytes>) -> Self {
        Self { content_type: CSV, ..Self::written(StatusCode::OK, body) }
    }

    /// `200` with lines of JSON, which end behind a change.
    pub fn lines(last_sequence: i64, lines: String) -> Self {
        let last_sequence = Some(last_sequence);
        Self { content_type: JSON_LINES, last_sequence, ..Self::written(StatusCode::OK, lines) }
    }

    /// `200` with events, of what happened behind a change, for as long as they come.
    pub fn events(after: i64, events: impl Stream<Item = Bytes> + Send + 'static) -> Self {
        let stream = Some(Body::from_stream(events.map(Ok::<_, Infallible>)));
        let last_sequence = Some(after);
        Self { content_type: EVENTS, stream, last_sequence, ..Self::empty(StatusCode::OK) }
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
    pub(crate) fn into_response(self, correlation_id: CorrelationId, shown: Shown) -> Response<Body> {
        let mut headers = standard_headers(correlation_id);
        if !self.body.is_empty() || self.last_sequence.is_some() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        }
        if let Some(location) = self.location.and_then(|location| HeaderValue::try_from(location).ok()) {
            headers.insert(LOCATION, location);
        }
        if self.is_replayed {
            headers.insert(REPLAYED, const { HeaderValue::from_static("true") });
        }
        if let Some(last_sequence) = self.last_sequence {
            headers.insert(LAST_SEQUENCE, last_sequence.into());
            headers.insert(CACHE_CONTROL, const { HeaderValue::from_static("no-store") });
        }
        limits::headers(shown, &mut headers);
        response(self.status, headers, self.stream.unwrap_or_else(|| self.body.into()))
    }
}

impl From<Rendered> for Reply {
    fn from(rendered: Rendered) -> Self {
        let status = StatusCode::from_u16(rendered.status).expect("the table's statuses are valid");
        let content_type = rendered.content_type.unwrap_or(JSON);
        Self { content_type, ..Self::written(status, rendered.body) }
    }
}

impl Rendered {
    /// Adds the headers.
    pub(crate) fn into_response(self, correlation_id: CorrelationId, shown: Shown) -> Response<Body> {
        let mut headers = standard_headers(correlation_id);
        if let Some(content_type) = self.content_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        if let Some(allow) = self.allow.and_then(|allow| HeaderValue::try_from(allow).ok()) {
            headers.insert(ALLOW, allow);
        }
        limits::headers(shown, &mut headers);
        let status = StatusCode::from_u16(self.status).expect("the table's statuses are valid");
        response(status, headers, Body::from(self.body))
    }
}

fn response(status: StatusCode, headers: HeaderMap, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
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

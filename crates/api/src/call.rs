//! One call of an operation: what a handler gets to see of a request.

use std::fmt;

use axum::http::header::{ACCEPT, CONTENT_TYPE, HOST};
use axum::http::request::Parts;
use axum::http::uri::Scheme;
use bytes::Bytes;
use linchpin_domain::{ObjectType, Timestamp};
use linchpin_wire::operation::Operation;
use linchpin_wire::page::{NextPage, Paging};
use linchpin_wire::shape::Body;

use crate::app::App;
use crate::auth::{DEVELOPER_KEY, Principal};
use crate::correlation::CorrelationId;
use crate::error::{Circumstances, Failure};
use crate::json;
use crate::query::{Query, encode_into};

/// One call of an operation.
pub struct Call {
    /// The operation that is called.
    pub operation: &'static Operation,
    /// Who calls; nobody where the operation is public.
    pub principal: Option<Principal>,
    /// The object type that the path names in `{objectType}` or `{fromObjectType}`, if there is one of that name.
    pub(crate) object_type: Option<&'static ObjectType>,
    /// The query parameters.
    pub query: Query,
    /// The body as it came.
    pub body: Bytes,
    /// The name of this call in answers and logs.
    pub correlation_id: CorrelationId,
    /// The path parameters, decoded, in order.
    pub(crate) parameters: Vec<(&'static str, String)>,
    /// Everything else of the request.
    pub(crate) parts: Parts,
}

impl fmt::Debug for Call {
    /// Headers, query and body may hold secrets, so that only the names of the operation and of the call are shown.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Call({}, {})", self.operation.id, self.correlation_id.as_str())
    }
}

impl Call {
    /// A path parameter of the operation, decoded.
    pub fn parameter(&self, name: &str) -> &str {
        let found = self.parameters.iter().find(|(known, _)| *known == name);
        found
            .map(|(_, value)| value.as_str())
            .expect("a handler asks for parameters that its operation's paths have")
    }

    /// The object type that the path names in `{objectType}` or `{fromObjectType}`.
    pub fn object_type(&self) -> Result<&'static ObjectType, Failure> {
        self.object_type.ok_or_else(|| {
            let named = object_type_segment(&self.parameters);
            Failure::unknown_object_type(named.expect("a handler asks for a type that its paths name"))
        })
    }

    /// Who calls an operation that is not public.
    pub fn principal(&self) -> &Principal {
        self.principal.as_ref().expect("an operation that is not public is called by someone")
    }

    /// The time in the account of the caller.
    pub fn now(&self, app: &App) -> Timestamp {
        app.engine.now(self.principal().account)
    }

    /// Reads the body.
    pub fn json<'a, T: Body<'a>>(&'a self) -> Result<T, Failure> {
        let content_type = self.header(CONTENT_TYPE).unwrap_or_default();
        if !content_type.is_empty() && !content_type.to_ascii_lowercase().contains("json") {
            return Err(Failure::unsupported_media_type());
        }
        json::read(&self.body)
    }

    /// The same request for the next page, which begins at `after`.
    ///
    /// The link is absolute on the host that was called; recorded links name `properties` first and `limit` and
    /// `after` last. A key that came in the query stays out: links are kept and shown.
    pub fn paging(&self, after: String) -> Paging {
        let mut link = self.base_url();
        link.push_str(self.parts.uri.path());
        let mut separator = '?';
        let own = [("after", after.as_str())];
        let sorted = self.query.pairs_by(|name| match name {
            "properties" => Some(0),
            "limit" => Some(2),
            "after" | DEVELOPER_KEY => None,
            _ => Some(1),
        });
        for (name, value) in sorted.into_iter().chain(own) {
            link.push(separator);
            encode_into(name, &mut link);
            link.push('=');
            encode_into(value, &mut link);
            separator = '&';
        }
        Paging { next: NextPage { after, link: Some(link) } }
    }

    /// The scheme and host that were called.
    ///
    /// HubSpot is called by https only; behind a proxy that says so we answer alike. Otherwise the server says by what
    /// the connection came, with a [`Scheme`] among the request's extensions.
    pub fn base_url(&self) -> String {
        let forwarded = self.header("x-forwarded-proto").and_then(|schemes| schemes.split(',').next());
        let scheme = match forwarded.map(str::trim) {
            Some("https") => "https",
            Some(_) => "http",
            None => self.parts.extensions.get().map_or("http", Scheme::as_str),
        };
        let authority = self.parts.uri.authority().map(axum::http::uri::Authority::as_str);
        // It goes into JSON and headers as it is: what cannot be a host is left out.
        let is_host = |host: &&str| {
            host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte))
                && !host.is_empty()
        };
        let host = self.header(HOST).or(authority).filter(is_host).unwrap_or("localhost");
        format!("{scheme}://{host}")
    }

    /// The place of something below the path that was called.
    pub fn location(&self, segment: &str) -> String {
        format!("{}{}/{segment}", self.base_url(), self.parts.uri.path().trim_end_matches('/'))
    }

    /// What a failure's answer shows of this call.
    pub(crate) fn circumstances(&self) -> Circumstances<'_> {
        Circumstances {
            correlation_id: self.correlation_id.as_str(),
            account: self.principal.as_ref().map(|principal| principal.account),
            accept: self.header(ACCEPT),
        }
    }

    /// The text of a header.
    pub(crate) fn header(&self, name: impl axum::http::header::AsHeaderName) -> Option<&str> {
        self.parts.headers.get(name)?.to_str().ok()
    }
}

/// What a path calls the object type that decides about scopes: that of the records, or, for associations, of the
/// records that are looked from.
pub(crate) fn object_type_segment<'a>(parameters: &'a [(&'static str, String)]) -> Option<&'a str> {
    let names = ["objectType", "objectTypeId", "fromObjectType", "fromObjectTypeId"];
    parameters.iter().find(|(name, _)| names.contains(name)).map(|(_, segment)| segment.as_str())
}

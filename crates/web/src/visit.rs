//! One request for a page: what a page gets to see of it.

use std::net::{IpAddr, Ipv4Addr};

use axum::body::Body;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use axum::http::uri::Scheme;
use axum::http::{HeaderMap, Method};
use http_body_util::{BodyExt as _, Limited};
use linchpin_engine::Engine;
use linchpin_engine::people::{SignedIn, Visitor};
use linchpin_wire::session;

use crate::cookies;
use crate::form::Fields;

/// The longest form that is read.
const MAX_FORM_BYTES: usize = 64 << 10;
/// The longest description of a browser that is kept.
const MAX_AGENT_CHARS: usize = 300;
/// The cookie of a browser in which nobody is signed in; forms are bound to it.
const VISIT_COOKIE: &str = "linchpin_visit";

/// The network address of whoever is at the other end of the connection, among a request's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// One request for a page.
pub(crate) struct Visit {
    pub(crate) method: Method,
    pub(crate) path: String,
    /// The parameters behind the path.
    pub(crate) query: Fields,
    /// What was typed in.
    pub(crate) form: Fields,
    /// Who is signed in.
    pub(crate) signed_in: Option<SignedIn>,
    /// What a form on the page has to carry.
    pub(crate) csrf_token: String,
    /// The cookie to give to a browser that has none yet.
    pub(crate) new_cookie: Option<String>,
    /// Whether the browser came by https.
    pub(crate) is_https: bool,
    headers: HeaderMap,
    peer: IpAddr,
}

impl Visit {
    /// Reads a request to its end; `None` when its form is too long or breaks off.
    pub(crate) async fn read(
        engine: &Engine,
        parts: Parts,
        body: Body,
    ) -> linchpin_engine::Result<Option<Self>> {
        let Ok(body) = Limited::new(body, MAX_FORM_BYTES).collect().await else { return Ok(None) };
        let form = Fields::parse(&String::from_utf8_lossy(&body.to_bytes()));
        let signed_in = crate::session(engine, &parts.headers).await?;
        let mut new_cookie = None;
        let csrf_token = match (&signed_in, session::cookie(cookies(&parts.headers), VISIT_COOKIE)) {
            (Some(signed_in), _) => signed_in.csrf_token.clone(),
            (None, Some(visit)) => engine.form_token(visit),
            (None, None) => {
                let visit = new_cookie.insert(engine.visit_secret()?);
                engine.form_token(visit)
            }
        };
        Ok(Some(Self {
            method: parts.method,
            path: parts.uri.path().to_owned(),
            query: Fields::parse(parts.uri.query().unwrap_or_default()),
            form,
            signed_in,
            csrf_token,
            new_cookie,
            is_https: is_https(&parts.headers, parts.extensions.get().map(Scheme::as_str)),
            peer: parts.extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0),
            headers: parts.headers,
        }))
    }

    /// Whether a form was sent by a page of ours, and not by that of another site.
    pub(crate) fn is_ours(&self) -> bool {
        let site = self.header("sec-fetch-site").unwrap_or("same-origin");
        self.new_cookie.is_none()
            && ["same-origin", "none"].contains(&site)
            && same(self.form.get("csrf"), &self.csrf_token)
    }

    /// From where the browser comes.
    ///
    /// A proxy on this machine says for whom it asks; what others say about that could be made up.
    pub(crate) fn visitor(&self) -> Visitor {
        let forwarded = self.header("x-forwarded-for").and_then(|list| list.rsplit(',').next());
        let forwarded = forwarded.and_then(|address| address.trim().parse::<IpAddr>().ok());
        let address = forwarded.filter(|_| self.peer.is_loopback()).unwrap_or(self.peer);
        let user_agent = self.header(USER_AGENT.as_str()).unwrap_or_default();
        Visitor {
            ip_address: address.to_string(),
            user_agent: user_agent.chars().take(MAX_AGENT_CHARS).collect(),
        }
    }

    /// The `Set-Cookie` text that gives a browser its cookie for forms.
    pub(crate) fn visit_cookie(&self) -> Option<String> {
        let secure = if self.is_https { "; Secure" } else { "" };
        let visit = self.new_cookie.as_ref()?;
        Some(format!("{VISIT_COOKIE}={visit}; Path=/; HttpOnly; SameSite=Strict{secure}"))
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Whether the browser came by https, itself or by way of a proxy that says so.
fn is_https(headers: &HeaderMap, scheme: Option<&str>) -> bool {
    let forwarded = headers.get("x-forwarded-proto").and_then(|value| value.to_str().ok());
    let forwarded = forwarded.and_then(|schemes| schemes.split(',').next()).map(str::trim);
    forwarded.or(scheme) == Some("https")
}

/// Compares two texts in a time that does not tell where they differ.
fn same(left: &str, right: &str) -> bool {
    left.len() == right.len()
        && left.bytes().zip(right.bytes()).fold(0, |seen, (left, right)| seen | (left ^ right)) == 0
}

//! Pages for people: signing in, links by which they get a password, and what they set about themselves.
//!
//! It speaks to the engine, never to the API, and knows HTTP and HTML but not HubSpot.
//! In reading order: [`Web`] takes a request, a `Visit` is what a page sees of it, `pages` answer.

mod form;
mod pages;
mod reply;
mod service;
mod visit;

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use linchpin_engine::people::SignedIn;
use linchpin_engine::{Engine, Result};

pub use service::Web;
pub use visit::Peer;

/// Who is signed in in the browser that sent these headers, in which account, and as which user of it.
pub async fn session(engine: &Engine, headers: &HeaderMap) -> Result<Option<SignedIn>> {
    match linchpin_wire::session::session(|| cookies(headers)) {
        Some(token) => engine.session(token).await,
        None => Ok(None),
    }
}

/// The texts of the `Cookie` headers.
fn cookies(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok())
}

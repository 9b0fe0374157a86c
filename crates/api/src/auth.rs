//! Who calls.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::request::Parts;
use linchpin_engine::Credential;
use linchpin_wire::operation::{Method, Operation, Scopes};
use linchpin_wire::session;

use crate::app::App;
use crate::error::Failure;
use crate::query::Query;

/// On whose behalf a call is made.
pub type Principal = Arc<linchpin_engine::Principal>;

/// The headers in which HubSpot's SDKs send a token without a scheme.
const TOKEN_HEADERS: [&str; 2] = ["private-app", "private-app-legacy"];

/// The query parameter in which a developer key comes.
pub(crate) const DEVELOPER_KEY: &str = "hapikey";

/// Finds out who calls; no operation that asks for scopes is reached without.
pub(crate) async fn authenticate(
    app: &App,
    operation: &Operation,
    parts: &Parts,
) -> Result<Principal, Failure> {
    // An SDK that was given both sends both; the key is the one that was meant for such operations.
    if matches!(operation.scopes, Scopes::DeveloperOr(_))
        && let Some(query) = parts.uri.query()
        && let Some(key) = Query::parse(query)?.text(DEVELOPER_KEY)
    {
        return developer(app, key).await;
    }
    let headers = &parts.headers;
    let Some(token) = token(headers) else { return signed_in(app, operation, headers).await };
    let principal = app.engine.authenticate(token).await?;
    // A developer key is no token: it opens no records.
    let principal = principal.filter(|principal| principal.credential != Credential::Developer);
    principal.ok_or_else(Failure::invalid_authentication)
}

/// The account whose developer key comes with a call; no token stands in for it.
async fn developer(app: &App, key: &str) -> Result<Principal, Failure> {
    let principal = app.engine.authenticate(key).await?;
    let principal = principal.filter(|principal| principal.credential == Credential::Developer);
    principal.ok_or_else(Failure::invalid_authentication)
}

/// Who is signed in in the browser that calls.
///
/// Browsers send cookies whichever site asks them to: what changes something has to show that a page of ours asked.
async fn signed_in(app: &App, operation: &Operation, headers: &HeaderMap) -> Result<Principal, Failure> {
    let cookies = || headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let session = session::session(cookies).ok_or_else(Failure::invalid_authentication)?;
    let signed_in = app.engine.session(session).await?.ok_or_else(Failure::invalid_authentication)?;
    let shown = headers.get(session::CSRF_HEADER).and_then(|value| value.to_str().ok());
    if operation.method != Method::Get && shown != Some(signed_in.csrf_token.as_str()) {
        return Err(Failure::csrf_token_missing());
    }
    Ok(Arc::new(signed_in.principal()))
}

/// The token that the headers carry.
fn token(headers: &HeaderMap) -> Option<&str> {
    let bearer = headers.get(AUTHORIZATION).and_then(|value| bearer(value.to_str().ok()?));
    let bare = || TOKEN_HEADERS.iter().find_map(|name| headers.get(*name)?.to_str().ok());
    bearer.or_else(bare).map(str::trim).filter(|token| !token.is_empty())
}

/// The token of a `Bearer` header; the scheme's case does not matter.
fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.trim_start().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;

    use super::token;

    #[test]
    fn a_token_comes_in_one_of_three_headers() {
        for (name, value, expected) in [
            ("authorization", "Bearer pat-1", Some("pat-1")),
            ("authorization", "bearer  pat-1 ", Some("pat-1")),
            ("authorization", "Basic abc", None),
            ("authorization", "pat-1", None),
            ("authorization", "Bearer ", None),
            ("private-app", "pat-1", Some("pat-1")),
            ("private-app-legacy", "pat-1", Some("pat-1")),
            ("x-token", "pat-1", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(name, value.parse().unwrap());
            assert_eq!(token(&headers), expected, "{name}: {value}");
        }
    }
}

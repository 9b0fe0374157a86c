//! Consent: somebody lets an app into an account, or does not.

use askama::Template;
use axum::http::StatusCode;
use linchpin_domain::scope::{self, Scope};
use linchpin_domain::{AccountId, Role};
use linchpin_engine::oauth::{Authorization, AuthorizationParameters, AuthorizeRefusal};
use linchpin_engine::people::{Place, SignedIn};
use linchpin_engine::{Engine, Error, Result};

use super::message;
use crate::form::encode;
use crate::reply::Reply;
use crate::visit::Visit;

/// The parameters of a link to this page, which lead through signing in and back.
const PARAMETERS: [&str; 8] = [
    "client_id",
    "redirect_uri",
    "scope",
    "optional_scope",
    "state",
    "response_type",
    "code_challenge",
    "code_challenge_method",
];

#[derive(Template)]
#[template(path = "authorize.html")]
struct Consent<'a> {
    csrf: &'a str,
    action: String,
    app: &'a str,
    host: &'a str,
    email: &'a str,
    accounts: Vec<&'a Place>,
    chosen: AccountId,
    required: Vec<&'static Scope>,
    conditional: Vec<&'static Scope>,
    optional: Vec<&'static Scope>,
}

/// What an app asks for, and whom.
struct Question<'a> {
    asked: Authorization,
    signed_in: &'a SignedIn,
    /// The accounts into which this person may let apps; never empty.
    accounts: Vec<Place>,
}

/// The question.
pub(super) async fn show(engine: &Engine, visit: &Visit) -> Result<Reply> {
    let question = match question(engine, visit).await? {
        Ok(question) => question,
        Err(reply) => return Ok(reply),
    };
    let Question { asked, signed_in, accounts } = &question;
    let here = accounts.iter().find(|place| place.account == signed_in.account);
    let page = Consent {
        csrf: &visit.csrf_token,
        action: link(visit),
        app: &asked.app.name,
        host: host(&asked.redirect_url),
        email: &signed_in.email,
        chosen: here.or(accounts.first()).map_or(signed_in.account, |place| place.account),
        accounts: accounts.iter().collect(),
        required: described(&asked.required),
        conditional: described(&asked.conditional),
        optional: described(&asked.optional),
    };
    Ok(Reply::page(StatusCode::OK, &page).leads_elsewhere())
}

/// The answer.
pub(super) async fn decide(engine: &Engine, visit: &Visit) -> Result<Reply> {
    let Question { asked, accounts, .. } = match question(engine, visit).await? {
        Ok(question) => question,
        Err(reply) => return Ok(reply),
    };
    if visit.form.get("decision") != "connect" {
        let denied = [("error", "access_denied"), ("error_description", "The user did not let the app in.")];
        return Ok(back(&asked.redirect_url, &denied, visit));
    }
    let chosen = AccountId::parse(visit.form.get("account"));
    let Some(place) = accounts.iter().find(|place| Some(place.account) == chosen) else {
        return Ok(message(StatusCode::BAD_REQUEST, "No such account", "Go back and choose an account."));
    };
    let code = engine.authorize(&asked, place.account, place.user).await?;
    Ok(back(&asked.redirect_url, &[("code", code.expose())], visit))
}

/// Checks the link, and then who is there to be asked; the reply is what keeps the question from being asked.
async fn question<'a>(engine: &Engine, visit: &'a Visit) -> Result<Result<Question<'a>, Reply>> {
    let asked = match engine.authorization(&parameters(visit)).await {
        Ok(asked) => asked,
        Err(Error::Authorize(refusal)) => return Ok(Err(refused(&refusal, visit))),
        Err(error) => return Err(error),
    };
    let Some(signed_in) = &visit.signed_in else {
        return Ok(Err(Reply::see(format!("/login?next={}", encode(&link(visit))))));
    };
    let pinned = pinned(&visit.path);
    let places = engine.places(signed_in.login).await?;
    let may = |place: &Place| matches!(Role::parse(&place.role), Some(Role::SuperAdmin | Role::Admin));
    let is_meant = |place: &Place| pinned.is_none_or(|named| AccountId::parse(named) == Some(place.account));
    let accounts: Vec<_> = places.into_iter().filter(|place| may(place) && is_meant(place)).collect();
    if accounts.is_empty() {
        let text =
            "Only super admins and admins of an account let apps in. Ask one of them to open this link.";
        return Ok(Err(message(StatusCode::FORBIDDEN, "You cannot let apps in here", text)));
    }
    Ok(Ok(Question { asked, signed_in, accounts }))
}

/// What the link asks for.
fn parameters(visit: &Visit) -> AuthorizationParameters<'_> {
    let text = |name| Some(visit.query.get(name)).filter(|value| !value.is_empty());
    AuthorizationParameters {
        client_id: text("client_id"),
        redirect_url: text("redirect_uri"),
        scopes: visit.query.get("scope"),
        optional_scopes: visit.query.get("optional_scope"),
        response_type: text("response_type"),
        challenge: text("code_challenge"),
        challenge_method: text("code_challenge_method"),
    }
}

/// What becomes of a link that asks for what cannot be: the app is told where it may be, and people otherwise.
fn refused(refusal: &AuthorizeRefusal, visit: &Visit) -> Reply {
    let text = refusal.to_string();
    match refusal.redirect_code() {
        Some(code) => {
            let told = [("error", code), ("error_description", &*text)];
            back(visit.query.get("redirect_uri"), &told, visit)
        }
        None => message(StatusCode::BAD_REQUEST, "This app cannot be connected", &text),
    }
}

/// Sends people back to the app, which finds its `state` again.
fn back(redirect_url: &str, answer: &[(&str, &str)], visit: &Visit) -> Reply {
    let mut location = redirect_url.to_owned();
    let state = Some(("state", visit.query.get("state"))).filter(|(_, state)| !state.is_empty());
    let mut separator = if redirect_url.contains('?') { '&' } else { '?' };
    for (name, value) in answer.iter().copied().chain(state) {
        location.push(separator);
        location.push_str(&format_pair(name, value));
        separator = '&';
    }
    Reply::found(location)
}

/// The link that led here, with nothing in it that the page does not know.
fn link(visit: &Visit) -> String {
    let pairs = PARAMETERS.iter().map(|name| (*name, visit.query.get(name)));
    let pairs = pairs.filter(|(_, value)| !value.is_empty()).map(|(name, value)| format_pair(name, value));
    format!("{}?{}", visit.path, pairs.collect::<Vec<_>>().join("&"))
}

fn format_pair(name: &str, value: &str) -> String {
    format!("{name}={}", encode(value))
}

/// What the path names as the account, if it names one.
pub(super) fn pinned(path: &str) -> Option<&str> {
    path.strip_prefix("/oauth/")?.strip_suffix("/authorize").filter(|named| !named.contains('/'))
}

/// What people are shown of scopes; that which every app has says nothing.
fn described(names: &[String]) -> Vec<&'static Scope> {
    names.iter().filter(|name| *name != scope::BASIC).filter_map(|name| scope::find(name)).collect()
}

/// The host of a redirect URL, by which people know where they are sent.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{host, pinned};

    #[test]
    fn a_path_may_name_the_account() {
        for (path, expected) in [("/oauth/authorize", None), ("/oauth/1000001/authorize", Some("1000001"))] {
            assert_eq!(pinned(path), expected, "{path}");
        }
    }

    #[test]
    fn people_see_where_they_are_sent() {
        for (url, expected) in [
            ("https://app.example/cb?x=1", "app.example"),
            ("http://localhost:3000", "localhost:3000"),
            ("https://app.example?x", "app.example"),
        ] {
            assert_eq!(host(url), expected);
        }
    }
}

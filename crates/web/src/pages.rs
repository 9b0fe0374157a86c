//! The pages, and which path leads to which.

mod account;
mod authorize;
mod link;
mod login;

use askama::Template;
use axum::http::{Method, StatusCode};
use linchpin_engine::people::PersonRefusal;
use linchpin_engine::{Engine, Error, Result};

use crate::form::encode;
use crate::reply::Reply;
use crate::visit::Visit;

/// The styles of all pages.
const STYLES: &str = include_str!("../assets/linchpin.css");

/// Which page a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// The styles of all pages.
    Styles,
    /// Sign in.
    Login,
    /// Sign out, by a form only.
    Logout,
    /// A one-time link.
    Link,
    /// What somebody sets about itself.
    Account,
    /// Another password.
    Password,
    /// The end of all sessions.
    SignOutEverywhere,
    /// Another account.
    Enter,
    /// Whether an app is let in.
    Authorize,
}

/// What comes before the secret of a one-time link.
const LINK: &str = "/link/";

impl Route {
    /// The page that a path leads to.
    pub(crate) fn find(path: &str) -> Option<Self> {
        match path {
            "/assets/linchpin.css" => Some(Self::Styles),
            "/login" => Some(Self::Login),
            "/logout" => Some(Self::Logout),
            "/account" => Some(Self::Account),
            "/account/password" => Some(Self::Password),
            "/account/sign-out-everywhere" => Some(Self::SignOutEverywhere),
            "/account/enter" => Some(Self::Enter),
            "/oauth/authorize" => Some(Self::Authorize),
            _ if path.starts_with(LINK) => Some(Self::Link),
            _ if authorize::pinned(path).is_some() => Some(Self::Authorize),
            _ => None,
        }
    }
}

/// Answers a visit.
pub(crate) async fn answer(engine: &Engine, route: Route, visit: &Visit) -> Result<Reply> {
    let is_post = visit.method == Method::POST;
    if is_post && !visit.is_ours() {
        return Ok(message(
            StatusCode::FORBIDDEN,
            "That form has expired",
            "Go back, load the page again and send the form once more.",
        ));
    }
    match (route, &visit.method) {
        (Route::Styles, &Method::GET | &Method::HEAD) => Ok(Reply::styles(STYLES)),
        (Route::Login, &Method::GET | &Method::HEAD) => Ok(login::show(visit)),
        (Route::Login, &Method::POST) => login::sign_in(engine, visit).await,
        (Route::Logout, &Method::POST) => login::sign_out(engine, visit).await,
        (Route::Link, &Method::GET | &Method::HEAD) => link::show(engine, visit).await,
        (Route::Link, &Method::POST) => link::enter(engine, visit).await,
        (Route::Account, &Method::GET | &Method::HEAD) => account::show(engine, visit).await,
        (Route::Password, &Method::POST) => account::change_password(engine, visit).await,
        (Route::SignOutEverywhere, &Method::POST) => account::sign_out_everywhere(engine, visit).await,
        (Route::Authorize, &Method::GET | &Method::HEAD) => authorize::show(engine, visit).await,
        (Route::Authorize, &Method::POST) => authorize::decide(engine, visit).await,
        (Route::Enter, &Method::POST) => account::enter(engine, visit).await,
        _ => Ok(message(
            StatusCode::METHOD_NOT_ALLOWED,
            "Not like this",
            "This address only takes the forms of other pages.",
        )),
    }
}

/// A page that only says something.
#[derive(Template)]
#[template(path = "message.html")]
struct Message<'a> {
    title: &'a str,
    text: &'a str,
}

/// A page that only says something.
pub(crate) fn message(status: StatusCode, title: &str, text: &str) -> Reply {
    Reply::page(status, &Message { title, text })
}

/// Leads whoever is not signed in to the page for that, and back from there.
fn sign_in_first(visit: &Visit) -> Reply {
    Reply::see(format!("/login?next={}", encode(&visit.path)))
}

/// Where to go after signing in: a page of this server, whatever a link from elsewhere asks for.
fn safe_next(next: &str) -> &str {
    // Browsers read a backslash as a slash, drop tabs and line breaks, and take `//host` for another server.
    let is_plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if next.starts_with('/') && !next.starts_with("//") && is_plain { next } else { "/account" }
}

/// What a page says about a refusal, and its status; other errors are none of the visitor's.
fn refusal(error: Error) -> Result<(StatusCode, String), Error> {
    let Error::Person(refusal) = error else { return Err(error) };
    let (status, text) = match &refusal {
        PersonRefusal::WrongPassword => {
            (StatusCode::FORBIDDEN, "The e-mail address or the password is wrong.".to_owned())
        }
        PersonRefusal::TooManyAttempts { .. } => {
            (StatusCode::TOO_MANY_REQUESTS, "Too many attempts. Try again in some minutes.".to_owned())
        }
        PersonRefusal::NoAccount => {
            (StatusCode::FORBIDDEN, "No account has you as a user any more. Ask for a new link.".to_owned())
        }
        PersonRefusal::LinkNotFound => {
            (StatusCode::NOT_FOUND, "This link was used before or is no longer valid.".to_owned())
        }
        PersonRefusal::WeakPassword | PersonRefusal::InvalidAddress(_) => {
            (StatusCode::BAD_REQUEST, capitalized(&refusal.to_string()))
        }
    };
    Ok((status, text))
}

/// A sentence of its own.
fn capitalized(text: &str) -> String {
    let mut rest = text.chars();
    let first = rest.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(rest).chain(['.']).collect()
}

#[cfg(test)]
mod tests {
    use super::safe_next;

    #[test]
    fn nobody_is_led_to_another_server() {
        for (next, expected) in [
            ("/oauth/authorize?client_id=1&scope=a%20b", "/oauth/authorize?client_id=1&scope=a%20b"),
            ("/", "/"),
            ("", "/account"),
            ("https://evil.example", "/account"),
            ("//evil.example", "/account"),
            ("/\\evil.example", "/account"),
            ("/\t/evil.example", "/account"),
            ("javascript:alert(1)", "/account"),
            ("account", "/account"),
        ] {
            assert_eq!(safe_next(next), expected, "{next}");
        }
    }
}

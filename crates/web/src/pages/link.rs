//! One-time links: a password for whoever has none, or forgot it.

use askama::Template;
use axum::http::StatusCode;
use linchpin_engine::people::{LinkUse, LinkView, MIN_PASSWORD_CHARS, PersonRefusal, Purpose};
use linchpin_engine::{Engine, Error, Result};

use super::{LINK, message, refusal};
use crate::reply::Reply;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "link.html")]
struct Link<'a> {
    csrf: &'a str,
    title: &'a str,
    lead: &'a str,
    email: &'a str,
    error: &'a str,
    chooses_email: bool,
    has_password: bool,
    shortest: usize,
}

/// The form.
pub(super) async fn show(engine: &Engine, visit: &Visit) -> Result<Reply> {
    match engine.read_link(token(visit)).await {
        Ok(view) => Ok(page(StatusCode::OK, visit, &view, "")),
        Err(error) => worthless(error),
    }
}

/// Sets the password, or compares it, and opens a session.
pub(super) async fn enter(engine: &Engine, visit: &Visit) -> Result<Reply> {
    let view = match engine.read_link(token(visit)).await {
        Ok(view) => view,
        Err(error) => return worthless(error),
    };
    let password = visit.form.get("password");
    if !view.has_password && password != visit.form.get("again") {
        return Ok(page(StatusCode::BAD_REQUEST, visit, &view, "The two passwords are not the same."));
    }
    let typed = LinkUse { email: visit.form.get("email"), password };
    match engine.use_link(token(visit), typed, &visit.visitor()).await {
        Ok(session) => Ok(Reply::see("/account".to_owned()).sign_in(&session, visit.is_https)),
        Err(error @ Error::Person(PersonRefusal::LinkNotFound)) => worthless(error),
        Err(error) => {
            let (status, error) = refusal(error)?;
            Ok(page(status, visit, &view, &error))
        }
    }
}

fn page(status: StatusCode, visit: &Visit, view: &LinkView, error: &str) -> Reply {
    let account = &view.account_name;
    let (title, lead) = match (view.purpose, view.has_password) {
        (Purpose::Setup, _) => {
            ("Welcome to Linchpin", format!("You are the first here. Say who runs {account}."))
        }
        (Purpose::Join, false) => {
            ("Join the account", format!("You are a user of {account}. Choose a password."))
        }
        (Purpose::Join, true) => {
            ("Join the account", format!("You are a user of {account} too. Show that it is you."))
        }
        (Purpose::Reset, _) => ("A new password", "It counts for every account that you use.".to_owned()),
    };
    let chooses_email = view.purpose == Purpose::Setup;
    // The address that a new account starts with is nobody's.
    let email = if chooses_email { visit.form.get("email") } else { &view.email };
    let page = Link {
        csrf: &visit.csrf_token,
        title,
        lead: &lead,
        email,
        error,
        chooses_email,
        has_password: view.has_password,
        shortest: MIN_PASSWORD_CHARS,
    };
    Reply::page(status, &page)
}

/// What is said of a link that cannot be used.
fn worthless(error: Error) -> Result<Reply> {
    let (status, text) = refusal(error)?;
    Ok(message(status, "This link leads nowhere", &format!("{text} Ask for a new one, or sign in.")))
}

/// The secret of the link.
fn token(visit: &Visit) -> &str {
    visit.path.strip_prefix(LINK).unwrap_or_default()
}

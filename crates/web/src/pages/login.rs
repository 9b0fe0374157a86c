//! Signing in and out.

use askama::Template;
use axum::http::StatusCode;
use linchpin_engine::people::{PersonRefusal, SignIn};
use linchpin_engine::{Engine, Error, Result};

use super::{refusal, safe_next};
use crate::reply::Reply;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "login.html")]
struct Login<'a> {
    csrf: &'a str,
    next: &'a str,
    email: &'a str,
    error: &'a str,
}

/// The form; whoever is signed in already goes on at once.
pub(super) fn show(visit: &Visit) -> Reply {
    let next = safe_next(visit.query.get("next"));
    if visit.signed_in.is_some() {
        return Reply::see(next.to_owned());
    }
    let page = Login { csrf: &visit.csrf_token, next, email: visit.query.get("email"), error: "" };
    Reply::page(StatusCode::OK, &page)
}

/// Opens a session.
pub(super) async fn sign_in(engine: &Engine, visit: &Visit) -> Result<Reply> {
    let (email, next) = (visit.form.get("email"), safe_next(visit.form.get("next")));
    let typed = SignIn { email, password: visit.form.get("password") };
    let error = match engine.sign_in(typed, &visit.visitor()).await {
        Ok(session) => return Ok(Reply::see(next.to_owned()).sign_in(&session, visit.is_https)),
        Err(error) => error,
    };
    let wait = match &error {
        Error::Person(PersonRefusal::TooManyAttempts { until }) => Some(until.0 - engine.clock().now().0),
        _ => None,
    };
    let (status, error) = refusal(error)?;
    let reply = Reply::page(status, &Login { csrf: &visit.csrf_token, next, email, error: &error });
    Ok(match wait {
        Some(milliseconds) => reply.retry_after(milliseconds.div_euclid(1_000) + 1),
        None => reply,
    })
}

/// Ends the session.
pub(super) async fn sign_out(engine: &Engine, visit: &Visit) -> Result<Reply> {
    if let Some(signed_in) = &visit.signed_in {
        engine.sign_out(signed_in).await?;
    }
    Ok(Reply::see("/login".to_owned()).sign_out(visit.is_https))
}

//! What somebody who is signed in sets about itself.

use askama::Template;
use axum::http::StatusCode;
use linchpin_domain::AccountId;
use linchpin_engine::people::{MIN_PASSWORD_CHARS, Place, SignedIn};
use linchpin_engine::{Engine, Result};

use super::{message, refusal, sign_in_first};
use crate::reply::Reply;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "account.html")]
struct LoginPage<'a> {
    csrf: &'a str,
    email: &'a str,
    account: AccountId,
    account_name: &'a str,
    role: &'a str,
    others: Vec<&'a Place>,
    shortest: usize,
    error: &'a str,
    done: &'a str,
}

/// Who is signed in, where, and what can be done about it.
pub(super) async fn show(engine: &Engine, visit: &Visit) -> Result<Reply> {
    match &visit.signed_in {
        Some(signed_in) => page(engine, visit, signed_in, Ok("")).await,
        None => Ok(sign_in_first(visit)),
    }
}

/// Sets another password.
pub(super) async fn change_password(engine: &Engine, visit: &Visit) -> Result<Reply> {
    let Some(signed_in) = &visit.signed_in else { return Ok(sign_in_first(visit)) };
    let (old, new) = (visit.form.get("old"), visit.form.get("password"));
    if new != visit.form.get("again") {
        let error = (StatusCode::BAD_REQUEST, "The two new passwords are not the same.".to_owned());
        return page(engine, visit, signed_in, Err(error)).await;
    }
    let outcome = match engine.change_password(signed_in, old, new, &visit.visitor()).await {
        Ok(()) => Ok("The password was changed. Other browsers have to sign in again."),
        Err(error) => Err(refusal(error)?),
    };
    page(engine, visit, signed_in, outcome).await
}

/// Ends all sessions.
pub(super) async fn sign_out_everywhere(engine: &Engine, visit: &Visit) -> Result<Reply> {
    if let Some(signed_in) = &visit.signed_in {
        engine.sign_out_everywhere(signed_in, &visit.visitor()).await?;
    }
    Ok(Reply::see("/login".to_owned()).sign_out(visit.is_https))
}

/// Goes to another account.
pub(super) async fn enter(engine: &Engine, visit: &Visit) -> Result<Reply> {
    let Some(signed_in) = &visit.signed_in else { return Ok(sign_in_first(visit)) };
    let Some(account) = AccountId::parse(visit.form.get("account")) else {
        return Ok(message(StatusCode::BAD_REQUEST, "No such account", "The form names no account."));
    };
    match engine.enter_account(signed_in, account).await {
        Ok(()) => Ok(Reply::see("/account".to_owned())),
        Err(error) => page(engine, visit, signed_in, Err(refusal(error)?)).await,
    }
}

async fn page(
    engine: &Engine,
    visit: &Visit,
    signed_in: &SignedIn,
    outcome: Result<&str, (StatusCode, String)>,
) -> Result<Reply> {
    let places = engine.places(signed_in.login).await?;
    let here = places.iter().find(|place| place.account == signed_in.account);
    let (status, done, error) = match &outcome {
        Ok(done) => (StatusCode::OK, *done, ""),
        Err((status, error)) => (*status, "", error.as_str()),
    };
    let page = LoginPage {
        csrf: &visit.csrf_token,
        email: &signed_in.email,
        account: signed_in.account,
        account_name: here.map(|place| place.name.as_str()).unwrap_or_default(),
        role: signed_in.role.label(),
        others: places.iter().filter(|place| place.account != signed_in.account).collect(),
        shortest: MIN_PASSWORD_CHARS,
        error,
        done,
    };
    Ok(Reply::page(status, &page))
}

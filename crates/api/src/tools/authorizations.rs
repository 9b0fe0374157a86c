//! Consent without anybody in front of a browser.

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_domain::UserId;
use linchpin_engine::Principal;
use linchpin_engine::oauth::AuthorizationParameters;
use linchpin_engine::owners::{OwnerKey, OwnersRequest};
use linchpin_wire::tools::authorizations as wire;

use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::CREATE, create);
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::CreateInput<'_> = call.json()?;
    let granted = app
        .engine
        .authorization(&AuthorizationParameters {
            client_id: Some(&input.client_id),
            redirect_url: Some(&input.redirect_uri),
            scopes: &input.scope,
            optional_scopes: input.optional_scope.as_deref().unwrap_or_default(),
            response_type: None,
            challenge: input.code_challenge.as_deref(),
            challenge_method: input.code_challenge_method.as_deref(),
        })
        .await?;
    let user = user(&app, call.principal(), input.user_id.as_deref()).await?;
    let code = app.engine.authorize(&granted, call.principal().account, user).await?;
    let scopes = granted.scopes().map(String::as_str).collect();
    Ok(Reply::json(StatusCode::CREATED, &wire::AuthorizationBody { code: code.expose(), scopes }))
}

/// Who lets the app in: the user that is named, or the first of the account.
async fn user(app: &App, principal: &Principal, named: Option<&str>) -> Result<UserId, Failure> {
    if let Some(named) = named {
        return Ok(app.engine.read_owner(principal, OwnerKey::User(named), false).await?.user);
    }
    let first = OwnersRequest { archived: false, email: None, from: 0, limit: 1 };
    let owners = app.engine.list_owners(principal, first).await?.owners;
    owners.first().map(|owner| owner.user).ok_or_else(|| Failure::owner_not_found("0"))
}

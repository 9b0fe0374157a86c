//! OAuth 2.0: the endpoints that apps call; where people are asked is a page of `linchpin-web`.

mod describe;
mod request;

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_engine::oauth::{Client, Grant, Issued, TokenRequest};
use linchpin_wire::oauth as wire;

use self::request::Request;
use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    table.serve(&wire::TOKEN, token);
    table.serve(&wire::INTROSPECT, introspect);
    table.serve(&wire::REVOKE, revoke);
    table.serve(&wire::READ_ACCESS_TOKEN, read_access_token);
    table.serve(&wire::READ_REFRESH_TOKEN, read_refresh_token);
    table.serve(&wire::ARCHIVE_REFRESH_TOKEN, archive_refresh_token);
}

async fn token(app: Arc<App>, call: Call) -> Outcome {
    let request = Request::read(&call)?;
    let grant = match request.text("grant_type") {
        Some("authorization_code") => Some(Grant::Code {
            code: request.text("code").unwrap_or_default(),
            redirect_url: request.text("redirect_uri"),
            verifier: request.text("code_verifier"),
        }),
        Some("refresh_token") => Some(Grant::Refresh(request.text("refresh_token").unwrap_or_default())),
        Some("client_credentials") => Some(Grant::Itself(request.text("scope").unwrap_or_default())),
        _ => None,
    };
    let issued = app.engine.issue_tokens(TokenRequest { client: request.client(), grant }).await?;
    Ok(Reply::ok(&issued_body(&issued)))
}

fn issued_body(issued: &Issued) -> wire::TokenBody<'_> {
    let for_itself = issued.user.is_none();
    wire::TokenBody {
        token_type: "bearer",
        refresh_token: issued.refresh_token.as_ref().map(linchpin_engine::Secret::expose),
        access_token: issued.access_token.expose(),
        hub_id: (!for_itself).then_some(issued.account.0),
        scopes: &issued.scopes,
        expires_in: issued.expires_in,
        user_id: issued.user.map(|user| user.0),
        token_use: if for_itself { "client_credentials" } else { "access_token" },
    }
}

async fn introspect(app: Arc<App>, call: Call) -> Outcome {
    let request = Request::read(&call)?;
    let client: Client<'_> = request.client();
    let asking = app.engine.client_app(client).await?;
    let token = request.token().ok_or_else(Failure::no_token)?;
    // Whose token it is decides, and the hint never does: RFC 7662 lets it be wrong.
    if let Some(facts) = app.engine.access_token_facts(token).await?
        && facts.app == asking
    {
        let client_id = client.id.unwrap_or_default();
        return Ok(describe::introspected_access_token(token, client_id, &facts));
    }
    if let Some(facts) = app.engine.refresh_token_facts(token).await?
        && facts.app == asking
    {
        return Ok(describe::introspected_refresh_token(token, &facts));
    }
    Ok(Reply::ok(&wire::InactiveBody { active: false }))
}

async fn revoke(app: Arc<App>, call: Call) -> Outcome {
    let request = Request::read(&call)?;
    app.engine.revoke_of_client(request.client(), request.token()).await?;
    Ok(Reply::empty(StatusCode::OK))
}

async fn read_access_token(app: Arc<App>, call: Call) -> Outcome {
    let token = call.parameter("token");
    let facts = app.engine.access_token_facts(token).await?.ok_or_else(Failure::access_token_not_found)?;
    Ok(describe::access_token(token, &facts))
}

async fn read_refresh_token(app: Arc<App>, call: Call) -> Outcome {
    let token = call.parameter("token");
    let facts = app.engine.refresh_token_facts(token).await?.ok_or_else(Failure::refresh_token_not_found)?;
    Ok(describe::refresh_token(token, &facts))
}

async fn archive_refresh_token(app: Arc<App>, call: Call) -> Outcome {
    let was_live = app.engine.revoke_refresh_token(call.parameter("token")).await?;
    if was_live { Ok(Reply::no_content()) } else { Err(Failure::refresh_token_not_found()) }
}

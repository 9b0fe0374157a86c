//! The tokens of private apps.

use std::sync::Arc;
use std::time::Duration;

use linchpin_domain::{Timestamp, scope};
use linchpin_engine::Scopes;
use linchpin_engine::apps::{AppToken, GRACE};
use linchpin_wire::apps::tokens as wire;
use linchpin_wire::page::Page;

use super::app_id;
use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::CREATE, create);
    table.serve(&wire::ROTATE, rotate);
    table.serve(&wire::REVOKE, revoke);
    table.serve(&wire::INTROSPECT, introspect);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let tokens = app.engine.app_tokens(call.principal().account, app_id(&call)?).await?;
    Ok(Reply::ok(&Page::whole(tokens.into_iter().map(body).collect())))
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let token = app.engine.create_app_token(&**call.principal(), app_id(&call)?).await?;
    Ok(Reply::ok(&wire::NewTokenBody { token: token.expose() }))
}

async fn rotate(app: Arc<App>, call: Call) -> Outcome {
    let id = app_id(&call)?;
    let token = app.engine.rotate_app_token(&**call.principal(), id, grace(&call)?).await?;
    Ok(Reply::ok(&wire::NewTokenBody { token: token.expose() }))
}

async fn revoke(app: Arc<App>, call: Call) -> Outcome {
    let id = app_id(&call)?;
    app.engine.revoke_app_token(&**call.principal(), id, call.parameter("tokenId")).await?;
    Ok(Reply::no_content())
}

async fn introspect(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::IntrospectInput<'_> = call.json()?;
    let known = app.engine.introspect_private_token(&input.token_key).await?;
    let scopes = match &known.scopes {
        Scopes::All => scope::all().iter().map(|scope| scope.name).collect(),
        Scopes::Listed(names) => names.iter().map(String::as_str).collect(),
    };
    Ok(Reply::ok(&wire::IntrospectBody {
        user_id: known.user.0,
        hub_id: known.account.0,
        app_id: known.app.0,
        scopes,
    }))
}

/// For how long what is rotated works on; the body may be left out.
pub(super) fn grace(call: &Call) -> Result<Duration, Failure> {
    let input = if call.body.is_empty() { wire::RotateInput::default() } else { call.json()? };
    match input.grace_seconds {
        None => Ok(GRACE),
        Some(seconds) => u64::try_from(seconds)
            .map(Duration::from_secs)
            .map_err(|_| Failure::invalid_app("graceSeconds cannot be negative.")),
    }
}

pub(super) fn body(token: AppToken) -> wire::TokenBody {
    wire::TokenBody {
        id: token.id,
        hint: token.hint,
        created_at: token.created_at.to_iso(),
        expires_at: token.expires_at.map(Timestamp::to_iso),
        last_used_at: token.last_used_at.map(Timestamp::to_iso),
    }
}

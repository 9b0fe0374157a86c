//! Accounts that tests make for themselves, and throw away.

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_wire::tools::accounts as wire;

use super::body;
use crate::{App, Call, Outcome, Reply, Table};

/// What people call an account of which nobody says it.
const NAME: &str = "Account";

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::CREATE, create);
    table.serve(&wire::DELETE, delete);
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::AccountInput<'_> = body(&call)?;
    let name = input.name.as_deref().filter(|name| !name.is_empty()).unwrap_or(NAME);
    let made = app.engine.create_account_with_token(name).await?;
    let body = wire::AccountBody { account_id: made.account.0, token: made.token.expose() };
    Ok(Reply::json(StatusCode::CREATED, &body))
}

async fn delete(app: Arc<App>, call: Call) -> Outcome {
    app.engine.delete_account(call.principal(), call.parameter("accountId")).await?;
    Ok(Reply::no_content())
}

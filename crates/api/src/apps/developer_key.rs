//! The developer key of an account.

use std::sync::Arc;

use linchpin_wire::apps::{developer_key as wire, tokens::NewTokenBody};

use super::tokens::{body, grace};
use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    table.serve(&wire::READ, read);
    table.serve(&wire::ROTATE, rotate);
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let key = app.engine.developer_key(call.principal().account).await?;
    Ok(Reply::ok(&body(key.ok_or_else(Failure::token_not_found)?)))
}

async fn rotate(app: Arc<App>, call: Call) -> Outcome {
    let key = app.engine.rotate_developer_key(&**call.principal(), grace(&call)?).await?;
    Ok(Reply::ok(&NewTokenBody { token: key.expose() }))
}

//! Who signed in to an account, and what else concerned its security.

use std::sync::Arc;

use linchpin_domain::{Timestamp, UserId};
use linchpin_engine::people::{ActivityRequest, SecurityEvent, SignInEvent};
use linchpin_wire::account::activity as wire;
use linchpin_wire::page::Page;

use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Entries on a page when the caller does not say.
const DEFAULT_LIMIT: u32 = 100;
/// Entries on a page at most; HubSpot does not say how many it allows.
const MAX_LIMIT: u32 = 500;

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST_LOGINS, list_logins);
    table.serve(&wire::LIST_SECURITY, list_security);
}

async fn list_logins(app: Arc<App>, call: Call) -> Outcome {
    let page = app.engine.sign_ins(call.principal().account, request(&call)?).await?;
    let paging = page.next.map(|next| call.paging(next.to_string()));
    Ok(Reply::ok(&Page { results: page.results.iter().map(login).collect(), paging }))
}

async fn list_security(app: Arc<App>, call: Call) -> Outcome {
    let request = ActivityRequest {
        from: call.query.number("fromTimestamp")?.map(Timestamp),
        to: call.query.number("toTimestamp")?.map(Timestamp),
        ..request(&call)?
    };
    let page = app.engine.security_events(call.principal().account, request).await?;
    let paging = page.next.map(|next| call.paging(next.to_string()));
    Ok(Reply::ok(&Page { results: page.results.iter().map(event).collect(), paging }))
}

fn request(call: &Call) -> Result<ActivityRequest, Failure> {
    Ok(ActivityRequest {
        user: call.query.number("userId")?.map(UserId),
        after: call.query.number("after")?,
        limit: call.query.limit(DEFAULT_LIMIT, MAX_LIMIT)? as usize,
        ..ActivityRequest::default()
    })
}

fn login(sign_in: &SignInEvent) -> wire::LoginBody<'_> {
    wire::LoginBody {
        id: sign_in.id.to_string(),
        login_at: sign_in.at.to_iso(),
        user_id: sign_in.user.0,
        email: &sign_in.email,
        login_succeeded: sign_in.succeeded,
        ip_address: &sign_in.ip_address,
        user_agent: &sign_in.user_agent,
    }
}

fn event(event: &SecurityEvent) -> wire::SecurityBody<'_> {
    wire::SecurityBody {
        id: event.id.to_string(),
        kind: &event.kind,
        user_id: event.user.0,
        acting_user: &event.email,
        created_at: event.at.to_iso(),
        object_id: &event.object,
        ip_address: &event.ip_address,
    }
}

//! The audit log of an account.

use std::sync::Arc;

use linchpin_domain::{Timestamp, UserId};
use linchpin_engine::audit::{AuditEntry, AuditRequest};
use linchpin_wire::account::audit as wire;
use linchpin_wire::page::Page;

use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Entries on a page when the caller does not say.
const DEFAULT_LIMIT: u32 = 100;
/// Entries on a page at most; HubSpot does not say how many it allows.
const MAX_LIMIT: u32 = 500;
/// Users that can be asked for at once: each is a question of its own.
const MAX_USERS: usize = 50;
/// The one thing that entries are sorted by.
const SORT: &str = "occurredAt";

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let request = AuditRequest {
        from: moment(&call, "occurredAfter")?,
        to: moment(&call, "occurredBefore")?,
        users: users(&call)?,
        newest_first: newest_first(&call)?,
        behind: behind(&call)?,
        limit: call.query.limit(DEFAULT_LIMIT, MAX_LIMIT)? as usize,
    };
    let page = app.engine.audit_log(call.principal(), &request).await?;
    let paging = page.next.map(|next| call.paging(next.to_string()));
    Ok(Reply::ok(&Page { results: page.entries.iter().map(body).collect(), paging }))
}

fn moment(call: &Call, name: &'static str) -> Result<Option<Timestamp>, Failure> {
    let Some(text) = call.query.text(name) else { return Ok(None) };
    Timestamp::parse(text).map(Some).ok_or_else(|| Failure::invalid_parameter(name, text))
}

fn users(call: &Call) -> Result<Vec<UserId>, Failure> {
    const NAME: &str = "actingUserId";
    let named = call.query.list(NAME);
    if let Some(text) = named.get(MAX_USERS) {
        return Err(Failure::invalid_parameter(NAME, text));
    }
    let user = |text: &str| UserId::parse(text).ok_or_else(|| Failure::invalid_parameter(NAME, text));
    let mut users = named.into_iter().map(user).collect::<Result<Vec<_>, _>>()?;
    users.sort_unstable();
    users.dedup();
    Ok(users)
}

/// A minus in front of the name turns the order around, as in every `sort` of HubSpot's.
fn newest_first(call: &Call) -> Result<bool, Failure> {
    match call.query.text("sort") {
        None => Ok(false),
        Some(text) => match text.strip_prefix('-').unwrap_or(text) {
            SORT => Ok(text.starts_with('-')),
            _ => Err(Failure::invalid_parameter("sort", text)),
        },
    }
}

fn behind(call: &Call) -> Result<Option<linchpin_engine::audit::AuditCursor>, Failure> {
    let Some(text) = call.query.text("after") else { return Ok(None) };
    text.parse().map(Some).map_err(|()| Failure::invalid_parameter("after", text))
}

fn body(entry: &AuditEntry) -> wire::AuditBody<'_> {
    wire::AuditBody {
        id: &entry.id,
        category: &entry.category,
        sub_category: &entry.sub_category,
        action: &entry.action,
        target_object_id: &entry.target,
        occurred_at: entry.at.to_iso(),
        acting_user: wire::ActingUserBody { user_id: entry.user.0, user_email: entry.email.as_deref() },
    }
}

//! Owners, in the form of today and in the older one.

use std::sync::Arc;

use linchpin_domain::AccountId;
use linchpin_engine::owners::{Owner, OwnerKey, OwnersRequest};
use linchpin_engine::people::{Membership, Memberships};
use linchpin_wire::crm::owners as wire;
use linchpin_wire::page::Page;

use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Owners on a page when the caller does not say.
const DEFAULT_LIMIT: u32 = 100;
/// Owners on a page at most.
const MAX_LIMIT: u32 = 500;
/// All of them: the older form knows no pages.
const ALL: usize = 10_000;
/// Every owner is a person until there are queues.
const KIND: &str = "PERSON";

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::READ, read);
    table.serve(&wire::LIST_V2, list_v2);
    table.serve(&wire::READ_V2, read_v2);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let request = OwnersRequest {
        archived: call.query.flag("archived")?,
        email: call.query.text("email"),
        from: call.query.number("after")?.unwrap_or_default(),
        limit: call.query.limit(DEFAULT_LIMIT, MAX_LIMIT)? as usize,
    };
    let page = app.engine.list_owners(call.principal(), request).await?;
    let paging = page.next.map(|next| call.paging(next.to_string()));
    let users = page.owners.iter().map(|owner| owner.user);
    let teams = app.engine.memberships(call.principal().account, users).await?;
    let results = page.owners.iter().map(|owner| body(owner, &teams)).collect();
    Ok(Reply::ok(&Page { results, paging }))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let id = call.parameter("ownerId");
    let key = match call.query.text("idProperty") {
        None => OwnerKey::Id(id),
        Some(name) if name.eq_ignore_ascii_case("id") => OwnerKey::Id(id),
        Some(name) if name.eq_ignore_ascii_case("userId") => OwnerKey::User(id),
        Some(other) => return Err(Failure::invalid_parameter("idProperty", other)),
    };
    let owner = app.engine.read_owner(call.principal(), key, call.query.flag("archived")?).await?;
    let teams = app.engine.memberships(call.principal().account, [owner.user].into_iter()).await?;
    Ok(Reply::ok(&body(&owner, &teams)))
}

async fn list_v2(app: Arc<App>, call: Call) -> Outcome {
    let email = call.query.text("email");
    let mut owners = Vec::new();
    let inactive = call.query.flag("includeInactive")?;
    for archived in [false, true].into_iter().filter(|archived| inactive || !archived) {
        let request = OwnersRequest { archived, email, from: 0, limit: ALL };
        owners.extend(app.engine.list_owners(call.principal(), request).await?.owners);
    }
    owners.sort_unstable_by_key(|owner| owner.id);
    let account = call.principal().account;
    Ok(Reply::ok(&owners.iter().map(|owner| body_v2(account, owner)).collect::<Vec<_>>()))
}

async fn read_v2(app: Arc<App>, call: Call) -> Outcome {
    let key = OwnerKey::Id(call.parameter("ownerId"));
    let owner = app.engine.read_owner(call.principal(), key, false).await?;
    Ok(Reply::ok(&body_v2(call.principal().account, &owner)))
}

fn body<'a>(owner: &'a Owner, teams: &'a Memberships) -> wire::OwnerBody<'a> {
    let archived = owner.archived_at.is_some();
    wire::OwnerBody {
        id: owner.id.to_string(),
        email: &owner.email,
        kind: KIND,
        first_name: &owner.first_name,
        last_name: &owner.last_name,
        user_id: (!archived).then_some(owner.user.0),
        user_id_including_inactive: owner.user.0,
        created_at: owner.created_at.to_iso(),
        updated_at: owner.updated_at.to_iso(),
        archived,
        teams: teams.of(owner.user).iter().map(team).collect(),
    }
}

fn team(membership: &Membership) -> wire::OwnerTeamBody<'_> {
    let Membership { team, name, is_main, .. } = membership;
    wire::OwnerTeamBody { id: team.to_string(), name, primary: *is_main }
}

fn body_v2(account: AccountId, owner: &Owner) -> wire::OwnerV2Body<'_> {
    let is_active = owner.archived_at.is_none();
    wire::OwnerV2Body {
        portal_id: account.0,
        owner_id: owner.id,
        kind: KIND,
        first_name: &owner.first_name,
        last_name: &owner.last_name,
        email: &owner.email,
        created_at: owner.created_at.0,
        updated_at: owner.updated_at.0,
        remote_list: [],
        has_contacts_access: true,
        active_user_id: is_active.then_some(owner.user.0),
        user_id_including_inactive: owner.user.0,
        is_active,
    }
}

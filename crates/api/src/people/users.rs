//! Users of an account, and the roles that they are given.

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_domain::{Role, Timestamp};
use linchpin_engine::people::{LINK_MS, NewUser, User, UserChange, UserKey};
use linchpin_wire::input::TextInput;
use linchpin_wire::page::Page;
use linchpin_wire::people::users as wire;

use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Users on a page when the caller does not say, and at most.
const MAX_LIMIT: u32 = 100;

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::READ, read);
    table.serve(&wire::CREATE, create);
    table.serve(&wire::REPLACE, replace);
    table.serve(&wire::ARCHIVE, archive);
    table.serve(&wire::ROLES, roles);
    table.serve(&wire::TEAMS, teams);
    table.serve(&wire::INVITE, invite);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let from = call.query.number("after")?.unwrap_or_default();
    let limit = call.query.limit(MAX_LIMIT, MAX_LIMIT)? as usize;
    let page = app.engine.list_users(call.principal().account, from, limit).await?;
    let paging = page.next.map(|next| call.paging(next.to_string()));
    Ok(Reply::ok(&Page { results: page.users.iter().map(body).collect(), paging }))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let user = app.engine.read_user(call.principal().account, key(&call)?).await?;
    Ok(Reply::ok(&body(&user)))
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::CreateInput<'_> = call.json()?;
    no_teams(input.primary_team_id.iter().chain(&input.secondary_team_ids))?;
    let text = |input: Option<TextInput<'_>>| input.map(TextInput::into_string).unwrap_or_default();
    let new = NewUser {
        email: input.email.into_string(),
        first_name: text(input.first_name),
        last_name: text(input.last_name),
        role: role(input.role_id.as_deref())?.unwrap_or(Role::ContactsOnly),
    };
    let user = app.engine.create_user(&**call.principal(), new).await?;
    Ok(Reply::json(StatusCode::CREATED, &body(&user)))
}

async fn replace(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::ReplaceInput<'_> = call.json()?;
    no_teams(input.primary_team_id.iter().chain(&input.secondary_team_ids))?;
    let change = UserChange {
        first_name: input.first_name.map(TextInput::into_string),
        last_name: input.last_name.map(TextInput::into_string),
        role: role(input.role_id.as_deref())?,
    };
    let user = app.engine.update_user(&**call.principal(), key(&call)?, change).await?;
    Ok(Reply::ok(&body(&user)))
}

async fn archive(app: Arc<App>, call: Call) -> Outcome {
    app.engine.remove_user(&**call.principal(), key(&call)?).await?;
    Ok(Reply::no_content())
}

async fn roles(_: Arc<App>, _: Call) -> Outcome {
    let results = Role::ALL.into_iter().filter_map(|role| {
        let id = role.id()?.to_string();
        Some(wire::RoleBody { id, name: role.label(), requires_billing_write: false })
    });
    Ok(Reply::ok(&Page::whole(results.collect())))
}

async fn teams(_: Arc<App>, _: Call) -> Outcome {
    Ok(Reply::ok(&Page::<wire::TeamBody>::whole(Vec::new())))
}

async fn invite(app: Arc<App>, call: Call) -> Outcome {
    let account = call.principal().account;
    let user = app.engine.read_user(account, UserKey::Id(call.parameter("userId"))).await?;
    let link = app.engine.join_link(account, user.id).await?;
    let expires_at = Timestamp(app.engine.clock().now().0 + LINK_MS);
    let url = format!("{}/link/{link}", call.base_url());
    Ok(Reply::json(StatusCode::CREATED, &wire::InvitationBody { url, expires_at: expires_at.to_iso() }))
}

/// Which user the path names, and by what.
fn key(call: &Call) -> Result<UserKey<'_>, Failure> {
    let name = call.parameter("userId");
    match call.query.text("idProperty") {
        None => Ok(UserKey::Id(name)),
        Some(property) if property.eq_ignore_ascii_case("USER_ID") => Ok(UserKey::Id(name)),
        Some(property) if property.eq_ignore_ascii_case("EMAIL") => Ok(UserKey::Email(name)),
        Some(other) => Err(Failure::invalid_parameter("idProperty", other)),
    }
}

/// The role of a number; an empty one is none.
fn role(id: Option<&str>) -> Result<Option<Role>, Failure> {
    let Some(id) = id.filter(|id| !id.is_empty()) else { return Ok(None) };
    let found = id.parse().ok().and_then(Role::of_id);
    found.map(Some).ok_or_else(|| Failure::invalid_user("roleId", &format!("Role {id} does not exist")))
}

/// Refuses teams, of which accounts have none.
fn no_teams<'a>(mut ids: impl Iterator<Item = &'a TextInput<'a>>) -> Result<(), Failure> {
    match ids.find(|id| !id.is_empty()) {
        None => Ok(()),
        Some(id) => Err(Failure::invalid_user("primaryTeamId", &format!("Team {} does not exist", &**id))),
    }
}

fn body(user: &User) -> wire::UserBody<'_> {
    let role = Role::parse(&user.role).unwrap_or(Role::ContactsOnly);
    let role_id = role.id().map(|id| id.to_string());
    wire::UserBody {
        id: user.id.to_string(),
        email: &user.email,
        first_name: &user.first_name,
        last_name: &user.last_name,
        role_ids: role_id.iter().cloned().collect(),
        role_id,
        super_admin: role == Role::SuperAdmin,
    }
}

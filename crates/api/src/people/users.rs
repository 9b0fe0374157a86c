//! Users of an account, and the roles that they are given.

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_domain::{Role, Timestamp};
use linchpin_engine::people::{
    LINK_MS, Membership, Memberships, NewUser, User, UserChange, UserKey, UserTeams,
};
use linchpin_wire::input::TextInput;
use linchpin_wire::page::Page;
use linchpin_wire::people::users as wire;

use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Users on a page when the caller does not say, and at most.
const MAX_LIMIT: u32 = 100;
/// All of them: teams with their users come at once.
const ALL_TEAMS: usize = 100_000;

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::READ, read);
    table.serve(&wire::CREATE, create);
    table.serve(&wire::REPLACE, replace);
    table.serve(&wire::ARCHIVE, archive);
    table.serve(&wire::ROLES, roles);
    table.serve(&wire::TEAMS, teams);
    table.serve(&wire::SEATS, seats);
    table.serve(&wire::INVITE, invite);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let from = call.query.number("after")?.unwrap_or_default();
    let limit = call.query.limit(MAX_LIMIT, MAX_LIMIT)? as usize;
    let page = app.engine.list_users(call.principal().account, from, limit).await?;
    let paging = page.next.map(|next| call.paging(next.to_string()));
    let users = page.users.iter().map(|user| user.id);
    let teams = app.engine.memberships(call.principal().account, users).await?;
    let results = page.users.iter().map(|user| body(user, &teams)).collect();
    Ok(Reply::ok(&Page { results, paging }))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let user = app.engine.read_user(call.principal().account, key(&call)?).await?;
    shown(&app, &call, StatusCode::OK, &user).await
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::CreateInput<'_> = call.json()?;
    let text = |input: Option<TextInput<'_>>| input.map(TextInput::into_string).unwrap_or_default();
    let new = NewUser {
        email: input.email.into_string(),
        first_name: text(input.first_name),
        last_name: text(input.last_name),
        role: role(input.role_id.as_deref())?.unwrap_or(Role::ContactsOnly),
        teams: teams_of(input.primary_team_id, Some(input.secondary_team_ids)),
    };
    let user = app.engine.create_user(&**call.principal(), new).await?;
    shown(&app, &call, StatusCode::CREATED, &user).await
}

async fn replace(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::ReplaceInput<'_> = call.json()?;
    let change = UserChange {
        first_name: input.first_name.map(TextInput::into_string),
        last_name: input.last_name.map(TextInput::into_string),
        role: role(input.role_id.as_deref())?,
        teams: teams_of(input.primary_team_id, input.secondary_team_ids),
    };
    let user = app.engine.update_user(&**call.principal(), key(&call)?, change).await?;
    shown(&app, &call, StatusCode::OK, &user).await
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

async fn teams(app: Arc<App>, call: Call) -> Outcome {
    let account = call.principal().account;
    let teams = app.engine.list_teams(account, 0, ALL_TEAMS).await?.teams;
    let members = app.engine.all_memberships(account).await?;
    let results = teams.iter().map(|team| {
        let (main, extra): (Vec<_>, Vec<_>) = members.in_team(team.id).partition(|member| member.is_main);
        wire::TeamBody {
            id: team.id.to_string(),
            name: &team.name,
            user_ids: numbers(&main),
            secondary_user_ids: numbers(&extra),
        }
    });
    Ok(Reply::ok(&Page::whole(results.collect())))
}

/// Nobody sells seats here: there is one kind, of which there are enough.
async fn seats(_: Arc<App>, _: Call) -> Outcome {
    let core = wire::SeatBody { name: "Core", description: "Everything that the role of the user allows." };
    Ok(Reply::ok(&Page::whole(vec![core])))
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

/// In which teams a user is to be.
fn teams_of(main: Option<TextInput<'_>>, extra: Option<Vec<TextInput<'_>>>) -> UserTeams {
    let all = |ids: Vec<TextInput<'_>>| ids.into_iter().map(TextInput::into_string).collect();
    UserTeams { main: main.map(TextInput::into_string), extra: extra.map(all) }
}

fn numbers(members: &[&Membership]) -> Vec<String> {
    members.iter().map(|member| member.user.to_string()).collect()
}

/// An answer that shows one user.
async fn shown(app: &App, call: &Call, status: StatusCode, user: &User) -> Outcome {
    let teams = app.engine.memberships(call.principal().account, [user.id].into_iter()).await?;
    Ok(Reply::json(status, &body(user, &teams)))
}

fn body<'a>(user: &'a User, teams: &Memberships) -> wire::UserBody<'a> {
    let role = Role::parse(&user.role).unwrap_or(Role::ContactsOnly);
    let role_id = role.id().map(|id| id.to_string());
    wire::UserBody {
        id: user.id.to_string(),
        email: &user.email,
        first_name: &user.first_name,
        last_name: &user.last_name,
        role_ids: role_id.iter().cloned().collect(),
        role_id,
        primary_team_id: teams.main(user.id).map(|main| main.team.to_string()),
        secondary_team_ids: teams.extra(user.id).map(|extra| extra.team.to_string()).collect(),
        super_admin: role == Role::SuperAdmin,
    }
}

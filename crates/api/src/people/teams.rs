//! Teams of an account, and who is in them.

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_engine::people::{NewMember, NewTeam, Standing, Team, TeamChange};
use linchpin_wire::input::{TextInput, ValueInput};
use linchpin_wire::page::Page;
use linchpin_wire::people::teams as wire;

use crate::crm::batch;
use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Teams or members on a page when the caller does not say, and at most.
const MAX_LIMIT: u32 = 100;
/// Members that a call puts into a team at most.
const MAX_INPUTS: usize = 100;

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::CREATE, create);
    table.serve(&wire::READ, read);
    table.serve(&wire::UPDATE, update);
    table.serve(&wire::ARCHIVE, archive);
    table.serve(&wire::LIST_MEMBERS, list_members);
    table.serve(&wire::CREATE_MEMBER, create_member);
    table.serve(&wire::BATCH_MEMBERS, batch_members);
    table.serve(&wire::ARCHIVE_MEMBER, archive_member);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let from = call.query.number("after")?.unwrap_or_default();
    let limit = call.query.limit(MAX_LIMIT, MAX_LIMIT)? as usize;
    let page = app.engine.list_teams(call.principal().account, from, limit).await?;
    let paging = page.next.map(|next| call.paging(next.to_string()));
    Ok(Reply::ok(&Page { results: page.teams.iter().map(body).collect(), paging }))
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::CreateInput<'_> = call.json()?;
    within_limit(input.members.len())?;
    let new = NewTeam {
        name: input.name.into_string(),
        parent: input.parent_team_id.map(TextInput::into_string),
        members: input.members.into_iter().map(member).collect(),
    };
    let team = app.engine.create_team(&**call.principal(), new).await?;
    Ok(Reply::json(StatusCode::CREATED, &body(&team)))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let team = app.engine.read_team(call.principal().account, call.parameter("teamId")).await?;
    Ok(Reply::ok(&body(&team)))
}

async fn update(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::UpdateInput<'_> = call.json()?;
    let parent = |value| match value {
        ValueInput::Null => String::new(),
        ValueInput::Text(text) => text.into_owned(),
    };
    let change =
        TeamChange { name: input.name.map(TextInput::into_string), parent: input.parent_team_id.map(parent) };
    let team = app.engine.update_team(&**call.principal(), call.parameter("teamId"), change).await?;
    Ok(Reply::ok(&body(&team)))
}

async fn archive(app: Arc<App>, call: Call) -> Outcome {
    app.engine.delete_team(&**call.principal(), call.parameter("teamId")).await?;
    Ok(Reply::no_content())
}

async fn list_members(app: Arc<App>, call: Call) -> Outcome {
    let from = call.query.number("after")?.unwrap_or_default();
    let limit = call.query.limit(MAX_LIMIT, MAX_LIMIT)? as usize;
    let (account, team) = (call.principal().account, call.parameter("teamId"));
    let page = app.engine.team_members(account, team, from, limit).await?;
    let paging = page.next.map(|next| call.paging(next.to_string()));
    let results = page.members.iter().map(|member| wire::MemberBody {
        user_id: member.user.to_string(),
        kind: if member.is_main { wire::MemberKind::Default } else { wire::MemberKind::Extra },
    });
    Ok(Reply::ok(&Page { results: results.collect(), paging }))
}

async fn create_member(app: Arc<App>, call: Call) -> Outcome {
    let new = vec![member(call.json()?)];
    let done = app.engine.join_team(&**call.principal(), call.parameter("teamId"), new).await?;
    if let Some(refused) = done.errors.into_iter().next() {
        return Err(refused.error.into());
    }
    let made = done.results.into_iter().next().expect("who was not refused is in the team");
    Ok(Reply::json(StatusCode::CREATED, &member_body(made)))
}

async fn batch_members(app: Arc<App>, call: Call) -> Outcome {
    let started = call.now(&app);
    let input: wire::BatchInput<'_> = call.json()?;
    within_limit(input.inputs.len())?;
    let new = input.inputs.into_iter().map(member).collect();
    let done = app.engine.join_team(&**call.principal(), call.parameter("teamId"), new).await?;
    let errors = done.errors.into_iter().map(|item| Failure::from(item.error).into_batch_error(&call));
    let results = done.results.into_iter().map(member_body).collect();
    Ok(batch((&app, &call), started, StatusCode::OK, results, errors.collect()))
}

async fn archive_member(app: Arc<App>, call: Call) -> Outcome {
    let standing = match call.query.text("type") {
        None | Some("DEFAULT") => Standing::Main,
        Some("EXTRA") => Standing::Extra,
        Some(other) => return Err(Failure::invalid_parameter("type", other)),
    };
    let member = NewMember { user: call.parameter("userId").to_owned(), standing };
    app.engine.leave_team(&**call.principal(), call.parameter("teamId"), member).await?;
    Ok(Reply::no_content())
}

fn member(input: wire::MemberInput<'_>) -> NewMember {
    let standing = match input.kind {
        wire::MemberKind::Default => Standing::Main,
        wire::MemberKind::Extra => Standing::Extra,
    };
    NewMember { user: input.user_id.into_string(), standing }
}

fn member_body(member: NewMember) -> wire::MemberBody {
    let kind = match member.standing {
        Standing::Main => wire::MemberKind::Default,
        Standing::Extra => wire::MemberKind::Extra,
    };
    wire::MemberBody { user_id: member.user, kind }
}

fn body(team: &Team) -> wire::TeamBody<'_> {
    wire::TeamBody {
        id: team.id.to_string(),
        name: &team.name,
        parent_team_id: team.parent.map(|parent| parent.to_string()),
    }
}

fn within_limit(n_inputs: usize) -> Result<(), Failure> {
    if n_inputs > MAX_INPUTS { Err(Failure::batch_too_large(MAX_INPUTS)) } else { Ok(()) }
}

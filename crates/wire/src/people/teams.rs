//! Teams: users who belong together.
//!
//! HubSpot describes them at <https://developers.hubspot.com/docs/guides/api/settings/users/teams>.

use serde::{Deserialize, Serialize};

use crate::input::{TextInput, ValueInput, list, sent};
use crate::operation::{Limit, Method, Operation, Scopes};
use crate::shape::{Body, Enumeration, Shape, object, optional, required};
use crate::version::Version::D2026_09Beta;

/// Every operation of the family.
pub const ALL: &[Operation] =
    &[LIST, CREATE, READ, UPDATE, ARCHIVE, LIST_MEMBERS, CREATE_MEMBER, BATCH_MEMBERS, ARCHIVE_MEMBER];

const READ_SCOPES: Scopes = Scopes::Listed(&["settings.users.teams.read"]);
const WRITE_SCOPES: Scopes = Scopes::Listed(&["settings.users.teams.write"]);

/// List the teams of the account, page by page, in the order of their numbers.
pub const LIST: Operation = Operation {
    id: "settings.teams.list",
    method: Method::Get,
    paths: &[(D2026_09Beta, "/settings/teams/2026-09-beta")],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Make a team, with those who are in it.
pub const CREATE: Operation = Operation {
    id: "settings.teams.create",
    method: Method::Post,
    paths: &[(D2026_09Beta, "/settings/teams/2026-09-beta")],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Read one team.
pub const READ: Operation = Operation {
    id: "settings.teams.read",
    method: Method::Get,
    paths: &[(D2026_09Beta, "/settings/teams/2026-09-beta/{teamId}")],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Change what a team is called and part of.
pub const UPDATE: Operation = Operation {
    id: "settings.teams.update",
    method: Method::Patch,
    paths: &[(D2026_09Beta, "/settings/teams/2026-09-beta/{teamId}")],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Delete a team.
pub const ARCHIVE: Operation = Operation {
    id: "settings.teams.archive",
    method: Method::Delete,
    paths: &[(D2026_09Beta, "/settings/teams/2026-09-beta/{teamId}")],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// List the users in a team, page by page, in the order of their numbers.
pub const LIST_MEMBERS: Operation = Operation {
    id: "settings.teams.members.list",
    method: Method::Get,
    paths: &[(D2026_09Beta, "/settings/teams/2026-09-beta/{teamId}/members")],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Put one user into a team.
pub const CREATE_MEMBER: Operation = Operation {
    id: "settings.teams.members.create",
    method: Method::Post,
    paths: &[(D2026_09Beta, "/settings/teams/2026-09-beta/{teamId}/members")],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Put several users into a team.
pub const BATCH_MEMBERS: Operation = Operation {
    id: "settings.teams.members.batch",
    method: Method::Post,
    paths: &[(D2026_09Beta, "/settings/teams/2026-09-beta/{teamId}/members/batch")],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Take a user out of a team.
pub const ARCHIVE_MEMBER: Operation = Operation {
    id: "settings.teams.members.archive",
    method: Method::Delete,
    paths: &[(D2026_09Beta, "/settings/teams/2026-09-beta/{teamId}/members/{userId}")],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// A team to make.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateInput<'a> {
    /// What people call it.
    #[serde(borrow)]
    pub name: TextInput<'a>,
    /// The team that it is part of.
    #[serde(borrow, default)]
    pub parent_team_id: Option<TextInput<'a>>,
    /// Who is in it.
    #[serde(borrow, default, deserialize_with = "list")]
    pub members: Vec<MemberInput<'a>>,
}

impl<'a> Body<'a> for CreateInput<'a> {
    const SHAPE: Shape = object(
        "TeamCreateRequest",
        &[
            required("name", Shape::Text),
            optional("parentTeamId", Shape::Text),
            optional("members", Shape::List(&MEMBER)),
        ],
    );
}

/// What changes about a team; what is left out stays.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateInput<'a> {
    /// What people call it.
    #[serde(borrow, default)]
    pub name: Option<TextInput<'a>>,
    /// The team that it is part of; `null` and `""` for none.
    #[serde(borrow, default, deserialize_with = "sent")]
    pub parent_team_id: Option<ValueInput<'a>>,
}

impl<'a> Body<'a> for UpdateInput<'a> {
    const SHAPE: Shape =
        object("TeamUpdateRequest", &[optional("name", Shape::Text), optional("parentTeamId", Shape::Text)]);
}

/// Somebody to put into a team.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberInput<'a> {
    /// The number of the user.
    #[serde(borrow)]
    pub user_id: TextInput<'a>,
    /// Whether it is the user's main team.
    #[serde(rename = "type")]
    pub kind: MemberKind,
}

impl<'a> Body<'a> for MemberInput<'a> {
    const SHAPE: Shape = MEMBER;
}

const MEMBER: Shape =
    object("TeamMemberAssignment", &[required("userId", Shape::Text), required("type", KIND)]);

const KIND: Shape = Shape::Word(Enumeration { name: "TeamMemberType", values: &["DEFAULT", "EXTRA"] });

/// How a user is in a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MemberKind {
    /// It is the user's main team.
    Default,
    /// It is one of the user's other teams.
    Extra,
}

/// Several users to put into a team.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct BatchInput<'a> {
    /// The users.
    #[serde(borrow)]
    pub inputs: Vec<MemberInput<'a>>,
}

impl<'a> Body<'a> for BatchInput<'a> {
    const SHAPE: Shape =
        object("BatchInputTeamMemberAssignment", &[required("inputs", Shape::List(&MEMBER))]);
}

/// A team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TeamBody<'a> {
    /// The number.
    pub id: String,
    /// What people call it.
    pub name: &'a str,
    /// The team that it is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_team_id: Option<String>,
}

/// A user in a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberBody {
    /// The number of the user.
    pub user_id: String,
    /// Whether it is the user's main team.
    #[serde(rename = "type")]
    pub kind: MemberKind,
}

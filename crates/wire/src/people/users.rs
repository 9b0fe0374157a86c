//! Users of an account, and the roles that they are given.
//!
//! HubSpot describes them at <https://developers.hubspot.com/docs/guides/api/settings/users/user-provisioning>.

use serde::{Deserialize, Serialize};

use crate::input::{TextInput, boolean, list};
use crate::operation::{Limit, Method, Operation, Scopes};
use crate::shape::{Body, Shape, object, optional, required};
use crate::version::Version::{D2026_03, D2026_09Beta, V1, V3};

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST, READ, CREATE, REPLACE, ARCHIVE, ROLES, TEAMS, SEATS, INVITE];

// Who may read or write users as records may do so here too (published).
const READ_SCOPES: Scopes = Scopes::Listed(&["crm.objects.users.read", "settings.users.read"]);
const WRITE_SCOPES: Scopes = Scopes::Listed(&["crm.objects.users.write", "settings.users.write"]);

/// List the users of the account, page by page, in the order of their numbers.
pub const LIST: Operation = Operation {
    id: "settings.users.list",
    method: Method::Get,
    paths: &[
        (V3, "/settings/v3/users"),
        (V3, "/settings/users/v3"),
        (D2026_03, "/settings/users/2026-03"),
        (D2026_09Beta, "/settings/users/2026-09-beta"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Read one user, by number or by e-mail address.
pub const READ: Operation = Operation {
    id: "settings.users.read",
    method: Method::Get,
    paths: &[
        (V3, "/settings/v3/users/{userId}"),
        (V3, "/settings/users/v3/{userId}"),
        (D2026_03, "/settings/users/2026-03/{userId}"),
        (D2026_09Beta, "/settings/users/2026-09-beta/{userId}"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// Make a user, and with it an owner.
pub const CREATE: Operation = Operation {
    id: "settings.users.create",
    method: Method::Post,
    paths: &[
        (V3, "/settings/v3/users"),
        (V3, "/settings/users/v3"),
        (D2026_03, "/settings/users/2026-03"),
        (D2026_09Beta, "/settings/users/2026-09-beta"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Change what a user is called and may do.
pub const REPLACE: Operation = Operation {
    id: "settings.users.replace",
    method: Method::Put,
    paths: &[
        (V3, "/settings/v3/users/{userId}"),
        (V3, "/settings/users/v3/{userId}"),
        (D2026_03, "/settings/users/2026-03/{userId}"),
        (D2026_09Beta, "/settings/users/2026-09-beta/{userId}"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// Take a user out of the account; its owner is archived.
pub const ARCHIVE: Operation = Operation {
    id: "settings.users.archive",
    method: Method::Delete,
    paths: &[
        (V3, "/settings/v3/users/{userId}"),
        (V3, "/settings/users/v3/{userId}"),
        (D2026_03, "/settings/users/2026-03/{userId}"),
        (D2026_09Beta, "/settings/users/2026-09-beta/{userId}"),
    ],
    scopes: WRITE_SCOPES,
    limit: Limit::Standard,
};

/// List the roles that users can be given.
pub const ROLES: Operation = Operation {
    id: "settings.users.roles.list",
    method: Method::Get,
    paths: &[
        (V3, "/settings/v3/users/roles"),
        (V3, "/settings/users/v3/roles"),
        (D2026_03, "/settings/users/2026-03/roles"),
        (D2026_09Beta, "/settings/users/2026-09-beta/roles"),
    ],
    scopes: READ_SCOPES,
    limit: Limit::Standard,
};

/// List the teams of the account with the users in them.
pub const TEAMS: Operation = Operation {
    id: "settings.users.teams.list",
    method: Method::Get,
    paths: &[
        (V3, "/settings/v3/users/teams"),
        (V3, "/settings/users/v3/teams"),
        (D2026_03, "/settings/users/2026-03/teams"),
        (D2026_09Beta, "/settings/users/2026-09-beta/teams"),
    ],
    scopes: Scopes::Listed(&["settings.users.teams.read"]),
    limit: Limit::Standard,
};

/// List the kinds of seats that the account has for users.
pub const SEATS: Operation = Operation {
    id: "settings.users.seats.list",
    method: Method::Get,
    paths: &[(D2026_09Beta, "/settings/users/2026-09-beta/seats")],
    scopes: Scopes::Listed(&["settings.billing.write"]),
    limit: Limit::Standard,
};

/// Make a link by which a user gets a password, in place of the e-mail that nobody sends; an older one is worthless.
pub const INVITE: Operation = Operation {
    id: "linchpin.users.invite",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/users/{userId}/invitation")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// A user to make.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateInput<'a> {
    /// The e-mail address.
    #[serde(borrow)]
    pub email: TextInput<'a>,
    /// The first name.
    #[serde(borrow, default)]
    pub first_name: Option<TextInput<'a>>,
    /// The last name.
    #[serde(borrow, default)]
    pub last_name: Option<TextInput<'a>>,
    /// The role; contacts only when it is left out.
    #[serde(borrow, default)]
    pub role_id: Option<TextInput<'a>>,
    /// The main team.
    #[serde(borrow, default)]
    pub primary_team_id: Option<TextInput<'a>>,
    /// The other teams.
    #[serde(borrow, default, deserialize_with = "list")]
    pub secondary_team_ids: Vec<TextInput<'a>>,
    /// Whether the user is to be written to; nobody sends e-mails here.
    #[serde(default, deserialize_with = "boolean")]
    pub send_welcome_email: Option<bool>,
}

impl<'a> Body<'a> for CreateInput<'a> {
    const SHAPE: Shape = object(
        "UserProvisionRequest",
        &[
            required("email", Shape::Text),
            optional("firstName", Shape::Text),
            optional("lastName", Shape::Text),
            optional("roleId", Shape::Text),
            optional("primaryTeamId", Shape::Text),
            optional("secondaryTeamIds", Shape::List(&Shape::Text)),
            optional("sendWelcomeEmail", Shape::Boolean),
        ],
    );
}

/// What a user is to be called and may do; what is left out stays.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReplaceInput<'a> {
    /// The first name.
    #[serde(borrow, default)]
    pub first_name: Option<TextInput<'a>>,
    /// The last name.
    #[serde(borrow, default)]
    pub last_name: Option<TextInput<'a>>,
    /// The role.
    #[serde(borrow, default)]
    pub role_id: Option<TextInput<'a>>,
    /// The main team.
    #[serde(borrow, default)]
    pub primary_team_id: Option<TextInput<'a>>,
    /// The other teams.
    #[serde(borrow, default)]
    pub secondary_team_ids: Option<Vec<TextInput<'a>>>,
}

impl<'a> Body<'a> for ReplaceInput<'a> {
    const SHAPE: Shape = object(
        "PublicUserUpdate",
        &[
            optional("firstName", Shape::Text),
            optional("lastName", Shape::Text),
            optional("roleId", Shape::Text),
            optional("primaryTeamId", Shape::Text),
            optional("secondaryTeamIds", Shape::List(&Shape::Text)),
        ],
    );
}

/// A user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserBody<'a> {
    /// The number.
    pub id: String,
    /// The e-mail address.
    pub email: &'a str,
    /// The first name.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub first_name: &'a str,
    /// The last name.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub last_name: &'a str,
    /// The role, if the user was given one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_id: Option<String>,
    /// All roles.
    pub role_ids: Vec<String>,
    /// The main team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_team_id: Option<String>,
    /// The other teams.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub secondary_team_ids: Vec<String>,
    /// Whether the user may do everything.
    pub super_admin: bool,
}

/// A role that users can be given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleBody {
    /// The number.
    pub id: String,
    /// What people call it.
    pub name: &'static str,
    /// Whether giving it costs money.
    pub requires_billing_write: bool,
}

/// A team with the users in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TeamBody<'a> {
    /// The number.
    pub id: String,
    /// What people call it.
    pub name: &'a str,
    /// The users whose main team it is.
    pub user_ids: Vec<String>,
    /// The other users in it.
    pub secondary_user_ids: Vec<String>,
}

/// A kind of seats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SeatBody {
    /// What it is called where users are made.
    pub name: &'static str,
    /// What it is for.
    pub description: &'static str,
}

/// A link by which a user gets a password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InvitationBody {
    /// Where it leads.
    pub url: String,
    /// When it is worthless, ISO 8601.
    pub expires_at: String,
}

//! Users, and those who are signed in.

use linchpin_engine::people::{MAX_TEAM_NAME_CHARS, Standing, TeamRefusal};
use linchpin_wire::error::ErrorDetail;

use super::{Case, Failure};

impl Failure {
    /// There is no user of this number or address.
    pub fn user_not_found(key: &str) -> Self {
        Self::new(Case::UserNotFound, &[("key", key)]).with_context("userId", [key])
    }

    /// A user of the account has the address.
    pub fn user_exists(email: &str) -> Self {
        Self::new(Case::UserExists, &[("email", email)]).with_context("email", [email])
    }

    /// A field of a user cannot be as it was given.
    pub fn invalid_user(field: &'static str, reason: &str) -> Self {
        let detail = ErrorDetail {
            message: reason.to_owned().into(),
            field: Some(field.into()),
            ..ErrorDetail::default()
        };
        Self::new(Case::InvalidUser, &[("reason", reason)]).errors(vec![detail])
    }

    /// The user is safe from this caller.
    pub fn user_protected(reason: &str) -> Self {
        Self::new(Case::UserProtected, &[("reason", reason)])
    }

    /// Something is not done to a team, or to a user because of one.
    pub fn team(refusal: &TeamRefusal) -> Self {
        let (field, reason) = match refusal {
            TeamRefusal::NotFound(id) => {
                return Self::new(Case::TeamNotFound, &[("id", id)]).with_context("teamId", [id]);
            }
            TeamRefusal::Exists(name) => {
                return Self::new(Case::TeamExists, &[("name", name)]).with_context("name", [name]);
            }
            TeamRefusal::InvalidName => {
                ("name", format!("A team needs a name of up to {MAX_TEAM_NAME_CHARS} characters"))
            }
            TeamRefusal::UnknownParent(id) => ("parentTeamId", format!("Team {id} does not exist")),
            TeamRefusal::Circle(id) => ("parentTeamId", format!("Team {id} cannot be part of itself")),
            TeamRefusal::UnknownMember(id) => ("userId", format!("User {id} does not exist")),
            TeamRefusal::UnknownTeam { id, standing: Standing::Main } => {
                ("primaryTeamId", format!("Team {id} does not exist"))
            }
            TeamRefusal::UnknownTeam { id, standing: Standing::Extra } => {
                ("secondaryTeamIds", format!("Team {id} does not exist"))
            }
        };
        Self::invalid_user(field, &reason)
    }

    /// A call of a browser that changes something does not show that a page of ours made it.
    pub fn csrf_token_missing() -> Self {
        Self::new(Case::CsrfTokenMissing, &[])
    }
}

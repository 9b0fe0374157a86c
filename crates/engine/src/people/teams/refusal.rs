//! What cannot be done to teams.

use linchpin_domain::TeamId;

use super::Standing;

/// How long the name of a team may be.
pub const MAX_TEAM_NAME_CHARS: usize = 255;

/// Why something is not done to a team.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TeamRefusal {
    /// There is no such team.
    #[error("there is no team {0:?}")]
    NotFound(String),
    /// A team that cannot be called like this.
    #[error("a team has a name of up to {MAX_TEAM_NAME_CHARS} characters")]
    InvalidName,
    /// A team of the account has the name.
    #[error("there is a team {0:?} already")]
    Exists(String),
    /// A team is to be part of one that does not exist.
    #[error("there is no team {0:?} to be part of")]
    UnknownParent(String),
    /// A team would be part of itself.
    #[error("the team {0} would be part of itself")]
    Circle(TeamId),
    /// Somebody is to be in a team who is no user of the account.
    #[error("there is no user {0:?} to be in a team")]
    UnknownMember(String),
    /// A user is to be in a team that does not exist.
    #[error("there is no team {id:?} to be in")]
    UnknownTeam {
        /// What was named.
        id: String,
        /// How the user was to be in it.
        standing: Standing,
    },
}

/// A name without what surrounds it.
pub(super) fn checked_name(name: &str) -> Result<String, TeamRefusal> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > MAX_TEAM_NAME_CHARS {
        return Err(TeamRefusal::InvalidName);
    }
    Ok(name.to_owned())
}

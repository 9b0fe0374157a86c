//! People: who they are, how they sign in, and who they are in each account.
//!
//! A login is one person, with a password.
//! It reaches the accounts in which a user said, by a link of that account, to be this person: naming an address is
//! not enough, for whoever runs one account could claim somebody else's address there and wait for another account to
//! invite it.

mod activity;
mod attempts;
mod links;
mod passwords;
mod sessions;
mod sign_in;
mod teams;
mod users;

use linchpin_domain::{AccountId, Role, Timestamp};
use linchpin_store::users as rows;

use crate::{Engine, Error, Result};

pub use activity::{ACTIVITY_KEPT_MS, ActivityPage, ActivityRequest, SecurityEvent, SignInEvent};
pub use attempts::{MAX_BY_ADDRESS, MAX_BY_EMAIL, WINDOW_MS};
pub use linchpin_store::users::{Place, User};
pub use links::{LINK_MS, LinkUse, LinkView, Purpose};
pub use passwords::{Cost, MAX_PASSWORD_CHARS, MIN_PASSWORD_CHARS};
pub use sessions::{IDLE_MS, LIFETIME_MS, SignedIn};
pub use sign_in::SignIn;
pub use teams::{
    MAX_TEAM_NAME_CHARS, MembersPage, Membership, Memberships, NewMember, NewTeam, Standing, Team,
    TeamChange, TeamRefusal, TeamsPage, UserTeams,
};
pub use users::{NewUser, Steward, UserChange, UserKey, UsersPage};

pub(crate) use passwords::Passwords;
pub(crate) use teams::owners_with_teams;

/// Why a person is turned away.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PersonRefusal {
    /// The e-mail address and the password do not belong together.
    #[error("the e-mail address or the password is wrong")]
    WrongPassword,
    /// There were too many attempts.
    #[error("too many attempts to sign in")]
    TooManyAttempts {
        /// When the next one is looked at.
        until: Timestamp,
    },
    /// The person is a user of no account.
    #[error("no account has this person as a user")]
    NoAccount,
    /// The link was used, has expired, or never was.
    #[error("the link was used before or is no longer valid")]
    LinkNotFound,
    /// The password is too easy to guess.
    #[error(
        "a password has {MIN_PASSWORD_CHARS} to {MAX_PASSWORD_CHARS} characters and is not the e-mail address"
    )]
    WeakPassword,
    /// Nobody can have this e-mail address.
    #[error("{0:?} is not an e-mail address")]
    InvalidAddress(String),
    /// There is no such user.
    #[error("there is no user {0:?}")]
    UserNotFound(String),
    /// A user of the account has the e-mail address.
    #[error("there is a user {0:?} already")]
    UserExists(String),
    /// Only super admins do this to super admins.
    #[error("only a super admin can do this")]
    NotASuperAdmin,
    /// Nobody would be left who can do everything.
    #[error("an account keeps at least one super admin")]
    LastSuperAdmin,
}

/// From where somebody comes, as the account's activity shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visitor {
    /// The network address.
    pub ip_address: String,
    /// What the browser says that it is.
    pub user_agent: String,
}

/// An address in the form in which it is compared.
///
/// Only ASCII is folded, as the database does it: an address is the same for both.
pub(crate) fn folded(address: &str) -> String {
    address.trim().to_ascii_lowercase()
}

/// The role of this name in the database; one that a newer program knows gives as little as possible.
pub(crate) fn role(name: &str) -> Role {
    Role::parse(name).unwrap_or(Role::ContactsOnly)
}

impl Engine {
    /// The accounts of which a login is a user, oldest first.
    pub async fn places(&self, login: i64) -> Result<Vec<Place>> {
        Ok(rows::places(&self.database, login).await?)
    }

    /// The name of an account.
    pub async fn account_name(&self, account: AccountId) -> Result<String> {
        let accounts = self.accounts().await?;
        let found = accounts.into_iter().find(|known| known.id == account);
        Ok(found.map(|account| account.name).unwrap_or_default())
    }
}

/// A refusal because of a row that another one excludes, in the words of `refusal`.
fn if_taken(error: Error, refusal: PersonRefusal) -> Error {
    match error {
        Error::Store(linchpin_store::Error::Constraint(_)) => refusal.into(),
        other => other,
    }
}

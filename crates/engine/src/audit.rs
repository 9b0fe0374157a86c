//! The audit log: who changed what about an account, for those who look after it.
//!
//! What the change log holds already, the definitions of properties, pipelines, lists and the like, is read from
//! there (`told.rs`); everything else is appended here, in the transaction that does it.

mod read;
mod told;

use linchpin_domain::{AccountId, AppId, Timestamp, UserId};
use linchpin_store::Tx;
use linchpin_store::audit_log::{self as rows, NewEntry};

use crate::{Principal, Result};

pub use read::{AuditCursor, AuditEntry, AuditPage, AuditRequest};

/// Who does something about an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The account that it is done to.
    pub account: AccountId,
    /// The user, if it is one.
    pub user: Option<UserId>,
    /// By way of which app; 0 for none.
    pub app: AppId,
}

impl From<&Principal> for Actor {
    fn from(principal: &Principal) -> Self {
        Self { account: principal.account, user: principal.user, app: principal.app }
    }
}

impl From<AccountId> for Actor {
    /// Whoever runs the server, by its command line.
    fn from(account: AccountId) -> Self {
        Self { account, user: None, app: AppId(0) }
    }
}

/// What kind of thing something is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// What the account says about itself, and what it switches on and off.
    AccountSettings,
    /// An app: its definition, its tokens, and the accounts that let it in.
    App,
    /// Somebody signing in or out.
    Login,
    /// What a user may do.
    Role,
    /// Users who belong together.
    Team,
    /// A user.
    User,
}

impl Category {
    /// The word that HubSpot's audit log has for it, or would have.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AccountSettings => "ACCOUNT_SETTINGS",
            Self::App => "APP",
            Self::Login => "LOGIN",
            Self::Role => "ROLE",
            Self::Team => "TEAM",
            Self::User => "USER",
        }
    }
}

/// What is done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It is made.
    Create,
    /// It changes.
    Update,
    /// It goes.
    Delete,
    /// Something is done with it that leaves it as it is.
    Perform,
}

impl Action {
    /// HubSpot's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "CREATE",
            Self::Update => "UPDATE",
            Self::Delete => "DELETE",
            Self::Perform => "PERFORM",
        }
    }
}

/// Something that somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deed<'a> {
    /// To what kind of thing.
    pub category: Category,
    /// Which kind of those, in capital letters; empty for none.
    pub sub_category: &'a str,
    /// What.
    pub action: Action,
    /// To which one: an id or a name; never a secret.
    pub target: &'a str,
}

/// Appends what somebody does to the audit log, in the transaction that does it and as one of its last statements:
/// the account's next writer waits from here.
pub async fn append(tx: &mut Tx, by: Actor, at: Timestamp, deed: Deed<'_>) -> Result<()> {
    let entry = NewEntry {
        user: by.user,
        app: by.app,
        category: deed.category.as_str(),
        sub_category: deed.sub_category,
        action: deed.action.as_str(),
        target: deed.target,
    };
    Ok(rows::append(tx, by.account, at, &entry).await?)
}

//! The audit log: who changed what about an account, for those who look after it.
//!
//! What the change log holds already, the definitions of properties, pipelines, lists and the like, is read from
//! there (`told.rs`); everything else is appended here, in the transaction that does it.

mod read;
mod told;

use linchpin_domain::{AccountId, AppId, Timestamp, UserId};
use linchpin_store::Tx;
use linchpin_store::activity::{self, SecurityEventRow};
use linchpin_store::audit_log::{self as rows, NewEntry};

use crate::people::ACTIVITY_KEPT_MS;
use crate::{Principal, Result};

pub(crate) use read::People;
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

impl Actor {
    /// A user of the account, without an app.
    pub(crate) const fn person(account: AccountId, user: UserId) -> Self {
        Self { account, user: Some(user), app: AppId(0) }
    }
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

impl Deed<'_> {
    /// What the account's security activity calls it; none for what does not concern that.
    ///
    /// HubSpot does not publish its words; these are ours.
    fn security_event(&self) -> Option<&'static str> {
        Some(match (self.category, self.sub_category, self.action) {
            (Category::User, _, Action::Create) => "USER_ADDED",
            (Category::User, _, Action::Delete) => "USER_REMOVED",
            (Category::Role, _, Action::Update) => "USER_ROLE_CHANGED",
            (Category::App, "", Action::Create) => "APP_CREATED",
            (Category::App, "", Action::Delete) => "APP_DELETED",
            (Category::App, APP_SCOPES, _) => "APP_SCOPES_CHANGED",
            (Category::App, APP_TOKEN, Action::Create) => "APP_TOKEN_CREATED",
            (Category::App, APP_TOKEN, Action::Update) => "APP_TOKEN_ROTATED",
            (Category::App, APP_TOKEN, Action::Delete) => "APP_TOKEN_REVOKED",
            (Category::App, CLIENT_SECRET, _) => "CLIENT_SECRET_ROTATED",
            (Category::App, DEVELOPER_KEY, _) => "DEVELOPER_KEY_ROTATED",
            (Category::App, APP_INSTALL, Action::Create) => "APP_INSTALLED",
            (Category::App, APP_INSTALL, Action::Delete) => "APP_UNINSTALLED",
            (Category::Login, PASSWORD, _) => "PASSWORD_CHANGED",
            (Category::Login, LINK, _) => "ONE_TIME_LINK_USED",
            (Category::Login, SESSIONS, _) => "SIGNED_OUT_EVERYWHERE",
            _ => return None,
        })
    }
}

/// What an app may do.
pub(crate) const APP_SCOPES: &str = "SCOPES";
/// A token of a private app.
pub(crate) const APP_TOKEN: &str = "TOKEN";
/// The secret of a public app.
pub(crate) const CLIENT_SECRET: &str = "CLIENT_SECRET";
/// The key of an account for what its apps consist of.
pub(crate) const DEVELOPER_KEY: &str = "DEVELOPER_KEY";
/// A public app in an account.
pub(crate) const APP_INSTALL: &str = "INSTALL";
/// How somebody proves who it is.
pub(crate) const PASSWORD: &str = "PASSWORD";
/// A link by which somebody says who it is.
pub(crate) const LINK: &str = "LINK";
/// Everything in which somebody is signed in.
pub(crate) const SESSIONS: &str = "SESSIONS";

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
    append_from(tx, by, at, deed, "").await
}

/// Appends what somebody does who comes from a network address.
pub(crate) async fn append_from(
    tx: &mut Tx,
    by: Actor,
    at: Timestamp,
    deed: Deed<'_>,
    ip_address: &str,
) -> Result<()> {
    let entry = NewEntry {
        user: by.user,
        app: by.app,
        category: deed.category.as_str(),
        sub_category: deed.sub_category,
        action: deed.action.as_str(),
        target: deed.target,
    };
    rows::append(tx, by.account, at, &entry).await?;
    if let Some(kind) = deed.security_event() {
        let event = SecurityEventRow {
            id: 0,
            at,
            kind: kind.to_owned(),
            user: by.user.unwrap_or(UserId(0)),
            email: String::new(),
            object: deed.target.to_owned(),
            ip_address: ip_address.to_owned(),
        };
        activity::add_event(tx, by.account, &event, Timestamp(at.0 - ACTIVITY_KEPT_MS)).await?;
    }
    Ok(())
}

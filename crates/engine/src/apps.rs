//! Apps: private ones, which work in the account that made them, and public ones, which other accounts let in.

mod change;
mod content;
mod developer_key;
mod installs;
mod introspect;
mod log;
mod private;
mod public;
mod secret;
mod tokens;
mod uses;

use std::time::Duration;

use linchpin_domain::redirect_url::RedirectUrlViolation;
use linchpin_domain::{AccountId, AppId, Timestamp};
use linchpin_store::apps as rows;

pub use change::AppChange;
pub(crate) use installs::let_in;
pub use installs::{Install, NewInstall};
pub use introspect::PrivateToken;
pub(crate) use log::append_end as log_end;
pub use private::{NewPrivateApp, PrivateApp};
pub use public::{ClientCredentials, NewPublicApp};
pub use tokens::{AppToken, GRACE};
pub(crate) use uses::Uses;

use crate::audit::{Action, Category, Deed};
use crate::{Engine, Result, Scopes};

/// What kind of app one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AppKind {
    /// It works in the account that made it, with tokens that last until they are revoked.
    Private,
    /// It works in every account that lets it in, by OAuth.
    Public,
}

impl AppKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Private, Self::Public];

    /// The name that commands and the store know it by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Public => "public",
        }
    }

    /// The kind of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == name)
    }
}

/// What an app may do, or asks to be allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppScopes {
    /// What it cannot do without; for a private app, what its tokens may do. Only that can be everything.
    pub required: Scopes,
    /// What it needs in accounts that have what these are about.
    pub conditional: Vec<String>,
    /// What it can do without.
    pub optional: Vec<String>,
}

/// An app.
#[derive(Debug, Clone)]
pub struct App {
    /// The account that made it.
    pub account: AccountId,
    /// Its number.
    pub id: AppId,
    /// What kind of app it is.
    pub kind: AppKind,
    /// What people call it.
    pub name: String,
    /// The name by which OAuth knows a public app.
    pub client_id: Option<String>,
    /// What it may do, or asks to be allowed.
    pub scopes: AppScopes,
    /// Where a public app may send people back to.
    pub redirect_urls: Vec<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it was archived, if that is so.
    pub archived_at: Option<Timestamp>,
    /// Its secret, sealed with the server's key.
    sealed_secret: Option<Vec<u8>>,
}

/// Why an app cannot be, or is not there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppRefusal {
    /// There is no such app in the account.
    #[error("there is no app {0:?}")]
    NotFound(String),
    /// It has no name.
    #[error("an app must have a name")]
    Nameless,
    /// Its name is longer than this.
    #[error("the name of an app cannot be longer than {0} characters")]
    NameTooLong(usize),
    /// It asks for a scope that does not exist.
    #[error("there is no scope {0:?}")]
    UnknownScope(String),
    /// A public app asks for everything.
    #[error("a public app must name its scopes")]
    PublicWithAllScopes,
    /// People cannot be sent back there.
    #[error("{url:?} cannot be a redirect URL: {violation}")]
    RedirectUrl {
        /// The URL.
        url: String,
        /// What is wrong with it.
        violation: RedirectUrlViolation,
    },
    /// It has more redirect URLs than it may.
    #[error("an app cannot have more than {0} redirect URLs")]
    TooManyRedirectUrls(usize),
    /// A private app was to get what only public ones have.
    #[error("a private app has no {0}")]
    OnlyPublic(&'static str),
    /// A public app was to get a token.
    #[error("a public app gets its tokens by OAuth")]
    TokensByOAuth,
    /// Rotated tokens were to work for longer than this.
    #[error("rotated tokens cannot work for more than {} days", .0.as_secs() / 86_400)]
    GraceTooLong(Duration),
    /// The token is unknown, or it ended.
    #[error("there is no such token, or it ended")]
    TokenNotFound,
    /// The app is not in the account.
    #[error("the app {0} is not installed")]
    NotInstalled(AppId),
}

impl Engine {
    /// One app that an account made, archived or not.
    pub async fn app(&self, account: AccountId, id: AppId) -> Result<App> {
        let found = rows::read(&self.database, account, id).await?;
        content::app(found.ok_or_else(|| AppRefusal::NotFound(id.to_string()))?)
    }

    /// One app that an account made and did not archive.
    pub async fn live_app(&self, account: AccountId, id: AppId) -> Result<App> {
        let app = self.app(account, id).await?;
        if app.archived_at.is_some() { Err(AppRefusal::NotFound(id.to_string()).into()) } else { Ok(app) }
    }

    /// The apps that an account made and did not archive, in the order of their numbers.
    pub async fn apps(&self, account: AccountId) -> Result<Vec<App>> {
        rows::list(&self.database, account).await?.into_iter().map(content::app).collect()
    }
}

/// What the audit log says of something that is done to an app.
fn deed<'a>(what: &'a str, action: Action, app: &'a str) -> Deed<'a> {
    Deed { category: Category::App, sub_category: what, action, target: app }
}

//! The tokens of private apps: made, listed, rotated and revoked.

use std::fmt::Write as _;
use std::time::Duration;

use linchpin_domain::{AccountId, AppId, Timestamp};
use linchpin_store::tokens::{self as rows, TokenRow};
use linchpin_store::{Error as StoreError, Tx, apps};

use super::{AppKind, AppRefusal, deed};
use crate::audit::{self, Action, Actor};
use crate::{Credential, Engine, Error, Result, Secret, random};

/// How long rotated tokens work on when nobody says: HubSpot's "expire later".
pub const GRACE: Duration = Duration::from_hours(7 * 24);
/// How long rotated tokens may work on at most.
const MAX_GRACE: Duration = Duration::from_hours(30 * 24);

/// A live token as people see it: without the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppToken {
    /// By what it is named in commands and paths; nobody can make a token of it.
    pub id: String,
    /// Its last characters.
    pub hint: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// When a call last came with it.
    pub last_used_at: Option<Timestamp>,
}

/// A token that is not kept yet.
pub(super) struct FreshToken {
    token: Secret,
    hash: Vec<u8>,
    credential: Credential,
}

impl FreshToken {
    /// A token in the form that HubSpot gives private apps, or a key in that of developer accounts.
    pub(super) fn new(engine: &Engine, credential: Credential) -> Result<Self> {
        let prefix = if credential == Credential::Developer { "na1" } else { "pat-na1" };
        let token = Secret::new(format!("{prefix}-{}", random::uuid()?));
        let hash = engine.access.key.hash(token.expose());
        Ok(Self { token, hash, credential })
    }

    /// Keeps what can be kept of it.
    pub(super) async fn keep(
        &self,
        tx: &mut Tx,
        account: AccountId,
        app: AppId,
        scopes: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let token = rows::NewToken {
            hash: &self.hash,
            account,
            app,
            credential: self.credential.as_str(),
            user: None,
            scopes,
            expires_at: None,
            hint: self.token.hint(),
        };
        rows::create(tx, token, now).await
    }

    /// The only sight of it.
    pub(super) fn into_secret(self) -> Secret {
        self.token
    }
}

impl Engine {
    /// The live tokens of an app that the account made, oldest first.
    pub async fn app_tokens(&self, account: AccountId, app: AppId) -> Result<Vec<AppToken>> {
        self.app(account, app).await?;
        self.live_tokens(account, app, Credential::PrivateApp).await
    }

    /// Makes one more token of a private app; it is shown here and never again.
    pub async fn create_app_token(&self, by: impl Into<Actor>, app: AppId) -> Result<Secret> {
        self.renew(by.into(), app, None).await
    }

    /// Makes a new token of a private app and lets those that it has work for `grace` only.
    pub async fn rotate_app_token(
        &self,
        by: impl Into<Actor>,
        app: AppId,
        grace: Duration,
    ) -> Result<Secret> {
        let actor = by.into();
        let end = self.end_of(actor.account, grace).await?;
        self.renew(actor, app, Some(end)).await
    }

    /// Revokes one token of an app that the account made.
    pub async fn revoke_app_token(&self, by: impl Into<Actor>, app: AppId, id: &str) -> Result<()> {
        let actor = by.into();
        let account = actor.account;
        self.app(account, app).await?;
        let now = self.now_in(account).await?;
        let live = rows::of_app(&self.database, account, app, Credential::PrivateApp.as_str(), now).await?;
        let named = live.into_iter().find(|row| token_id(&row.hash) == id);
        let hash = named.ok_or(AppRefusal::TokenNotFound)?.hash;
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                rows::revoke(tx, &hash, now).await?;
                let app = app.to_string();
                audit::append(tx, actor, now, deed(audit::APP_TOKEN, Action::Delete, &app)).await
            })
        });
        work.await?;
        self.access.forget_app(account, app);
        Ok(())
    }

    /// The live tokens of this credential of an app in an account.
    pub(super) async fn live_tokens(
        &self,
        account: AccountId,
        app: AppId,
        credential: Credential,
    ) -> Result<Vec<AppToken>> {
        let now = self.now_in(account).await?;
        let found = rows::of_app(&self.database, account, app, credential.as_str(), now).await?;
        Ok(found.into_iter().map(|row| self.shown(row)).collect())
    }

    /// When tokens of an account end that may work on for `grace`, by the clock by which they are looked at.
    pub(super) async fn end_of(&self, account: AccountId, grace: Duration) -> Result<Timestamp> {
        if grace > MAX_GRACE {
            return Err(AppRefusal::GraceTooLong(MAX_GRACE).into());
        }
        Ok(Timestamp(self.now_in(account).await?.0 + grace.as_millis() as i64))
    }

    /// Makes a token of a private app; those that it has end at `end`, if that is given.
    async fn renew(&self, actor: Actor, app: AppId, end: Option<Timestamp>) -> Result<Secret> {
        let account = actor.account;
        if self.app(account, app).await?.kind != AppKind::Private {
            return Err(AppRefusal::TokensByOAuth.into());
        }
        let fresh = FreshToken::new(self, Credential::PrivateApp)?;
        let now = self.now_in(account).await?;
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let scopes = apps::hold(tx, account, app).await?;
                let scopes = scopes.ok_or_else(|| AppRefusal::NotFound(app.to_string()))?;
                if let Some(end) = end {
                    rows::end_of_app(tx, account, app, Credential::PrivateApp.as_str(), end).await?;
                }
                fresh.keep(tx, account, app, &scopes, now).await?;
                let action = if end.is_some() { Action::Update } else { Action::Create };
                audit::append(tx, actor, now, deed(audit::APP_TOKEN, action, &app.to_string())).await?;
                Ok(fresh)
            })
        });
        let fresh = work.await?;
        self.access.forget_app(account, app);
        Ok(fresh.into_secret())
    }

    fn shown(&self, row: TokenRow) -> AppToken {
        let unwritten = self.access.uses.newest(&row.hash);
        AppToken {
            id: token_id(&row.hash),
            hint: row.hint,
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: unwritten.max(row.last_used_at),
        }
    }
}

/// By what a token is named: half a keyed hash of it is neither the token nor enough to try out tokens by.
fn token_id(hash: &[u8]) -> String {
    hash.iter().take(8).fold(String::new(), |mut id, byte| {
        // Writing to a string cannot fail.
        let _ = write!(id, "{byte:02x}");
        id
    })
}

//! What tokens stand for, told to whoever has them.

use linchpin_domain::account::Setting;
use linchpin_domain::{AccountId, AppId, Timestamp, UserId, base64, scope};
use linchpin_store::refresh_tokens::RefreshGrant;
use linchpin_store::{Error as StoreError, installs, owners, refresh_tokens, tokens};

use super::{Client, OAuthRefusal};
use crate::{Credential, Engine, Result};

/// What an access token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessTokenFacts {
    /// The account that it opens.
    pub account: AccountId,
    /// What the account's domain is called.
    pub domain: String,
    /// Where the account's data lie.
    pub region: String,
    /// The app that has it.
    pub app: AppId,
    /// Who let the app in; nobody where the app calls for itself.
    pub user: Option<UserId>,
    /// The address of that person, while the account has it.
    pub email: Option<String>,
    /// What it allows.
    pub scopes: Vec<String>,
    /// When it ends.
    pub expires_at: Timestamp,
    /// In how many seconds it ends.
    pub expires_in: i64,
    /// The server's word for all of that.
    pub signature: Signature,
}

/// What a refresh token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshTokenFacts {
    /// The account that let the app in.
    pub account: AccountId,
    /// What the account's domain is called.
    pub domain: String,
    /// The app that has it.
    pub app: AppId,
    /// The name by which OAuth knows the app.
    pub client_id: String,
    /// Who let the app in.
    pub user: UserId,
    /// The address of that person, while the account has it.
    pub email: Option<String>,
    /// What it allows.
    pub scopes: Vec<String>,
}

/// A server's word for something, in base64.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature(pub String);

impl Engine {
    /// What an access token stands for; none when it is unknown, revoked or expired, or no access token.
    pub async fn access_token_facts(&self, token: &str) -> Result<Option<AccessTokenFacts>> {
        let grant = tokens::find(&self.database, &self.access.key.hash(token)).await?;
        let Some(grant) = grant.filter(|grant| grant.credential == Credential::OAuth.as_str()) else {
            return Ok(None);
        };
        let now = self.now_in(grant.account).await?;
        let Some(expires_at) = grant.expires_at.filter(|at| now < *at) else { return Ok(None) };
        // Signed apart from the hashes of tokens: no token begins with a zero byte.
        let signed = format!("\0token {} {} {} {}", grant.account, grant.app, expires_at.0, grant.scopes);
        let settings = self.account_settings(grant.account).await?;
        Ok(Some(AccessTokenFacts {
            account: grant.account,
            domain: settings.get(Setting::HubDomain).to_owned(),
            region: settings.get(Setting::DataHostingLocation).to_owned(),
            app: grant.app,
            user: grant.user,
            email: match grant.user {
                Some(user) => self.email_of(grant.account, user).await?,
                None => None,
            },
            scopes: scope::split(&grant.scopes),
            expires_at,
            expires_in: (expires_at.0 - now.0) / 1_000,
            signature: Signature(base64::encode(&self.access.key.hash(&signed))),
        }))
    }

    /// What a refresh token stands for; none when it is unknown or revoked.
    pub async fn refresh_token_facts(&self, token: &str) -> Result<Option<RefreshTokenFacts>> {
        let grant = refresh_tokens::find(&self.database, &self.access.key.hash(token)).await?;
        let Some(RefreshGrant { account, app, user, scopes }) = grant else { return Ok(None) };
        // A refresh token ends with the install; without one somebody uninstalls this very moment.
        let Some(client_id) = installs::client_id(&self.database, account, app).await? else {
            return Ok(None);
        };
        Ok(Some(RefreshTokenFacts {
            account,
            domain: self.account_settings(account).await?.get(Setting::HubDomain).to_owned(),
            app,
            client_id,
            user,
            email: self.email_of(account, user).await?,
            scopes: scope::split(&scopes),
        }))
    }

    /// Revokes a refresh token; the access tokens that came of it stay, and so does the app. False when it is unknown or
    /// revoked already.
    pub async fn revoke_refresh_token(&self, token: &str) -> Result<bool> {
        let (hash, now) = (self.access.key.hash(token), self.clock.now());
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move { refresh_tokens::revoke(tx, &hash, now).await })
        });
        Ok(work.await?)
    }

    /// The app that a client shows to be, for telling it about its own tokens only.
    pub async fn client_app(&self, client: Client<'_>) -> Result<AppId> {
        Ok(self.client(client).await?.id)
    }

    /// Revokes a token of the client, be it an access or a refresh token; others are left alone without a word.
    pub async fn revoke_of_client(&self, client: Client<'_>, token: Option<&str>) -> Result<()> {
        let app = self.client(client).await?.id;
        let token = token.ok_or(OAuthRefusal::NoToken)?;
        let refresh = refresh_tokens::find(&self.database, &self.access.key.hash(token)).await?;
        if refresh.is_some_and(|grant| grant.app == app) {
            self.revoke_refresh_token(token).await?;
        } else if self.access_token_facts(token).await?.is_some_and(|facts| facts.app == app) {
            self.revoke_token(token).await?;
        }
        Ok(())
    }

    async fn email_of(&self, account: AccountId, user: UserId) -> Result<Option<String>> {
        Ok(owners::read_by_user(&self.database, account, user).await?.map(|owner| owner.email))
    }
}

//! Exchanging what an app has for tokens.

use linchpin_domain::account::Setting;
use linchpin_domain::{AccountId, Timestamp, base64, scope};
use linchpin_store::authorization_codes::{self, CodeGrant};
use linchpin_store::installs::NewInstall;
use linchpin_store::refresh_tokens::{self, NewAccessToken, RefreshGrant};
use linchpin_store::{Error as StoreError, Tx, tokens};
use sha2::{Digest as _, Sha256};

use super::{Client, Issued, OAuthRefusal};
use crate::apps::{App, let_in};
use crate::{Credential, Engine, Error, Result, Secret, random};

/// Random bytes of an access token: HubSpot's are as long, which columns of clients have to bear.
const ACCESS_TOKEN_BYTES: usize = 96;
/// What an app may ask for itself, in no account that let it in: what concerns only the app.
const OWN_SCOPES: [&str; 2] = ["developer", "webhooks-journal-"];

/// What an app exchanges for tokens.
#[derive(Clone, Copy)]
pub enum Grant<'a> {
    /// The code that somebody's consent brought.
    Code {
        /// The code.
        code: &'a str,
        /// Where it was sent.
        redirect_url: Option<&'a str>,
        /// What the challenge is the hash of.
        verifier: Option<&'a str>,
    },
    /// A refresh token, which stays as it is.
    Refresh(&'a str),
    /// Nothing: it calls for itself, with these scopes.
    Itself(&'a str),
}

/// What an app asks the token endpoint for.
#[derive(Clone, Copy)]
pub struct TokenRequest<'a> {
    /// Who asks.
    pub client: Client<'a>,
    /// What it has; none when it named no grant that is known.
    pub grant: Option<Grant<'a>>,
}

/// A new access token, as the app gets to see it.
struct Fresh {
    token: Secret,
    expires_in: i64,
}

/// A new access token, as it is kept.
struct Kept {
    hash: Vec<u8>,
    hint: String,
    expires_at: Timestamp,
}

impl Engine {
    /// Exchanges what an app has for tokens.
    pub async fn issue_tokens(&self, request: TokenRequest<'_>) -> Result<Issued> {
        let app = self.client(request.client).await?;
        match request.grant.ok_or(OAuthRefusal::UnknownGrant)? {
            Grant::Code { code, redirect_url, verifier } => {
                self.exchange_code(&app, code, redirect_url, verifier).await
            }
            Grant::Refresh(token) => self.refresh(&app, token).await,
            Grant::Itself(scopes) => self.issue_to_itself(&app, scopes).await,
        }
    }

    /// The app that a client shows to be.
    pub(super) async fn client(&self, client: Client<'_>) -> Result<App> {
        let id = client.id.ok_or(OAuthRefusal::UnknownClient)?;
        let app = self.find_app_by_client_id(id).await?.ok_or(OAuthRefusal::UnknownClient)?;
        let secret = client.secret.ok_or(OAuthRefusal::WrongSecret)?;
        if self.app_secret_is(&app, secret)? { Ok(app) } else { Err(OAuthRefusal::WrongSecret.into()) }
    }

    async fn exchange_code(
        &self,
        app: &App,
        code: &str,
        redirect_url: Option<&str>,
        verifier: Option<&str>,
    ) -> Result<Issued> {
        let hash = self.access.key.hash(code);
        let grant = authorization_codes::find(&self.database, &hash).await?;
        let grant = grant.filter(|grant| grant.app == app.id).ok_or(OAuthRefusal::UnknownCode)?;
        let now = self.now_in(grant.account).await?;
        check_code(&grant, redirect_url, verifier, now)?;

        let refresh_token = self.regional_secret(grant.account).await?;
        let refresh_hash = self.access.key.hash(refresh_token.expose());
        let (fresh, kept) = self.access_token(grant.account, now).await?;
        if !self.claim(app, hash, &grant, refresh_hash, kept).await? {
            return Err(OAuthRefusal::UnknownCode.into());
        }
        Ok(fresh.issued(refresh_token, &grant.into()))
    }

    /// Exchanges a code; when it was used before, ends what came of that, as RFC 6749 asks in 4.1.2: one of the two who
    /// had the code was not meant to.
    async fn claim(
        &self,
        app: &App,
        code: Vec<u8>,
        grant: &CodeGrant,
        refresh_hash: Vec<u8>,
        access: Kept,
    ) -> Result<bool> {
        let now = self.now(grant.account);
        let refresh = RefreshGrant::from(grant.clone());
        let install = NewInstall {
            account: grant.account,
            app: app.id,
            owner: app.account,
            scopes: grant.scopes.clone(),
            user: grant.user,
        };
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                if !authorization_codes::claim(tx, &code, &refresh_hash).await? {
                    refresh_tokens::revoke_of_code(tx, refresh.account, refresh.app, &code, now).await?;
                    return Ok(false);
                }
                // The app counts as installed from here on, not from the consent on.
                refresh_tokens::create(tx, &refresh_hash, &refresh, now).await?;
                let is_issued = access.issue(tx, &refresh_hash, now).await?;
                let_in(tx, &install, now).await?;
                Ok(is_issued)
            })
        });
        let is_first = work.await?;
        self.fan_out.note_subscription();
        if !is_first {
            self.access.forget_app(grant.account, grant.app);
        }
        Ok(is_first)
    }

    async fn refresh(&self, app: &App, token: &str) -> Result<Issued> {
        let hash = self.access.key.hash(token);
        let grant = refresh_tokens::find(&self.database, &hash).await?;
        let grant = grant.filter(|grant| grant.app == app.id).ok_or(OAuthRefusal::UnknownRefreshToken)?;
        let now = self.now_in(grant.account).await?;
        let (fresh, kept) = self.access_token(grant.account, now).await?;
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move { kept.issue(tx, &hash, now).await })
        });
        if !work.await? {
            return Err(OAuthRefusal::UnknownRefreshToken.into());
        }
        Ok(fresh.issued(Secret::new(token.to_owned()), &grant))
    }

    async fn issue_to_itself(&self, app: &App, scopes: &str) -> Result<Issued> {
        let scopes = scope::split(scopes);
        let refused: Vec<_> = scopes.iter().filter(|name| !is_own(app, name)).cloned().collect();
        if !refused.is_empty() {
            return Err(OAuthRefusal::Scopes(refused).into());
        }
        let now = self.now_in(app.account).await?;
        let (account, app_id, joined) = (app.account, app.id, scopes.join(" "));
        let (fresh, kept) = self.access_token(account, now).await?;
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                let token = tokens::NewToken {
                    hash: &kept.hash,
                    account,
                    app: app_id,
                    credential: Credential::OAuth.as_str(),
                    user: None,
                    scopes: &joined,
                    expires_at: Some(kept.expires_at),
                    hint: &kept.hint,
                };
                tokens::create(tx, token, now).await
            })
        });
        work.await?;
        let Fresh { token: access_token, expires_in } = fresh;
        Ok(Issued { access_token, refresh_token: None, expires_in, account, user: None, scopes })
    }

    /// A new code or refresh token, which begins with the region of the account that it is for.
    pub(super) async fn regional_secret(&self, account: AccountId) -> Result<Secret> {
        let settings = self.account_settings(account).await?;
        Ok(Secret::new(format!("{}-{}", settings.get(Setting::DataHostingLocation), random::uuid()?)))
    }

    /// A new access token for an account, which says how long it lasts.
    async fn access_token(&self, account: AccountId, now: Timestamp) -> Result<(Fresh, Kept)> {
        let settings = self.account_settings(account).await?;
        let seconds = settings.get(Setting::OAuthTokenSeconds).parse::<i64>();
        let expires_in = seconds.expect("the setting allows whole numbers only");
        let bytes = random::bytes::<ACCESS_TOKEN_BYTES>()?;
        let token = Secret::new(format!("C{}", base64::encode(&bytes)));
        let kept = Kept {
            hash: self.access.key.hash(token.expose()),
            hint: token.hint().to_owned(),
            expires_at: Timestamp(now.0 + expires_in * 1_000),
        };
        Ok((Fresh { token, expires_in }, kept))
    }
}

impl Kept {
    /// Keeps the token beside its refresh token; false when that is gone.
    async fn issue(&self, tx: &mut Tx, refresh: &[u8], now: Timestamp) -> Result<bool, StoreError> {
        let token = NewAccessToken {
            hash: &self.hash,
            credential: Credential::OAuth.as_str(),
            hint: &self.hint,
            expires_at: self.expires_at,
            refresh,
        };
        refresh_tokens::issue(tx, token, now).await
    }
}

impl Fresh {
    /// All that the app gets to see.
    fn issued(self, refresh_token: Secret, grant: &RefreshGrant) -> Issued {
        Issued {
            access_token: self.token,
            refresh_token: Some(refresh_token),
            expires_in: self.expires_in,
            account: grant.account,
            user: Some(grant.user),
            scopes: scope::split(&grant.scopes),
        }
    }
}

/// Refuses a code that is too old, was sent elsewhere, or lacks its proof.
fn check_code(
    grant: &CodeGrant,
    redirect_url: Option<&str>,
    verifier: Option<&str>,
    now: Timestamp,
) -> Result<(), OAuthRefusal> {
    if grant.expires_at <= now {
        return Err(OAuthRefusal::ExpiredCode);
    }
    let redirect_url = redirect_url.ok_or(OAuthRefusal::NoRedirectUrl)?;
    if redirect_url != grant.redirect_url {
        return Err(OAuthRefusal::OtherRedirectUrl);
    }
    let proof = verifier.map(|verifier| base64::encode(&Sha256::digest(verifier.as_bytes())));
    // A verifier without a challenge is refused too: somebody may have taken the challenge out of the request.
    if proof == grant.challenge { Ok(()) } else { Err(OAuthRefusal::WrongVerifier) }
}

/// Whether an app can have a scope for itself.
fn is_own(app: &App, name: &str) -> bool {
    let scopes = &app.scopes;
    let declared = scopes.required.listed().iter().chain(&scopes.conditional).chain(&scopes.optional);
    let is_own = OWN_SCOPES.iter().any(|own| name.starts_with(own));
    name == scope::BASIC || is_own && declared.into_iter().any(|known| known == name)
}

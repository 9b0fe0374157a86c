//! Asking somebody to let an app in, and what they grant.

use linchpin_domain::{AccountId, Timestamp, UserId, base64, scope};
use linchpin_store::Error as StoreError;
use linchpin_store::authorization_codes::{self, CodeGrant};

use crate::apps::App;
use crate::{Engine, Error, Result, Secret};

/// How long a code can be used (RFC 6749 recommends at most so long).
const CODE_LIFE_MS: i64 = 10 * 60 * 1_000;
/// Bytes of a SHA-256 hash, which a challenge is.
const CHALLENGE_BYTES: usize = 32;

/// What an app asks for, as it stands in the address that people are sent to.
#[derive(Clone, Copy, Default)]
pub struct AuthorizationParameters<'a> {
    /// The name by which OAuth knows the app.
    pub client_id: Option<&'a str>,
    /// Where the code is to be sent.
    pub redirect_url: Option<&'a str>,
    /// The scopes that must be granted.
    pub scopes: &'a str,
    /// The scopes that are left out where they cannot be had.
    pub optional_scopes: &'a str,
    /// What the app wants; only a code can be had.
    pub response_type: Option<&'a str>,
    /// The hash of what the app will show with the code.
    pub challenge: Option<&'a str>,
    /// How that is hashed.
    pub challenge_method: Option<&'a str>,
}

/// What an app asks for and can have.
#[derive(Debug, Clone)]
pub struct Authorization {
    /// The app.
    pub app: App,
    /// Where the code is to be sent: one of the app's own.
    pub redirect_url: String,
    /// The scopes that the app cannot do without.
    pub required: Vec<String>,
    /// The scopes that it needs in accounts that have what these are about.
    pub conditional: Vec<String>,
    /// The scopes that it can do without.
    pub optional: Vec<String>,
    /// The hash of what the app will show with the code.
    pub challenge: Option<String>,
}

/// Why nobody is asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuthorizeRefusal {
    /// No app has the client id, or none is named.
    #[error("No app has this client ID.")]
    UnknownClient,
    /// The redirect URL is none of the app's, or none is named.
    #[error("The redirect URL is not one of those that the app registered.")]
    UnknownRedirectUrl,
    /// The app needs scopes that its link does not ask for.
    #[error("The link does not ask for all scopes that the app requires: {} missing.", .0.join(", "))]
    ScopesMissing(Vec<String>),
    /// The link asks for scopes that the app did not declare, or that do not exist.
    #[error("The link asks for scopes that the app did not declare: {}.", .0.join(", "))]
    ScopesUndeclared(Vec<String>),
    /// The app asks for something else than a code.
    #[error("Only the response type \"code\" is supported.")]
    ResponseType,
    /// The challenge is not one.
    #[error("The code challenge must be the base64url text of a SHA-256 hash, with the method S256.")]
    Challenge,
}

impl AuthorizeRefusal {
    /// RFC 6749's word for it where the app itself may be told, by a redirect; people are told of all others.
    pub fn redirect_code(&self) -> Option<&'static str> {
        match self {
            Self::ResponseType => Some("unsupported_response_type"),
            Self::Challenge => Some("invalid_request"),
            Self::UnknownClient
            | Self::UnknownRedirectUrl
            | Self::ScopesMissing(_)
            | Self::ScopesUndeclared(_) => None,
        }
    }
}

impl Authorization {
    /// All scopes that are granted, in the order in which people see them.
    pub fn scopes(&self) -> impl Iterator<Item = &String> {
        self.required.iter().chain(&self.conditional).chain(&self.optional)
    }
}

impl Engine {
    /// Checks what an app asks for, before anybody is asked to sign in.
    pub async fn authorization(&self, asked: &AuthorizationParameters<'_>) -> Result<Authorization> {
        let app = match asked.client_id {
            Some(client_id) => self.find_app_by_client_id(client_id).await?,
            None => None,
        };
        let app = app.ok_or(AuthorizeRefusal::UnknownClient)?;
        checked(app, asked).map_err(Error::Authorize)
    }

    /// Grants what an app asks for; the code is shown here and never again.
    pub async fn authorize(
        &self,
        granted: &Authorization,
        account: AccountId,
        user: UserId,
    ) -> Result<Secret> {
        let code = self.regional_secret(account).await?;
        let hash = self.access.key.hash(code.expose());
        let scopes: Vec<_> = granted.scopes().map(String::as_str).collect();
        let grant = CodeGrant {
            account,
            app: granted.app.id,
            user,
            redirect_url: granted.redirect_url.clone(),
            scopes: scopes.join(" "),
            challenge: granted.challenge.clone(),
            expires_at: Timestamp(self.now_in(account).await?.0 + CODE_LIFE_MS),
        };
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move { authorization_codes::create(tx, &hash, &grant).await })
        });
        work.await?;
        Ok(code)
    }
}

/// What an app asks for and can have.
fn checked(app: App, asked: &AuthorizationParameters<'_>) -> Result<Authorization, AuthorizeRefusal> {
    let redirect_url = asked.redirect_url.filter(|url| app.redirect_urls.iter().any(|known| known == url));
    let redirect_url = redirect_url.ok_or(AuthorizeRefusal::UnknownRedirectUrl)?.to_owned();
    if asked.response_type.is_some_and(|kind| kind != "code") {
        return Err(AuthorizeRefusal::ResponseType);
    }
    let challenge = challenge(asked.challenge, asked.challenge_method)?;

    let scopes = scope::split(asked.scopes);
    let needed = app.scopes.required.listed();
    // Every app has the basic scope, whether its link names it or not.
    let missing = needed.iter().filter(|name| *name != scope::BASIC && !scopes.contains(name));
    let missing: Vec<_> = missing.cloned().collect();
    if !missing.is_empty() {
        return Err(AuthorizeRefusal::ScopesMissing(missing));
    }
    let (mut conditional, mut optional, mut undeclared) = (Vec::new(), Vec::new(), Vec::new());
    for name in scopes.into_iter().filter(|name| !needed.contains(name) && name != scope::BASIC) {
        let part = if app.scopes.conditional.contains(&name) {
            &mut conditional
        } else if app.scopes.optional.contains(&name) {
            &mut optional
        } else {
            &mut undeclared
        };
        part.push(name);
    }
    if !undeclared.is_empty() {
        return Err(AuthorizeRefusal::ScopesUndeclared(undeclared));
    }
    let declared =
        |name: &String| app.scopes.optional.contains(name) || app.scopes.conditional.contains(name);
    let more = scope::split(asked.optional_scopes).into_iter().filter(declared);
    let more: Vec<_> = more.filter(|name| !conditional.contains(name) && !optional.contains(name)).collect();
    optional.extend(more);
    Ok(Authorization { required: needed.to_vec(), redirect_url, conditional, optional, challenge, app })
}

/// A challenge, if there is one; only hashes are taken, because a plain one proves nothing to whoever read it.
fn challenge(challenge: Option<&str>, method: Option<&str>) -> Result<Option<String>, AuthorizeRefusal> {
    match (challenge, method) {
        (None, None) => Ok(None),
        (Some(challenge), Some("S256"))
            if base64::decode(challenge).is_some_and(|hash| hash.len() == CHALLENGE_BYTES)
                && !challenge.contains(['+', '/', '=']) =>
        {
            Ok(Some(challenge.to_owned()))
        }
        _ => Err(AuthorizeRefusal::Challenge),
    }
}

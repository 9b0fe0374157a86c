//! Sessions: what a browser shows after somebody signed in.
//!
//! They are looked up at every request and never remembered: signing out works at once, everywhere.

use linchpin_domain::{AccountId, AppId, Role, Timestamp, UserId};
use linchpin_store::{Tx, sessions as rows};

use super::{PersonRefusal, role};
use crate::access::{Credential, Principal, Scopes};
use crate::{Engine, Error, Result, random};

/// How long a session lasts that nobody uses.
pub const IDLE_MS: i64 = 7 * 24 * 3_600_000;
/// How long a session lasts at most.
pub const LIFETIME_MS: i64 = 30 * 24 * 3_600_000;
/// How far behind the noted time of the last use may be: noting it is a write.
const SEEN_MS: i64 = 5 * 60_000;

/// Somebody who signed in, in the account that the session opens.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who it is, whichever the account.
    pub login: i64,
    /// The e-mail address of the login.
    pub email: String,
    /// The account that the session opens.
    pub account: AccountId,
    /// Who that is in the account.
    pub user: UserId,
    /// What the user may do there.
    pub role: Role,
    /// What a form or a call that changes something has to carry, for other sites cannot read it.
    pub csrf_token: String,
    hash: Vec<u8>,
}

impl std::fmt::Debug for SignedIn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { login, account, user, role, .. } = self;
        formatter
            .debug_struct("SignedIn")
            .field("login", login)
            .field("account", account)
            .field("user", user)
            .field("role", role)
            .finish_non_exhaustive()
    }
}

impl SignedIn {
    /// On whose behalf calls with the session are made.
    pub fn principal(&self) -> Principal {
        let scopes = match self.role.scopes() {
            None => Scopes::All,
            Some(scopes) => Scopes::Listed(scopes.into_iter().map(str::to_owned).collect()),
        };
        Principal {
            account: self.account,
            app: AppId(0),
            credential: Credential::Session,
            user: Some(self.user),
            scopes,
        }
    }
}

impl Engine {
    /// Who is signed in with this session, unless it ended, expired or never was.
    pub async fn session(&self, token: &str) -> Result<Option<SignedIn>> {
        let (hash, now) = (self.session_hash(token), self.clock.now());
        let Some(session) = rows::find(&self.database, &hash).await? else { return Ok(None) };
        if now.0 - session.seen_at.0 >= IDLE_MS || now.0 - session.created_at.0 >= LIFETIME_MS {
            return Ok(None);
        }
        self.schemas.seen_version(session.account, session.schema_version);
        if now.0 - session.seen_at.0 >= SEEN_MS {
            let hash = hash.clone();
            let work = self.database.transaction::<_, Error, _>(move |tx| {
                Box::pin(async move { Ok(rows::touch(tx, &hash, now).await?) })
            });
            work.await?;
        }
        Ok(Some(SignedIn {
            login: session.login,
            email: session.address,
            account: session.account,
            user: session.user,
            role: role(&session.role),
            csrf_token: self.form_token(token),
            hash,
        }))
    }

    /// What a form has to carry that is sent by a browser which holds this secret, be it a session's or not.
    pub fn form_token(&self, secret: &str) -> String {
        random::hex(&self.access.key.hash(&format!("form {secret}")))
    }

    /// A secret for a browser in which nobody is signed in yet.
    pub fn visit_secret(&self) -> Result<String> {
        random::key()
    }

    /// Ends a session.
    pub async fn sign_out(&self, signed_in: &SignedIn) -> Result<()> {
        let hash = signed_in.hash.clone();
        let work = self
            .database
            .transaction::<_, Error, _>(move |tx| Box::pin(async move { Ok(rows::end(tx, &hash).await?) }));
        work.await
    }

    /// Lets a session open another account of which its login is a user.
    pub async fn enter_account(&self, signed_in: &SignedIn, account: AccountId) -> Result<()> {
        let places = self.places(signed_in.login).await?;
        if !places.iter().any(|place| place.account == account) {
            return Err(PersonRefusal::NoAccount.into());
        }
        let hash = signed_in.hash.clone();
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { Ok(rows::move_to(tx, &hash, account).await?) })
        });
        work.await
    }

    pub(super) fn session_hash(&self, token: &str) -> Vec<u8> {
        self.access.key.hash(&format!("session {token}"))
    }
}

impl SignedIn {
    pub(super) fn hash(&self) -> &[u8] {
        &self.hash
    }
}

/// Keeps a new session, and forgets those of the login that expired.
pub(super) async fn open(
    tx: &mut Tx,
    hash: &[u8],
    login: i64,
    account: AccountId,
    now: Timestamp,
) -> Result<()> {
    let (idle, old) = (Timestamp(now.0 - IDLE_MS), Timestamp(now.0 - LIFETIME_MS));
    rows::forget_expired(tx, login, idle, old).await?;
    Ok(rows::create(tx, hash, login, account, now).await?)
}

//! Who may call: accounts, and what tokens stand for.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use linchpin_domain::{AccountId, AppId, Role, Timestamp, UserId, scope};
use linchpin_store::accounts::Account;
use linchpin_store::changes::Origin;
use linchpin_store::{accounts, owners, tokens, users};

use crate::apps::Uses;
use crate::{Engine, Error, Result, ServerKey};

/// How long a token is trusted before it is looked up again: a token that another process revoked stops working
/// within this time, and a schema that another node changed is seen within it.
const TRUSTED_MS: i64 = 1_000;
/// Tokens remembered at most; the memory of forgotten ones is given back by starting over.
const REMEMBERED: usize = 10_000;

/// The scopes of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scopes {
    /// Every scope there is or will be.
    All,
    /// These.
    Listed(Vec<String>),
}

impl Scopes {
    /// Reads scopes separated by spaces or commas; a single `*` stands for all.
    pub fn parse(text: &str) -> Self {
        let scopes = scope::split(text);
        if scopes == ["*"] { Self::All } else { Self::Listed(scopes) }
    }

    /// Whether any one of `wanted` is among them, or nothing is wanted.
    pub fn allow_any(&self, wanted: &[&str]) -> bool {
        match self {
            Self::All => true,
            Self::Listed(scopes) => {
                wanted.is_empty() || wanted.iter().any(|wanted| scopes.iter().any(|scope| scope == wanted))
            }
        }
    }

    /// Their names; none when they are all there are.
    pub fn listed(&self) -> &[String] {
        match self {
            Self::All => &[],
            Self::Listed(scopes) => scopes,
        }
    }

    pub(crate) fn to_text(&self) -> String {
        match self {
            Self::All => "*".to_owned(),
            Self::Listed(scopes) => scopes.join(" "),
        }
    }
}

/// By what a caller showed who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Credential {
    /// A token of a private app, which lasts until it is revoked.
    PrivateApp,
    /// An access token of a public app, by OAuth.
    OAuth,
    /// The key of the account that makes apps.
    Developer,
    /// Somebody signed in in a browser.
    Session,
}

impl Credential {
    /// Every credential.
    pub const ALL: [Self; 4] = [Self::PrivateApp, Self::OAuth, Self::Developer, Self::Session];

    /// The name that the store knows it by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PrivateApp => "private_app",
            Self::OAuth => "oauth",
            Self::Developer => "developer",
            Self::Session => "session",
        }
    }

    /// The credential of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == name)
    }

    /// HubSpot's word in the log for what writes so.
    const fn source(self) -> &'static str {
        match self {
            Self::PrivateApp | Self::OAuth | Self::Developer => "INTEGRATION",
            Self::Session => "CRM_UI",
        }
    }
}

/// On whose behalf a call is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// The account it may reach; there is no way from here to another one.
    pub account: AccountId,
    /// The app that calls; 0 for somebody who is signed in.
    pub app: AppId,
    /// By what it showed that.
    pub credential: Credential,
    /// Who let the app in, or is signed in.
    pub user: Option<UserId>,
    /// What it may do.
    pub scopes: Scopes,
}

impl Principal {
    /// By whom the change log says that a change was made.
    pub(crate) fn origin(&self) -> Origin {
        let source = self.credential.source().to_owned();
        match (self.credential, self.user) {
            (Credential::Session, Some(user)) => {
                Origin { source, source_id: format!("userId:{user}"), user: Some(user) }
            }
            _ => Origin { source, source_id: self.app.to_string(), user: None },
        }
    }
}

struct Remembered {
    principal: Arc<Principal>,
    /// When the token ends by itself, to the millisecond, however long it is trusted.
    expires_at: Option<Timestamp>,
    checked_at: AtomicI64,
}

pub(crate) struct Access {
    pub(crate) key: ServerKey,
    pub(crate) uses: Uses,
    remembered: RwLock<HashMap<String, Arc<Remembered>>>,
}

impl Access {
    pub(crate) fn new(key: ServerKey) -> Self {
        Self { key, uses: Uses::default(), remembered: RwLock::default() }
    }

    /// Whom a token stands for, if it was looked up a moment ago; `in_account` tells the time by which tokens end.
    fn recall(
        &self,
        token: &str,
        now: Timestamp,
        in_account: impl FnOnce(AccountId) -> Timestamp,
    ) -> Option<Arc<Principal>> {
        let remembered = self.remembered.read().unwrap_or_else(PoisonError::into_inner);
        let found = remembered.get(token)?;
        let age = now.0 - found.checked_at.load(Ordering::Relaxed);
        let is_live = found.expires_at.is_none_or(|at| in_account(found.principal.account) < at);
        let is_trusted = (0..TRUSTED_MS).contains(&age) && is_live;
        is_trusted.then(|| Arc::clone(&found.principal))
    }

    fn remember(
        &self,
        token: &str,
        principal: Principal,
        expires_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Arc<Principal> {
        let mut remembered = self.remembered.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = remembered.get(token)
            && *found.principal == principal
            && found.expires_at == expires_at
        {
            found.checked_at.store(now.0, Ordering::Relaxed);
            return Arc::clone(&found.principal);
        }
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        let principal = Arc::new(principal);
        let checked_at = AtomicI64::new(now.0);
        let entry = Remembered { principal: Arc::clone(&principal), expires_at, checked_at };
        remembered.insert(token.to_owned(), Arc::new(entry));
        principal
    }

    fn forget(&self, token: &str) {
        self.remembered.write().unwrap_or_else(PoisonError::into_inner).remove(token);
    }

    /// Trusts no token of an account without looking it up.
    pub(crate) fn forget_account(&self, account: AccountId) {
        let mut remembered = self.remembered.write().unwrap_or_else(PoisonError::into_inner);
        remembered.retain(|_, found| found.principal.account != account);
    }

    /// Forgets every token of an app in an account.
    pub(crate) fn forget_app(&self, account: AccountId, app: AppId) {
        let mut remembered = self.remembered.write().unwrap_or_else(PoisonError::into_inner);
        remembered.retain(|_, found| (found.principal.account, found.principal.app) != (account, app));
    }
}

impl Engine {
    /// Whom a token stands for, or none when it is unknown or revoked; an access token that ended by itself is an
    /// error of its own, because clients answer it by refreshing.
    pub async fn authenticate(&self, token: &str) -> Result<Option<Arc<Principal>>> {
        let now = self.clock.now();
        if let Some(principal) = self.access.recall(token, now, |account| self.now(account)) {
            return Ok(Some(principal));
        }
        let hash = self.access.key.hash(token);
        let grant = tokens::find(&self.database, &hash).await?;
        let Some((grant, credential)) = grant
            .and_then(|grant| Credential::parse(&grant.credential).map(|credential| (grant, credential)))
        else {
            self.access.forget(token);
            return Ok(None);
        };
        self.schemas.seen_version(grant.account, grant.schema_version);
        self.refresh_tools(grant.account, grant.schema_version).await?;
        let there = self.now(grant.account);
        if let Some(expired_at) = grant.expires_at.filter(|at| *at <= there) {
            self.access.forget(token);
            return match credential {
                Credential::OAuth => Err(Error::TokenExpired { expired_at, now: there }),
                _ => Ok(None),
            };
        }
        // Access tokens of OAuth are gone before anybody asks when they were used.
        if credential != Credential::OAuth {
            self.access.uses.note(hash, now);
        }
        let principal = Principal {
            account: grant.account,
            app: grant.app,
            credential,
            user: grant.user,
            scopes: Scopes::parse(&grant.scopes),
        };
        Ok(Some(self.access.remember(token, principal, grant.expires_at, now)))
    }

    /// Makes an account, with an owner for whoever runs it.
    pub async fn create_account(&self, name: &str) -> Result<AccountId> {
        let (name, now) = (name.to_owned(), self.clock.now());
        let work = self.database.transaction::<_, linchpin_store::Error, _>(move |tx| {
            Box::pin(async move {
                let account = accounts::create(tx, &name, now).await?;
                let owner = owners::create(tx, account, &crate::owners::admin(), now).await?;
                let role = Role::SuperAdmin.as_str();
                users::create(tx, account, owner.user, &owner.email, role, now).await?;
                Ok(account)
            })
        });
        Ok(work.await?)
    }

    /// All accounts, oldest first.
    pub async fn accounts(&self) -> Result<Vec<Account>> {
        Ok(accounts::list(&self.database).await?)
    }

    /// Revokes a token; false when it is unknown or revoked already.
    pub async fn revoke_token(&self, token: &str) -> Result<bool> {
        let (hash, now) = (self.access.key.hash(token), self.clock.now());
        let work = self
            .database
            .transaction(move |tx| Box::pin(async move { tokens::revoke(tx, &hash, now).await }));
        let revoked = work.await?;
        self.access.forget(token);
        Ok(revoked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remembered_token_ends_to_the_millisecond() {
        let access = Access::new(ServerKey::new([7; 32]));
        let principal = Principal {
            account: AccountId(1),
            app: AppId(2),
            credential: Credential::OAuth,
            user: Some(UserId(3)),
            scopes: Scopes::All,
        };
        access.remember("ends", principal.clone(), Some(Timestamp(500)), Timestamp(0));
        access.remember("stays", principal, None, Timestamp(0));
        for (at, ends, stays) in [
            (0, true, true),
            (499, true, true),
            (500, false, true),
            (999, false, true),
            (1_000, false, false),
        ] {
            let found = ["ends", "stays"]
                .map(|token| access.recall(token, Timestamp(at), |_| Timestamp(at)).is_some());
            assert_eq!(found, [ends, stays], "{at}");
        }
    }

    #[test]
    fn scopes_are_or_combined() {
        let scopes = Scopes::parse("a.read, b.write");
        assert!(scopes.allow_any(&["x", "b.write"]));
        assert!(scopes.allow_any(&[]));
        assert!(!scopes.allow_any(&["b.read"]));
        assert!(Scopes::parse("*").allow_any(&["anything"]));
        assert!(!Scopes::parse("").allow_any(&["anything"]));
    }
}

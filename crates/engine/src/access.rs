//! Who may call: accounts, and what tokens stand for.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use linchpin_domain::{AccountId, AppId, Timestamp, UserId, scope};
use linchpin_store::accounts::Account;
use linchpin_store::changes::Origin;
use linchpin_store::{accounts, owners, tokens};

use crate::{Engine, Result, ServerKey};

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
    checked_at: AtomicI64,
}

pub(crate) struct Access {
    pub(crate) key: ServerKey,
    remembered: RwLock<HashMap<String, Arc<Remembered>>>,
}

impl Access {
    pub(crate) fn new(key: ServerKey) -> Self {
        Self { key, remembered: RwLock::default() }
    }

    fn recall(&self, token: &str, now: Timestamp) -> Option<Arc<Principal>> {
        let remembered = self.remembered.read().unwrap_or_else(PoisonError::into_inner);
        let found = remembered.get(token)?;
        let age = now.0 - found.checked_at.load(Ordering::Relaxed);
        (0..TRUSTED_MS).contains(&age).then(|| Arc::clone(&found.principal))
    }

    fn remember(&self, token: &str, principal: Principal, now: Timestamp) -> Arc<Principal> {
        let mut remembered = self.remembered.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = remembered.get(token)
            && *found.principal == principal
        {
            found.checked_at.store(now.0, Ordering::Relaxed);
            return Arc::clone(&found.principal);
        }
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        let principal = Arc::new(principal);
        let entry = Remembered { principal: Arc::clone(&principal), checked_at: AtomicI64::new(now.0) };
        remembered.insert(token.to_owned(), Arc::new(entry));
        principal
    }

    fn forget(&self, token: &str) {
        self.remembered.write().unwrap_or_else(PoisonError::into_inner).remove(token);
    }

    /// Forgets every token of an app in an account.
    pub(crate) fn forget_app(&self, account: AccountId, app: AppId) {
        let mut remembered = self.remembered.write().unwrap_or_else(PoisonError::into_inner);
        remembered.retain(|_, found| (found.principal.account, found.principal.app) != (account, app));
    }
}

impl Engine {
    /// Whom a token stands for, or none when it is unknown or revoked.
    pub async fn authenticate(&self, token: &str) -> Result<Option<Arc<Principal>>> {
        let now = self.clock.now();
        if let Some(principal) = self.access.recall(token, now) {
            return Ok(Some(principal));
        }
        let grant = tokens::find(&self.database, &self.access.key.hash(token)).await?;
        let Some((grant, credential)) = grant
            .and_then(|grant| Credential::parse(&grant.credential).map(|credential| (grant, credential)))
        else {
            self.access.forget(token);
            return Ok(None);
        };
        self.schemas.seen_version(grant.account, grant.schema_version);
        let principal = Principal {
            account: grant.account,
            app: grant.app,
            credential,
            user: grant.user,
            scopes: Scopes::parse(&grant.scopes),
        };
        Ok(Some(self.access.remember(token, principal, now)))
    }

    /// Makes an account, with an owner for whoever runs it.
    pub async fn create_account(&self, name: &str) -> Result<AccountId> {
        let (name, now) = (name.to_owned(), self.clock.now());
        let work = self.database.transaction::<_, linchpin_store::Error, _>(move |tx| {
            Box::pin(async move {
                let account = accounts::create(tx, &name, now).await?;
                owners::create(tx, account, &crate::owners::admin(), now).await?;
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
    fn scopes_are_or_combined() {
        let scopes = Scopes::parse("a.read, b.write");
        assert!(scopes.allow_any(&["x", "b.write"]));
        assert!(scopes.allow_any(&[]));
        assert!(!scopes.allow_any(&["b.read"]));
        assert!(Scopes::parse("*").allow_any(&["anything"]));
        assert!(!Scopes::parse("").allow_any(&["anything"]));
    }
}

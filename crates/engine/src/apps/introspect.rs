//! What the token of a private app stands for, for whoever has the token.

use linchpin_domain::{AccountId, AppId, UserId};
use linchpin_store::owners::{self, OwnerPage};

use super::AppRefusal;
use crate::{Credential, Engine, Result, Scopes};

/// What the token of a private app stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateToken {
    /// The account.
    pub account: AccountId,
    /// The app.
    pub app: AppId,
    /// Who made it, or whoever was first in the account where nobody is known.
    pub user: UserId,
    /// What it may do.
    pub scopes: Scopes,
}

impl Engine {
    /// What the live token of a private app stands for.
    pub async fn introspect_private_token(&self, token: &str) -> Result<PrivateToken> {
        let principal = self.authenticate(token).await?;
        let known = principal.filter(|principal| principal.credential == Credential::PrivateApp);
        let known = known.ok_or(AppRefusal::TokenNotFound)?;
        let user = match known.user {
            Some(user) => user,
            None => self.first_user(known.account).await?,
        };
        Ok(PrivateToken { account: known.account, app: known.app, user, scopes: known.scopes.clone() })
    }

    /// Whoever was first in an account: commands that nobody is signed in to act for them.
    async fn first_user(&self, account: AccountId) -> Result<UserId> {
        let first = OwnerPage { archived: false, email: None, from: 0, limit: 1 };
        let found = owners::list(&self.database, account, first).await?;
        Ok(found.first().map_or(UserId(0), |owner| owner.user))
    }
}

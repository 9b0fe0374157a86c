//! Accounts that tests make for themselves, and throw away.

use linchpin_domain::AccountId;
use linchpin_store::{accounts, installs, snapshots, webhooks_revision};

use super::Thing;
use crate::apps::{self, NewPrivateApp};
use crate::{Engine, Error, Principal, Result, Scopes, Secret};

/// What people call the app that comes with a new account.
const APP: &str = "Private app";

/// An account that was made, with the only sight of its token.
pub struct NewAccount {
    /// The account.
    pub account: AccountId,
    /// A token that may do everything in it.
    pub token: Secret,
}

impl Engine {
    /// Makes an account with a private app that may do everything in it.
    pub async fn create_account_with_token(&self, name: &str) -> Result<NewAccount> {
        let account = self.create_account(name).await?;
        let new = NewPrivateApp { account, name: APP, scopes: Scopes::All };
        let app = self.create_private_app(new).await?;
        Ok(NewAccount { account, token: app.token })
    }

    /// Deletes the caller's account with everything in it, so that the token that asked for it is worth nothing; no
    /// other account is known to the caller.
    pub async fn delete_account(&self, principal: &Principal, id: &str) -> Result<()> {
        let account = principal.account;
        if AccountId::parse(id) != Some(account) {
            return Err(Thing::Account.not_found(id).into());
        }
        let now = self.now(account);
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                for snapshot in snapshots::list_in(tx, account).await? {
                    snapshots::delete(tx, account, snapshot.id).await?;
                }
                let let_in = installs::apps_of(tx, account).await?;
                accounts::delete(tx, account).await?;
                apps::log_end(tx, account, &let_in, now).await
            })
        });
        work.await?;
        // Its apps may have lived in other accounts. This is a transaction of its own because nobody should wait for a
        // whole account to go; until then events of an app that is no more are only sent to nobody.
        self.database.transaction(|tx| Box::pin(async move { webhooks_revision::raise(tx).await })).await?;
        self.access.forget_account(account);
        self.indexes.remove_account(account).await
    }
}

//! Public apps in the accounts that let them in.

use linchpin_domain::{AccountId, AppId, Timestamp, UserId, scope};
use linchpin_store::{
    Error as StoreError, Tx, installs as rows, refresh_tokens, tokens, webhook_cursors, webhooks_revision,
};

use super::App;
use crate::{Engine, Result};

/// An app to let in.
pub struct NewInstall<'a> {
    /// The account that lets it in.
    pub account: AccountId,
    /// The app.
    pub app: &'a App,
    /// What it may do there.
    pub scopes: &'a [String],
    /// Who lets it in.
    pub user: UserId,
}

/// A public app in an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Install {
    /// The app.
    pub app: AppId,
    /// The account that made it.
    pub owner: AccountId,
    /// What people call it.
    pub name: String,
    /// What it may do there.
    pub scopes: Vec<String>,
    /// Who let it in.
    pub user: UserId,
    /// When it was first let in.
    pub installed_at: Timestamp,
    /// When it was last let in.
    pub updated_at: Timestamp,
}

impl Engine {
    /// Lets a public app into an account; one that is there already gets these scopes.
    pub async fn install(&self, new: NewInstall<'_>) -> Result<()> {
        let install = rows::NewInstall {
            account: new.account,
            app: new.app.id,
            owner: new.app.account,
            scopes: new.scopes.join(" "),
            user: new.user,
        };
        let now = self.clock.now();
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move { let_in(tx, &install, now).await })
        });
        work.await?;
        self.fan_out.note_subscription();
        Ok(())
    }

    /// Takes a public app out of an account, where its tokens end; false when it is not there.
    pub async fn uninstall(&self, account: AccountId, app: AppId) -> Result<bool> {
        let now = self.now(account);
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                let was_there = take_out(tx, account, app, now).await?;
                webhooks_revision::raise(tx).await?;
                Ok(was_there)
            })
        });
        let was_there = work.await?;
        self.access.forget_app(account, app);
        Ok(was_there)
    }

    /// The public apps that an account let in, in the order of their numbers.
    pub async fn installs(&self, account: AccountId) -> Result<Vec<Install>> {
        let found = rows::list(&self.database, account).await?;
        let install = |row: rows::InstallRow| Install {
            app: row.app,
            owner: row.owner,
            name: row.name,
            scopes: scope::split(&row.scopes),
            user: row.user,
            installed_at: row.installed_at,
            updated_at: row.updated_at,
        };
        Ok(found.into_iter().map(install).collect())
    }
}

/// Lets an app in, which is told from here on what it wants to be told.
pub(crate) async fn let_in(
    tx: &mut Tx,
    install: &rows::NewInstall,
    now: Timestamp,
) -> Result<(), StoreError> {
    rows::put(tx, install, now).await?;
    webhooks_revision::raise(tx).await?;
    webhook_cursors::begin(tx, install.owner, install.app).await
}

/// Takes an app out of an account together with its tokens; false when it is not there.
///
/// The caller raises the revision of webhooks, once for all accounts.
pub(super) async fn take_out(
    tx: &mut Tx,
    account: AccountId,
    app: AppId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if !rows::delete(tx, account, app).await? {
        return Ok(false);
    }
    refresh_tokens::revoke_of_app(tx, account, app, now).await?;
    tokens::revoke_of_app(tx, account, app, now).await?;
    Ok(true)
}

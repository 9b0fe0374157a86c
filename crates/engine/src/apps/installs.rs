//! Public apps in the accounts that let them in.

use linchpin_domain::{AccountId, AppId, Timestamp, UserId, scope};
use linchpin_store::changes::Kind;
use linchpin_store::{Tx, installs as rows, refresh_tokens, tokens, webhook_cursors, webhooks_revision};

use super::{App, deed, log};
use crate::audit::{self, Action, Actor};
use crate::{Engine, Error, Result};

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
        let now = self.now(new.account);
        let work = self
            .database
            .transaction::<_, Error, _>(move |tx| Box::pin(async move { let_in(tx, &install, now).await }));
        work.await?;
        self.fan_out.note_subscription();
        Ok(())
    }

    /// Takes a public app out of an account, where its tokens end; false when it is not there.
    pub async fn uninstall(&self, by: impl Into<Actor>, app: AppId) -> Result<bool> {
        let actor = by.into();
        let (account, now) = (actor.account, self.now(actor.account));
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let owner = take_out(tx, actor, app, now).await?;
                webhooks_revision::raise(tx).await?;
                if let Some(owner) = owner {
                    log::append(tx, (owner, app), Kind::Uninstall, &[account], now).await?;
                }
                Ok(owner.is_some())
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

/// Lets an app into an account on behalf of the user who said so, as the last thing that a transaction does; it is told
/// from here on what it wants to be told.
pub(crate) async fn let_in(tx: &mut Tx, install: &rows::NewInstall, now: Timestamp) -> Result<()> {
    let is_new = rows::put(tx, install, now).await?;
    webhooks_revision::raise(tx).await?;
    webhook_cursors::begin(tx, install.owner, install.app).await?;
    let actor = Actor { app: install.app, ..Actor::person(install.account, install.user) };
    let app = install.app.to_string();
    audit::append(tx, actor, now, deed(audit::APP_INSTALL, Action::Create, &app)).await?;
    // Whoever grants the same once more, or other scopes, let it in before.
    let accounts = is_new.then_some(install.account);
    log::append(tx, (install.owner, install.app), Kind::Install, accounts.as_slice(), now).await
}

/// Takes an app out of an account together with its tokens and tells which account made it; none when it is not there.
///
/// The caller raises the revision of webhooks and says it in the log, once for all accounts.
pub(super) async fn take_out(
    tx: &mut Tx,
    by: Actor,
    app: AppId,
    now: Timestamp,
) -> Result<Option<AccountId>> {
    let account = by.account;
    let Some(owner) = rows::delete(tx, account, app).await? else { return Ok(None) };
    refresh_tokens::revoke_of_app(tx, account, app, now).await?;
    tokens::revoke_of_app(tx, account, app, now).await?;
    audit::append(tx, by, now, deed(audit::APP_INSTALL, Action::Delete, &app.to_string())).await?;
    Ok(Some(owner))
}

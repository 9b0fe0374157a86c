//! What changes about apps, up to their end.

use linchpin_domain::AppId;
use linchpin_store::changes::Kind;
use linchpin_store::{apps as rows, installs, tokens, webhooks_revision};

use super::installs::take_out;
use super::{App, AppKind, AppRefusal, content, deed, log};
use crate::audit::{self, Action, Actor};
use crate::{Credential, Engine, Error, Result, Scopes};

/// What changes about an app; what is none stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AppChange {
    /// What people call it.
    pub name: Option<String>,
    /// What it cannot do without; for a private app, what its tokens may do from now on.
    pub required: Option<Scopes>,
    /// What it needs in accounts that have what these are about.
    pub conditional: Option<Vec<String>>,
    /// What it can do without.
    pub optional: Option<Vec<String>>,
    /// Where a public app may send people back to.
    pub redirect_urls: Option<Vec<String>>,
}

impl AppChange {
    /// What only public apps have, of what changes.
    fn public_only(&self) -> Option<&'static str> {
        let conditional = self.conditional.as_ref().map(|_| "conditional scopes");
        let optional = self.optional.as_ref().map(|_| "optional scopes");
        conditional.or(optional).or(self.redirect_urls.as_ref().map(|_| "redirect URLs"))
    }

    /// Whether what the app may do changes, or what it asks for.
    fn is_of_scopes(&self) -> bool {
        self.required.is_some() || self.conditional.is_some() || self.optional.is_some()
    }

    /// The columns that change, once everything was checked.
    fn columns(&self, kind: AppKind) -> Result<rows::AppChange, AppRefusal> {
        match (kind, self.public_only()) {
            (AppKind::Private, Some(what)) => return Err(AppRefusal::OnlyPublic(what)),
            (AppKind::Public, _) if self.required == Some(Scopes::All) => {
                return Err(AppRefusal::PublicWithAllScopes);
            }
            _ => {}
        }
        let required = self.required.as_ref().map(content::with_basic).transpose()?;
        let joined = |names: &Option<Vec<String>>| names.as_deref().map(content::joined).transpose();
        Ok(rows::AppChange {
            name: self.name.as_deref().map(content::checked_name).transpose()?,
            required_scopes: required.map(|scopes| scopes.to_text()),
            conditional_scopes: joined(&self.conditional)?,
            optional_scopes: joined(&self.optional)?,
            redirect_urls: self.redirect_urls.as_deref().map(content::redirect_lines).transpose()?,
            client_secret: None,
        })
    }
}

impl Engine {
    /// Changes an app; the tokens of a private one have its new scopes at once, on other servers within a second.
    pub async fn update_app(&self, by: impl Into<Actor>, id: AppId, change: &AppChange) -> Result<App> {
        let actor = by.into();
        let columns = change.columns(self.app(actor.account, id).await?.kind)?;
        let what = if change.is_of_scopes() { audit::APP_SCOPES } else { "" };
        self.change_columns(actor, id, columns, what).await?;
        self.app(actor.account, id).await
    }

    /// Archives an app: its tokens end, everywhere.
    pub async fn archive_app(&self, by: impl Into<Actor>, id: AppId) -> Result<()> {
        let actor = by.into();
        let account = actor.account;
        let (now, dated) = (self.clock.now(), self.now(account));
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                if !rows::archive(tx, account, id, now).await? {
                    return Err(AppRefusal::NotFound(id.to_string()).into());
                }
                tokens::revoke_of_app(tx, account, id, now).await?;
                let let_in = installs::accounts_of(tx, id).await?;
                for one in &let_in {
                    // Whoever archives the app is nobody in the other accounts.
                    let by = if *one == account { actor } else { Actor::from(*one) };
                    take_out(tx, by, id, now).await?;
                }
                webhooks_revision::raise(tx).await?;
                audit::append(tx, actor, dated, deed("", Action::Delete, &id.to_string())).await?;
                log::append(tx, (account, id), Kind::Uninstall, &let_in, dated).await?;
                Ok(let_in)
            })
        });
        for account in work.await?.into_iter().chain([account]) {
            self.access.forget_app(account, id);
        }
        Ok(())
    }

    pub(super) async fn change_columns(
        &self,
        actor: Actor,
        id: AppId,
        columns: rows::AppChange,
        what: &'static str,
    ) -> Result<()> {
        let (account, now) = (actor.account, self.clock.now());
        let dated = self.now(account);
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                if !rows::update(tx, account, id, &columns, now).await? {
                    return Ok(false);
                }
                if let Some(scopes) = columns.required_scopes {
                    // Tokens of public apps keep what was granted.
                    let credential = Credential::PrivateApp.as_str();
                    tokens::rescope_of_app(tx, account, id, credential, &scopes).await?;
                }
                // What it may be told follows its scopes, and how that is signed its secret.
                webhooks_revision::raise(tx).await?;
                audit::append(tx, actor, dated, deed(what, Action::Update, &id.to_string())).await?;
                Ok(true)
            })
        });
        if !work.await? {
            return Err(AppRefusal::NotFound(id.to_string()).into());
        }
        self.access.forget_app(account, id);
        Ok(())
    }
}

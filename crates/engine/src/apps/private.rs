//! Private apps.

use linchpin_domain::{AccountId, AppId};
use linchpin_store::apps as rows;

use super::tokens::FreshToken;
use super::{AppKind, content, deed, secret};
use crate::audit::{self, Action, Actor};
use crate::{Credential, Engine, Error, Result, Scopes, Secret, random};

/// A private app to make.
pub struct NewPrivateApp<'a, By = AccountId> {
    /// The account that gets it, or who makes it there.
    pub account: By,
    /// What people call it.
    pub name: &'a str,
    /// What its token may do.
    pub scopes: Scopes,
}

/// A private app that was made, with the only sight of its token and secret.
#[derive(Debug, Clone)]
pub struct PrivateApp {
    /// The app.
    pub app: AppId,
    /// Its token.
    pub token: Secret,
    /// The secret with which is signed what is sent to it.
    pub client_secret: Secret,
}

impl Engine {
    /// Makes a private app with one token; token and secret are shown here and never again.
    pub async fn create_private_app(&self, new: NewPrivateApp<'_, impl Into<Actor>>) -> Result<PrivateApp> {
        let mut content = content::content(AppKind::Private, new.name, &new.scopes)?;
        let client_secret = Secret::new(random::uuid()?);
        let (key, secret) = (self.access.key.clone(), client_secret.clone());
        let fresh = FreshToken::new(self, Credential::PrivateApp)?;
        let actor = new.account.into();
        let (account, now) = (actor.account, self.now(actor.account));
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let app = rows::next_id(tx).await?;
                content.client_secret = Some(secret::seal(&key, app, &secret)?);
                rows::create(tx, account, app, &content, now).await?;
                fresh.keep(tx, account, app, &content.required_scopes, now).await?;
                audit::append(tx, actor, now, deed("", Action::Create, &app.to_string())).await?;
                Ok((app, fresh))
            })
        });
        let (app, fresh) = work.await?;
        Ok(PrivateApp { app, token: fresh.into_secret(), client_secret })
    }
}

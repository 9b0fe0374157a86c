//! Private apps.

use linchpin_domain::{AccountId, AppId};
use linchpin_store::{Error as StoreError, apps as rows};

use super::tokens::FreshToken;
use super::{AppKind, content};
use crate::{Credential, Engine, Result, Scopes, Secret};

/// A private app to make.
pub struct NewPrivateApp<'a> {
    /// The account that gets it.
    pub account: AccountId,
    /// What people call it.
    pub name: &'a str,
    /// What its token may do.
    pub scopes: Scopes,
}

/// A private app that was made, with the only sight of its token.
#[derive(Debug, Clone)]
pub struct PrivateApp {
    /// The app.
    pub app: AppId,
    /// Its token.
    pub token: Secret,
}

impl Engine {
    /// Makes a private app with one token; the token is shown here and never again.
    pub async fn create_private_app(&self, new: NewPrivateApp<'_>) -> Result<PrivateApp> {
        let content = content::content(AppKind::Private, new.name, &new.scopes)?;
        let fresh = FreshToken::new(self, Credential::PrivateApp)?;
        let (account, now) = (new.account, self.now(new.account));
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                let app = rows::next_id(tx).await?;
                rows::create(tx, account, app, &content, now).await?;
                fresh.keep(tx, account, app, &content.required_scopes, now).await?;
                Ok((app, fresh))
            })
        });
        let (app, fresh) = work.await?;
        Ok(PrivateApp { app, token: fresh.into_secret() })
    }
}
